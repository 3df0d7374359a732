"""Pages of the commitments."""

from dataclasses import replace

from django.db.models import Prefetch
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from compromisos.agrupados import Por, contrastar
from compromisos.filters.contrastes import ContrasteFilter
from compromisos.models import (
    Clasificacion,
    Codificacion,
    Compromiso,
    Evaluacion,
    Pronunciamiento,
    Responsable,
)
from compromisos.registros import COMPROMISOS
from gobierno_abierto.bitacora.historia import actos_de, hasta_el_acto, ultima_entrada_de
from gobierno_abierto.bitacora.views import ConPasado
from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica

__all__ = [
    "CompromisoDetail",
    "CompromisoHistoria",
    "CompromisoList",
    "CompromisoVersion",
    "Contrastes",
]


class CompromisoList(ListaPublica):
    registro = COMPROMISOS
    template_name = "compromisos/compromiso_list.html"

    def para_pagina(self, filas):
        return filas.select_related("plan", "mesa")

    def get_context_data(self, **kwargs):
        contexto = super().get_context_data(**kwargs)
        campos = self.filtro.form.fields
        campos["institucion"].label_from_instance = lambda suya: suya.nombre_con_siglas
        return contexto


class Contrastes(CompromisoList):
    """What the government claims beside what the review says, counted by group; and one by one."""

    registro = replace(COMPROMISOS, filtro=ContrasteFilter)
    template_name = "compromisos/contrastes.html"

    def get_context_data(self, **kwargs):
        contexto = super().get_context_data(**kwargs)
        limpio = getattr(self.filtro.form, "cleaned_data", {})
        por = Por(limpio.get("por") or Por.PLAN)
        consulta = self._sin_agrupar(contexto["consulta"])
        de_api = consulta.urlencode()
        del_csv = self._sin_agrupar(contexto["consulta"])
        del_csv["por"] = por.value
        return contexto | {
            "dados": contrastar(self.object_list_entera(), por, consulta.dict()),
            "maneras": [
                (otra, f"?{self._con(consulta, por=otra.value)}", otra is por) for otra in Por
            ],
            "url_api": reverse("compromisos-lista") + (f"?{de_api}" if de_api else ""),
            "url_tabla": f"{reverse('contrastes-csv')}?{del_csv.urlencode()}",
            "url_voces": reverse("voces-csv") + (f"?{de_api}" if de_api else ""),
        }

    def object_list_entera(self):
        """All that the filters chose, and not the page of it."""
        if self.filtro.is_valid():
            return self.filtro.qs
        return self.registro.publicos().none()

    @staticmethod
    def _sin_agrupar(consulta: str) -> QueryDict:
        dada = QueryDict(consulta, mutable=True)
        dada.pop("por", None)
        return dada

    @staticmethod
    def _con(consulta: QueryDict, **mas: str) -> str:
        dada = consulta.copy()
        dada.update(mas)
        return dada.urlencode()


class CompromisoDetail(ConPasado, DetallePublico):
    model = Compromiso
    template_name = "compromisos/compromiso_detail.html"

    def get_queryset(self):
        return (
            COMPROMISOS.publicos()
            .select_related("plan__jurisdiccion", "plan__secretariado", "mesa")
            .prefetch_related(
                Prefetch(
                    "responsables",
                    Responsable.objects.filter(
                        institucion__publicado_en__isnull=False
                    ).select_related("institucion"),
                ),
                Prefetch(
                    "clasificaciones", Clasificacion.objects.select_related("eje__plan", "fuente")
                ),
                Prefetch(
                    "pronunciamientos", Pronunciamiento.objects.publicos().select_related("fuente")
                ),
                Prefetch(
                    "evaluaciones",
                    Evaluacion.objects.publicos()
                    .select_related("fuente")
                    .prefetch_related(Prefetch("codificaciones", Codificacion.objects.all())),
                ),
            )
        )


class CompromisoVersion(CompromisoDetail):
    """The commitment as one version of it was: the address that a citation gives."""

    def dispatch(self, request, *args, **kwargs):
        self.pasado, self.aviso_al = None, ""
        entrada = ultima_entrada_de(Compromiso.objeto, kwargs["clave"], kwargs["n"])
        if entrada is None:
            raise Http404(_("Este compromiso no tiene una versión con ese número."))
        hasta = hasta_el_acto(entrada)
        if hasta is None:
            return self.por_sellar()
        self.pasado = {"version": kwargs["n"], "instante": entrada.instante}
        return self.hacer(hasta, request, *args, **kwargs)

    def por_sellar(self) -> HttpResponse:
        """What it says for ever is known once its act is sealed, in a moment."""
        respuesta = render(self.request, "compromisos/por_sellar.html", status=503)
        respuesta["Retry-After"] = "2"
        return respuesta

    def responder_retirado(self, registro):
        """The version that the withdrawal left, which is read for ever too."""
        return self.responder_lapida(registro, 200)


class CompromisoHistoria(DetallePublico):
    """All that ever changed in a commitment, act by act."""

    model = Compromiso
    template_name = "compromisos/historia.html"

    def get_queryset(self):
        """Of what was withdrawn too: its history does not go with it."""
        return Compromiso.objects.publicados().select_related("plan")

    def get_context_data(self, **kwargs):
        actos = actos_de(Compromiso.objeto, self.object.clave)
        return super().get_context_data(**kwargs) | {"actos": actos}
