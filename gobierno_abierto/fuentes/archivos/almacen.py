"""Where the bytes of files are: a private folder of the data folder, each under a random name.

A file is there whole or not at all, and is never changed. What the database knows is in `Archivo`.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

__all__ = ["borrar_sobrantes", "guardar", "ruta_de"]

MES = 30 * 24 * 60 * 60
PRIVADO = 0o077  # what nobody else may do in the folder


def ruta_de(uuid: UUID) -> Path:
    """In folders by its first letters, so that none has too many."""
    return _carpeta() / uuid.hex[:2] / uuid.hex


def guardar(uuid: UUID, datos: bytes) -> None:
    """On disk when it returns: who asked may be told that it is kept."""
    ruta = ruta_de(uuid)
    for carpeta in (_carpeta(), ruta.parent):
        _hacer_privada(carpeta)
    nuevo = ruta.with_name(f".{uuid.hex}")
    banderas = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        with open(os.open(nuevo, banderas, 0o600), "wb") as archivo:
            archivo.write(datos)
            archivo.flush()
            os.fsync(archivo.fileno())
        nuevo.rename(ruta)
    except BaseException:
        nuevo.unlink(missing_ok=True)
        raise
    _asentar(ruta.parent)


def borrar_sobrantes(conocidos: Callable[[set[UUID]], set[UUID]], desde: float = MES) -> int:
    """What was written for a row that then was not, or is no more; how many. `conocidos` says which
    have a row. It waits for a month, in case the database is one that was put back from a copy."""
    viejo = time.time() - desde
    borrados = 0
    for carpeta in _carpeta().glob("??"):
        viejos = [ruta for ruta in carpeta.iterdir() if ruta.stat().st_mtime < viejo]
        con_fila = conocidos({UUID(ruta.name) for ruta in viejos if ruta.name.isalnum()})
        for ruta in viejos:
            if not ruta.name.isalnum() or UUID(ruta.name) not in con_fila:  # or left half written
                ruta.unlink()
                borrados += 1
    return borrados


def _carpeta() -> Path:
    return settings.DATOS_DIR / "archivos"


def _hacer_privada(carpeta: Path) -> None:
    """It may be one that was found: a link, or one that others read, is not trusted with this."""
    with suppress(FileExistsError):
        carpeta.mkdir(mode=0o700, parents=True)
        _asentar(carpeta.parent)
    if carpeta.is_symlink() or carpeta.stat().st_mode & PRIVADO:
        raise PermissionError(f"{carpeta}: 0700")


def _asentar(carpeta: Path) -> None:
    """So that what was just made or renamed in it outlives the machine's sudden end."""
    descriptor = os.open(carpeta, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
