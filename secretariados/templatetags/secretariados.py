"""Pieces about who decides, for the pages of this app and of those above."""

from typing import Any

from django import template
from django.db.models import Prefetch

from secretariados.models import Acuerdo, AcuerdoOrgano, Institucion, Secretariado

register = template.Library()


@register.inclusion_tag("secretariados/_acuerdos.html")
def acuerdos_de(secretariado):
    """The acts of a secretariat, by date."""
    organos = AcuerdoOrgano.objects.select_related("institucion")
    suyos = Acuerdo.objects.publicos().filter(secretariado=secretariado)
    return {"acuerdos": suyos.prefetch_related(Prefetch("organos", organos), "posiciones")}


@register.simple_tag
def organizacion_ld(registro: Institucion | Secretariado, url: str) -> dict[str, Any]:
    """An institution or a secretariat as linked data."""
    siglas = getattr(registro, "siglas", None)
    return {
        "@type": "Organization",
        "@id": url,
        "url": url,
        "identifier": registro.clave,
        "name": registro.nombre,
        "areaServed": registro.jurisdiccion.nombre,
    } | ({"alternateName": siglas} if siglas else {})
