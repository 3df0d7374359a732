"""Whole results as a spreadsheet (XLSX): the very cells of the CSV, numbers as numbers.

A workbook cannot be streamed: its index goes last. It is written row by row to a temporary file.
"""

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import IO, Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from gobierno_abierto.comun.api.formatos import encabezados, hacer_renglones, por_tandas
from gobierno_abierto.comun.registro import Campo

__all__ = ["CORTADO", "FILAS", "Libro", "libro_de", "que_cabe"]

FILAS = 1_000_000  # a sheet has room for 1,048,576
EN_UNA_CELDA = 32_767
CORTADO = " […] (cortado: no cabe en una celda; entero, en el CSV)"


class Libro:
    """A workbook, a sheet at a time, within a `with`: one that fails leaves no sheet half written,
    nor its temporary file."""

    def __init__(self) -> None:
        self._libro = Workbook(write_only=True)
        self._hoja: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, falla: type[BaseException] | None, *_mas: object) -> None:
        if falla and self._libro.worksheets:
            with suppress(Exception):  # what failed is what is told
                self._libro.save(io.BytesIO())

    def hoja(self, nombre: str, columnas: Sequence[str]) -> None:
        """The next sheet, with its heading."""
        self._hoja = self._libro.create_sheet(nombre[:31])
        self._hoja.freeze_panes = "A2"
        self._hoja.append([self._en_negrita(columna) for columna in columnas])

    def agregar(self, celdas: Iterable[Any]) -> None:
        self._hoja.append([self._celda(que_cabe(celda)) for celda in celdas])

    def guardar(self, archivo: Any) -> None:
        self._libro.save(archivo)

    def _celda(self, valor: Any) -> Any:
        """A text that looks like a spreadsheet's own error («#N/A») is text all the same."""
        if not isinstance(valor, str) or not valor.startswith("#"):
            return valor
        celda = WriteOnlyCell(self._hoja, value=valor)
        celda.data_type = "s"
        return celda

    def _en_negrita(self, texto: str) -> WriteOnlyCell:
        celda = WriteOnlyCell(self._hoja, value=texto)
        celda.font = Font(bold=True)
        return celda


def que_cabe(valor: Any) -> Any:
    """Nothing is lost unsaid: what a cell has no room for ends by saying so."""
    if not isinstance(valor, str):
        return valor
    limpio = ILLEGAL_CHARACTERS_RE.sub("\ufffd", valor)
    if len(limpio) > EN_UNA_CELDA:
        return limpio[: EN_UNA_CELDA - len(CORTADO)] + CORTADO
    return limpio or None


def libro_de(nombre: str, filas: Iterable[Mapping[str, Any]], campos: Sequence[Campo]) -> IO[bytes]:
    """A file with one sheet, to be read from its beginning; it goes when it is closed."""
    renglones = hacer_renglones(campos)
    with Libro() as libro:
        libro.hoja(nombre, encabezados(campos))
        for tanda in por_tandas(filas):
            for celdas in renglones(tanda):
                libro.agregar(celdas)
        archivo = tempfile.TemporaryFile()  # noqa: SIM115 — whoever answers with it closes it
        libro.guardar(archivo)
    archivo.seek(0)
    return archivo
