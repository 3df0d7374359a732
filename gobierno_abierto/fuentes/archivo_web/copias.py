"""Makes the copies that are asked for and visits again what was copied: the worker's."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from gobierno_abierto.fuentes.archivo_web.cliente import Traido, traer
from gobierno_abierto.fuentes.archivo_web.conexion import (
    Permitidas,
    Resolver,
    resolver_del_sistema,
)
from gobierno_abierto.fuentes.archivo_web.problemas import NoSeTrajo, Problema
from gobierno_abierto.fuentes.archivos.examen import Examinado, examinar_bytes, examinar_pagina
from gobierno_abierto.fuentes.models import CopiaWeb

__all__ = ["revisar_copias"]

POR_TURNO = 5  # each half a minute at most, and another to look at what came
PAGINAS = ("text/html", "application/xhtml+xml")


def revisar_copias(
    cuantas: int = POR_TURNO,
    *,
    permitidas: Permitidas = frozenset(),
    resolver: Resolver = resolver_del_sistema,
) -> int:
    """Those whose turn it is, and no more than `cuantas`. How many it visited.

    Nothing is held in the database while a site answers.
    """
    visitadas = 0
    for copia in CopiaWeb.objects.por_revisar()[:cuantas]:
        if copia.apartar():
            _visitar(copia, permitidas, resolver)
            visitadas += 1
    return visitadas


def _visitar(copia: CopiaWeb, permitidas: Permitidas, resolver: Resolver) -> None:
    try:
        traido = traer(copia.url, permitidas=permitidas, resolver=resolver)
    except NoSeTrajo as no:
        copia.anotar_problema(no.problema)
        return
    if not 200 <= traido.estado < 300:
        copia.anotar_problema(Problema.NO_ESTA, traido.estado)
        return
    copia.anotar_lo_que_hay(traido, None if copia.archivo else _examinar(traido))


def _examinar(traido: Traido) -> Examinado | None:
    """None if it is nothing that the portal keeps."""
    tipo, _mas, parametros = traido.tipo.partition(";")
    tipo = tipo.strip().lower()
    nombre = _nombre(traido.url)
    if tipo in PAGINAS and traido.datos:
        return examinar_pagina(nombre, traido.datos, parametros)
    try:
        return examinar_bytes(f"{nombre}.csv" if tipo == "text/csv" else nombre, traido.datos)
    except ValidationError:
        return None


def _nombre(url: str) -> str:
    """Of the site alone: what comes after may be anything, and anybody's."""
    return "copia-de-" + re.sub(r"[^a-z0-9]+", "-", urlsplit(url).hostname or "")
