"""Locks on files: the kernel frees them when their holder ends, however it ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def abrir(archivo: Path) -> int:
    """Descriptor of a lock file; child processes do not inherit it unless told to."""
    return os.open(archivo, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def tomar(descriptor: int, *, compartido: bool = False, hasta: float | None = 0) -> bool:
    """Take the lock, trying for `hasta` seconds (None: for ever); say whether it was taken."""
    modo = fcntl.LOCK_SH if compartido else fcntl.LOCK_EX
    if hasta is None:
        fcntl.flock(descriptor, modo)
        return True
    limite = time.monotonic() + hasta
    while True:
        try:
            fcntl.flock(descriptor, modo | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= limite:
                return False
            time.sleep(0.05)
        else:
            return True


@contextmanager
def abierto(archivo: Path) -> Iterator[int]:
    descriptor = abrir(archivo)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def soltar(descriptor: int) -> None:
    fcntl.flock(descriptor, fcntl.LOCK_UN)
