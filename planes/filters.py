"""Filters of the plans: the same for the page, the API and the exports."""

from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.filtros import (
    Codigo,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from planes.models import Plan
from secretariados.filters import Pais
from secretariados.models import Jurisdiccion, Secretariado

__all__ = ["PlanFilter"]


class PlanFilter(FiltroPublico):
    estado = Codigo(Plan.Estado, etiqueta=_("Estado"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "jurisdiccion", etiqueta=_("Jurisdicción")
    )
    secretariado = Referencia(
        lambda: Secretariado.objects.publicos(), "secretariado", etiqueta=_("Secretariado")
    )
    adenda_de = Referencia(lambda: Plan.objects.publicos(), "adenda_de", etiqueta=_("Adenda de"))
    inicio = FechaParcial()
    fin = FechaParcial()
    presentado = FechaParcial()
    actualizado = Instante()
    procedencia = Codigo(Procedencia, etiqueta=_("Procedencia"))
    pais = Pais()

    textos = ("nombre", "nombre_corto", "notas")
    campo_procedencia = "procedencia"
    campo_ruta = "jurisdiccion__ruta"
    senala_pais = ("jurisdiccion", "jurisdiccion__in")
    en_pagina = ("q", "jurisdiccion", "estado", "procedencia")

    class Meta:
        model = Plan
        fields: list[str] = []
