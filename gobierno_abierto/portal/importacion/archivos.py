"""Opening what is imported: a folder, a zip, a CSV or a workbook, as the exports write them.

Nothing is unpacked to disk, and nothing is read beyond the limits.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from gobierno_abierto.portal.importacion.tablas import CALCULADAS, DESTINOS, HECHAS_AQUI
from gobierno_abierto.portal.paquete.escritura import NOMBRE, SUMAS

__all__ = ["ArchivoInvalido", "Hoja", "abrir", "de_csv", "de_libro"]

MEGA = 1024 * 1024
EXPANDIDO = 2048 * MEGA  # all the tables of a package together
LARGO = 10_000_000  # characters of one cell
# What an export calls its tables; a sheet may be the dictionary too.
DE_UN_EXPORTADO = frozenset({*DESTINOS, *HECHAS_AQUI, *CALCULADAS})


class ArchivoInvalido(Exception):
    """It is nothing that can be imported; the message says why."""


@dataclass(frozen=True)
class Hoja:
    """A table as it came. `filas`: the number of each row, as a spreadsheet shows it, and its
    cells by column. `demas`: rows that have more or fewer cells than the heading."""

    archivo: str
    tabla: str
    columnas: list[str]
    filas: list[tuple[int, dict[str, str]]]
    demas: list[int]


def abrir(ruta: Path, tablas: Sequence[str]) -> list[Hoja]:
    """Every table that it has, of those called `tablas`. Raises ArchivoInvalido."""
    try:
        if ruta.is_dir():
            return _de_paquete(_Carpeta(ruta), tablas)
        if ruta.suffix.lower() == ".zip":
            with zipfile.ZipFile(ruta) as comprimido:
                return _de_paquete(_Zip(comprimido), tablas)
        datos = ruta.read_bytes()
    except OSError as error:
        raise ArchivoInvalido(_("No se pudo abrir: %s.") % error.strerror) from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise ArchivoInvalido(_("No es un ZIP que se pueda leer.")) from error
    if ruta.suffix.lower() == ".xlsx":
        return de_libro(ruta.name, datos, tablas)
    tabla = _tabla_de(ruta.stem, tablas)
    if tabla is None:
        raise ArchivoInvalido(
            _("Su nombre no dice de qué tabla es: llámelo como una de éstas, «compromisos.csv»: %s")
            % ", ".join(tablas)
        )
    return [de_csv(ruta.name, tabla, io.BytesIO(datos))]


def de_csv(archivo: str, tabla: str, flujo: IO[bytes]) -> Hoja:
    csv.field_size_limit(LARGO)
    try:
        with io.TextIOWrapper(flujo, encoding="utf-8-sig", newline="") as texto:
            primera = texto.readline()
            texto.seek(0)
            # What spreadsheets call so where the comma is of decimals.
            separador = ";" if ";" in primera and "," not in primera else ","
            return _hoja(archivo, tabla, csv.reader(texto, delimiter=separador, strict=True))
    except UnicodeDecodeError as error:
        raise ArchivoInvalido(_("%s no está en UTF-8: guárdelo así.") % archivo) from error
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
        de_tabla = [_tabla_de(hoja.title, tablas) for hoja in libro.worksheets]
        if len(de_tabla) > 1:
            _que_se_lean_todas(libro)
        elif de_tabla == [None]:
            de_tabla = list(tablas) if len(tablas) == 1 else [_tabla_de(Path(archivo).stem, tablas)]
        leidas = [
            _hoja(nombre := f"{archivo}, {hoja.title}", tabla, _renglones(nombre, hoja, escrita))
            for tabla, hoja, escrita in zip(
                de_tabla, libro.worksheets, escrito.worksheets, strict=True
            )
            if tabla
        ]
    except ArchivoInvalido:
        raise
    except Exception as error:  # whatever a broken workbook makes its reader raise
        raise ArchivoInvalido(_("%s no es un libro que se pueda leer.") % archivo) from error
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
        if _tabla_de(hoja.title, [*DE_UN_EXPORTADO, "diccionario"]) is None and any(
            celda is not None for fila in hoja.iter_rows(values_only=True) for celda in fila
        ):
            raise ArchivoInvalido(
                _("La hoja «%s» no se llama como una tabla: póngale su nombre, o quítela.")
                % hoja.title
            )


def _renglones(archivo: str, hoja: Any, escrita: Any) -> Iterator[list[str]]:
    """`escrita` has formulas where `hoja` has their results. One without a result would be read as
    empty, and erase what there is; one in error («#N/A»), as that text."""
    filas = zip(hoja.iter_rows(), escrita.iter_rows(values_only=True), strict=True)
    sin_resultado = []
    for numero, (celdas, escritos) in enumerate(filas, start=1):
        sin_resultado += [
            f"{get_column_letter(columna)}{numero}"
            for columna, (celda, dicho) in enumerate(zip(celdas, escritos, strict=True), start=1)
            if celda.data_type == "e" or (celda.value is None and dicho is not None)
        ]
        yield [_celda(celda.value) for celda in celdas]
    if sin_resultado:
        raise ArchivoInvalido(
            ngettext(
                "%(archivo)s: la celda %(cuales)s tiene una fórmula sin resultado o con error: "
                "ábralo y guárdelo con su programa, o escriba el valor.",
                "%(archivo)s: las celdas %(cuales)s tienen fórmulas sin resultado o con error: "
                "ábralo y guárdelo con su programa, o escriba los valores.",
                len(sin_resultado),
            )
            % {"archivo": archivo, "cuales": ", ".join(sin_resultado)}
        )


def _celda(valor: Any) -> str:
    """As the CSV has it: programs write 12 as 12.0, and a day with its midnight."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "true" if valor else "false"
    if isinstance(valor, float) and valor.is_integer():
        return str(int(valor))
    if isinstance(valor, datetime):
        dia = valor.time() == datetime.min.time()
        return valor.date().isoformat() if dia else valor.isoformat()
    return valor.isoformat() if isinstance(valor, date) else str(valor)


def _hoja(archivo: str, tabla: str, renglones: Iterable[list[str]]) -> Hoja:
    todos = iter(renglones)
    columnas = next(todos, [])
    while columnas and not columnas[-1]:
        columnas = columnas[:-1]
    if not columnas:
        raise ArchivoInvalido(_("%s no tiene encabezado.") % archivo)
    repetidas = sorted({columna for columna in columnas if columnas.count(columna) > 1})
    if repetidas:
        raise ArchivoInvalido(
            _("%(archivo)s repite columnas: %(cuales)s.")
            % {"archivo": archivo, "cuales": ", ".join(repetidas)}
        )
    filas, demas = [], []
    for numero, celdas in enumerate(todos, start=2):
        if not any(celdas):
            continue
        sobran = celdas[len(columnas) :]
        if len(celdas) < len(columnas) or any(sobran):
            demas.append(numero)
            continue
        filas.append((numero, dict(zip(columnas, celdas, strict=False))))
    return Hoja(archivo, tabla, columnas, filas, demas)


def _tabla_de(nombre: str, tablas: Sequence[str]) -> str | None:
    """«compromisos (1)» and «compromisos-2026» are of «compromisos»."""
    dicho = nombre.strip().lower()
    suyas = [
        t for t in tablas if dicho == t or (dicho.startswith(t) and not dicho[len(t)].isalpha())
    ]
    return max(suyas, key=len, default=None)


class _Carpeta:
    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        self.nombres = sorted(una.name for una in ruta.iterdir() if una.is_file())

    @contextmanager
    def leer(self, nombre: str) -> Iterator[IO[bytes]]:
        with open(self.ruta / nombre, "rb") as archivo:
            yield archivo


class _Zip:
    """By name alone: what is inside is never written anywhere."""

    def __init__(self, comprimido: zipfile.ZipFile) -> None:
        self.comprimido = comprimido
        self.nombres = sorted(comprimido.namelist())
        if sum(parte.file_size for parte in comprimido.infolist()) > EXPANDIDO:
            raise ArchivoInvalido(_("Es demasiado grande: más de %d MB.") % (EXPANDIDO // MEGA))

    @contextmanager
    def leer(self, nombre: str) -> Iterator[IO[bytes]]:
        with self.comprimido.open(nombre) as archivo:
            yield archivo


def _de_paquete(paquete: _Carpeta | _Zip, tablas: Sequence[str]) -> list[Hoja]:
    _comprobar_sumas(paquete)
    for nombre in (nombre for nombre in paquete.nombres if not _escondido(nombre)):
        tabla, _punto, extension = nombre.rpartition(".")
        con_datos = extension.lower() in ("csv", "xlsx") and nombre != f"{NOMBRE}.xlsx"
        if con_datos and (tabla not in DE_UN_EXPORTADO or extension != "csv"):
            raise ArchivoInvalido(
                _("«%(archivo)s» no se llama como una tabla: llámelo así, o quítelo: %(tablas)s.")
                % {"archivo": nombre, "tablas": ", ".join(f"{tabla}.csv" for tabla in tablas)}
            )
    hojas = []
    for tabla in tablas:
        nombre = f"{tabla}.csv"
        if nombre in paquete.nombres:
            with paquete.leer(nombre) as flujo:
                hojas.append(de_csv(nombre, tabla, flujo))
    if not hojas:
        raise ArchivoInvalido(_("No hay en él ninguna tabla: «planes.csv», «compromisos.csv»…"))
    return hojas


def _escondido(nombre: str) -> bool:
    """What systems leave beside files («._planes.csv»), and what is in another folder."""
    return nombre.startswith(".") or "/" in nombre


def _comprobar_sumas(paquete: _Carpeta | _Zip) -> None:
    """Those that come with it: what was altered or cut short on its way is not loaded."""
    if SUMAS not in paquete.nombres:
        return
    with paquete.leer(SUMAS) as flujo:
        renglones = flujo.read(MEGA).decode("utf-8", "replace").splitlines()
    malos = []
    for renglon in renglones:
        suma, _separador, nombre = renglon.partition("  ")
        if nombre not in paquete.nombres:
            malos.append(_("%s falta") % nombre)
            continue
        with paquete.leer(nombre) as flujo:
            if hashlib.file_digest(flujo, "sha256").hexdigest() != suma:  # type: ignore[arg-type]
                malos.append(_("%s no es el que se exportó") % nombre)
    if malos:
        raise ArchivoInvalido(
            _(
                "No cuadra con sus sumas (%(sumas)s): %(malos)s. Si lo cambió usted, importe sólo "
                "los archivos que cambió, en una carpeta sin «%(sumas)s»."
            )
            % {"sumas": SUMAS, "malos": "; ".join(malos)}
        )
