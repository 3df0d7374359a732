"""Reading a file of OGP's database, row by row, whatever its edition."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gobierno_abierto.portal.ogp.ediciones import (
    Edicion,
    columna_de,
    edicion_de,
    encabezado_de,
    limpia,
)
from gobierno_abierto.portal.ogp.hallazgos import Hallazgos

__all__ = ["ArchivoInvalido", "Fila", "exigir", "leer"]

ANTES_DEL_ENCABEZADO = 5  # lines with numbers or groups of columns, before that of names
LARGO = 1_000_000  # characters of one cell


class ArchivoInvalido(Exception):
    """The file is none of the known editions; the message is for whoever will look for another."""


@dataclass(frozen=True)
class Fila:
    """One line of the file, only with the columns of our table."""

    linea: int
    celdas: dict[str, str]

    def __getitem__(self, columna: str) -> str:
        """The cell; empty if the edition does not have that column."""
        return self.celdas.get(columna, "").strip()

    def __contains__(self, columna: str) -> bool:
        return columna in self.celdas

    def que_empiezan(self, prefijo: str) -> Iterator[tuple[str, str]]:
        """(what follows the prefix, cell) of `tema:…`, `grupo:…`, `desafio:…`."""
        for columna, sigue in _que_empiezan(tuple(self.celdas), prefijo):
            yield sigue, self.celdas[columna].strip()


@cache
def _que_empiezan(columnas: tuple[str, ...], prefijo: str) -> list[tuple[str, str]]:
    """Asked of every row, and the same for all those of a file."""
    return [(c, c.removeprefix(prefijo)) for c in columnas if c.startswith(prefijo)]


def leer(ruta: Path, hallazgos: Hallazgos) -> tuple[Edicion, list[Fila]]:
    try:
        with ruta.open(encoding="utf-8-sig", newline="") as archivo:
            return _leer(_lineas(csv.reader(archivo)), hallazgos)
    except OSError as error:
        raise ArchivoInvalido(f"No se pudo abrir ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ArchivoInvalido("No está en UTF-8: vuelva a guardarlo así.") from error
    except csv.Error as error:
        raise ArchivoInvalido(f"No es un CSV que se pueda leer ({error}).") from error


def exigir(edicion: Edicion, faltan: list[str]) -> None:
    """Without a column, what a whole file brought of it would be erased and nobody told."""
    if faltan:
        raise ArchivoInvalido(
            f"Parece de la edición {edicion.nombre}, pero le faltan columnas, y lo que ya se "
            f"hubiera importado de ellas se perdería: {', '.join(map(encabezado_de, faltan))}."
        )


def _lineas(lector: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LARGO)
    yield from enumerate(lector, start=1)


def _leer(
    lineas: Iterator[tuple[int, list[str]]], hallazgos: Hallazgos
) -> tuple[Edicion, list[Fila]]:
    edicion, columnas, escritas = _encabezado(lineas)
    hallazgos.encabezados = {nuestra: limpia(escritas[n]) for nuestra, n in columnas.items()}
    filas = []
    for linea, celdas in lineas:
        if not any(celda.strip() for celda in celdas):
            continue
        if len(celdas) != len(escritas):
            hallazgos.rechazar("tiene más o menos celdas que el encabezado.", linea)
            continue
        filas.append(Fila(linea, {nombre: celdas[n] for nombre, n in columnas.items()}))
    if not filas and not hallazgos.rechazadas:
        raise ArchivoInvalido("Tiene encabezado, pero ninguna fila.")
    return edicion, filas


def _encabezado(
    lineas: Iterator[tuple[int, list[str]]],
) -> tuple[Edicion, dict[str, int], list[str]]:
    """The edition; of our columns, where each is (the first, if a heading repeats); the line."""
    for linea, celdas in lineas:
        nombres = [columna_de(celda) for celda in celdas]
        edicion = edicion_de(nombres)
        if edicion:
            exigir(edicion, [nombre for nombre in edicion.exige if nombre not in nombres])
            columnas: dict[str, int] = {}
            for lugar, nombre in enumerate(nombres):
                if nombre:
                    columnas.setdefault(nombre, lugar)
            return edicion, columnas, celdas
        if linea >= ANTES_DEL_ENCABEZADO:
            break
    raise ArchivoInvalido(
        "No tiene el encabezado de ninguna edición conocida de la base de OGP: se busca una línea "
        "con «Country», «Commitment Title» y «Comm No», «000 Case No.» o «Milestones/Activities», "
        "o con «Country/Locality» y «Commitment Unique Identifier»."
    )
