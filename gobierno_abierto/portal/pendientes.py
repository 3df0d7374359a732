"""What the portal holds and what is still incomplete, as the first page of the admin says it.

Each line leads to the list of the admin, filtered to those very rows. One query for all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Count, IntegerField, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from compromisos.models import Compromiso
from gobierno_abierto.comun.codigos import Idioma, Origen
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.admin import AdminConFuentes
from gobierno_abierto.fuentes.models import Afirmacion
from planes.models import Eje
from secretariados.models import Sucesion

__all__ = ["Renglon", "existencias_de"]


class Falta(NamedTuple):
    """Rows of a model that are incomplete: in words, and as the filter of its admin list."""

    modelo: type[Publicable]
    que: str | Promise
    filtro: dict[str, Any]


FALTAS = (
    Falta(Compromiso, _("con la mesa inferida"), {"mesa_origen__exact": Origen.INFERIDO}),
    Falta(
        Compromiso,
        _("con título traducido por el portal, sin cotejar"),
        {"titulo_origen__exact": Compromiso.TituloOrigen.TRADUCCION_PROPIA},
    ),
    Falta(Compromiso, _("sin descripción"), {"descripcion__isnull": True}),
    Falta(Eje, _("sin traducción al español"), {"nombre_idioma__exact": Idioma.EN}),
    Falta(Sucesion, _("por confirmar"), {"por_confirmar__exact": 1}),
    Falta(Afirmacion, _("inferidas"), {"origen__exact": Origen.INFERIDO}),
)


@dataclass(frozen=True)
class Renglon:
    """A number of records of a kind, and where the admin lists them."""

    nombre: str
    que: str | Promise
    total: int
    url: str


class _Cuenta(NamedTuple):
    modelo: type[Publicable]
    que: str | Promise
    filas: QuerySet
    filtro: dict[str, Any]


def existencias_de(request: HttpRequest) -> dict[str, list[Renglon]]:
    """`hay`: every kind that the account may see; `falta`: its rows that are incomplete."""
    cuentas = list(_cuentas(request))
    if not cuentas:
        return {"hay": [], "falta": []}
    primera, *demas = (
        cuenta.filas.order_by()
        .values(lugar=Value(lugar, output_field=IntegerField()))
        .annotate(n=Count("pk"))
        for lugar, cuenta in enumerate(cuentas)
    )
    totales = {fila["lugar"]: fila["n"] for fila in primera.union(*demas, all=True)}
    renglones = [
        (cuenta, Renglon(_nombre(cuenta), cuenta.que, totales.get(lugar, 0), _url(cuenta)))
        for lugar, cuenta in enumerate(cuentas)
    ]
    return {
        "hay": [renglon for cuenta, renglon in renglones if not cuenta.que],
        "falta": [renglon for cuenta, renglon in renglones if cuenta.que and renglon.total],
    }


def _cuentas(request: HttpRequest) -> Iterator[_Cuenta]:
    for modelo, propio in admin.site._registry.items():
        if not issubclass(modelo, Publicable) or not propio.has_view_permission(request):
            continue
        filas = propio.get_queryset(request)
        yield _Cuenta(modelo, "", filas, {})
        yield _Cuenta(modelo, _("en borrador"), filas.filter(publicado_en=None), {"publico": 0})
        if isinstance(propio, AdminConFuentes) and propio.se_cita:
            yield _Cuenta(modelo, _("sin fuente"), propio.sin_fuente(filas), {"fuente": "sin"})
        for falta in FALTAS:
            if falta.modelo is modelo:
                yield _Cuenta(modelo, falta.que, filas.filter(**falta.filtro), falta.filtro)


def _nombre(cuenta: _Cuenta) -> str:
    return capfirst(str(cuenta.modelo._meta.verbose_name_plural))


def _url(cuenta: _Cuenta) -> str:
    opciones = cuenta.modelo._meta
    lista = reverse(f"admin:{opciones.app_label}_{opciones.model_name}_changelist")
    return f"{lista}?{urlencode(cuenta.filtro)}" if cuenta.filtro else lista
