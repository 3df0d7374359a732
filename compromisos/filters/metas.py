"""Filters of goals, activities and reports: the same for the API and the exports."""

import django_filters
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from compromisos.avance import EstadoDeActividad
from compromisos.models import Actividad, Compromiso, Evidencia, Meta, Reporte
from compromisos.periodos import CLAVE
from gobierno_abierto.comun.codigos import Lado, Procedencia
from gobierno_abierto.comun.filtros import (
    Booleano,
    Codigo,
    Familia,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from planes.models import Plan
from secretariados.filters import Pais
from secretariados.models import Institucion, Jurisdiccion

__all__ = ["ActividadFilter", "EvidenciaFilter", "MetaFilter", "ReporteFilter"]


class Semestre(Familia):
    """«2026-S1»: that one, or from it or up to it, since they sort as they come."""

    def filtros(self, nombre):
        es_uno = RegexValidator(CLAVE, _("Escriba un semestre: «2026-S1» o «2026-S2»."))
        return {
            nombre + sufijo: django_filters.CharFilter(
                field_name=nombre, lookup_expr=lookup, label=self.etiqueta, validators=[es_uno]
            )
            for sufijo, lookup in (("", "exact"), ("__gte", "gte"), ("__lte", "lte"))
        }


class _DeCompromisoFilter(FiltroPublico):
    """Of what a commitment is made of; the search is over the commitment's own words."""

    compromiso = Referencia(
        lambda: Compromiso.objects.publicos(), "compromiso", etiqueta=_("Compromiso")
    )
    plan = Referencia(lambda: Plan.objects.publicos(), "compromiso__plan", etiqueta=_("Plan"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(),
        "compromiso__plan__jurisdiccion",
        etiqueta=_("Jurisdicción"),
    )
    pais = Pais()
    procedencia = Codigo(Procedencia, "compromiso__plan__procedencia", etiqueta=_("Procedencia"))
    actualizado = Instante()

    columna_busqueda = "compromiso__busqueda"
    campo_procedencia = "compromiso__plan__procedencia"
    campo_ruta = "compromiso__plan__jurisdiccion__ruta"
    senala_procedencia = ("plan", "plan__in", "compromiso", "compromiso__in")
    senala_pais = (*senala_procedencia, "jurisdiccion", "jurisdiccion__in")


class MetaFilter(_DeCompromisoFilter):
    estado = Codigo(Meta.Estado, etiqueta=_("Estado"))
    hasta = FechaParcial()

    class Meta:
        model = Meta
        fields: list[str] = []


class ActividadFilter(_DeCompromisoFilter):
    meta = Referencia(lambda: Meta.objects.publicos(), "meta", etiqueta=_("Meta"))
    lado = Codigo(Lado, etiqueta=_("Lado"))
    institucion = Referencia(
        lambda: Institucion.objects.publicos(), "institucion", etiqueta=_("Institución")
    )
    estado = Codigo(EstadoDeActividad, "dicho", etiqueta=_("Cómo está"))
    atrasada = Booleano(etiqueta=_("Atrasada"))
    rezagada = Booleano(etiqueta=_("Rezagada"))
    hasta = FechaParcial()

    class Meta:
        model = Actividad
        fields: list[str] = []


class ReporteFilter(_DeCompromisoFilter):
    actividad = Referencia(
        lambda: Actividad.objects.publicos(), "actividad", etiqueta=_("Actividad")
    )
    lado = Codigo(Lado, etiqueta=_("Lado"))
    periodo = Semestre(etiqueta=_("Periodo"))
    estado = Codigo(EstadoDeActividad, etiqueta=_("Cómo está"))

    class Meta:
        model = Reporte
        fields: list[str] = []


class EvidenciaFilter(_DeCompromisoFilter):
    reporte = Referencia(lambda: Reporte.objects.publicos(), "reporte", etiqueta=_("Reporte"))
    actividad = Referencia(
        lambda: Actividad.objects.publicos(), "reporte__actividad", etiqueta=_("Actividad")
    )
    lado = Codigo(Lado, "reporte__lado", etiqueta=_("Lado"))

    class Meta:
        model = Evidencia
        fields: list[str] = []
