"""Zips, which is what office documents are: read to the end under a limit, and made anew.

What a header says of sizes is not believed: what counts is what comes out. The new one has only the
parts, so nothing is left between them, before or after, and no date.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from gobierno_abierto.fuentes.archivos.limites import (
    EXPANDIDO,
    EXPANDIDO_SIN_SOSPECHA,
    PARTES,
    RAZON,
)
from gobierno_abierto.fuentes.archivos.motivos import Motivo, NoSirve

__all__ = ["Cuenta", "armar", "partes"]

TROZO = 64 * 1024
CIFRADO = 0x1
ENTENDIDOS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
SIN_FECHA = (1980, 1, 1, 0, 0, 0)


class Cuenta:
    """What a file has given so far, with the packages inside it."""

    def __init__(self, comprimido: int) -> None:
        self.quedan = PARTES
        self.espacio = min(EXPANDIDO, max(EXPANDIDO_SIN_SOSPECHA, RAZON * comprimido))

    def parte(self) -> None:
        self.quedan -= 1
        if self.quedan < 0:
            raise NoSirve(Motivo.BOMBA)

    def leido(self, cuanto: int) -> None:
        self.espacio -= cuanto
        if self.espacio < 0:
            raise NoSirve(Motivo.BOMBA)


def partes(datos: bytes, cuenta: Cuenta) -> Iterator[tuple[str, bytes]]:
    """Each one's name and content, in their order."""
    vistas = set()
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as paquete:
            for parte in paquete.infolist():
                cuenta.parte()
                nombre = parte.filename
                if parte.flag_bits & CIFRADO:
                    raise NoSirve(Motivo.CIFRADO)
                if parte.compress_type not in ENTENDIDOS or not _es_de_aqui(nombre):
                    raise NoSirve(Motivo.ILEGIBLE)
                if nombre.lower() in vistas:  # two programs would read two documents
                    raise NoSirve(Motivo.ILEGIBLE)
                vistas.add(nombre.lower())
                if not parte.is_dir():
                    yield nombre, _leer(paquete, parte, cuenta)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise NoSirve(Motivo.ILEGIBLE) from error


def armar(contenidos: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        for nombre, contenido in contenidos.items():
            parte = zipfile.ZipInfo(nombre, SIN_FECHA)
            # OpenDocument's own name is read by programs without expanding anything.
            de_corrido = nombre == "mimetype"
            parte.compress_type = zipfile.ZIP_STORED if de_corrido else zipfile.ZIP_DEFLATED
            paquete.writestr(parte, contenido)
    return salida.getvalue()


def _es_de_aqui(nombre: str) -> bool:
    pasos = nombre.split("/")
    return (
        bool(nombre)
        and "\\" not in nombre
        and ":" not in nombre
        and pasos[0] != ""
        and (".." not in pasos)
    )


def _leer(paquete: zipfile.ZipFile, parte: zipfile.ZipInfo, cuenta: Cuenta) -> bytes:
    contenido = bytearray()
    with paquete.open(parte) as abierta:
        while trozo := abierta.read(TROZO):
            cuenta.leido(len(trozo))
            contenido += trozo
    return bytes(contenido)
