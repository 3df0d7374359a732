"""The tables of the package as Parquet, where the `parquet` extra is installed.

The columns of the CSV, by their names, each of its own type: a date is a date, a list of texts a
list, and nothing is quoted for a spreadsheet. A list of objects is JSON, as in the CSV.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gobierno_abierto.comun.api.formatos import a_json
from gobierno_abierto.comun.registro import Campo, Tipo
from gobierno_abierto.portal.paquete.tablas import Columna, Tabla

__all__ = ["EXTENSION", "en_parquet", "hay_parquet"]

EXTENSION = "parquet"
POR_GRUPO = 5000  # rows that are in memory at once, and that a reader skips or reads at once

Filas = Sequence[Mapping[str, Any]]


def hay_parquet() -> bool:
    return find_spec("pyarrow") is not None


@contextmanager
def en_parquet(carpeta: Path, tabla: Tabla) -> Iterator[Callable[[Filas], None]]:
    """What adds records to the table's file in `carpeta`; to nothing, where there is no pyarrow."""
    if not hay_parquet():
        yield lambda filas: None
        return
    # Heavy, and of who writes a package alone.
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    columnas = tabla.columnas
    esquema = pa.schema(
        [
            pa.field(suya.nombre, _tipo(pa, suya.campo), metadata={"es": suya.es, "en": suya.en})
            for suya in columnas
        ]
    )
    por_escribir: list[Mapping[str, Any]] = []
    with ParquetWriter(carpeta / f"{tabla.nombre}.{EXTENSION}", esquema) as escritor:

        def escribir() -> None:
            valores = [[_leer(fila, columna) for fila in por_escribir] for columna in columnas]
            arreglos = map(pa.array, valores, esquema.types)
            escritor.write_batch(pa.record_batch(list(arreglos), schema=esquema))
            por_escribir.clear()

        def agregar(filas: Filas) -> None:
            por_escribir.extend(filas)
            if len(por_escribir) >= POR_GRUPO:
                escribir()

        yield agregar
        escribir()


def _tipo(pa: Any, campo: Campo) -> Any:
    if campo.tipo == Tipo.LISTA and not campo.partes:
        return pa.list_(pa.string())
    return {
        Tipo.ENTERO: pa.int64(),
        Tipo.NUMERO: pa.float64(),
        Tipo.BOOLEANO: pa.bool_(),
        Tipo.FECHA: pa.date32(),
        Tipo.INSTANTE: pa.timestamp("us", tz="UTC"),
    }.get(campo.tipo, pa.string())


def _leer(fila: Mapping[str, Any], columna: Columna) -> Any:
    campo = columna.campo
    valor: Any = fila
    for nombre in columna.camino:
        valor = None if valor is None else valor[nombre]
    if valor is None:
        return None
    if campo.tipo == Tipo.JSON or (campo.tipo == Tipo.LISTA and campo.partes):
        return a_json(valor)
    if campo.tipo == Tipo.NUMERO:
        return float(valor)
    # What comes within an object is written already.
    if campo.tipo == Tipo.FECHA and isinstance(valor, str):
        return date.fromisoformat(valor)
    if campo.tipo == Tipo.INSTANTE and isinstance(valor, str):
        return datetime.fromisoformat(valor)
    return valor
