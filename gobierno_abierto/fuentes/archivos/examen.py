"""The door of every file that the portal keeps: what it is, and what of it is kept."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from gobierno_abierto.comun.privacidad import a_la_vista
from gobierno_abierto.fuentes.archivos.aparte import limpiar_aparte
from gobierno_abierto.fuentes.archivos.firmas import reconocer
from gobierno_abierto.fuentes.archivos.limites import TAMANO
from gobierno_abierto.fuentes.archivos.motivos import Motivo, NoSirve
from gobierno_abierto.fuentes.archivos.nombres import nombre_limpio
from gobierno_abierto.fuentes.archivos.rechazos import ArchivoRechazado
from gobierno_abierto.fuentes.archivos.tipos import Tipo

__all__ = ["Examinado", "Flujo", "examinar"]


class Flujo(Protocol):
    """Whatever gives bytes: an `UploadedFile`, an open file, a `BytesIO`."""

    def read(self, cuantos: int, /) -> bytes: ...


@dataclass(frozen=True)
class Examinado:
    """A file that is taken, as it is kept and served: without what it said of its author."""

    nombre: str
    tipo: Tipo
    datos: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.datos).hexdigest()


def examinar(nombre: str, flujo: Flujo) -> Examinado:
    """`ArchivoRechazado`, which is a `ValidationError`, with the sentence for whoever sent it. It
    takes as long as opening the file takes: about a second, never more than a minute."""
    try:
        datos = _leer(flujo)
        tipo = reconocer(nombre, datos)
        limpios = datos if tipo.es_texto else limpiar_aparte(tipo, datos)
        if len(limpios) > TAMANO:
            raise NoSirve(Motivo.GRANDE)
    except NoSirve as no:
        raise ArchivoRechazado(no.motivo) from no
    a_la_vista(limpio := nombre_limpio(nombre, tipo))
    return Examinado(limpio, tipo, limpios)


def _leer(flujo: Flujo) -> bytes:
    """Never more than what is taken, whatever its size is said to be."""
    datos = bytearray()
    while len(datos) <= TAMANO and (trozo := flujo.read(TAMANO + 1 - len(datos))):
        datos += trozo
    if not datos:
        raise NoSirve(Motivo.VACIO)
    if len(datos) > TAMANO:
        raise NoSirve(Motivo.GRANDE)
    return bytes(datos)
