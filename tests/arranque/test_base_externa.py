"""With DATABASE_URL the portal uses that server, in the same restricted role."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from psycopg2 import OperationalError

from gobierno_abierto.arranque.binarios import carpeta_de_binarios
from gobierno_abierto.arranque.carpetas import CarpetaAbierta
from gobierno_abierto.arranque.persona import quien_corre
from gobierno_abierto.arranque.preparacion import preparar
from tests.arranque.banco import Portal, esperar, manage, puerto_libre

CONTRASENA = "ñandú/@:%"


@pytest.fixture(scope="module")
def url(taller: Path) -> Iterator[str]:
    """A server of its own over TCP, entered with a password; its owner is no superuser."""
    carpeta = taller / "servidor ajeno"
    persona = quien_corre(carpeta)
    binarios = carpeta_de_binarios(persona)
    preparar(carpeta, binarios, persona, sincronizar=False)
    puerto = puerto_libre()
    with CarpetaAbierta(carpeta) as datos:
        reglas = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        datos.escribir("pg_hba.conf", reglas, persona)
        ajustes = ["listen_addresses=127.0.0.1", f"unix_socket_directories={datos.camino}"]
        with subprocess.Popen(
            [binarios / "postgres", "-D", datos.camino, "-p", str(puerto), "-F"]
            + [parte for ajuste in ajustes for parte in ("-c", ajuste)],
            cwd="/",
            pass_fds=[datos.descriptor],
            stderr=subprocess.DEVNULL,
            **persona.para_subprocess(),
        ) as servidor:
            try:
                esperar(lambda: _preparado(carpeta, puerto))
                yield f"postgres://ana:{quote(CONTRASENA, safe='')}@127.0.0.1:{puerto}/propia"
            finally:
                servidor.terminate()


def _preparado(carpeta: Path, puerto: int) -> bool:
    try:
        conexion = psycopg2.connect(
            host=str(carpeta), port=puerto, dbname="postgres", user="postgres"
        )
    except OperationalError:
        return False
    conexion.autocommit = True
    with conexion.cursor() as cursor:
        # As on somebody's server, where nobody has heard of the portal.
        cursor.execute("DROP DATABASE gobierno_abierto")
        cursor.execute("DROP ROLE gobierno_web")
        cursor.execute("CREATE ROLE ana LOGIN CREATEROLE PASSWORD %s", [CONTRASENA])
        cursor.execute("CREATE DATABASE propia OWNER ana")
        cursor.execute("CREATE ROLE beto LOGIN PASSWORD %s", [CONTRASENA])
        cursor.execute("CREATE DATABASE de_beto OWNER beto")
    conexion.close()
    return True


def test_portal_uses_it_in_the_restricted_role(url: str, taller: Path) -> None:
    with Portal(taller / "externa", DATABASE_URL=url) as portal:
        assert "Servidor de DATABASE_URL: 127.0.0.1:" in portal.salida
        assert "/propia" in portal.salida
        assert "ana" not in portal.salida.replace("análisis", "")
        assert portal.pedir("/rol") == {"actual": "gobierno_web", "sesion": "ana"}
        assert not (taller / "externa" / "postgres").exists()


@pytest.mark.parametrize("orden", ["portal", "migrate"])
def test_wrong_password(url: str, orden: str, tmp_path: Path) -> None:
    mala = url.replace("ana:", "ana:x")
    variables = {"DATABASE_URL": mala, "DATOS_DIR": str(tmp_path)}
    opciones = ["--puerto", str(puerto_libre())] if orden == "portal" else []
    resultado = manage(orden, *opciones, **variables)
    assert resultado.returncode == 1
    assert len(resultado.stderr.splitlines()) == 1
    assert "usuario o contraseña incorrectos" in resultado.stderr
    assert quote(CONTRASENA) not in resultado.stderr


def test_user_without_the_web_role(url: str, tmp_path: Path) -> None:
    """Whether or not the role exists by then, one line says what is missing."""
    de_beto = url.replace("ana:", "beto:").replace("/propia", "/de_beto")
    opciones = ["--puerto", str(puerto_libre()), "--sin-carga"]
    resultado = manage("portal", *opciones, DATABASE_URL=de_beto, DATOS_DIR=str(tmp_path))
    assert resultado.returncode == 1
    assert len(resultado.stderr.splitlines()) == 1
    no_la_puede_crear, no_es_suya = "No se pudo actualizar la estructura", "GRANT gobierno_web TO"
    assert no_la_puede_crear in resultado.stderr or no_es_suya in resultado.stderr


def test_server_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgres://ana:secreto@127.0.0.1:{puerto_libre()}/base"
    variables = {"DATABASE_URL": url, "DATOS_DIR": str(tmp_path)}
    resultado = manage("portal", "--puerto", str(puerto_libre()), **variables)
    assert resultado.returncode == 1
    assert len(resultado.stderr.splitlines()) == 1
    assert "nadie atiende" in resultado.stderr
    assert "secreto" not in resultado.stderr
