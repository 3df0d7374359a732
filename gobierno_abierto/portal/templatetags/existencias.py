"""The first page of the admin."""

from django import template

from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.portal.mi_lado import mi_lado_de
from gobierno_abierto.portal.pendientes import existencias_de

register = template.Library()


@register.inclusion_tag("admin/_existencias.html", takes_context=True)
def existencias(context):
    """For whoever keeps it all: to the others it is noise."""
    cuida = context["request"].user.puede_alguna([Accion.CATALOGAR])
    return existencias_de(context["request"]) if cuida else {}


@register.inclusion_tag("admin/_mi_lado.html", takes_context=True)
def mi_lado(context):
    return mi_lado_de(context["request"])
