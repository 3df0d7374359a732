"""The embedded server: shared by whoever needs it, stopped by the last, made whole or not."""

import os
import threading
from pathlib import Path

import pytest

from gobierno_abierto.arranque.carpetas import CarpetaAbierta, carpeta_privada
from gobierno_abierto.arranque.cluster import Cluster
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.persona import Persona
from tests.arranque.banco import manage, sql

RAPIDO = {"fsync": "off"}


def test_the_last_to_leave_stops_it(datos: Path) -> None:
    primero, segundo = Cluster(datos, RAPIDO), Cluster(datos, RAPIDO)
    with segundo.usar():
        with primero.usar():
            pass
        assert sql(datos, "SELECT 1") == [(1,)]
    assert not segundo.vive()


def test_the_one_who_started_it_may_leave_first(datos: Path) -> None:
    fuera, listo = threading.Event(), threading.Event()

    def otro() -> None:
        with Cluster(datos, RAPIDO).usar():
            listo.set()
            fuera.wait(30)

    hilo = threading.Thread(target=otro)
    with Cluster(datos, RAPIDO).usar():
        hilo.start()
        listo.wait(30)
    assert sql(datos, "SELECT 1") == [(1,)]
    fuera.set()
    hilo.join()
    assert not Cluster(datos).vive()


def test_two_at_once_start_one_server(datos: Path) -> None:
    errores: list[BaseException] = []

    def usar() -> None:
        try:
            with Cluster(datos, RAPIDO).usar():
                sql(datos, "SELECT 1")
        except BaseException as error:
            errores.append(error)

    hilos = [threading.Thread(target=usar) for _ in range(6)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert not errores


def test_command_starts_it_for_its_own_duration(datos: Path) -> None:
    resultado = manage("showmigrations", DATOS_DIR=str(datos))
    assert resultado.returncode == 0, resultado.stderr
    assert not Cluster(datos).vive()


@pytest.mark.parametrize("orden", ["check", "makemigrations --check --dry-run", "help"])
def test_commands_without_database_touch_nothing(orden: str, tmp_path: Path) -> None:
    resultado = manage(*orden.split(), DATOS_DIR=str(tmp_path / "d"))
    assert resultado.returncode == 0, resultado.stderr
    assert "Warning" not in resultado.stderr
    assert not (tmp_path / "d").exists()


def test_half_made_cluster_is_made_again(taller: Path) -> None:
    datos = taller / "a-medias"
    (datos / "postgres.nuevo" / "base").mkdir(parents=True)
    with Cluster(datos, RAPIDO).usar():
        assert sql(datos, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [
            (False,)
        ]
        assert sql(datos, "SHOW data_checksums") == [("on",)]
        assert sql(datos, "SHOW server_encoding") == [("UTF8",)]
    assert not (datos / "postgres.nuevo").exists()


def test_writes_are_safe_unless_asked(datos: Path) -> None:
    with Cluster(datos).usar():
        assert sql(datos, "SHOW fsync") == [("on",)]
        assert sql(datos, "SHOW synchronous_commit") == [("on",)]
        assert sql(datos, "SHOW listen_addresses") == [("",)]


def test_number_of_a_dead_server_taken_by_another_process(datos: Path) -> None:
    """As in a container started again, where the same small numbers come back."""
    with Cluster(datos, RAPIDO).usar():
        texto = (datos / "postgres" / "postmaster.pid").read_text()
    lineas = [str(os.getppid()), *texto.splitlines()[1:]]
    (datos / "postgres" / "postmaster.pid").write_text("\n".join(lineas))
    with Cluster(datos, RAPIDO).usar():
        assert sql(datos, "SELECT 1") == [(1,)]


def test_server_that_cannot_start_says_why(datos: Path) -> None:
    with (
        pytest.raises(NoArranca, match="PostgreSQL no arrancó"),
        Cluster(datos, {"shared_buffers": "un poco"}).usar(),
    ):
        pass
    assert not Cluster(datos).vive()


def test_data_of_another_version(datos: Path) -> None:
    (datos / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(NoArranca, match="son de PostgreSQL 17"), Cluster(datos).usar():
        pass


def test_folder_that_somebody_else_prepared_is_refused(tmp_path: Path) -> None:
    abierta = tmp_path / "abierta"
    abierta.mkdir(mode=0o755)
    enlace = tmp_path / "enlace"
    enlace.symlink_to(tmp_path)
    for carpeta in (abierta, enlace):
        with pytest.raises(NoArranca, match="no es privada"):
            carpeta_privada(carpeta, Persona())


def test_writing_follows_no_link(tmp_path: Path) -> None:
    victima = tmp_path / "victima"
    victima.write_text("intacta")
    carpeta = tmp_path / "carpeta"
    carpeta.mkdir()
    (carpeta / "pg_hba.conf").symlink_to(victima)
    with CarpetaAbierta(carpeta) as abierta:
        abierta.escribir("pg_hba.conf", "nueva", Persona())
    assert victima.read_text() == "intacta"
    assert (carpeta / "pg_hba.conf").read_text() == "nueva"
