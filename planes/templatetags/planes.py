"""Pieces about plans, for the pages of this app and of those above."""

from itertools import groupby

from django import template

from planes.models import Plan

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
