"""The tables of the package: one for each public resource, whole, with its keys."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compromisos.exports import VOCES, todas_las_voces
from gobierno_abierto.bitacora.registros import CAMBIOS
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.portal.api import REGISTROS
from gobierno_abierto.portal.codigos import CODIGOS
from gobierno_abierto.portal.referencias import DESTINOS
from secretariados.exports import MEMBRESIAS, SUCESIONES, las_membresias, las_sucesiones

__all__ = ["LEDGER", "Columna", "Tabla", "columnas_de", "tablas"]

A_LA_VEZ = 1000
LEDGER = CAMBIOS.recurso


@dataclass(frozen=True)
class Tabla:
    """`llave`: the columns that name a row. `filas(sitio)`: its records, one at a time.
    `extensiones`: what the API gives it in, if it does; `de_mexico`: its list is of Mexico unless
    asked."""

    nombre: str
    es: str
    en: str
    campos: tuple[Campo, ...]
    llave: tuple[str, ...]
    filas: Callable[[str], Iterable[Mapping[str, Any]]]
    extensiones: tuple[str, ...] = ("csv", "ndjson", "json", "xlsx")
    de_mexico: bool = False

    @property
    def columnas(self) -> list["Columna"]:
        return list(columnas_de(self.campos))

    def referencias(self) -> Iterator[tuple[str, str]]:
        """Columns that hold the key of a row of another table, and which table. The ledger's are
        of every record that ever was, so they are no references to what is public today."""
        if self.nombre == LEDGER:
            return
        for campo in self.campos:
            if campo.tipo == Tipo.REFERENCIA and campo.nombre in DESTINOS:
                yield campo.nombre, DESTINOS[campo.nombre]


@dataclass(frozen=True)
class Columna:
    """A column of a file. An object's fields are columns of their own, named after both.

    `camino`: the names that lead to its value in a record."""

    nombre: str
    campo: Campo
    camino: tuple[str, ...]
    es: str
    en: str
    nulo: bool


def columnas_de(campos: Iterable[Campo]) -> Iterator[Columna]:
    for campo in campos:
        if campo.tipo != Tipo.OBJETO:
            yield Columna(campo.nombre, campo, (campo.nombre,), campo.es, campo.en, campo.nulo)
            continue
        for parte in columnas_de(campo.partes):
            yield Columna(
                f"{campo.nombre}_{parte.nombre}",
                parte.campo,
                (campo.nombre, *parte.camino),
                f"{campo.es.rstrip('.')}: {parte.es}",
                f"{campo.en.rstrip('.')}: {parte.en}",
                campo.nulo or parte.nulo,
            )


def tablas() -> list[Tabla]:
    """Every country, practice data apart; the ledger holds it all, labelled."""
    return [
        *(_de(registro) for registro in REGISTROS),
        Tabla(
            CODIGOS.recurso,
            str(CODIGOS.es),
            CODIGOS.en,
            CODIGOS.campos,
            ("lista", "codigo"),
            lambda _sitio: CODIGOS.filas(),
        ),
        _VOCES,
        *_SOLO_AQUI,
        _de(CAMBIOS),
    ]


# What the three voices say, side by side: nothing that is not in the tables of each, but in one
# reading. It is no resource of the API, which gives it as a table.
_VOCES = Tabla(
    "voces",
    "Cada voz sobre cada compromiso, una junto a otra; sale de las tablas de cada una.",
    "Every voice on every commitment, side by side; made from the tables of each.",
    VOCES,
    ("registro",),
    lambda _sitio: todas_las_voces(),
    extensiones=("csv",),
    de_mexico=True,
)
_SOLO_AQUI = (
    Tabla(
        "sucesiones",
        "Qué fue de cada institución.",
        "What became of each institution.",
        SUCESIONES,
        ("clave",),
        lambda _sitio: las_sucesiones(),
        extensiones=(),
    ),
    Tabla(
        "membresias",
        "Quién entró a la Alianza o salió de ella, y cuántos eran.",
        "Who joined the Alliance or left it, and how many they were.",
        MEMBRESIAS,
        ("clave",),
        lambda _sitio: las_membresias(),
        extensiones=(),
    ),
)


def _de(registro: Registro) -> Tabla:
    (llave, *_resto) = registro.nombres
    return Tabla(
        registro.recurso,
        str(registro.es),
        registro.en,
        registro.campos,
        (llave,),
        lambda sitio: _filas(registro, sitio),
        de_mexico="pais" in registro.filtro.base_filters,
    )


def _filas(registro: Registro, sitio: str) -> Iterator[Mapping[str, Any]]:
    """Ordered by what names each, so that two packages of the same data read the same."""
    proyectadas = registro.proyectar(registro.todos(), registro.campos)
    en_orden = proyectadas.order_by(registro.campo_clave).iterator(chunk_size=A_LA_VEZ)
    yield from registro.presentar(en_orden, registro.campos, sitio)
