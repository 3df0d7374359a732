"""Full-text search in Spanish: accents and plurals never matter, one typo is forgiven.

`"exact phrase"` and `-word` work as people expect. Typos are looked for only when the folded search
finds nothing, so that a right word never brings wrong results.
"""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramStrictWordSimilarity
from django.db.models import F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from gobierno_abierto.comun.texto import CONFIGURACION, Plegar

__all__ = ["buscar"]

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


def buscar(filas: QuerySet, texto: str, en: tuple[str, ...]) -> QuerySet:
    """Rows of `filas` that match `texto`, with an integer `relevancia` (higher is closer).

    `filas` has a `busqueda` column; `en` names the text columns that typos are looked for in.
    Costs one existence query more than the list itself.
    """
    consulta = SearchQuery(Plegar(Value(texto)), config=CONFIGURACION, search_type="websearch")
    exactas = filas.filter(busqueda=consulta).annotate(
        relevancia=_por_millon(SearchRank(F("busqueda"), consulta))
    )
    palabras = re.findall(r"\w{4,}", texto)
    if not palabras or '"' in texto or exactas.exists():
        return exactas
    return _parecidas(filas, palabras, en)


def _parecidas(filas: QuerySet, palabras: list[str], en: tuple[str, ...]) -> QuerySet:
    """Rows where every word of four letters or more is nearly there."""
    todo = Plegar(_Junto(*en))
    total: Any = Value(0.0)
    for i, palabra in enumerate(palabras):
        parecido: Any = TrigramStrictWordSimilarity(Plegar(Value(palabra)), todo)  # type: ignore[arg-type]
        filas = filas.annotate(**{f"parecido_{i}": parecido}).filter(
            **{f"parecido_{i}__gte": PARECIDO}
        )
        total = total + F(f"parecido_{i}")
    return filas.annotate(relevancia=_por_millon(total))
