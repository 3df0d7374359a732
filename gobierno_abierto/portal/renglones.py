"""Lines of the admin's first page: how many records of a kind there are, and where they are listed.

Each leads to the list of the admin, filtered to those very rows. One query counts them all.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst

__all__ = ["Renglon", "contar"]


class Renglon(NamedTuple):
    """Rows of a model: which of them, in words (`que`; "" for all) and as its list's filter."""

    modelo: Any
    que: str | Promise
    filas: QuerySet
    filtro: dict[str, Any]
    total: int = 0

    @property
    def nombre(self) -> str:
        return capfirst(str(self.modelo._meta.verbose_name_plural))

    @property
    def url(self) -> str:
        opciones = self.modelo._meta
        lista = reverse(f"admin:{opciones.app_label}_{opciones.model_name}_changelist")
        return f"{lista}?{urlencode(self.filtro)}" if self.filtro else lista


def contar(renglones: Iterable[Renglon]) -> list[Renglon]:
    """The same, with their totals."""
    sin_contar = list(renglones)
    if not sin_contar:
        return []
    primera, *demas = (
        renglon.filas.order_by()
        .values(del_renglon=Value(lugar, output_field=IntegerField()))
        .annotate(n=Count("pk"))
        for lugar, renglon in enumerate(sin_contar)
    )
    totales = {fila["del_renglon"]: fila["n"] for fila in primera.union(*demas, all=True)}
    return [
        renglon._replace(total=totales.get(lugar, 0)) for lugar, renglon in enumerate(sin_contar)
    ]
