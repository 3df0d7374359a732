"""Cells of OGP's database: its codes of absence, its dates and its texts."""

import re
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError

from gobierno_abierto.comun.codigos import Ausencia, Precision
from gobierno_abierto.comun.privacidad import DIRECCION, PATRONES, a_la_vista, sin_invisibles

__all__ = ["Fecha", "ausencia_de", "es_blanco", "fecha_de", "linea_de", "texto_de"]

AUSENCIAS = {"NR": Ausencia.NR, "ND": Ausencia.ND, "NA": Ausencia.NA, "N/A": Ausencia.NA}
BLANCOS = ("", "none specified", "not specified", "n/a", "#name?")

SALTO = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
BLANCO = re.compile(r"[^\S\n]+")
QUITADO = "[…]"

DIA = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})")
MES = re.compile(r"([A-Za-z]{3})[a-z]*[- ]((?:19|20)\d{2}|\d{2})")
ANIO = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
MESES = {
    nombre: numero
    for numero, nombre in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}


def ausencia_de(escrito: str) -> Ausencia | None:
    return AUSENCIAS.get(escrito.strip().strip("()").upper())


def es_blanco(escrito: str | None) -> bool:
    """Nothing is said: neither a value nor why there is none."""
    return escrito is None or escrito.strip().casefold() in BLANCOS


def linea_de(escrito: str) -> str:
    """One line, without the breaks that the page of a report left in it."""
    if "<" in escrito:
        escrito = SALTO.sub(" ", escrito)
    return " ".join(sin_invisibles(escrito).replace("\xad", "").split())


class Texto(NamedTuple):
    texto: str | None
    tachado: bool = False


def texto_de(escrito: str | None) -> Texto:
    """A text in its lines; what looks like a person's data is crossed out, and told so."""
    if es_blanco(escrito) or ausencia_de(escrito or ""):
        return Texto(None)
    partido = SALTO.sub("\n", escrito or "").replace("\xad", "")
    lineas = (BLANCO.sub(" ", linea).strip() for linea in sin_invisibles(partido).split("\n"))
    texto = "\n".join(filter(None, lineas))
    try:
        a_la_vista(texto)
    except ValidationError:
        return Texto(tachar(texto), True)
    return Texto(texto or None)


def tachar(texto: str) -> str:
    """Addresses of documents stay as they are: their digits are nobody's telephone."""
    fijas = DIRECCION.findall(texto)
    trozos = DIRECCION.split(texto)
    for patron in PATRONES.values():
        trozos = [patron.sub(QUITADO, trozo) for trozo in trozos]
    partes = [parte for par in zip(trozos, [*fijas, ""], strict=True) for parte in par]
    return "".join(partes)


class Fecha(NamedTuple):
    """What is known of a date. `lecturas`: every day that the cell may mean."""

    dia: date | None = None
    precision: Precision = Precision.NO_CONSTA
    problema: str = ""
    lecturas: tuple[date, ...] = ()


AMBIGUA = "no se sabe si va antes el día o el mes: quedó el año"
IMPOSIBLE = "no existe en el calendario"
SIN_DIA = "no es un día: quedó el año"
SIN_FECHA = "no dice cuándo"


def fecha_de(escrito: str | None) -> Fecha:
    """Day and month go in both orders in this database, often within one country: a date that may
    be read in two ways is only its year."""
    texto = (escrito or "").strip()
    if es_blanco(texto) or ausencia_de(texto):
        return Fecha()
    if dado := DIA.fullmatch(texto):
        return _dia(*map(int, dado.groups()))
    if (dado := MES.fullmatch(texto)) and dado[1].casefold() in MESES:
        anio = int(dado[2]) if len(dado[2]) == 4 else 2000 + int(dado[2])
        primero = date(anio, MESES[dado[1].casefold()], 1)
        return Fecha(primero, Precision.MES, lecturas=(primero,))
    anios = set(ANIO.findall(texto))
    if len(anios) != 1:
        return Fecha(problema=SIN_FECHA)
    problema = "" if ANIO.fullmatch(texto) else SIN_DIA
    return Fecha(date(int(anios.pop()), 1, 1), Precision.ANIO, problema)


def _dia(uno: int, otro: int, anio: int) -> Fecha:
    posibles = dict.fromkeys(_posible(anio, mes, dia) for dia, mes in ((uno, otro), (otro, uno)))
    lecturas = tuple(dia for dia in posibles if dia)
    if not lecturas:
        return Fecha(date(anio, 1, 1), Precision.ANIO, IMPOSIBLE)
    if len(lecturas) > 1:
        return Fecha(date(anio, 1, 1), Precision.ANIO, AMBIGUA, lecturas)
    return Fecha(lecturas[0], Precision.DIA, lecturas=lecturas)


def _posible(anio: int, mes: int, dia: int) -> date | None:
    try:
        return date(anio, mes, dia)
    except ValueError:
        return None
