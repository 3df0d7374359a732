"""Pieces about what the review says of each country."""

from django import template

from compromisos.paises import RESERVAS, comparacion, cuantos_de, fuentes_de, revision_de

register = template.Library()


@register.inclusion_tag("compromisos/_de_pais.html")
def revision_de_pais(pais):
    """What the review coded of a country's commitments, each count with its caveat."""
    return {
        "pais": pais,
        "variables": revision_de(pais.iso),
        "cuantos": cuantos_de(pais.iso),
        "fuentes": fuentes_de(pais.iso),
    }


@register.inclusion_tag("compromisos/_paises.html")
def comparar_paises():
    """Every country that has commitments here, beside the others; none if there is only one."""
    filas = comparacion()
    varios = len(filas) > 1
    return {
        "filas": filas if varios else [],
        "reservas": RESERVAS,
        "fuentes": fuentes_de() if varios else [],
    }
