"""Whole results as CSV, NDJSON and JSON, streamed in constant memory."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from gobierno_abierto.comun.celdas import inofensivo, inofensivos, juntar
from gobierno_abierto.comun.registro import Campo, Tipo

__all__ = [
    "EXPORTADORES",
    "TIPOS",
    "XLSX",
    "a_json",
    "encabezados",
    "hacer_renglones",
    "por_tandas",
]

BOM = "\ufeff"
# Rows that leave together: each piece costs the server as much as a row does.
TANDA = 200

Filas = Iterable[Mapping[str, Any]]


# One for all: making it costs more than what it writes.
ESCRITOR = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def a_json(valor: Any) -> str:
    return ESCRITOR.encode(valor)


def encabezados(campos: Sequence[Campo]) -> list[str]:
    """CSV headings: an object is spread over `campo_parte` columns; a list is one cell."""
    return [nombre for campo in campos for nombre in _columnas(campo)]


def _columnas(campo: Campo) -> list[str]:
    if campo.tipo == Tipo.OBJETO:
        return [f"{campo.nombre}_{parte.nombre}" for parte in campo.partes]
    return [campo.nombre]


def hacer_renglones(campos: Sequence[Campo]) -> Callable[[Filas], Iterator[tuple[Any, ...]]]:
    """What makes the cells of some records, each in the order of `encabezados`: the same in CSV
    and in XLSX. Column by column: what depends on the field alone is asked once, not of each
    row."""
    hechuras = [(campo.nombre, _hacer_columnas(campo)) for campo in campos]

    def renglones(tanda: Filas) -> Iterator[tuple[Any, ...]]:
        filas = list(tanda)
        columnas = (
            columna
            for nombre, hacer in hechuras
            for columna in hacer([fila[nombre] for fila in filas])
        )
        return zip(*columnas, strict=True)

    return renglones


DE_TEXTO = (Tipo.TEXTO, Tipo.CODIGO, Tipo.REFERENCIA, Tipo.DIRECCION)


def _hacer_columnas(campo: Campo) -> Callable[[list[Any]], Iterator[list[Any]]]:
    """The columns of cells of a field, from its values: one, but for an object."""
    if campo.tipo == Tipo.OBJETO:
        return _de_objeto([(parte.nombre, _hacer_columnas(parte)) for parte in campo.partes])
    if campo.tipo in DE_TEXTO:
        return lambda valores: iter([inofensivos(valores)])
    celda = _hacer_celda(campo)
    return lambda valores: iter([["" if valor is None else celda(valor) for valor in valores]])


def _de_objeto(partes: list[tuple[str, Any]]) -> Callable[[list[Any]], Iterator[list[Any]]]:
    def columnas(valores: list[Any]) -> Iterator[list[Any]]:
        for nombre, hacer in partes:
            yield from hacer([None if valor is None else valor[nombre] for valor in valores])

    return columnas


def _hacer_celda(campo: Campo) -> Callable[[Any], Any]:
    if campo.tipo == Tipo.JSON or (campo.tipo == Tipo.LISTA and campo.partes):
        return lambda valor: a_json(valor) if valor else ""
    if campo.tipo == Tipo.LISTA:
        return lambda textos: inofensivo(juntar(textos))
    return _celda


def _celda(valor: Any) -> Any:
    if isinstance(valor, str):
        return inofensivo(valor)
    if isinstance(valor, bool):
        return "true" if valor else "false"
    return valor if isinstance(valor, int | float) else ESCRITOR.default(valor)


def por_tandas(filas: Filas) -> Iterator[list[Mapping[str, Any]]]:
    """The rows, some at a time: never all of them in memory."""
    una_a_una = iter(filas)
    while tanda := list(islice(una_a_una, TANDA)):
        yield tanda


def csv_de(filas: Filas, campos: Sequence[Campo], bom: bool = False) -> Iterator[str]:
    renglones = hacer_renglones(campos)
    yield (BOM if bom else "") + _en_csv([encabezados(campos)])
    for tanda in por_tandas(filas):
        yield _en_csv(renglones(tanda))


def _en_csv(renglones: Iterable[Sequence[Any]]) -> str:
    escrito = io.StringIO(newline="")
    csv.writer(escrito, lineterminator="\r\n").writerows(renglones)
    return escrito.getvalue()


def ndjson_de(filas: Filas, campos: Sequence[Campo], bom: bool = False) -> Iterator[str]:
    for tanda in por_tandas(filas):
        yield "".join(a_json(fila) + "\n" for fila in tanda)


def json_de(filas: Filas, campos: Sequence[Campo], bom: bool = False) -> Iterator[str]:
    separador = "["
    for tanda in por_tandas(filas):
        yield separador + ",\n".join(map(a_json, tanda))
        separador = ",\n"
    yield "[]" if separador == "[" else "]"


# extension → (media type, writer)
EXPORTADORES: dict[str, tuple[str, Callable[..., Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_de),
    "ndjson": ("application/x-ndjson; charset=utf-8", ndjson_de),
    "json": ("application/json; charset=utf-8", json_de),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Every format of a whole list; a workbook is not streamed: see `hojas`.
TIPOS = {extension: tipo for extension, (tipo, _escribir) in EXPORTADORES.items()} | {"xlsx": XLSX}
