"""Filters of the commitments: the same for the page, the API and the exports."""

import django_filters
from django.utils.translation import gettext_lazy as _

from compromisos.etiquetas import CUMPLIMIENTO
from compromisos.models import Codificacion, Compromiso, Responsable
from gobierno_abierto.comun.codigos import Lado, Procedencia
from gobierno_abierto.comun.filtros import (
    Booleano,
    Codigo,
    Entero,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from planes.models import Eje, Mesa, Plan
from secretariados.filters import Pais
from secretariados.linaje import linaje_de
from secretariados.models import Institucion, Jurisdiccion

__all__ = ["CONTRASTES", "PRINCIPIOS", "CompromisoFilter"]

CONTRASTES = [
    ("coincide", _("Coinciden")),
    ("difiere", _("Difieren")),
    ("sin_contraste", _("Falta una de las dos voces")),
]

# The Alliance's values, as the reviewers code them: `valor_<principio>` is «si».
PRINCIPIOS = [
    ("acceso_informacion", _("Acceso a la información")),
    ("participacion", _("Participación ciudadana")),
    ("rendicion_cuentas", _("Rendición de cuentas")),
    ("tecnologia", _("Tecnología e innovación")),
]


class CompromisoFilter(FiltroPublico):
    plan = Referencia(lambda: Plan.objects.publicos(), "plan", etiqueta=_("Plan"))
    mesa = Referencia(lambda: Mesa.objects.publicos(), "mesa", etiqueta=_("Mesa de trabajo"))
    eje = Referencia(
        lambda: Eje.objects.publicos(), "clasificaciones__eje", etiqueta=_("Eje"), multiple=True
    )
    institucion = Referencia(
        lambda: Institucion.objects.publicos(),
        "responsables__institucion",
        etiqueta=_("Institución"),
        multiple=True,
    )
    institucion__linaje = django_filters.ModelChoiceFilter(
        queryset=lambda request: Institucion.objects.publicos(),
        to_field_name="clave",
        label=_("Institución o las que la siguieron"),
        method="filtrar_linaje",
    )
    lado = django_filters.ChoiceFilter(
        choices=Lado.choices, label=_("Lado con responsable"), method="filtrar_lado"
    )
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "plan__jurisdiccion", etiqueta=_("Jurisdicción")
    )
    pais = Pais()
    estado = Codigo(Compromiso.Estado, etiqueta=_("Estado"))
    origen = Codigo(Compromiso.OrigenCompromiso, etiqueta=_("Origen"))
    procedencia = Codigo(Procedencia, "plan__procedencia", etiqueta=_("Procedencia"))
    principio = django_filters.ChoiceFilter(
        choices=PRINCIPIOS, label=_("Principio"), method="filtrar_principio"
    )
    contraste = django_filters.ChoiceFilter(
        choices=CONTRASTES, label=_("Gobierno y revisión"), method="filtrar_contraste"
    )
    cumplimiento_mri = django_filters.ChoiceFilter(
        choices=list(CUMPLIMIENTO.items()),
        label=_("Cumplimiento según la revisión"),
        method="filtrar_cumplimiento",
    )
    atrasado = Booleano(etiqueta=_("Atrasado"))
    numero = Entero()
    inicio = FechaParcial()
    fin = FechaParcial()
    actualizado = Instante()

    textos = ("titulo", "titulo_original", "descripcion")
    campo_procedencia = "plan__procedencia"
    campo_ruta = "plan__jurisdiccion__ruta"
    senala_pais = ("plan", "plan__in", "jurisdiccion", "jurisdiccion__in")
    en_pagina = (
        "q",
        "plan",
        "mesa",
        "lado",
        "institucion",
        "cumplimiento_mri",
        "contraste",
        "origen",
        "jurisdiccion",
        "principio",
    )

    class Meta:
        model = Compromiso
        fields: list[str] = []

    def filtrar_linaje(self, filas, _nombre, institucion):
        de = Responsable.objects.filter(institucion__in=linaje_de(institucion.pk))
        return filas.filter(pk__in=de.values("compromiso"))

    def filtrar_lado(self, filas, _nombre, lado):
        return filas.filter(pk__in=Responsable.objects.filter(lado=lado).values("compromiso"))

    def filtrar_principio(self, filas, _nombre, principio):
        de = Codificacion.objects.filter(
            variable=f"valor_{principio}", valor="si", evaluacion__publico=True
        )
        return filas.filter(pk__in=de.values("evaluacion__compromiso"))

    def filtrar_contraste(self, filas, _nombre, contraste):
        return filas.filter(contraste=contraste)

    def filtrar_cumplimiento(self, filas, _nombre, valor):
        return filas.filter(revision_independiente__valor=valor)
