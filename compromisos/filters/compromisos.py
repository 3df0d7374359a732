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


def _que_sirven_a(filas, _nombre, principios):
    """Commitments that a public review codes as serving any of `principios`."""
    variables = [
        f"valor_{p}" for p in ([principios] if isinstance(principios, str) else principios)
    ]
    de = Codificacion.objects.filter(variable__in=variables, valor="si", evaluacion__publico=True)
    return filas.filter(pk__in=de.values("evaluacion__compromiso"))


class _Principio(Codigo):
    def filtros(self, nombre):
        filtros = super().filtros(nombre)
        for filtro in filtros.values():
            filtro.method = _que_sirven_a
        return filtros


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
    lado = Codigo(Lado, "responsables__lado", etiqueta=_("Lado con responsable"), multiple=True)
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "plan__jurisdiccion", etiqueta=_("Jurisdicción")
    )
    pais = Pais()
    estado = Codigo(Compromiso.Estado, etiqueta=_("Estado"))
    origen = Codigo(Compromiso.OrigenCompromiso, etiqueta=_("Origen"))
    procedencia = Codigo(Procedencia, "plan__procedencia", etiqueta=_("Procedencia"))
    principio = _Principio(PRINCIPIOS, etiqueta=_("Principio"))
    contraste = Codigo(CONTRASTES, etiqueta=_("Gobierno y revisión"))
    cumplimiento_mri = Codigo(
        CUMPLIMIENTO.items(), "valor_revision", etiqueta=_("Cumplimiento según la revisión")
    )
    prometido_de_nuevo = Booleano(etiqueta=_("Prometido otra vez"))
    preexistente = Codigo(Compromiso.Preexistente, etiqueta=_("Ya se hacía antes de prometerse"))
    atrasado = Booleano(etiqueta=_("Atrasado"))
    numero = Entero()
    inicio = FechaParcial()
    fin = FechaParcial()
    actualizado = Instante()

    campo_procedencia = "plan__procedencia"
    campo_ruta = "plan__jurisdiccion__ruta"
    senala_procedencia = ("plan", "plan__in")
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
