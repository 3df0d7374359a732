"""What the portal holds and what is still incomplete, as the first page of the admin says it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compromisos.models import Compromiso
from gobierno_abierto.comun.codigos import Idioma, Origen
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.admin import AdminConFuentes
from gobierno_abierto.fuentes.models import Afirmacion
from gobierno_abierto.portal.renglones import Renglon, contar
from planes.models import Eje
from secretariados.models import Sucesion

__all__ = ["existencias_de"]


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


def existencias_de(request: HttpRequest) -> dict[str, list[Renglon]]:
    """`hay`: every kind that the account may see; `falta`: its rows that are incomplete."""
    renglones = contar(_renglones(request))
    return {
        "hay": [renglon for renglon in renglones if not renglon.que],
        "falta": [renglon for renglon in renglones if renglon.que and renglon.total],
    }


def _renglones(request: HttpRequest) -> Iterator[Renglon]:
    for modelo, propio in admin.site._registry.items():
        if not issubclass(modelo, Publicable) or not propio.has_view_permission(request):
            continue
        filas = propio.get_queryset(request)
        yield Renglon(modelo, "", filas, {})
        yield Renglon(modelo, _("en borrador"), filas.filter(publicado_en=None), {"publico": 0})
        if isinstance(propio, AdminConFuentes) and propio.se_cita:
            yield Renglon(modelo, _("sin fuente"), propio.sin_fuente(filas), {"fuente": "sin"})
        for falta in FALTAS:
            if falta.modelo is modelo:
                yield Renglon(modelo, falta.que, filas.filter(**falta.filtro), falta.filtro)
