"""Opening what is imported: a folder, a zip, a CSV or a workbook, as the exports write them.

Nothing is unpacked to disk, and nothing is read beyond the limits.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from gobierno_abierto.portal.importacion.hoja import (
    DE_UN_EXPORTADO,
    ArchivoInvalido,
    Hoja,
    de_csv,
    de_libro,
    tabla_de,
)
from gobierno_abierto.portal.paquete.escritura import NOMBRE, SUMAS

__all__ = ["abrir"]

MEGA = 1024 * 1024
EXPANDIDO = 2048 * MEGA  # all the tables of a package together


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
    tabla = tabla_de(ruta.stem, tablas)
    if tabla is None:
        raise ArchivoInvalido(
            _("Su nombre no dice de qué tabla es: llámelo como una de éstas, «compromisos.csv»: %s")
            % ", ".join(tablas)
        )
    return [de_csv(ruta.name, tabla, io.BytesIO(datos))]


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
