"""Goals, activities and reports of a commitment, for its page."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import template
from django.db.models import Prefetch
from django.utils import timezone

from compromisos.avance import EstadoDeActividad, de_actividad, esperado, ponderado
from compromisos.models import Actividad, Compromiso, Meta, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.comun.codigos import Lado

register = template.Library()


class Andada(NamedTuple):
    """An activity, and how it goes. `callados`: periods that ended and nobody reported."""

    actividad: Actividad
    reportes: list[Reporte]
    avance: Decimal
    esperado: Decimal
    atrasada: bool
    callados: list[Periodo]

    @property
    def ultimo(self) -> Reporte | None:
        return self.reportes[0] if self.reportes else None


class Etapa(NamedTuple):
    """A goal with its activities, each side's apart."""

    meta: Meta
    por_lado: list[tuple[Lado, list[Andada]]]
    avance: Decimal | None
    esperado: Decimal | None


@register.inclusion_tag("compromisos/_metas.html")
def metas_de(compromiso: Compromiso) -> dict[str, Any]:
    """Three queries. What is expected by today, of what the three agreed."""
    hoy = timezone.localdate()
    reportes = Reporte.objects.filter(publico=True).order_by("-periodo", "-publicado_en", "-pk")
    actividades = (
        Actividad.objects.filter(publico=True)
        .select_related("institucion")
        .prefetch_related(Prefetch("reportes", reportes))
    )
    metas = (
        Meta.objects.filter(compromiso=compromiso, publico=True)
        .select_related("compromiso__plan")
        .order_by("numero")
    )
    etapas = [
        _etapa(meta, hoy) for meta in metas.prefetch_related(Prefetch("actividades", actividades))
    ]
    vivas = [etapa for etapa in etapas if etapa.meta.estado != Meta.Estado.RETIRADA]
    return {
        "compromiso": compromiso,
        "etapas": etapas,
        "esperado": ponderado((e.meta.peso, e.esperado) for e in vivas if e.esperado is not None),
        "por_lado": [(lado, _del_lado(vivas, lado)) for lado in Lado],
    }


def _etapa(meta: Any, hoy: date) -> Etapa:
    andadas = [_andada(actividad, hoy) for actividad in meta.actividades.all()]
    vivas = [andada for andada in andadas if not andada.actividad.retirada]
    return Etapa(
        meta,
        [(lado, [a for a in andadas if a.actividad.lado == lado]) for lado in Lado],
        _media(vivas, "avance"),
        _media(vivas, "esperado"),
    )


def _media(andadas: Iterable[Andada], que: str) -> Decimal | None:
    return ponderado((andada.actividad.peso, getattr(andada, que)) for andada in andadas)


def _andada(actividad: Any, hoy: date) -> Andada:
    reportes = list(actividad.reportes.all())
    ultimo = reportes[0] if reportes else None
    concluida = ultimo is not None and ultimo.estado == EstadoDeActividad.CONCLUIDA
    avance = de_actividad(
        ultimo and ultimo.estado,
        ultimo and ultimo.valor,
        actividad.linea_base,
        actividad.objetivo,
    )
    termino = actividad.termino_su_plazo(hoy)
    return Andada(
        actividad,
        reportes,
        avance,
        esperado(termino),
        termino and not concluida and not actividad.retirada,
        [] if actividad.retirada else _callados(actividad, reportes, concluida, hoy),
    )


def _callados(actividad: Any, reportes: list[Reporte], concluida: bool, hoy: date) -> list[Periodo]:
    """From when it was agreed; until it was concluded, if it was."""
    dichos = {reporte.periodo for reporte in reportes}
    desde = timezone.localdate(actividad.publicado_en)
    terminados = [p for p in Periodo.terminados(desde, hoy) if str(p) not in dichos]
    return [p for p in terminados if not (concluida and str(p) > reportes[0].periodo)]


def _del_lado(etapas: list[Etapa], lado: Lado) -> Decimal | None:
    """Its activities alone, each with its weight in its goal and that of the goal."""
    partes = []
    for etapa in etapas:
        suyas = [
            a for de, andadas in etapa.por_lado if de == lado for a in andadas
            if not a.actividad.retirada
        ]  # fmt: skip
        partes += [(etapa.meta.peso * a.actividad.peso, a.avance) for a in suyas]
    return ponderado(partes)
