"""Full-text search in Spanish: accents and plurals never matter, one typo is forgiven.

`"exact phrase"` and `-word` work as people expect. Typos are looked for only when the folded search
finds nothing, so that a right word never brings wrong results.
"""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramStrictWordSimilarity
from django.db.models import F, Func, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from gobierno_abierto.comun.texto import CONFIGURACION, Plegar

__all__ = ["admite_erratas", "buscar", "exactas", "parecidas", "sin_trastocar"]

# Below this share of common trigrams two words are two words: «padrom» reaches «padrón», not
# «patrón de vida»; tried on the titles of the Mexican plans.
PARECIDO = 0.45


class _Junto(Func):
    """Texts with a space between; NULLs are skipped."""

    function = "concat_ws"
    template = "%(function)s(' ', %(expressions)s)"
    output_field = TextField()


def _por_millon(expresion) -> Cast:
    """A score as an integer, so that cursors compare it exactly."""
    return Cast(expresion * 1_000_000, IntegerField())


def buscar(filas: QuerySet, texto: str, en: tuple[str, ...], columna: str = "busqueda") -> QuerySet:
    """Rows of `filas` that match `texto`, with an integer `relevancia` (higher is closer).

    `columna` is the path of the search vector; `en` names the text columns that typos are looked
    for in. Costs one existence query more than the list itself.
    """
    halladas = exactas(filas, texto, columna)
    if not admite_erratas(texto) or halladas.exists():
        return halladas
    return parecidas(filas, texto, en, columna)


def exactas(filas: QuerySet, texto: str, columna: str = "busqueda", o: Q | None = None) -> QuerySet:
    """Rows that have what is asked for, once accents and plurals are folded; `o` adds others."""
    consulta = SearchQuery(Plegar(Value(texto)), config=CONFIGURACION, search_type="websearch")
    return filas.filter(Q(**{columna: consulta}) | (o or Q())).annotate(
        relevancia=_por_millon(SearchRank(F(columna), consulta))
    )


def admite_erratas(texto: str) -> bool:
    """An exact phrase is asked for to the letter, and short words are near too many others."""
    return '"' not in texto and bool(_largas(texto))


def _largas(texto: str) -> list[str]:
    return re.findall(r"\w{4,}", texto)


def parecidas(
    filas: QuerySet, texto: str, en: tuple[str, ...], columna: str = "busqueda"
) -> QuerySet:
    """Rows where every word of four letters or more is nearly there: a letter more, less or other,
    or two neighbours swapped, which trigrams alone take for another word."""
    cortas = " ".join(re.findall(r"\b\w{1,3}\b", texto))
    if cortas:  # too short to be nearly anything: they are there or they are not
        filas = exactas(filas, cortas, columna)
    todo = Plegar(_Junto(*en))
    total: Any = Value(0.0)
    for i, palabra in enumerate(_largas(texto)):
        parecido: Any = TrigramStrictWordSimilarity(Plegar(Value(palabra)), todo)  # type: ignore[arg-type]
        filas = filas.annotate(**{f"parecido_{i}": parecido}).filter(
            Q(**{f"parecido_{i}__gte": PARECIDO}) | Q(**{columna: _trastocadas(palabra)})
        )
        total = total + F(f"parecido_{i}")
    return filas.annotate(relevancia=_por_millon(total))


def _trastocadas(palabra: str) -> SearchQuery:
    """Any of the words that two swapped neighbours could come from: «mineira» → «mineria»…"""
    alguna = " | ".join(sin_trastocar(palabra))
    return SearchQuery(Plegar(Value(alguna)), config=CONFIGURACION, search_type="raw")


def sin_trastocar(palabra: str) -> list[str]:
    """`palabra` with each pair of neighbours swapped."""
    return [
        palabra[:i] + palabra[i + 1] + palabra[i] + palabra[i + 2 :]
        for i in range(len(palabra) - 1)
    ]
