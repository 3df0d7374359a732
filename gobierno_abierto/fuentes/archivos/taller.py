"""Opens a stranger's file and cleans it: what runs in a process of its own (see `aparte.py`).

    python -m gobierno_abierto.fuentes.archivos.taller TYPE < file > clean file

It answers 0 and the clean file, or `RECHAZO` and the reason.
"""

import resource
import sys

from gobierno_abierto.fuentes.archivos.imagenes import limpiar_imagen
from gobierno_abierto.fuentes.archivos.limites import MEMORIA, SEGUNDOS
from gobierno_abierto.fuentes.archivos.motivos import RECHAZO, Motivo, NoSirve
from gobierno_abierto.fuentes.archivos.ofimatica import limpiar_documento
from gobierno_abierto.fuentes.archivos.pdf import limpiar_pdf
from gobierno_abierto.fuentes.archivos.tipos import Tipo

__all__ = ["limpiar"]


def limpiar(tipo: Tipo, datos: bytes) -> bytes:
    """The file without what it says of persons and places, or `NoSirve`. The library that reads an
    image or a PDF may say in any way that it cannot."""
    try:
        if tipo.es_imagen:
            return limpiar_imagen(tipo, datos)
        return limpiar_pdf(datos) if tipo is Tipo.PDF else limpiar_documento(datos)
    except NoSirve:
        raise
    except MemoryError as error:
        raise NoSirve(Motivo.TARDA) from error
    except Exception as error:
        raise NoSirve(Motivo.ILEGIBLE) from error


def _principal() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORIA, MEMORIA))
    resource.setrlimit(resource.RLIMIT_CPU, (SEGUNDOS, SEGUNDOS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # its answer is a pipe: it writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        salida = limpiar(Tipo(sys.argv[1]), sys.stdin.buffer.read())
    except NoSirve as no:
        sys.stdout.write(no.motivo)
        return RECHAZO
    sys.stdout.buffer.write(salida)
    return 0


if __name__ == "__main__":
    sys.exit(_principal())
