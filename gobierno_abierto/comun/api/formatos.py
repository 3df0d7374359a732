"""Whole results as CSV, NDJSON and JSON, streamed in constant memory."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from gobierno_abierto.comun.registro import Campo, Tipo

__all__ = ["EXPORTADORES", "TIPOS", "XLSX", "encabezados", "renglon"]

BOM = "\ufeff"
PELIGROSOS = ("=", "+", "-", "@", "\t", "\r", "'")

Filas = Iterable[Mapping[str, Any]]


def a_json(valor: Any) -> str:
    return json.dumps(valor, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"))


def inofensivo(texto: str) -> str:
    """A cell that no spreadsheet takes for a formula; importing removes exactly one quote."""
    return f"'{texto}" if texto.startswith(PELIGROSOS) else texto


def encabezados(campos: Sequence[Campo]) -> list[str]:
    """CSV headings: an object is spread over `campo_parte` columns; a list is one cell."""
    return [nombre for campo in campos for nombre in _columnas(campo)]


def _columnas(campo: Campo) -> list[str]:
    if campo.tipo == Tipo.OBJETO:
        return [f"{campo.nombre}_{parte.nombre}" for parte in campo.partes]
    return [campo.nombre]


def _celdas(campo: Campo, valor: Any) -> Iterator[Any]:
    if campo.tipo == Tipo.OBJETO:
        for parte in campo.partes:
            yield from _celdas(parte, None if valor is None else valor[parte.nombre])
    elif campo.tipo == Tipo.JSON or (campo.tipo == Tipo.LISTA and campo.partes):
        yield a_json(valor) if valor else ""
    elif campo.tipo == Tipo.LISTA:
        yield inofensivo("|".join(valor or []))
    elif isinstance(valor, bool):
        yield "true" if valor else "false"
    elif isinstance(valor, str):
        yield inofensivo(valor)
    else:
        yield "" if valor is None else json.loads(a_json(valor))


def renglon(fila: Mapping[str, Any], campos: Sequence[Campo]) -> list[Any]:
    """The cells of a record, in the order of `encabezados`: the same in CSV and in XLSX."""
    return [celda for campo in campos for celda in _celdas(campo, fila[campo.nombre])]


class _Eco:
    """The file that csv.writer asks for: what is written comes back."""

    def write(self, texto: str) -> str:
        return texto


def csv_de(filas: Filas, campos: Sequence[Campo], bom: bool = False) -> Iterator[str]:
    escritor = csv.writer(_Eco(), lineterminator="\r\n")
    yield (BOM if bom else "") + escritor.writerow(encabezados(campos))
    for fila in filas:
        yield escritor.writerow(renglon(fila, campos))


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
