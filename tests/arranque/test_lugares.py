"""It works wherever it is put, whoever runs it."""

import os
import subprocess
from pathlib import Path

import pytest

from gobierno_abierto.arranque.binarios import carpeta_de_binarios
from gobierno_abierto.arranque.cluster import Cluster
from gobierno_abierto.arranque.conexion import carpeta_de_conexion
from gobierno_abierto.arranque.persona import Persona
from tests.arranque.banco import NADIE, Portal, Quien, copiar, manage, sql


def test_first_start_with_spaces_and_accents_and_a_second(taller: Path) -> None:
    datos = taller / "Año 2026, «datos» del portal's"
    with Portal(datos) as portal:
        assert "Preparando la base de datos por primera vez" in portal.salida
        for direccion in ("/compromisos/", "/admin/", "/api/v1/"):
            assert f"http://localhost:{portal.puerto}{direccion}" in portal.salida
        assert portal.pedir("/salud/vivo")
        sql(datos, "CREATE TABLE testigo AS SELECT 1")
        assert portal.detener() == 0
    clave = datos / "clave_secreta"
    assert clave.stat().st_mode & 0o777 == 0o600
    antes = clave.read_text()
    with Portal(datos) as portal:
        assert sql(datos, "SELECT * FROM testigo") == [(1,)]
    assert clave.read_text() == antes
    carpeta_de_conexion(datos).rmdir()  # elsewhere, because of the comma


def test_path_over_a_hundred_bytes(plantilla: Path, taller: Path) -> None:
    datos = copiar(plantilla, taller / ("carpeta-larga-" * 8) / "datos")
    assert len(bytes(datos)) > 100
    conexion = carpeta_de_conexion(datos)
    with Portal(datos) as portal:
        assert portal.pedir("/rol")
        assert conexion.stat().st_mode & 0o777 == 0o700
    conexion.rmdir()


@pytest.mark.usefixtures("como_root")
def test_root_in_a_folder_closed_to_everybody_else(plantilla: Path, taller: Path) -> None:
    cerrada = taller / "cerrada"
    cerrada.mkdir(mode=0o700)
    datos = copiar(plantilla, cerrada / "datos")
    with Portal(datos) as portal:
        assert portal.pedir("/rol")
        assert portal.postgres().uids().effective != 0
    assert cerrada.stat().st_mode & 0o777 == 0o700


def test_another_user(taller: Path, otro_usuario: Quien) -> None:
    casa = taller / "de-otro"
    casa.mkdir()
    if otro_usuario.uid is not None:
        os.chown(casa, otro_usuario.uid, otro_usuario.uid)
    duenio = casa.stat().st_uid
    assert duenio != 0
    with Portal(casa / "datos", quien=otro_usuario) as portal:
        assert portal.pedir("/rol")
        assert portal.postgres().uids().effective == duenio
        # We, root or not, administer it without taking it over.
        resultado = manage("showmigrations", DATOS_DIR=str(casa / "datos"))
        assert resultado.returncode == 0, resultado.stderr


@pytest.mark.usefixtures("como_root")
def test_another_user_cannot_enter_the_database(datos: Path) -> None:
    """Neither through the folder, nor if every folder were open."""
    ajeno = Persona(NADIE, NADIE)
    psql = carpeta_de_binarios(ajeno) / "psql"
    with Cluster(datos, {"fsync": "off", "unix_socket_permissions": "0777"}).usar():
        for modo, motivo in ((0o700, "Permission denied"), (0o755, "Peer authentication failed")):
            datos.chmod(0o755)
            (datos / "conexion").chmod(modo)
            for rol in ("gobierno_web", "gobierno_propietario", "postgres"):
                resultado = subprocess.run(
                    [psql, "-h", datos / "conexion", "-U", rol, "-c", "SELECT 1", "postgres"],
                    cwd="/",
                    capture_output=True,
                    text=True,
                    check=False,
                    **ajeno.para_subprocess(),
                )
                assert motivo in resultado.stderr
