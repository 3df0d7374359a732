"""Pages of the commitments."""

from django.db.models import Prefetch

from compromisos.models import (
    Clasificacion,
    Codificacion,
    Compromiso,
    Evaluacion,
    Pronunciamiento,
    Responsable,
)
from compromisos.registros import COMPROMISOS
from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica

__all__ = ["CompromisoDetail", "CompromisoList"]


class CompromisoList(ListaPublica):
    registro = COMPROMISOS
    template_name = "compromisos/compromiso_list.html"

    def para_pagina(self, filas):
        return filas.select_related("plan", "mesa")

    def get_context_data(self, **kwargs):
        contexto = super().get_context_data(**kwargs)
        campo = self.filtro.form.fields["institucion"]
        campo.label_from_instance = lambda institucion: institucion.nombre_con_siglas
        return contexto


class CompromisoDetail(DetallePublico):
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
                    Responsable.objects.filter(institucion__publico=True).select_related(
                        "institucion"
                    ),
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
