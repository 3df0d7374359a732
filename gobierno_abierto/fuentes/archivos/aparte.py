"""A stranger's file is opened in a process of its own, with little memory and little time.

What opens images and PDF is C that reads whatever it is given. If it is made to eat the machine, or
to run somebody's code, that happens where there is neither database, nor keys, nor environment.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from gobierno_abierto.fuentes.archivos.limites import SEGUNDOS
from gobierno_abierto.fuentes.archivos.motivos import RECHAZO, Motivo, NoSirve
from gobierno_abierto.fuentes.archivos.tipos import Tipo

__all__ = ["limpiar_aparte"]

TALLER = "gobierno_abierto.fuentes.archivos.taller"
# Of the clock: a machine that does other things too is slower than its processor's time says.
PACIENCIA = 3 * SEGUNDOS
AMBIENTE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def limpiar_aparte(tipo: Tipo, datos: bytes) -> bytes:
    try:
        resultado = subprocess.run(  # noqa: S603
            [sys.executable, "-m", TALLER, tipo],
            input=datos,
            capture_output=True,
            check=False,
            timeout=PACIENCIA,
            cwd=Path(settings.BASE_DIR),
            env=AMBIENTE,
        )
    except subprocess.TimeoutExpired as error:
        raise NoSirve(Motivo.TARDA) from error
    if resultado.returncode == 0:
        return resultado.stdout
    if resultado.returncode == RECHAZO:
        with suppress(ValueError):
            raise NoSirve(Motivo(resultado.stdout.decode(errors="replace")))
    # A signal: its processor's time was over, or the memory.
    raise NoSirve(Motivo.TARDA if resultado.returncode < 0 else Motivo.ILEGIBLE)
