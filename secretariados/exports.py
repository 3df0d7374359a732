"""Tables of the open-data package that are no resource of the API, which tells the same where it is
looked for: in the institutions, what each became; in the countries, when each joined. A package
that is loaded into another portal needs them whole."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.registro import Campo, Tipo
from gobierno_abierto.fuentes.consultas import fuentes_de
from secretariados.models import MembresiaAGA, PasoSucesion, Sucesion

__all__ = ["MEMBRESIAS", "SUCESIONES", "las_membresias", "las_sucesiones"]

_NOTAS = Campo("notas", Tipo.TEXTO, "Notas del portal.", "Notes by the portal.", nulo=True)
_pasos = ArraySubquery(
    PasoSucesion.objects.filter(sucesion=OuterRef("pk"))
    .order_by("orden", "pk")
    .values(
        json=JSONObject(
            hecho="hecho",
            fecha="fecha",
            fecha_precision="fecha_precision",
            fuente=c.si_es_publico("fuente__clave"),
        )
    )
)

SUCESIONES = (
    c.clave("la sucesión"),
    c.referencia("de", "La institución que deja de ser.", "The institution that ceased to be."),
    c.referencia("a", "La que la siguió.", "The one that followed it."),
    Campo("tipo", Tipo.CODIGO, "Cómo la siguió.", "How it followed.", codigos=Sucesion.Tipo),
    *c.fecha_parcial("fecha", "Cuándo", "When"),
    Campo(
        "fecha_tipo",
        Tipo.CODIGO,
        "De qué es la fecha.",
        "What the date is of.",
        codigos=Sucesion.FechaTipo,
    ),
    Campo(
        "por_confirmar",
        Tipo.BOOLEANO,
        "Si falta la fecha exacta o una fuente oficial.",
        "Whether the exact date or an official source is missing.",
    ),
    Campo(
        "pasos",
        Tipo.LISTA,
        "Los hechos con que sucedió, en su orden.",
        "The facts by which it happened, in order.",
        _pasos,
        partes=(
            Campo("hecho", Tipo.TEXTO, "Qué pasó.", "What happened."),
            *c.fecha_parcial("fecha", "Cuándo", "When"),
            Campo("fuente", Tipo.REFERENCIA, "Qué fuente.", "Which source.", nulo=True),
        ),
    ),
    _NOTAS,
    c.lista_de_claves(
        "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("sucesion")
    ),
    *c.sello(),
)

MEMBRESIAS = (
    c.clave("la membresía"),
    Campo("tipo", Tipo.CODIGO, "Qué es.", "What it is.", codigos=MembresiaAGA.Tipo),
    Campo("nombre", Tipo.TEXTO, "Nombre.", "Name."),
    c.referencia("pais", "El lugar, si es de uno.", "The place, if it is of one.", nulo=True),
    Campo("cohorte", Tipo.ENTERO, "Cohorte en que entró.", "Cohort it joined in.", nulo=True),
    *c.fecha_parcial("fecha", "Cuándo", "When"),
    Campo(
        "cantidad",
        Tipo.ENTERO,
        "Cuántos países, según la fuente; no es un conteo.",
        "How many countries, as the source says; not a count.",
        nulo=True,
    ),
    _NOTAS,
    c.lista_de_claves(
        "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("membresia")
    ),
    *c.sello(),
)


def las_sucesiones() -> Iterator[dict[str, Any]]:
    return _filas(Sucesion.objects.publicos().filter(de__publico=True, a__publico=True), SUCESIONES)


def las_membresias() -> Iterator[dict[str, Any]]:
    return _filas(MembresiaAGA.objects.publicos(), MEMBRESIAS)


def _filas(filas: QuerySet, campos: Sequence[Campo]) -> Iterator[dict[str, Any]]:
    proyectadas = filas.values(**{campo.alias: campo.expresion for campo in campos})
    for fila in proyectadas.order_by("clave"):
        yield {campo.nombre: fila[campo.alias] for campo in campos}
