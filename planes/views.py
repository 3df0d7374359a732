"""Pages of the plans."""

from django.db.models import Prefetch

from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica
from gobierno_abierto.fuentes.consultas import recuentos_de
from planes.models import Eje, Mesa, Plan
from planes.registros import PLANES

__all__ = ["PlanDetail", "PlanList"]


class PlanList(ListaPublica):
    registro = PLANES
    template_name = "planes/plan_list.html"

    def para_pagina(self, filas):
        return filas.select_related("jurisdiccion").annotate(declarados=recuentos_de("plan"))

    def orden(self):
        """The country's own plans first, then the states', each by date."""
        return super().orden() if self.request.GET.get("q") else ["jurisdiccion__ruta", "clave"]


class PlanDetail(DetallePublico):
    model = Plan
    template_name = "planes/plan_detail.html"

    def get_queryset(self):
        return (
            Plan.objects.publicos()
            .con_recuentos()
            .select_related("jurisdiccion", "secretariado", "adenda_de")
            .prefetch_related(
                Prefetch("mesas", Mesa.objects.publicos()),
                Prefetch("ejes", Eje.objects.publicos()),
                Prefetch("adendas", Plan.objects.publicos()),
            )
        )
