"""Spanish text in PostgreSQL: folding, generated search columns and alphabetical order.

The two SQL functions and the configuration are created by this app's migrations. `plegar` folds a
text so that accents, plurals and -ción/-ciones meet under the Spanish stemmer; `castellano` is that
stemmer with every word kept, so that a phrase is found to the letter (PostgreSQL's `spanish` throws
«de» away, and «estado»); `orden` makes a key that sorts Spanish rightly where the server has no ICU
(ñ after n, accents ignored).
"""

import operator
from functools import reduce
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db.models import Func, GeneratedField, TextField

__all__ = [
    "Llano",
    "Orden",
    "Plegar",
    "columna_de_busqueda",
    "columna_de_orden",
    "indice_de_busqueda",
]

CONFIGURACION = "castellano"


class Plegar(Func):
    function = "plegar"
    arity = 1
    output_field = TextField()


class Llano(Func):
    """Without accents nor capitals, and every word as it is; «_» joins none, as in the vectors."""

    template = "translate(lower(unaccent(%(expressions)s)), '_', ' ')"
    arity = 1
    output_field = TextField()


class Orden(Func):
    function = "orden"
    arity = 1
    output_field = TextField()


def columna_de_busqueda(**pesos: str) -> GeneratedField:
    """A stored tsvector; e.g. `columna_de_busqueda(titulo="A", descripcion="B")`."""
    partes = [
        SearchVector(Plegar(campo), weight=peso, config=CONFIGURACION)
        for campo, peso in pesos.items()
    ]
    vector: Any = reduce(operator.add, partes)
    return GeneratedField(expression=vector, output_field=SearchVectorField(), db_persist=True)


def columna_de_orden(campo: str) -> GeneratedField:
    """A stored sort key, compared byte by byte whatever the server's locale."""
    return GeneratedField(
        expression=Orden(campo), output_field=TextField(db_collation="C"), db_persist=True
    )


def indice_de_busqueda() -> GinIndex:
    return GinIndex(fields=["busqueda"], name="%(class)s_busqueda")
