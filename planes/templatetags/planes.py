"""Pieces about plans, for the pages of this app and of those above."""

from itertools import groupby

from django import template
from django.db.models import Q, QuerySet

from gobierno_abierto.fuentes.consultas import recuentos_de
from planes.consultas import EN_EL_TIEMPO
from planes.models import Hito, Plan

register = template.Library()


@register.inclusion_tag("planes/_fila.html")
def fila_plan(plan, nivel=2):
    """A row of a list: `plan` comes with `registrados` and `declarados`."""
    if nivel not in (2, 3):
        raise template.TemplateSyntaxError(f"fila_plan: nivel de título desconocido {nivel!r}.")
    if not hasattr(plan, "declarados"):
        raise template.TemplateSyntaxError("fila_plan: el plan viene sin sus recuentos declarados.")
    return {"plan": plan, "nivel": nivel}


@register.simple_tag
def agrupaciones_de(plan):
    """The plan's rival groupings: (scheme in words, its themes), each in its own order."""
    return [
        (esquema, list(ejes))
        for esquema, ejes in groupby(plan.ejes.all(), key=lambda eje: eje.get_esquema_display())
    ]


def _en_filas(planes: QuerySet) -> dict:
    """Plans as `fila_plan` asks for them."""
    con_todo = planes.con_recuentos().select_related("jurisdiccion")  # type: ignore[attr-defined]
    return {"planes": con_todo.annotate(declarados=recuentos_de("plan")).order_by(*EN_EL_TIEMPO)}


@register.inclusion_tag("planes/_filas.html")
def planes_de_lugar(jurisdiccion):
    """The plans of a country or state and of what is inside it, practice data apart."""
    ruta = jurisdiccion.ruta
    suyos = Plan.objects.reales()
    return _en_filas(
        suyos.filter(Q(jurisdiccion__ruta=ruta) | Q(jurisdiccion__ruta__startswith=f"{ruta}/"))
    )


@register.inclusion_tag("planes/_filas.html")
def planes_del_secretariado(secretariado):
    """The plans that a secretariat coordinated."""
    return _en_filas(Plan.objects.publicos().filter(secretariado=secretariado))


@register.simple_tag
def hitos_de(**condiciones):
    """The events of a plan, a place or a kind, by date: `{% hitos_de plan=plan as hitos %}`."""
    if not condiciones or not condiciones.keys() <= {"plan", "jurisdiccion", "tipo"}:
        raise template.TemplateSyntaxError("hitos_de: diga de qué plan, jurisdiccion o tipo.")
    return Hito.objects.publicos().filter(**condiciones)


@register.simple_tag
def por_anio(hitos):
    """(year, its events) in order; the year of what has no date is None."""
    return [
        (anio, list(suyos))
        for anio, suyos in groupby(hitos, key=lambda hito: hito.fecha and hito.fecha.year)
    ]


@register.simple_tag
def plan_ld(plan: Plan, url: str) -> dict:
    """The plan as linked data."""
    return {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "identifier": plan.clave,
        "name": plan.nombre,
        "alternateName": plan.nombre_corto,
        "inLanguage": "es",
        "spatialCoverage": plan.jurisdiccion.nombre,
        "version": plan.version,
        "dateModified": plan.actualizado.isoformat(),
    }
