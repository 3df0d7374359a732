"""Pages of the plans."""

from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce

from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica
from gobierno_abierto.fuentes.consultas import recuentos_de
from planes.models import Eje, Mesa, Plan
from planes.registros import PLANES

__all__ = ["EN_EL_TIEMPO", "PlanDetail", "PlanList"]


# The country's own plans first, then the states', each from its beginning; undated ones last.
EN_EL_TIEMPO = [
    "jurisdiccion__ruta",
    Coalesce("inicio", "presentado").asc(nulls_last=True),
    "clave",
]


def _publicos(compromisos: str) -> Count:
    """How many public commitments hang from a theme or a table; below this app, so by name."""
    return Count(compromisos, filter=Q(**{f"{compromisos}__publico": True}), distinct=True)


class PlanList(ListaPublica):
    registro = PLANES
    template_name = "planes/plan_list.html"

    def para_pagina(self, filas):
        return filas.select_related("jurisdiccion").annotate(declarados=recuentos_de("plan"))

    def orden(self):
        return super().orden() if self.filtro.form.cleaned_data.get("q") else EN_EL_TIEMPO


class PlanDetail(DetallePublico):
    model = Plan
    template_name = "planes/plan_detail.html"

    def get_queryset(self):
        return (
            Plan.objects.publicos()
            .con_recuentos()
            .select_related("jurisdiccion", "secretariado", "adenda_de")
            .prefetch_related(
                Prefetch("mesas", Mesa.objects.publicos().annotate(n=_publicos("compromisos"))),
                Prefetch(
                    "ejes",
                    Eje.objects.publicos().annotate(n=_publicos("clasificaciones__compromiso")),
                ),
                Prefetch("adendas", Plan.objects.publicos()),
            )
        )
