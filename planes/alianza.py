"""Pages of the Alliance and of its countries."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.views.generic import TemplateView

from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.vistas import DetallePublico
from gobierno_abierto.fuentes.consultas import fuentes_por_clave
from gobierno_abierto.fuentes.models import Discrepancia
from planes.models import Eje, Hito
from secretariados.models import Jurisdiccion, MembresiaAGA

__all__ = ["Alianza", "PaisDetail"]


class Alianza(TemplateView):
    """Who is in it, cohort by cohort, as sources tell; why two counts differ; its challenges."""

    template_name = "planes/alianza.html"

    def get_context_data(self, **kwargs):
        membresias = list(MembresiaAGA.objects.publicos().select_related("pais"))
        fuentes = fuentes_por_clave("membresia")
        for membresia in membresias:
            membresia.fuentes = fuentes.get(membresia.clave, [])
        tipos = MembresiaAGA.Tipo
        cohortes = [m for m in membresias if m.tipo == tipos.COHORTE]
        totales = [m for m in membresias if m.tipo == tipos.TOTAL]
        de_paises = sorted(
            (m for m in membresias if m.tipo == tipos.PAIS), key=lambda m: m.pais.nombre_orden
        )
        for cohorte in cohortes:
            cohorte.paises = [m for m in de_paises if m.cohorte == cohorte.cohorte]
        return super().get_context_data(**kwargs) | {
            "cohortes": cohortes,
            "totales": totales,
            "retiros": [m for m in membresias if m.tipo == tipos.RETIRO],
            "suma": sum(cohorte.cantidad for cohorte in cohortes),
            "dicho": _el_que_se_contradice(cohortes, totales),
            "desafios": _desafios(),
            "hitos": Hito.objects.publicos().filter(tipo=Hito.Tipo.AGA),
            "discrepancias": _de_la_alianza(),
        }


def _el_que_se_contradice(cohortes, totales) -> Any:
    """The first total stated once the last cohort was in: what their sum should have been."""
    if not cohortes:
        return None
    ultima = max(cohorte.fecha for cohorte in cohortes if cohorte.fecha)
    return next((total for total in totales if total.fecha and total.fecha >= ultima), None)


def _desafios():
    """The Alliance's grand challenges, each with how many commitments the explorer shows under it
    (`n`); those are of an upper app, so by name."""
    camino = "clasificaciones__compromiso"
    ruta = f"{camino}__plan__jurisdiccion__ruta"
    visibles = (
        Q(**{f"{camino}__publico": True, f"{camino}__plan__publico": True})
        & ~Q(**{f"{camino}__plan__procedencia": Procedencia.MUESTRA})
        & (Q(**{ruta: "MX"}) | Q(**{f"{ruta}__startswith": "MX/"}))
    )
    suyos = Count(camino, filter=visibles, distinct=True)
    return Eje.objects.publicos().filter(plan=None).annotate(n=suyos).order_by("orden")


def _de_la_alianza():
    """Discrepancies about its members, and those that touch no record: they are about itself."""
    suyas = Q(objetos__objeto_tipo="membresia") | Q(objetos=None)
    return Discrepancia.objects.publicos().filter(suyas).distinct().order_by("numero")


class PaisDetail(DetallePublico):
    """A country: when it joined, and the plans that the portal holds. Its address is its code."""

    model = Jurisdiccion
    template_name = "planes/pais_detail.html"
    context_object_name = "pais"

    def dispatch(self, request, *args, **kwargs):
        iso = kwargs.pop("iso")
        pais = Jurisdiccion.objects.filter(tipo=Jurisdiccion.Tipo.PAIS, iso=iso).first()
        if pais is None:
            raise Http404
        self.kwargs["clave"] = kwargs["clave"] = pais.clave
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def como_se_escribe(cls, **dadas):
        pais = cls._alguna_vez_publicas(
            tipo=Jurisdiccion.Tipo.PAIS, iso__iexact=dadas["iso"]
        ).first()
        return {"iso": pais.iso} if pais else {}

    def get_queryset(self):
        return Jurisdiccion.objects.publicos().filter(tipo=Jurisdiccion.Tipo.PAIS)

    def get_context_data(self, **kwargs):
        membresias = self.object.membresias.publicos().order_by("fecha", "clave")
        return super().get_context_data(**kwargs) | {"membresias": membresias}
