"""The door of every file that the portal keeps: what it is, and what of it is kept."""

import hashlib
import re
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

__all__ = ["Examinado", "Flujo", "examinar", "examinar_bytes", "examinar_pagina"]

# Others that Python knows take long, or are not of texts.
CODIFICACION = re.compile(
    rb"charset\s*=\s*[\"']?(utf-?8|utf-?16(?:[lb]e)?|iso-8859-\d{1,2}|windows-125\d|latin-?1)", re.I
)


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
    return examinar_bytes(nombre, _leer(flujo))


def examinar_bytes(nombre: str, datos: bytes) -> Examinado:
    try:
        _que_quepa(datos)
        tipo = reconocer(nombre, datos)
        limpios = datos if tipo.es_texto else limpiar_aparte(tipo, datos)
        _que_quepa(limpios)
    except NoSirve as no:
        raise ArchivoRechazado(no.motivo) from no
    a_la_vista(limpio := nombre_limpio(nombre, tipo))
    return Examinado(limpio, tipo, limpios)


def examinar_pagina(nombre: str, datos: bytes, parametros: str) -> Examinado:
    """A page of the Web, as the text that it is made of: whoever opens it reads it, and none of its
    programs runs. `parametros` is where its site says in which characters it is."""
    dicha = CODIFICACION.search(parametros.encode()) or CODIFICACION.search(datos[:1024])
    try:
        texto = datos.decode(dicha[1].decode() if dicha else "utf-8", errors="replace")
    except LookupError:  # ISO 8859 has no number 12
        texto = datos.decode(errors="replace")
    return Examinado(nombre_limpio(f"{nombre}.html", Tipo.TEXTO), Tipo.TEXTO, texto.encode())


def _que_quepa(datos: bytes) -> None:
    if not datos:
        raise NoSirve(Motivo.VACIO)
    if len(datos) > TAMANO:
        raise NoSirve(Motivo.GRANDE)


def _leer(flujo: Flujo) -> bytes:
    """Never more than what is taken and a byte, whatever its size is said to be."""
    datos = bytearray()
    while len(datos) <= TAMANO and (trozo := flujo.read(TAMANO + 1 - len(datos))):
        datos += trozo
    return bytes(datos)
