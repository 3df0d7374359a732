"""One portal for each data folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gobierno_abierto.arranque import candados
from gobierno_abierto.arranque.errores import NoArranca


@contextmanager
def unico_portal(datos_dir: Path, url: str) -> Iterator[None]:
    """Keep the folder's lock; refuse if another portal has it, saying where that one answers.

    It waits a second first: a portal that has just been killed takes a moment to be gone.
    """
    archivo = datos_dir / "portal.lock"
    with candados.abierto(archivo) as candado:
        if not candados.tomar(candado, hasta=1):
            donde = archivo.read_text().strip() or "y todavía está arrancando"
            raise NoArranca(f"El portal ya está en marcha con los datos de «{datos_dir}»: {donde}.")
        os.truncate(candado, 0)
        os.write(candado, f"{url} (proceso {os.getpid()})".encode())
        yield
