"""The spreadsheet with which a side reports many activities of a commitment at once.

One row for each activity; the boxes to fill have drop-downs. No database, and no rule of what may
be reported: rows come out as what a form takes.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zipfile import BadZipFile

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from compromisos.avance import EstadoDeActividad

__all__ = ["Fila", "HojaIlegible", "hacer_hoja", "leer_hoja"]

# What the form calls each box, and how wide its column is. The first four say what the row is of.
FIJAS = (("clave", 26), ("titulo", 48), ("hasta", 16), ("indicador", 30))
LIBRES = (
    ("periodo", 12), ("estado", 24), ("valor", 12), ("texto", 60), ("obstaculos", 40),
    ("direccion", 40),
)  # fmt: skip
FILAS = 1_000  # more than any commitment has: what is below was not made here
GRIS = PatternFill("solid", fgColor="EEEEEE")


class HojaIlegible(Exception):
    """It is no spreadsheet, or not one of this portal."""


class Fila(NamedTuple):
    """What one row says, and which row it is. `celdas`: box → «F4». `sin_calcular`: boxes with a
    formula whose result the file does not have."""

    numero: int
    clave: str
    datos: dict[str, str]
    celdas: dict[str, str]
    sin_calcular: list[str]


def _rotulos() -> dict[str, str]:
    return {
        "clave": _("Clave"),
        "titulo": _("Actividad"),
        "hasta": _("Se hace hasta"),
        "indicador": _("Indicador: de la línea base al valor que se busca"),
        "periodo": _("Periodo"),
        "estado": _("Cómo está"),
        "valor": _("Valor del indicador"),
        "texto": _("Qué se hizo"),
        "obstaculos": _("Qué lo impide"),
        "direccion": _("Evidencia: dirección de la web"),
    }


def hacer_hoja(actividades: Sequence[Any], periodos: Sequence[str]) -> bytes:
    """An XLSX whose rows are those activities. What is not to be filled is locked, to be told from
    what is: there is no password."""
    libro = Workbook()
    hoja: Any = libro.active
    hoja.title = _("Reportes")
    nombres = [nombre for nombre, _ancho in (*FIJAS, *LIBRES)]
    rotulos = _rotulos()
    for columna, (nombre, ancho) in enumerate((*FIJAS, *LIBRES), start=1):
        celda = hoja.cell(1, columna, rotulos[nombre])
        celda.font = Font(bold=True)
        hoja.column_dimensions[get_column_letter(columna)].width = ancho
    for numero, actividad in enumerate(actividades, start=2):
        for columna, dicho in enumerate(_fijo(actividad), start=1):
            celda = hoja.cell(numero, columna)
            celda.value, celda.data_type = dicho, "s"  # a text, even if it begins with «=»
            celda.fill = GRIS
            celda.alignment = Alignment(wrap_text=True, vertical="top")
        for columna in range(len(FIJAS) + 1, len(nombres) + 1):
            celda = hoja.cell(numero, columna)
            celda.protection = Protection(locked=False)
            celda.alignment = Alignment(wrap_text=True, vertical="top")
        hoja.cell(numero, nombres.index("periodo") + 1, periodos[0])
    ultima = len(actividades) + 1
    estados = [str(estado.label) for estado in EstadoDeActividad]
    for nombre, opciones in (("periodo", periodos), ("estado", estados)):
        _elegir(hoja, get_column_letter(nombres.index(nombre) + 1), ultima, opciones)
    hoja.freeze_panes = "C2"
    hoja.protection.sheet = True
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def leer_hoja(datos: bytes) -> Iterator[Fila]:
    """Rows that say something. Raises HojaIlegible. `datos` passed the door of any file, so it is
    no bomb and has no programs."""
    filas, escritas = (_renglones(datos, resultados) for resultados in (True, False))
    rotulos = list(_rotulos().values())
    if [_texto(dicho) for dicho in next(filas, ())] != rotulos:
        raise HojaIlegible
    next(escritas)
    codigos = {str(estado.label): estado.value for estado in EstadoDeActividad}
    for numero, (valores, crudos) in enumerate(zip(filas, escritas, strict=True), start=2):
        dichos = dict(zip(_rotulos(), map(_texto, valores), strict=True))
        datos_de_la_fila = {nombre: dichos[nombre] for nombre, _ancho in LIBRES}
        sin_calcular = [
            nombre
            for nombre, valor, crudo in zip(_rotulos(), valores, crudos, strict=True)
            if valor is None and crudo is not None
        ]
        dicho = any(dicho for nombre, dicho in datos_de_la_fila.items() if nombre != "periodo")
        if not dicho and not sin_calcular:
            continue
        estado = datos_de_la_fila["estado"]
        datos_de_la_fila["estado"] = codigos.get(estado, estado)
        celdas = {
            nombre: f"{get_column_letter(columna)}{numero}"
            for columna, nombre in enumerate(_rotulos(), start=1)
        }
        yield Fila(numero, dichos["clave"], datos_de_la_fila, celdas, sin_calcular)


def _renglones(datos: bytes, resultados: bool) -> Iterator[tuple[Any, ...]]:
    """With the results of formulas, or as they were written."""
    try:
        libro = load_workbook(io.BytesIO(datos), read_only=True, data_only=resultados)
    except (BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError) as causa:
        raise HojaIlegible from causa
    return libro.worksheets[0].iter_rows(
        max_row=FILAS, max_col=len(FIJAS) + len(LIBRES), values_only=True
    )


def _fijo(actividad: Any) -> tuple[str, str, str, str]:
    hasta = date_format(actividad.vence, "d/m/Y") if actividad.vence else ""
    return actividad.clave, actividad.titulo, hasta, actividad.en_que_se_mide


def _texto(valor: Any) -> str:
    """As it would be typed: programs write 12 as 12.0."""
    if valor is None:
        return ""
    if isinstance(valor, float) and valor.is_integer():
        valor = int(valor)
    return str(valor).strip()


def _elegir(hoja: Any, columna: str, ultima: int, opciones: Sequence[str]) -> None:
    lista = DataValidation("list", formula1=f'"{",".join(opciones)}"', allow_blank=True)
    lista.errorTitle, lista.error = _("No está en la lista"), _("Elija una de la lista.")
    lista.showErrorMessage = True
    hoja.add_data_validation(lista)
    lista.add(f"{columna}2:{columna}{max(ultima, 2)}")
