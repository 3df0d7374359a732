"""One search over everything that has a page: grouped by kind, the closest first, in two queries.

Each kind is searched as its own list is, with the same defaults (Mexico, no practice data). Typos
are forgiven only where nothing at all has the words as they were typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from django.db import connection
from django.db.models import Count, F, IntegerField, Q, QuerySet, Value, Window
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compromisos.registros import COMPROMISOS
from gobierno_abierto.comun.busqueda import (
    admite_erratas,
    exactas,
    parecidas,
    sin_lo_quitado,
)
from gobierno_abierto.comun.consulta import frases, legible
from gobierno_abierto.comun.registro import Registro
from gobierno_abierto.comun.texto import CONFIGURACION
from gobierno_abierto.fuentes.registros import DISCREPANCIAS, FUENTES
from gobierno_abierto.portal.glosario import GLOSARIO, Termino
from planes.registros import EJES, HITOS, MESAS, PLANES
from secretariados.registros import (
    ACUERDOS,
    INSTITUCIONES,
    JURISDICCIONES,
    PAISES,
    SECRETARIADOS,
    SESIONES,
)

__all__ = ["TIPOS", "Grupo", "Hallazgo", "Modo", "buscar_en_todo", "del_glosario"]

PALABRA = re.compile(r"(?<![\w-])\w+")  # those that «-» takes away are not looked for
A_LA_VISTA = 6  # of each kind; the rest are in its own list


@dataclass(frozen=True)
class TipoBuscado:
    """A kind of record: its name in plural, its list (if it has one that takes `q`)."""

    registro: Registro
    nombre: str | Promise
    lista: str = ""

    @cached_property
    def filas(self) -> QuerySet:
        """Never evaluated itself: made once, since making it costs more than asking it."""
        return self.registro.filtro({}, queryset=self.registro.publicos()).qs


TIPOS = (
    TipoBuscado(COMPROMISOS, _("Compromisos"), "compromisos"),
    TipoBuscado(PLANES, _("Planes"), "planes"),
    TipoBuscado(SECRETARIADOS, _("Secretariados"), "secretariados"),
    TipoBuscado(INSTITUCIONES, _("Instituciones"), "instituciones"),
    TipoBuscado(ACUERDOS, _("Acuerdos"), "acuerdos"),
    TipoBuscado(SESIONES, _("Sesiones")),
    TipoBuscado(HITOS, _("Historia"), "historia"),
    TipoBuscado(MESAS, _("Mesas de trabajo")),
    TipoBuscado(EJES, _("Ejes y desafíos")),
    TipoBuscado(JURISDICCIONES, _("Estados"), "ejercicios"),
    TipoBuscado(PAISES, _("Países")),
    TipoBuscado(DISCREPANCIAS, _("Discrepancias"), "discrepancias"),
    TipoBuscado(FUENTES, _("Fuentes"), "fuentes"),
)


@dataclass(frozen=True)
class Hallazgo:
    clave: str
    titulo: str
    texto: str
    url: str


@dataclass
class Grupo:
    """The findings of one kind: how many there are, and the closest of them."""

    tipo: TipoBuscado
    total: int
    hallazgos: list[Hallazgo] = field(default_factory=list)


class Modo(StrEnum):
    """How much had to be forgiven."""

    TAL_CUAL = "tal_cual"
    ERRATAS = "erratas"
    ALGUNA = "alguna"  # not all of the words, but some


def buscar_en_todo(texto: str) -> tuple[list[Grupo], Modo]:
    """Groups of what `texto` finds, the closest group first; and what was forgiven."""
    grupos = _reunir(partial(_tal_cual, texto))
    if grupos:
        return grupos, Modo.TAL_CUAL
    dicho = sin_lo_quitado(texto)
    if dicho != texto and _reunir(partial(_tal_cual, dicho)):
        return [], Modo.TAL_CUAL  # there are, and all of them were taken away
    if admite_erratas(texto):
        grupos = _reunir(lambda tipo: parecidas(tipo.filas, texto))
        if grupos:
            return grupos, Modo.ERRATAS
    palabras = PALABRA.findall(texto)
    if len(palabras) < 2 or frases(texto):  # a phrase is asked for whole
        return [], Modo.TAL_CUAL
    return _reunir(partial(_alguna, palabras)), Modo.ALGUNA


def del_glosario(texto: str) -> tuple[list[Termino], bool]:
    """Terms of the glossary whose name has those words; and whether there are any to look for
    («el», «de» and signs are not). One query."""
    nombres = [f"{t.termino} {t.ingles}" for t in GLOSARIO]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT numnode(consulta) > 0, ARRAY(
                SELECT lugar FROM unnest(%s::text[]) WITH ORDINALITY AS termino(nombre, lugar)
                WHERE to_tsvector(%s, plegar(nombre)) @@ consulta ORDER BY lugar
            )
            FROM websearch_to_tsquery(%s, plegar(%s)) AS consulta
            """,
            [nombres, CONFIGURACION, CONFIGURACION, legible(texto)],
        )
        dice_algo, lugares = cursor.fetchone()
        return [GLOSARIO[lugar - 1] for lugar in lugares], dice_algo


def _tal_cual(texto: str, tipo: TipoBuscado) -> QuerySet:
    """Rows with those words, or whose permanent key it is."""
    return exactas(tipo.filas, texto, o=Q(clave__iexact=texto))


def _alguna(palabras: list[str], tipo: TipoBuscado) -> QuerySet:
    """Rows with some of the words, those with more of them first, or whose key is one of them."""
    suya = Q(clave__in=[*palabras, *(palabra.lower() for palabra in palabras)])
    return exactas(tipo.filas, " or ".join(palabras), o=suya)


def _reunir(halladas: Callable[[TipoBuscado], QuerySet]) -> list[Grupo]:
    primera, *demas = (_primeras(i, halladas(tipo)) for i, tipo in enumerate(TIPOS))
    grupos: dict[int, Grupo] = {}
    for fila in primera.union(*demas, all=True).order_by("-puntos", "tipo", "clave"):
        tipo = TIPOS[fila["tipo"]]
        grupo = grupos.setdefault(fila["tipo"], Grupo(tipo, fila["total"]))
        grupo.hallazgos.append(
            Hallazgo(
                fila["clave"],
                fila["rotulo"],
                fila["contenido"],
                tipo.registro.modelo.enlace.direccion(fila["partes"]),
            )
        )
    return list(grupos.values())


def _primeras(numero: int, halladas: QuerySet) -> QuerySet:
    puntuadas: Any = halladas.como_enlaces()  # type: ignore[attr-defined]
    return puntuadas.annotate(
        tipo=Value(numero, output_field=IntegerField()),
        puntos=F("relevancia"),
        total=Window(Count("pk")),
    ).order_by("-puntos", "clave")[:A_LA_VISTA]
