"""Pages of the commitments."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from compromisos.models import (
    Clasificacion,
    Codificacion,
    Compromiso,
    Evaluacion,
    Pronunciamiento,
    Responsable,
)
from compromisos.registros import COMPROMISOS
from gobierno_abierto.bitacora.historia import actos_de, ultima_entrada_de
from gobierno_abierto.bitacora.pasado import como_estaba
from gobierno_abierto.bitacora.views import ConPasado
from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica

__all__ = ["CompromisoDetail", "CompromisoHistoria", "CompromisoList", "CompromisoVersion"]


class CompromisoList(ListaPublica):
    registro = COMPROMISOS
    template_name = "compromisos/compromiso_list.html"

    def para_pagina(self, filas):
        return filas.select_related("plan", "mesa")

    def get_context_data(self, **kwargs):
        contexto = super().get_context_data(**kwargs)
        campos = self.filtro.form.fields
        campos["institucion"].label_from_instance = lambda suya: suya.nombre_con_siglas
        # Practice plans are there for whoever names one, not on the menu.
        campos["plan"].queryset = campos["plan"].queryset.exclude(procedencia=Procedencia.MUESTRA)
        return contexto


class CompromisoDetail(ConPasado, DetallePublico):
    model = Compromiso
    template_name = "compromisos/compromiso_detail.html"

    def get_queryset(self):
        return (
            Compromiso.objects.publicos()
            .con_voces()
            .con_atraso()
            .select_related("plan__jurisdiccion", "plan__secretariado", "mesa")
            .prefetch_related(
                Prefetch(
                    "responsables",
                    Responsable.objects.filter(
                        institucion__publicado_en__isnull=False
                    ).select_related("institucion"),
                ),
                Prefetch("clasificaciones", Clasificacion.objects.select_related("eje", "fuente")),
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
        self.pasado = {"version": kwargs["n"], "instante": entrada.instante}
        with como_estaba(entrada=entrada.pk):
            return self.hacer(request, *args, **kwargs)


class CompromisoHistoria(DetallePublico):
    """All that ever changed in a commitment, act by act."""

    model = Compromiso
    template_name = "compromisos/historia.html"

    def get_queryset(self):
        return Compromiso.objects.publicos().select_related("plan")

    def get_context_data(self, **kwargs):
        actos = actos_de(Compromiso.objeto, self.object.clave)
        return super().get_context_data(**kwargs) | {"actos": actos}
