"""The first page of the admin."""

from django import template

from gobierno_abierto.portal.mi_lado import mi_lado_de
from gobierno_abierto.portal.pendientes import existencias_de

register = template.Library()


@register.inclusion_tag("admin/_existencias.html", takes_context=True)
def existencias(context):
    return existencias_de(context["request"])


@register.inclusion_tag("admin/_mi_lado.html", takes_context=True)
def mi_lado(context):
    return mi_lado_de(context["request"])
