"""Goals, activities and reports, for the pages of commitments and plans."""

from typing import Any

from django import template

from compromisos.avance import ponderado
from compromisos.models import Compromiso
from compromisos.seguimiento import avance_y_esperado, cuenta_de, etapas_de
from gobierno_abierto.comun.codigos import Lado, Procedencia
from planes.models import Plan

register = template.Library()


@register.inclusion_tag("compromisos/_metas.html")
def metas_de(compromiso: Compromiso) -> dict[str, Any]:
    """What is expected by today, of what the three agreed."""
    if compromiso.plan.procedencia == Procedencia.HISTORICA:
        return {"etapas": []}  # which has no goals
    etapas = etapas_de([compromiso.pk]).get(compromiso.pk, [])
    avance, esperado = avance_y_esperado(etapas)
    return {
        "etapas": etapas,
        "avance": avance,
        "esperado": esperado,
        "por_lado": [cuenta_de(etapas, lado) for lado in Lado],
    }


@register.inclusion_tag("compromisos/_tablero.html")
def tablero_de(plan: Plan) -> dict[str, Any]:
    """How the plan goes, side by side and commitment by commitment."""
    if plan.consta_en_fuente:
        return {"plan": plan}  # history has no goals
    compromisos = list(Compromiso.objects.publicos().filter(plan=plan).order_by("numero", "clave"))
    etapas = etapas_de([compromiso.pk for compromiso in compromisos])
    filas = []
    for compromiso in compromisos:
        suyas = etapas.get(compromiso.pk, [])
        cuentas = [cuenta_de(suyas, lado) for lado in Lado]
        filas.append((compromiso, *avance_y_esperado(suyas), cuentas, bool(suyas)))
    todas = [etapa for suyas in etapas.values() for etapa in suyas]
    return {
        "plan": plan,
        "filas": filas if todas else [],
        "avance": ponderado((1, fila[1]) for fila in filas if fila[1] is not None),
        "esperado": ponderado((1, fila[2]) for fila in filas if fila[2] is not None),
        "por_lado": [cuenta_de(todas, lado) for lado in Lado],
    }
