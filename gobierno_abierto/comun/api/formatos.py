"""Whole results as CSV, NDJSON and JSON, streamed in constant memory."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from gobierno_abierto.comun.celdas import inofensivo, juntar
from gobierno_abierto.comun.registro import Campo, Tipo

__all__ = ["EXPORTADORES", "TIPOS", "XLSX", "encabezados", "hacer_renglon"]

BOM = "\ufeff"

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


def hacer_renglon(campos: Sequence[Campo]) -> Callable[[Mapping[str, Any]], list[Any]]:
    """What makes the cells of each record, in the order of `encabezados`: the same in CSV and in
    XLSX. What depends on the field alone is asked once and not for each row."""
    escritores = [(campo.nombre, _escritor(campo)) for campo in campos]

    def renglon(fila: Mapping[str, Any]) -> list[Any]:
        celdas: list[Any] = []
        for nombre, escribir in escritores:
            escribir(fila[nombre], celdas)
        return celdas

    return renglon


def _escritor(campo: Campo) -> Callable[[Any, list[Any]], None]:
    """It adds the cells of a value to those of its row."""
    if campo.tipo == Tipo.OBJETO:
        return _de_objeto([(parte.nombre, _escritor(parte)) for parte in campo.partes])
    if campo.tipo == Tipo.JSON or (campo.tipo == Tipo.LISTA and campo.partes):
        return lambda valor, celdas: celdas.append(a_json(valor) if valor else "")
    if campo.tipo == Tipo.LISTA:
        return lambda valor, celdas: celdas.append(inofensivo(juntar(valor or [])))
    return lambda valor, celdas: celdas.append(_celda(valor))


def _de_objeto(partes: list[tuple[str, Any]]) -> Callable[[Any, list[Any]], None]:
    def escribir(valor: Any, celdas: list[Any]) -> None:
        for nombre, parte in partes:
            parte(None if valor is None else valor[nombre], celdas)

    return escribir


def _celda(valor: Any) -> Any:
    if valor is None:
        return ""
    if isinstance(valor, str):
        return inofensivo(valor)
    if isinstance(valor, bool):
        return "true" if valor else "false"
    return valor if isinstance(valor, int | float) else ESCRITOR.default(valor)


class _Eco:
    """The file that csv.writer asks for: what is written comes back."""

    def write(self, texto: str) -> str:
        return texto


def csv_de(filas: Filas, campos: Sequence[Campo], bom: bool = False) -> Iterator[str]:
    escritor = csv.writer(_Eco(), lineterminator="\r\n")
    yield (BOM if bom else "") + escritor.writerow(encabezados(campos))
    renglon = hacer_renglon(campos)
    for fila in filas:
        yield escritor.writerow(renglon(fila))


def ndjson_de(filas: Filas, campos: Sequence[Campo], bom: bool = False) -> Iterator[str]:
    for fila in filas:
        yield a_json(fila) + "\n"


def json_de(filas: Filas, campos: Sequence[Campo], bom: bool = False) -> Iterator[str]:
    separador = "["
    for fila in filas:
        yield separador + a_json(fila)
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
