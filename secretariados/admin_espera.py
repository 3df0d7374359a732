"""What of the acts is of an account's side: for its first page, and for the list's filter."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import admin
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariados.models import Acuerdo

__all__ = ["ESPERAS", "Espera", "EsperaRespuesta"]

ACTOS = Acuerdo.objects


class Espera(NamedTuple):
    """What of the acts is of the account's side: it does something about it, or should know."""

    codigo: str
    que: Promise
    filas: Callable[[Any], Any]


ESPERAS = (
    Espera("mia", _("que esperan la respuesta de su lado"), ACTOS.sin_respuesta_de),
    Espera("cumplir", _("vencidos que su lado debe cumplir"), ACTOS.vencidos_de),
    Espera(
        "confirmar",
        _("que otro lado dio por cumplidos, y el suyo todavía no"),
        ACTOS.por_confirmar_de,
    ),
    Espera(
        "no_adoptados",
        _("que su lado propuso y este mes no se adoptaron"),
        ACTOS.no_adoptados_de,
    ),
)


class EsperaRespuesta(admin.SimpleListFilter):
    """Acts by what the account's side has to do with them."""

    title = _("lo que toca a mi lado")
    parameter_name = "espera"

    def lookups(self, request, model_admin):
        return [(espera.codigo, espera.que) for espera in ESPERAS]

    def queryset(self, request, queryset):
        filas = {espera.codigo: espera.filas for espera in ESPERAS}.get(self.value())
        return queryset.filter(pk__in=filas(request.user).values("pk")) if filas else queryset
