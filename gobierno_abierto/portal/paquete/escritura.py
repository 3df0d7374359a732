"""Writing a package: every table in every format, of one and the same instant."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation

from gobierno_abierto.bitacora.models import Checkpoint
from gobierno_abierto.comun import licencia
from gobierno_abierto.comun.api.formatos import a_json, encabezados, hacer_renglones, por_tandas
from gobierno_abierto.comun.api.hojas import Libro
from gobierno_abierto.fuentes.models import Fuente
from gobierno_abierto.portal.estado import estado_de_la_bitacora
from gobierno_abierto.portal.paquete.columnar import EXTENSION, en_parquet, hay_parquet
from gobierno_abierto.portal.paquete.frictionless import descriptor
from gobierno_abierto.portal.paquete.tablas import LEDGER, Tabla, tablas

__all__ = ["NOMBRE", "SUMAS", "Momento", "de_un_instante", "empacar", "escribir", "huella"]

NOMBRE = "gobierno-abierto"
SUMAS = "sumas.sha256"


@dataclass(frozen=True)
class Momento:
    """Of when a package is: the revision of the data, the last sealed change, and the hour."""

    revision: int
    bitacora: int
    creado: str

    @classmethod
    def ahora(cls) -> "Momento":
        creado = timezone.now().astimezone(timezone.get_fixed_timezone(0))
        return cls(creado=creado.strftime("%Y-%m-%dT%H:%M:%SZ"), **estado_de_la_bitacora())


@contextmanager
def de_un_instante() -> Iterator[None]:
    """All that is read inside is of one instant, whatever is written meanwhile."""
    dentro_de_otra = connection.in_atomic_block  # whose level is already decided: a test's
    with transaction.atomic():
        if not dentro_de_otra:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def escribir(carpeta: Path, sitio: str) -> Momento:
    """Every file of the package, in `carpeta`. `sitio` is the origin of its addresses."""
    with translation.override(settings.LANGUAGE_CODE), de_un_instante():
        momento = Momento.ahora()
        todas = tablas()
        with Libro() as libro:
            for tabla in todas:
                _escribir_tabla(carpeta, tabla, sitio, libro)
            _hoja_del_diccionario(libro, todas)
            libro.guardar(carpeta / f"{NOMBRE}.xlsx")
        fuentes = [
            {"title": titulo, **({"path": url} if url else {})}
            for titulo, url in Fuente.objects.publicos()
            .order_by("clave")
            .values_list("titulo", "url")
        ]
        _json(carpeta / "datapackage.json", descriptor(todas, fuentes, sitio, momento.creado))
        _json(carpeta / f"{LEDGER}.estado.json", asdict(momento))
        cabeza = Checkpoint.objects.prefetch_related("cofirmas").first()
        if cabeza:
            lineas = "".join(cofirma.linea for cofirma in cabeza.cofirmas.all())
            _texto(carpeta / f"{LEDGER}.checkpoint", cabeza.nota + lineas)
        _texto(carpeta / "LICENCIA.txt", _LICENCIA)
        _texto(carpeta / "LEEME.md", _leeme(todas, sitio))
    _texto(carpeta / SUMAS, "".join(_sumas(carpeta)))
    return momento


def _escribir_tabla(carpeta: Path, tabla: Tabla, sitio: str, libro: Libro) -> None:
    """CSV, NDJSON, its sheet and, where it can be, Parquet, in one reading. The ledger is too long
    for a sheet."""
    columnas, renglones = encabezados(tabla.campos), hacer_renglones(tabla.campos)
    en_hoja = tabla.nombre != LEDGER
    if en_hoja:
        libro.hoja(tabla.nombre, columnas)
    with (
        open(carpeta / f"{tabla.nombre}.csv", "w", encoding="utf-8", newline="") as en_csv,
        open(carpeta / f"{tabla.nombre}.ndjson", "w", encoding="utf-8") as en_ndjson,
        en_parquet(carpeta, tabla) as agregar_a_parquet,
    ):
        escritor = csv.writer(en_csv, lineterminator="\r\n")
        escritor.writerow(columnas)
        for tanda in por_tandas(tabla.filas(sitio)):
            celdas = list(renglones(tanda))
            escritor.writerows(celdas)
            en_ndjson.writelines(a_json(fila) + "\n" for fila in tanda)
            agregar_a_parquet(tanda)
            if en_hoja:
                for renglon in celdas:
                    libro.agregar(renglon)


def _hoja_del_diccionario(libro: Libro, todas: list[Tabla]) -> None:
    libro.hoja("diccionario", ["tabla", "columna", "tipo", "es", "en"])
    for tabla in todas:
        for columna in tabla.columnas:
            libro.agregar(
                [tabla.nombre, columna.nombre, columna.campo.tipo.value, columna.es, columna.en]
            )


def empacar(carpeta: Path, destino: Path) -> None:
    """The files of `carpeta` in one, by name."""
    with zipfile.ZipFile(destino, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as paquete:
        for ruta in sorted(carpeta.iterdir()):
            ya_comprimido = ruta.suffix in (".xlsx", f".{EXTENSION}")
            paquete.write(
                ruta, ruta.name, zipfile.ZIP_STORED if ya_comprimido else zipfile.ZIP_DEFLATED
            )


def huella(ruta: Path) -> str:
    with open(ruta, "rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def _sumas(carpeta: Path) -> Iterator[str]:
    """As `sha256sum -c` reads them."""
    for ruta in sorted(carpeta.iterdir()):
        if ruta.name != SUMAS:
            yield f"{huella(ruta)}  {ruta.name}\n"


def _json(ruta: Path, datos: Any) -> None:
    _texto(ruta, json.dumps(datos, ensure_ascii=False, indent=1) + "\n")


def _texto(ruta: Path, texto: str) -> None:
    ruta.write_text(texto, encoding="utf-8")


_LICENCIA = f"""{licencia.LICENCIA_NOMBRE} ({licencia.LICENCIA})
{licencia.LICENCIA_URL}

{licencia.PUBLICA}: lo que este portal escribe y ordena (descripciones propias, notas, claves,
equivalencias entre escalas, la reunión de todo ello) se puede usar citándolo.

Lo que es de una fuente conserva la licencia de ella: véase la columna «licencia» de fuentes.csv.
Donde está vacía, la fuente no declara ninguna, y este portal no puede darla.

What this portal writes and arranges may be used by citing it. What comes from a source keeps the
licence of that source: see the column «licencia» of fuentes.csv. Where it is empty, none is stated.
"""


_DE_PARQUET = f"""\
- `*.{EXTENSION}`: las columnas del CSV, cada una de su tipo, para DuckDB, pandas o R.
"""


def _leeme(todas: list[Tabla], sitio: str) -> str:
    lista = "".join(f"- `{tabla.nombre}`: {tabla.es} / {tabla.en}\n" for tabla in todas)
    columnar = _DE_PARQUET if hay_parquet() else ""
    return f"""# Gobierno Abierto: datos abiertos

Todo lo público de {sitio}/ en archivos. Cómo leerlos y qué cuidar: {sitio}/datos/

- `*.csv`: UTF-8, coma, un encabezado. Un texto que empieza con `= + - @`, tabulador o comilla lleva
  antes una comilla simple, para que ninguna hoja de cálculo lo tome por fórmula: quite exactamente
  una. Un objeto ocupa varias columnas; una lista de textos, una celda con «|», y el «|» o la «\\»
  que es de un texto lleva antes una «\\»; lo demás, JSON.
- `*.ndjson`: un registro por renglón, como los da la API.
{columnar}- `{NOMBRE}.xlsx`: las mismas tablas, una por hoja, y el diccionario; la bitácora no, por
  larga.
- `datapackage.json`: tipos, llaves y descripción de cada columna (Frictionless Data Package).
- `{SUMAS}`: compruebe con `sha256sum -c {SUMAS}`.
- `cambios.*`: la bitácora entera, su última cabeza firmada y de qué revisión es este paquete.
  `{sitio}/bitacora/verificar.py` la recalcula.
- `LICENCIA.txt`: en qué términos se usa.

Otro portal lo carga con `manage.py importar`: todo o nada, con cada celda mala por su nombre. Lo
que los lados acordaron o dijeron en este portal (planes, compromisos y metas de aquí, acuerdos,
sesiones, reportes, réplicas y voces) se publica, y ningún otro lo carga: no lo presenció.

An empty cell is an unknown, never a zero. English: {sitio}/en/datos/

## Tablas

{lista}"""
