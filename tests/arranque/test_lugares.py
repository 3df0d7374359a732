"""It works wherever it is put, whoever runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from banco import RAIZ, Portal, ambiente, manage, sql

from gobierno_abierto.arranque.conexion import carpeta_de_conexion

NADIE = 65534


def test_first_start_with_spaces_and_accents_and_a_quick_second(taller: Path) -> None:
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
        assert portal.tardo < 10
        assert sql(datos, "SELECT * FROM testigo") == [(1,)]
    assert clave.read_text() == antes


def test_path_over_a_hundred_bytes(plantilla: Path, taller: Path) -> None:
    from conftest import copiar

    datos = copiar(plantilla, taller / ("carpeta-larga-" * 8) / "datos")
    assert len(bytes(datos)) > 100
    conexion = carpeta_de_conexion(datos)
    with Portal(datos) as portal:
        assert portal.pedir("/rol")
        assert conexion.stat().st_mode & 0o777 == 0o700
    conexion.rmdir()


@pytest.mark.usefixtures("como_root")
def test_root_in_a_folder_closed_to_everybody_else(plantilla: Path, taller: Path) -> None:
    from conftest import copiar

    cerrada = taller / "cerrada"
    cerrada.mkdir(mode=0o700)
    datos = copiar(plantilla, cerrada / "datos")
    with Portal(datos) as portal:
        assert portal.pedir("/rol")
        assert portal.postgres().uids().effective != 0
    assert cerrada.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("como_root")
def test_another_user(taller: Path) -> None:
    if subprocess.run([sys.executable, RAIZ / "manage.py", "version"], user=NADIE, cwd="/",
                      capture_output=True, check=False).returncode:  # fmt: skip
        pytest.skip("este clon o su Python no son legibles para otros usuarios")
    casa = taller / "de-nadie"
    casa.mkdir()
    os.chown(casa, NADIE, NADIE)
    with Portal(casa / "datos", user=NADIE) as portal:
        assert portal.pedir("/rol")
        assert portal.postgres().uids().effective == NADIE
        # Root administers it without taking it over.
        resultado = manage("showmigrations", entorno=ambiente(DATOS_DIR=str(casa / "datos")))
        assert resultado.returncode == 0, resultado.stderr


@pytest.mark.usefixtures("como_root")
def test_another_user_cannot_enter_the_database(portal: Portal) -> None:
    """Neither through the folder, nor if the folder were open."""
    guion = (
        "import psycopg2, sys\n"
        "psycopg2.connect(host=sys.argv[1], dbname='gobierno_abierto', user=sys.argv[2])"
    )
    carpeta = portal.datos / "conexion"
    for modo, motivo in ((0o700, "Permission denied"), (0o755, "Peer authentication failed")):
        portal.datos.chmod(0o755)
        carpeta.chmod(modo)
        (carpeta / ".s.PGSQL.5432").chmod(0o777 if modo == 0o755 else 0o700)
        for rol in ("gobierno_web", "gobierno_propietario", "postgres"):
            resultado = subprocess.run(
                [sys.executable, "-c", guion, carpeta, rol],
                user=NADIE, cwd="/", capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert motivo in resultado.stderr
    carpeta.chmod(0o700)
