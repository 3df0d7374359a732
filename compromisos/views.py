"""Pages of the commitments."""

from dataclasses import replace

from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse

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
from gobierno_abierto.bitacora.historia import actos_de
from gobierno_abierto.bitacora.views import ConPasado, DeUnaVersion
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


class CompromisoVersion(DeUnaVersion, CompromisoDetail):
    """The commitment as one version of it was: the address that a citation gives."""


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
