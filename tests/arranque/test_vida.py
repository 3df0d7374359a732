"""What falls is raised again, and nothing that was acknowledged is lost."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from tests.arranque.banco import PLAZO, Portal, esperar, manage, puerto_libre, sql


def test_workers_use_the_role_that_owns_nothing(portal: Portal) -> None:
    rol = esperar(lambda: portal.pedir("/rol"))
    assert rol == {"actual": "gobierno_web", "sesion": "gobierno_web"}


def test_second_start_on_the_same_data_says_where_it_runs(portal: Portal) -> None:
    resultado = manage("portal", "--datos", portal.datos, "--puerto", str(puerto_libre()))
    assert resultado.returncode == 1
    assert resultado.stdout == ""
    assert len(resultado.stderr.splitlines()) == 1
    assert f"http://localhost:{portal.puerto}" in resultado.stderr
    assert portal.pedir("/salud/vivo")


def test_another_portal_cannot_share_its_port(portal: Portal, tmp_path: Path) -> None:
    resultado = manage("portal", "--datos", tmp_path / "d", "--puerto", str(portal.puerto))
    assert resultado.returncode == 1
    assert f"El puerto {portal.puerto} ya está en uso" in resultado.stderr
    assert len(resultado.stderr.splitlines()) == 1
    assert not (tmp_path / "d" / "postgres").exists()


def test_command_uses_the_running_server_and_leaves_it(portal: Portal) -> None:
    antes = portal.postgres().pid
    resultado = manage("showmigrations", DATOS_DIR=str(portal.datos))
    assert resultado.returncode == 0, resultado.stderr
    assert portal.postgres().pid == antes


def test_killed_worker_is_replaced(portal: Portal) -> None:
    victima = esperar(lambda: portal.pedir("/salud/vivo"))["proceso"]
    os.kill(victima, signal.SIGKILL)
    esperar(lambda: not psutil.pid_exists(victima))
    esperar(lambda: len(portal.web().children()) == 2)
    assert esperar(lambda: portal.pedir("/salud/vivo"))["proceso"] != victima


def test_killed_web_server_leaves_no_worker_and_is_raised_again(portal: Portal) -> None:
    esperar(lambda: portal.pedir("/salud/vivo"))
    principal = portal.web()
    trabajadores = principal.children()
    principal.kill()
    psutil.wait_procs(trabajadores, timeout=10)
    assert not [hijo for hijo in trabajadores if hijo.is_running()]
    assert esperar(lambda: portal.pedir("/salud/vivo"))
    assert portal.web() != principal


@pytest.mark.parametrize("victima", ["postgres", "vigia"])
def test_killed_postgres_is_raised_and_keeps_what_it_acknowledged(
    portal: Portal, victima: str
) -> None:
    texto = f"antes de matar {victima}"
    esperar(lambda: portal.pedir("/filas", texto))
    proceso = getattr(portal, victima)()
    proceso.kill()
    esperar(lambda: not proceso.is_running())
    assert texto in esperar(lambda: portal.pedir("/filas"))["filas"]


def test_killed_supervisor_does_not_block_the_next_start(datos: Path) -> None:
    with Portal(datos) as primero:
        assert primero.pedir("/filas", "antes de matar todo")
        procesos = primero.procesos()
        primero.matar()
        with Portal(datos) as segundo:
            assert segundo.pedir("/filas") == {"filas": ["antes de matar todo"]}
        psutil.wait_procs(procesos, timeout=10)
        assert not [proceso for proceso in procesos if proceso.is_running()]


@pytest.mark.parametrize("senal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_stop_what_it_started_and_nothing_else(datos: Path, senal: signal.Signals) -> None:
    with psutil.Popen(["sleep", "60"]) as ajeno, Portal(datos) as portal:
        procesos = portal.procesos()
        assert len(procesos) > 4
        portal.proceso.send_signal(senal)
        assert portal.proceso.wait(20) == 0
        assert not [proceso for proceso in procesos if proceso.is_running()]
        assert portal.pedir("/salud/vivo") is None
        assert ajeno.poll() is None
        ajeno.kill()


def test_killed_background_worker_is_raised_again(portal: Portal) -> None:
    primero = portal.trabajador()
    primero.kill()
    esperar(lambda: not primero.is_running())
    assert esperar(lambda: portal.trabajador() != primero)
    assert "El trabajador de fondo se detuvo sin aviso" in portal.salida


def test_background_worker_survives_the_database(portal: Portal) -> None:
    """It waits for it, and goes on working."""
    trabajador, postgres = portal.trabajador(), portal.postgres()
    postgres.kill()
    esperar(lambda: not postgres.is_running())
    esperar(lambda: portal.pedir("/filas"))
    esperar(lambda: portal.postgres().is_running())
    assert trabajador.is_running(), portal.salida


def test_what_changes_is_sealed_within_two_seconds(portal: Portal) -> None:
    """By whoever it is made: here with SQL, from outside. In two seconds, on a machine that does
    nothing else (`.ci/largo`)."""
    esperar(lambda: sql(portal.datos, "SELECT 1"))
    sql(
        portal.datos,
        "INSERT INTO fuentes_fuente (clave, titulo, url, publicado_en, version) VALUES "
        "('f' || floor(extract(epoch from clock_timestamp()) * 1000), 'F', 'https://x.mx', "
        "now(), 1)",
    )
    esperar(
        lambda: sql(
            portal.datos,
            "SELECT count(*) = 0 FROM bitacora_entrada e LEFT JOIN bitacora_sello s "
            "ON s.entrada_id = e.id WHERE s.secuencia IS NULL",
        )[0][0],
        2 if os.environ.get("LARGO") else PLAZO,
    )
    assert sql(portal.datos, "SELECT max(tamano) FROM bitacora_checkpoint")[0][0] >= 1
