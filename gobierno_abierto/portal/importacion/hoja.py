"""A table as it comes: a CSV, or the sheets of a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from gobierno_abierto.portal.importacion.tablas import CALCULADAS, DESTINOS, HECHAS_AQUI

__all__ = [
    "DE_UN_EXPORTADO",
    "ArchivoInvalido",
    "Hoja",
    "SinResultado",
    "de_csv",
    "de_libro",
    "tabla_de",
]

RETORNO = "_x000D_"  # beside each end of line
LARGO = 10_000_000  # characters of one cell
# What an export calls its tables; a sheet may be the dictionary too.
DE_UN_EXPORTADO = frozenset({*DESTINOS, *HECHAS_AQUI, *CALCULADAS})


class ArchivoInvalido(Exception):
    """It is nothing that can be imported; the message says why."""


@dataclass(frozen=True)
class Hoja:
    """A table as it came. `filas`: the number of each row, as a spreadsheet shows it, and its
    cells by column. `dispares`: number of each row that has more or fewer than the heading, and
    how many it has."""

    archivo: str
    tabla: str
    columnas: list[str]
    filas: list[tuple[int, dict[str, str]]]
    dispares: dict[int, int]


class SinResultado(str):
    """A cell whose formula nobody calculated, or that is in error: as it is written."""


def de_csv(archivo: str, tabla: str, flujo: IO[bytes]) -> Hoja:
    csv.field_size_limit(LARGO)
    try:
        with io.TextIOWrapper(flujo, encoding="utf-8-sig", newline="") as texto:
            primera = texto.readline()
            texto.seek(0)
            # What spreadsheets call so where the comma is of decimals, or write as text.
            separador = max(",;\t", key=primera.count)
            return _hoja(archivo, tabla, csv.reader(texto, delimiter=separador, strict=True))
    except UnicodeDecodeError as error:
        raise ArchivoInvalido(
            _("%s no está en UTF-8: en su programa, guárdelo como «CSV UTF-8».") % archivo
        ) from error
    except csv.Error as error:
        raise ArchivoInvalido(_("%s no es un CSV que se pueda leer.") % archivo) from error


def de_libro(archivo: str, datos: bytes, tablas: Sequence[str]) -> list[Hoja]:
    """Its sheets that are called as a table. One that is alone may be called anything, if the file
    is called so, or there is but one table that it can be."""
    try:
        libro, escrito = (
            load_workbook(io.BytesIO(datos), read_only=True, data_only=resultados)
            for resultados in (True, False)
        )
        for hoja in (*libro.worksheets, *escrito.worksheets):
            hoja.reset_dimensions()
        de_tabla = [tabla_de(hoja.title, tablas) for hoja in libro.worksheets]
        if len(de_tabla) > 1:
            _que_se_lean_todas(libro)
        elif de_tabla == [None]:
            de_tabla = list(tablas) if len(tablas) == 1 else [tabla_de(Path(archivo).stem, tablas)]
        leidas = [
            _hoja(f"{archivo}, {hoja.title}", tabla, _renglones(hoja, escrita))
            for tabla, hoja, escrita in zip(
                de_tabla, libro.worksheets, escrito.worksheets, strict=True
            )
            if tabla
        ]
    except ArchivoInvalido:
        raise
    except Exception as error:  # whatever a broken workbook makes its reader raise
        raise ArchivoInvalido(_("%s no es un libro que se pueda leer.") % archivo) from error
    repetidas = sorted({tabla for tabla in de_tabla if tabla and de_tabla.count(tabla) > 1})
    if repetidas:
        raise ArchivoInvalido(
            _("%(archivo)s tiene más de una hoja de la misma tabla (%(cuales)s): deje una.")
            % {"archivo": archivo, "cuales": ", ".join(repetidas)}
        )
    if not leidas:
        raise ArchivoInvalido(
            _(
                "Ninguna hoja se llama como una tabla: póngale su nombre o, si no hay otra hoja, "
                "póngaselo al archivo («compromisos.xlsx»). Las tablas: %s."
            )
            % ", ".join(tablas)
        )
    return leidas


def _que_se_lean_todas(libro: Any) -> None:
    """A sheet with something and another name would be left out, and nobody told."""
    for hoja in libro.worksheets:
        if tabla_de(hoja.title, [*DE_UN_EXPORTADO, "diccionario"]) is None and any(
            celda is not None for fila in hoja.iter_rows(values_only=True) for celda in fila
        ):
            raise ArchivoInvalido(
                _("La hoja «%s» no se llama como una tabla: póngale su nombre, o quítela.")
                % hoja.title
            )


def _renglones(hoja: Any, escrita: Any) -> Iterator[list[str]]:
    """`escrita` has formulas where `hoja` has their results. One without a result would be read as
    empty, and erase what there is; one in error («#N/A»), as that text.

    Each row as wide as the heading, or as what it has: a sheet says that it is as wide as its
    farthest cell, and one alone at the last corner made seventeen thousand million of nothing.
    """
    ancho = 0
    filas = zip(hoja.iter_rows(), escrita.iter_rows(values_only=True), strict=True)
    for celdas, escritos in filas:
        renglon = [
            SinResultado(dicho)
            if celda.data_type == "e" or (celda.value is None and dicho is not None)
            else _celda(celda.value)
            for celda, dicho in zip(celdas, escritos, strict=True)
        ]
        while renglon and not renglon[-1]:
            renglon.pop()
        ancho = ancho or len(renglon)
        yield renglon and renglon + [""] * (ancho - len(renglon))


def _celda(valor: Any) -> str:
    """As the CSV has it: programs write 12 as 12.0, a day with its midnight, and a return as
    «_x000D_»."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "true" if valor else "false"
    if isinstance(valor, float) and valor.is_integer():
        return str(int(valor))
    if isinstance(valor, datetime):
        dia = valor.time() == datetime.min.time()
        return valor.date().isoformat() if dia else valor.isoformat()
    return valor.isoformat() if isinstance(valor, date) else str(valor).replace(RETORNO, "")


def _hoja(archivo: str, tabla: str, renglones: Iterable[list[str]]) -> Hoja:
    todos = iter(renglones)
    columnas = [columna.strip() for columna in next(todos, [])]
    while columnas and not columnas[-1]:
        columnas = columnas[:-1]
    if not columnas:
        raise ArchivoInvalido(_("%s no tiene encabezado.") % archivo)
    repetidas = sorted({columna for columna in columnas if columnas.count(columna) > 1})
    if repetidas:
        raise ArchivoInvalido(
            _("%(archivo)s repite columnas: %(cuales)s.")
            % {"archivo": archivo, "cuales": ", ".join(repetidas).strip(", ") or _("sin nombre")}
        )
    filas, dispares = [], {}
    for numero, celdas in enumerate(todos, start=2):
        if not any(celdas):
            continue
        sobran = celdas[len(columnas) :]
        if len(celdas) < len(columnas) or any(sobran):
            dispares[numero] = len(celdas)
            continue
        filas.append((numero, dict(zip(columnas, celdas, strict=False))))
    return Hoja(archivo, tabla, columnas, filas, dispares)


def tabla_de(nombre: str, tablas: Sequence[str]) -> str | None:
    """«compromisos (1)» and «compromisos-2026» are of «compromisos»."""
    dicho = nombre.strip().lower()
    suyas = [
        t for t in tablas if dicho == t or (dicho.startswith(t) and not dicho[len(t)].isalpha())
    ]
    return max(suyas, key=len, default=None)
