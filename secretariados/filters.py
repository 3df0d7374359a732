"""Filters of the decision-makers' resources, and the country filter that upper apps share."""

import re

import django_filters
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.filtros import Codigo, Familia, FiltroPublico, Instante, Referencia
from secretariados.models import Jurisdiccion

__all__ = ["JurisdiccionFilter", "Pais"]


CODIGO = re.compile("[A-Z]{2}")


def paises():
    return Jurisdiccion.objects.publicos().filter(tipo=Jurisdiccion.Tipo.PAIS)


def _existe(iso: str) -> None:
    if iso == "*" or (CODIGO.fullmatch(iso) and paises().filter(iso=iso).exists()):
        return
    aceptados = paises().order_by("iso").values_list("iso", flat=True)
    raise ValidationError(
        _("«%(iso)s» no es el código ISO de un país de este portal. Se aceptan: *, %(aceptados)s."),
        params={"iso": iso[:20], "aceptados": ", ".join(aceptados)},
    )


class Pais(Familia):
    """`pais=MX`, `pais=*`. Without it a list shows Mexico."""

    def filtros(self, nombre):
        return {
            nombre: django_filters.CharFilter(
                label=_("País"),
                method="filtrar_pais",
                validators=[_existe],
                help_text=_("Código ISO 3166 de dos letras; «*» son todos. Sin él, México."),
            )
        }


class JurisdiccionFilter(FiltroPublico):
    pais = Pais()
    tipo = Codigo(Jurisdiccion.Tipo, etiqueta=_("Tipo"))
    padre = Referencia(lambda: Jurisdiccion.objects.publicos(), "padre")
    actualizado = Instante()

    textos = ("nombre", "nombre_oficial")
    campo_ruta = "ruta"

    class Meta:
        model = Jurisdiccion
        fields: list[str] = []
