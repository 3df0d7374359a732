"""How the goals and activities of commitments go, today: for the pages. The rule is `avance.py`'s.

Four queries however many commitments there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Prefetch

from compromisos.avance import EstadoDeActividad, de_actividad, ponderado
from compromisos.models import Actividad, Evidencia, Meta, Reporte
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.dia import hoy

__all__ = ["Andada", "Cuenta", "Etapa", "avance_y_esperado", "cuenta_de", "etapas_de"]


class Andada(NamedTuple):
    """An activity, and how it goes. `callados`: periods that ended and nobody reported."""

    actividad: Actividad
    reportes: list[Reporte]
    avance: Decimal
    esperado: Decimal
    atrasada: bool
    rezagada: bool
    callados: list[str]

    @property
    def ultimo(self) -> Reporte | None:
        return self.reportes[0] if self.reportes else None

    @property
    def concluida(self) -> bool:
        return self.ultimo is not None and self.ultimo.estado == EstadoDeActividad.CONCLUIDA


class Etapa(NamedTuple):
    """A goal with its activities."""

    meta: Meta
    andadas: list[Andada]

    @property
    def vivas(self) -> list[Andada]:
        return [andada for andada in self.andadas if not andada.actividad.retirada]

    @property
    def avance(self) -> Decimal | None:
        return ponderado((andada.actividad.peso, andada.avance) for andada in self.vivas)

    @property
    def esperado(self) -> Decimal | None:
        return ponderado((andada.actividad.peso, andada.esperado) for andada in self.vivas)

    @property
    def por_lado(self) -> list[tuple[Lado, list[Andada]]]:
        return [(lado, [a for a in self.andadas if a.actividad.lado == lado]) for lado in Lado]


class Cuenta(NamedTuple):
    """Of the activities of one side: how many, and how far, each with what it counts in the whole.
    `avance` and `esperado` are None if none is its own."""

    lado: Lado
    actividades: int
    concluidas: int
    atrasadas: int
    rezagadas: int
    calladas: int  # with a period that ended and was not reported
    avance: Decimal | None
    esperado: Decimal | None


def etapas_de(compromisos: Any, dia: date | None = None) -> dict[int, list[Etapa]]:
    """Public goals by commitment, those withdrawn too."""
    dia = dia or hoy()
    evidencias = Evidencia.objects.filter(publico=True).select_related("archivo", "copia__archivo")
    reportes = Reporte.objects.lo_ultimo_primero()
    actividades = (
        Actividad.objects.filter(publico=True)
        .con_lo_callado(dia)
        .select_related("institucion")
        .prefetch_related(
            Prefetch("reportes", reportes.prefetch_related(Prefetch("evidencias", evidencias)))
        )
    )
    metas = Meta.objects.filter(compromiso__in=compromisos, publico=True)
    metas = metas.select_related("compromiso__plan").order_by("numero")
    etapas: Mapping[int, list[Etapa]] = defaultdict(list)
    for meta in metas.prefetch_related(Prefetch("actividades", actividades)):
        suyas = meta.actividades.all()  # type: ignore[attr-defined]
        etapas[meta.compromiso_id].append(Etapa(meta, [_andada(una, dia) for una in suyas]))
    return dict(etapas)


def en_pie(etapas: Iterable[Etapa]) -> list[Etapa]:
    return [etapa for etapa in etapas if etapa.meta.estado != Meta.Estado.RETIRADA]


def avance_y_esperado(etapas: Iterable[Etapa]) -> tuple[Decimal | None, Decimal | None]:
    """Of a commitment."""
    medidas = [e for e in en_pie(etapas) if e.avance is not None and e.esperado is not None]
    return (
        ponderado((e.meta.peso, e.avance or Decimal(0)) for e in medidas),
        ponderado((e.meta.peso, e.esperado or Decimal(0)) for e in medidas),
    )


def cuenta_de(etapas: Iterable[Etapa], lado: Lado) -> Cuenta:
    suyas = [(parte, andada) for parte, andada in _partes(etapas) if andada.actividad.lado == lado]
    return Cuenta(
        lado,
        len(suyas),
        sum(andada.concluida for _parte, andada in suyas),
        sum(andada.atrasada for _parte, andada in suyas),
        sum(andada.rezagada for _parte, andada in suyas),
        sum(bool(andada.callados) for _parte, andada in suyas),
        ponderado((parte, andada.avance) for parte, andada in suyas),
        ponderado((parte, andada.esperado) for parte, andada in suyas),
    )


def _partes(etapas: Iterable[Etapa]) -> Iterator[tuple[Fraction, Andada]]:
    """Each activity with what it counts in its commitment: its weight in the goal, times that of
    the goal in the commitment. Of several commitments, each counts the same."""
    medidas = [etapa for etapa in en_pie(etapas) if etapa.vivas]
    pesos: dict[int, int] = defaultdict(int)
    for etapa in medidas:
        pesos[etapa.meta.compromiso_id] += etapa.meta.peso
    for etapa in medidas:
        de_la_meta = Fraction(etapa.meta.peso, pesos[etapa.meta.compromiso_id])
        juntas = sum(andada.actividad.peso for andada in etapa.vivas)
        for andada in etapa.vivas:
            yield de_la_meta * andada.actividad.peso / juntas, andada


def _andada(actividad: Any, dia: date) -> Andada:
    reportes = list(actividad.reportes.all())
    ultimo = reportes[0] if reportes else None
    concluida = ultimo is not None and ultimo.estado == EstadoDeActividad.CONCLUIDA
    avance = de_actividad(
        ultimo and ultimo.estado,
        ultimo and ultimo.valor,
        actividad.linea_base,
        actividad.objetivo,
    )
    esperado = actividad.esperado_al(dia)
    atrasada = actividad.en_pie and actividad.termino_su_plazo(dia) and not concluida
    return Andada(
        actividad,
        reportes,
        avance,
        esperado,
        atrasada,
        actividad.en_pie and not atrasada and avance < esperado,
        actividad.callados,
    )
