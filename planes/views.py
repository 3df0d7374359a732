"""Pages of the plans, their tables and the timeline."""

from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.urls import reverse

from gobierno_abierto.bitacora.views import ConPasado, DeUnaVersion
from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica
from gobierno_abierto.fuentes.consultas import fuentes_por_clave, recuentos_de
from planes.consultas import EN_EL_TIEMPO
from planes.models import Eje, Mesa, Plan
from planes.registros import EJERCICIOS, HITOS, PLANES
from planes.registros.ejercicios import con_lo_suyo
from secretariados.models import Secretariado

__all__ = ["EjercicioList", "HitoList", "MesaDetail", "PlanDetail", "PlanList", "PlanVersion"]


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


class PlanDetail(ConPasado, DetallePublico):
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


class PlanVersion(DeUnaVersion, PlanDetail):
    """The plan as one version of it was: the address that a citation gives."""


class MesaDetail(DetallePublico):
    """A working table, by its plan and its name in the address."""

    model = Mesa
    template_name = "planes/mesa_detail.html"

    def dispatch(self, request, *args, **kwargs):
        plan, slug = kwargs.pop("plan"), kwargs.pop("slug")
        mesa = Mesa.objects.filter(plan__clave=plan, slug=slug).only("clave").first()
        if mesa is None:
            raise Http404
        self.kwargs["clave"] = kwargs["clave"] = mesa.clave
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def como_se_escribe(cls, **dadas):
        suyas = cls._alguna_vez_publicas(
            plan__clave__iexact=dadas["plan"], slug__iexact=dadas["slug"]
        )
        mesa = suyas.select_related("plan").first()
        return {"plan": mesa.plan.clave, "slug": mesa.slug} if mesa else {}

    def get_queryset(self):
        return Mesa.objects.publicos().select_related("plan")


class HitoList(ListaPublica):
    """The timeline, all on one page: each event has its place in it, which is its address."""

    registro = HITOS
    template_name = "planes/hito_list.html"
    paginate_by = 500

    def para_pagina(self, filas):
        return filas.select_related("plan", "jurisdiccion")

    def orden(self):
        """By date even when searched: it is a timeline."""
        return [self.registro.ordenes["fecha"], "clave"]

    def get_context_data(self, **kwargs):
        fuentes = fuentes_por_clave("hito")
        contexto = super().get_context_data(**kwargs)
        for hito in contexto["object_list"]:
            hito.fuentes = fuentes.get(hito.clave, [])
        return contexto


class EjercicioList(ListaPublica):
    """The states, always all of them: each with its secretariat and its local plans."""

    registro = EJERCICIOS
    template_name = "planes/ejercicio_list.html"
    paginate_by = 50
    SIN_INSTALAR = (Secretariado.Estado.POR_INSTALAR, Secretariado.Estado.DECLARATORIA_FIRMADA)

    def para_pagina(self, filas):
        return con_lo_suyo(filas)

    def orden(self):
        return ["nombre_orden"]

    def get_context_data(self, **kwargs):
        """With how many states the founding chapter names as installed, and as still to be, and
        how many were named and are not known to have been installed."""
        grupos = _estados_por("estado", self.SIN_INSTALAR)
        sin_instalar = {
            "grupos": grupos,
            "total": sum(grupo["total"] for grupo in grupos),
            "codigos": ",".join(self.SIN_INSTALAR),
        }
        return super().get_context_data(**kwargs) | {
            "capitulo": _estados_por("en_capitulo", Secretariado.EnCapitulo),
            "sin_instalar": sin_instalar,
            "url_mapa": self._con_filtros(reverse("ejercicios-geojson")),
        }

    def _con_filtros(self, ruta: str) -> str:
        consulta = self._consulta()
        return f"{ruta}?{consulta}" if consulta else ruta


def _estados_por(campo: str, codigos: Any) -> list[dict[str, Any]]:
    """How many states have a local secretariat with each code."""
    locales = Secretariado.objects.reales().filter(tipo=Secretariado.Tipo.LOCAL).order_by()
    cuentas = dict(locales.values_list(campo).annotate(Count("jurisdiccion", distinct=True)))
    return [
        {"codigo": codigo.value, "etiqueta": codigo.label, "total": cuentas[codigo]}
        for codigo in codigos
        if cuentas.get(codigo)
    ]
