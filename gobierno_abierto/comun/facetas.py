"""How many rows each value of a filter has: counted under the other filters, and not under its own.

So a reader who chose one value still sees how many the others have. All the facets of an answer
are one query, and the names of the records that they count are another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.filtros import Booleano, Codigo, FiltroPublico, Referencia

__all__ = ["VALORES", "Cuenta", "contar_facetas", "facetas_de", "propios_de"]

VALORES = 100  # of each facet: those that most rows have


@dataclass(frozen=True)
class Cuenta:
    """`valor` is None for the rows that have none."""

    valor: str | None
    etiqueta: str
    total: int


def facetas_de(filtro: type[FiltroPublico]) -> list[str]:
    """The filters that can be counted: those over a closed list, or over other records."""
    return [
        nombre
        for nombre, familia in filtro.familias.items()
        if isinstance(familia, Codigo | Booleano)
        or (isinstance(familia, Referencia) and not _por_metodo(filtro, nombre))
    ]


def propios_de(filtro: type[FiltroPublico], nombre: str) -> list[str]:
    """The parameters that are of the same filter as the facet."""
    suyos = (nombre, f"{nombre}__in", f"{nombre}__isnull")
    return [suyo for suyo in suyos if suyo in filtro.base_filters]


def contar_facetas(filtro: FiltroPublico, nombres: Sequence[str]) -> dict[str, list[Cuenta]]:
    """`filtro` is bound and valid."""
    partes = [parte for nombre in nombres for parte in _cuentas(filtro, nombre)]
    contado: dict[str, list[tuple[str | None, int]]] = {nombre: [] for nombre in nombres}
    if partes:
        primera, *demas = partes
        for fila in primera.union(*demas, all=True) if demas else primera:
            if fila["f_total"]:
                contado[fila["f_nombre"]].append((fila["f_valor"], fila["f_total"]))
    etiquetas = _etiquetas(filtro, contado)
    return {
        nombre: [
            Cuenta(valor, etiquetas.get((nombre, valor), valor or ""), total)
            for valor, total in sorted(pares, key=lambda par: (-par[1], par[0] or ""))
        ]
        for nombre, pares in contado.items()
    }


def _por_metodo(filtro: type[FiltroPublico], nombre: str) -> bool:
    """Which rows have the value, a method says: there is no column to group by."""
    varios = getattr(filtro.familias[nombre], "multiple", False)
    return filtro.base_filters[nombre].method is not None and not varios


def _cuentas(filtro: FiltroPublico, nombre: str) -> Iterator[QuerySet]:
    clase = type(filtro)
    with filtro.sin(propios_de(clase, nombre)) as filas:
        if not _por_metodo(clase, nombre):
            yield _agrupadas(filas, filtro, nombre)
            return
        familia = filtro.familias[nombre]
        opciones = familia.opciones if isinstance(familia, Codigo) else _SI_O_NO
        for valor, _etiqueta in opciones:
            dado = valor if isinstance(familia, Codigo) else valor == "true"
            con_el = filtro.filters[nombre].filter(filas, dado)
            de_uno = con_el.order_by().values(f_nombre=Value(nombre), f_valor=Value(str(valor)))
            yield de_uno.annotate(f_total=Count("pk", distinct=True))


_SI_O_NO = (("true", _("Sí")), ("false", _("No")))


def _agrupadas(filas: QuerySet, filtro: FiltroPublico, nombre: str) -> QuerySet:
    familia = filtro.familias[nombre]
    camino = familia.campo or nombre
    if getattr(familia, "multiple", False):  # a row counts once in each of its values
        filas = filas.model._base_manager.filter(pk__in=filas.order_by().values("pk"))
    if isinstance(familia, Referencia):
        publicas = Q(**{f"{camino}__in": familia.publicos().order_by().values("pk")})
        filas = filas.filter(publicas | Q(**{f"{camino}__isnull": True}))
        camino = f"{camino}__clave"
    else:
        filas = filas.filter(**{f"{camino}__isnull": False})
    return (
        filas.order_by()
        .values(f_nombre=Value(nombre), f_valor=Cast(F(camino), TextField()))
        .annotate(f_total=Count("pk", distinct=True))
        .order_by("-f_total", "f_valor")[:VALORES]
    )


def _etiquetas(
    filtro: FiltroPublico, contado: dict[str, list[tuple[str | None, int]]]
) -> dict[tuple[str, str | None], str]:
    etiquetas: dict[tuple[str, str | None], str] = {}
    de_registros = []
    for nombre, pares in contado.items():
        familia: Any = filtro.familias[nombre]
        if isinstance(familia, Referencia):
            claves = [valor for valor, _total in pares if valor is not None]
            suyos: Any = familia.publicos().filter(clave__in=claves)
            de_registros.append(suyos.como_enlaces().annotate(f_nombre=Value(nombre)))
            etiquetas[nombre, None] = str(_("Sin valor"))
        else:
            opciones = familia.opciones if isinstance(familia, Codigo) else _SI_O_NO
            etiquetas |= {(nombre, str(valor)): str(dicho) for valor, dicho in opciones}
    if de_registros:
        primera, *demas = de_registros
        for fila in primera.union(*demas, all=True) if demas else primera:
            etiquetas[fila["f_nombre"], fila["clave"]] = fila["rotulo"]
    return etiquetas
