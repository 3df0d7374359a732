"""Filters of the ledger: the same for the page, the API and the exports."""

import re
from datetime import datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.models import Entrada, Sello
from gobierno_abierto.comun.codigos import Lado, Objeto, Procedencia
from gobierno_abierto.comun.filtros import Codigo, Entero, FiltroPublico, Instante

__all__ = ["CambioFilter", "leer_instante"]

ISO = re.compile(r"[A-Z]{2}|\*")


def leer_instante(texto: str, *, al_final: bool) -> datetime | None:
    """An RFC 3339 instant, or a day in Mexico City: its last instant or its first. None if it is
    neither, or if no calendar has it."""
    try:
        instante = parse_datetime(texto) if "T" in texto else None
        dia = parse_date(texto) if instante is None else None
    except ValueError:
        return None
    if dia is not None:
        hora = time.max if al_final else time.min
        instante = timezone.make_aware(datetime.combine(dia, hora))
    if instante is None or timezone.is_naive(instante) or not 1 < instante.year < 9999:
        return None
    return instante


class _DesdeField(forms.CharField):
    """A sequence number or an instant."""

    def clean(self, value):
        texto = super().clean(value).strip()
        if not texto:
            return None
        if re.fullmatch("[0-9]{1,18}", texto):
            return int(texto)
        instante = leer_instante(texto.replace(" ", "+"), al_final=False)
        if instante is None:
            raise ValidationError(
                _("Escriba una secuencia (1200), una fecha (2026-11-24) o un instante RFC 3339.")
            )
        return instante


class _Desde(django_filters.Filter):
    """What comes after: of an instant, what its past does not include, so that nothing sealed later
    is missed."""

    field_class = _DesdeField

    def filter(self, qs, value):
        if value is None:
            return qs
        campo = "secuencia" if isinstance(value, int) else "consta_desde"
        return qs.filter(**{f"{campo}__gt": value})


class _Pais(django_filters.CharFilter):
    """ISO 3166 code of a country, or `*`."""

    def filter(self, qs, value):
        return qs if value in ("", "*", None) else qs.filter(entrada__pais=value)


def _es_pais(valor: str) -> None:
    if not ISO.fullmatch(valor):
        raise ValidationError(_("Escriba el código de dos letras de un país, o «*»."))


class CambioFilter(FiltroPublico):
    """Nothing is left out unless asked: the ledger holds every country and every provenance."""

    q: Any = None
    desde = _Desde(label=_("Después de (secuencia o fecha)"))
    tipo = Codigo(Entrada.Tipo, "entrada__tipo", etiqueta=_("Qué clase de cambio"))
    via = Codigo(Entrada.Via, "entrada__via", etiqueta=_("Por qué puerta entró"))
    lado = Codigo(Lado, "entrada__lado", etiqueta=_("Lado"))
    objeto_tipo = Codigo(Objeto, "entrada__objeto_tipo", etiqueta=_("Tipo de registro"))
    objeto_clave = django_filters.CharFilter("entrada__objeto_clave", label=_("Clave del registro"))
    version = Entero("entrada__version", etiqueta=_("Versión que dejó"))
    acuerdo = django_filters.CharFilter("entrada__acuerdo", label=_("Clave del acuerdo"))
    procedencia = Codigo(Procedencia, "entrada__procedencia", etiqueta=_("Procedencia"))
    pais = _Pais(label=_("País"), validators=[_es_pais])
    instante = Instante("entrada__instante")

    en_pagina = ("objeto_clave", "tipo", "objeto_tipo", "lado", "via", "procedencia", "desde")

    class Meta:
        model = Sello
        fields: list[str] = []
