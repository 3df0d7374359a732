"""Filters of the plans: the same for the page, the API and the exports."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.filtros import (
    Booleano,
    Codigo,
    Entero,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from planes.models import Eje, Hito, Mesa, Plan
from secretariados.filters import Pais
from secretariados.models import Jurisdiccion, Secretariado

__all__ = ["EjeFilter", "EjercicioFilter", "HitoFilter", "MesaFilter", "PlanFilter"]


class PlanFilter(FiltroPublico):
    estado = Codigo(Plan.Estado, etiqueta=_("Estado"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "jurisdiccion", etiqueta=_("Jurisdicción")
    )
    secretariado = Referencia(
        lambda: Secretariado.objects.publicos(), "secretariado", etiqueta=_("Secretariado")
    )
    adenda_de = Referencia(lambda: Plan.objects.publicos(), "adenda_de", etiqueta=_("Adenda de"))
    inicio = FechaParcial()
    fin = FechaParcial()
    presentado = FechaParcial()
    actualizado = Instante()
    procedencia = Codigo(Procedencia, etiqueta=_("Procedencia"))
    pais = Pais()

    campo_procedencia = "procedencia"
    campo_ruta = "jurisdiccion__ruta"
    senala_pais = ("jurisdiccion", "jurisdiccion__in")
    en_pagina = ("q", "jurisdiccion", "estado", "procedencia")

    class Meta:
        model = Plan
        fields: list[str] = []


def _publicos_de(modelo: str):
    """Public rows of a model of an upper app, known here only by its name."""
    return lambda: apps.get_model(modelo)._default_manager.publicos()


class _DePlanFilter(FiltroPublico):
    """Of what hangs from a plan. A row without one is everybody's: no default hides it."""

    plan = Referencia(lambda: Plan.objects.publicos(), "plan", etiqueta=_("Plan"))
    pais = Pais()
    procedencia = Codigo(Procedencia, "plan__procedencia", etiqueta=_("Procedencia"))
    actualizado = Instante()

    campo_procedencia = "plan__procedencia"
    campo_ruta = "plan__jurisdiccion__ruta"
    senala_procedencia = ("plan", "plan__in")
    senala_pais = ("plan", "plan__in", "compromiso", "compromiso__in")

    def filtrar_pais(self, filas, _nombre, iso):
        return super().filtrar_pais(filas, _nombre, iso) | filas.filter(plan=None)


class EjeFilter(_DePlanFilter):
    esquema = Codigo(Eje.Esquema, etiqueta=_("Esquema"))
    oficial = Booleano(etiqueta=_("Oficial"))
    compromiso = Referencia(
        _publicos_de("compromisos.Compromiso"), "clasificaciones__compromiso", multiple=True
    )

    class Meta:
        model = Eje
        fields: list[str] = []


class MesaFilter(_DePlanFilter):
    compromiso = Referencia(_publicos_de("compromisos.Compromiso"), "compromisos", multiple=True)

    class Meta:
        model = Mesa
        fields: list[str] = []


class HitoFilter(FiltroPublico):
    tipo = Codigo(Hito.Tipo, etiqueta=_("Tipo"))
    plan = Referencia(lambda: Plan.objects.publicos(), "plan", etiqueta=_("Plan"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "jurisdiccion", etiqueta=_("Lugar")
    )
    anio = Entero("fecha__year", etiqueta=_("Año"), entre=(1, 9998))
    fecha = FechaParcial()
    pais = Pais()
    procedencia = Codigo(Procedencia, "plan__procedencia", etiqueta=_("Procedencia"))
    actualizado = Instante()

    campo_procedencia = "plan__procedencia"
    campo_ruta = "jurisdiccion__ruta"
    senala_procedencia = ("plan", "plan__in")
    senala_pais = ("plan", "plan__in", "jurisdiccion", "jurisdiccion__in")
    en_pagina = ("q", "tipo", "anio", "plan", "jurisdiccion")

    class Meta:
        model = Hito
        fields: list[str] = []

    def filtrar_pais(self, filas, _nombre, iso):
        """What names no place, nor a plan that has one, is everybody's."""
        if iso == "*":
            return filas
        de_alli = Q(plan=None, jurisdiccion=None)
        for ruta in ("jurisdiccion__ruta", "plan__jurisdiccion__ruta"):
            de_alli |= Q(**{ruta: iso}) | Q(**{f"{ruta}__startswith": f"{iso}/"})
        return filas.filter(de_alli)


class _DelSecretariado(Codigo):
    """Something of the secretariat of a state, which is not of practice."""

    def filtros(self, nombre: str) -> Any:
        def de_los_que(lookup: str) -> Any:
            def filtrar(filas: QuerySet, _nombre: str, valor: Any) -> QuerySet:
                suyos = Secretariado.objects.reales().filter(**{lookup: valor})
                return filas.filter(pk__in=suyos.values("jurisdiccion"))

            return filtrar

        filtros = super().filtros(nombre)
        filtros[nombre].method = de_los_que(f"{self.campo}")
        filtros[f"{nombre}__in"].method = de_los_que(f"{self.campo}__in")
        return filtros


class EjercicioFilter(FiltroPublico):
    """States, by what became of their secretariat and how the founding chapter lists it."""

    estado = _DelSecretariado(
        Secretariado.Estado, "estado", etiqueta=_("Situación del secretariado")
    )
    capitulo = _DelSecretariado(
        Secretariado.EnCapitulo, "en_capitulo", etiqueta=_("En el capítulo de 2016")
    )
    actualizado = Instante()

    en_pagina = ("q", "estado", "capitulo")

    class Meta:
        model = Jurisdiccion
        fields: list[str] = []
