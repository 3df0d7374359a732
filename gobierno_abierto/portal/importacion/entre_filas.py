"""What the rows of one table say of each other: which goes first, and what only one can say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from gobierno_abierto.portal.importacion.cotejo import Fila
from gobierno_abierto.portal.importacion.tablas import Destino

__all__ = ["anillos", "de_la_misma", "en_orden", "repetidas"]

Mala = tuple[Fila, str, str]  # a row, its column, and what is amiss


def de_la_misma(destino: Destino, columnas: Iterable[str]) -> list[str]:
    """Those of `columnas` that name another row of the same table."""
    campos = {campo.name: campo for campo in destino.tabla.modelo._meta.concrete_fields}
    return [
        columna
        for columna in columnas
        if (campo := campos.get(destino.campo_de(columna)))
        and campo.related_model is destino.tabla.modelo
    ]


def en_orden(filas: Iterable[Fila], propias: Sequence[str]) -> Iterator[Fila]:
    """Each after those that it names in `propias`: an addendum, after its plan."""
    faltan = {fila.clave: fila for fila in filas}

    def sacar(clave: str) -> Iterator[Fila]:
        if fila := faltan.pop(clave, None):
            for columna in propias:
                yield from sacar(fila.celdas.get(columna, ""))
            yield fila

    for clave in list(faltan):
        yield from sacar(clave)


def anillos(filas: Iterable[Fila], propias: Sequence[str]) -> Iterator[Mala]:
    """Every row that, going up by one of `propias`, gets back to itself."""
    por_clave = {fila.clave: fila for fila in filas}
    for columna in propias:
        for fila in por_clave.values():
            vistas, arriba = set(), fila.celdas.get(columna, "")
            while arriba in por_clave and arriba not in vistas:
                vistas.add(arriba)
                arriba = por_clave[arriba].celdas.get(columna, "")
            if fila.clave in vistas:
                yield fila, columna, _("forma un anillo: acaba en ella misma")


def repetidas(
    filas: Sequence[Fila], destino: Destino, actuales: Mapping[str, Mapping[str, str]]
) -> Iterator[Mala]:
    """Rows that say what only one can: all of them, as nobody knows whose it is. What a row that is
    here already says, the database tells."""
    for unica in destino.tabla.modelo._meta.constraints:
        if not isinstance(unica, UniqueConstraint) or unica.condition or not unica.fields:
            continue
        columnas = [destino.columna_de(campo) for campo in unica.fields]
        iguales: dict[tuple[Any, ...], list[Fila]] = defaultdict(list)
        for fila in filas:
            de = {**actuales.get(fila.clave, {}), **fila.celdas}
            iguales[tuple(de.get(columna, "").strip() for columna in columnas)].append(fila)
        for dichos, suyas in iguales.items():
            for fila in suyas if all(dichos) and len(suyas) > 1 else ():
                yield fila, columnas[-1], str(unica.get_violation_error_message())
