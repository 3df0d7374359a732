"""The first page of the admin."""

from django import template

from gobierno_abierto.portal.pendientes import existencias_de

register = template.Library()


@register.inclusion_tag("admin/_existencias.html", takes_context=True)
def existencias(context):
    return existencias_de(context["request"])
