"""JSON that somebody sends and can be kept.

Nobody nests it without end, since whatever walks it may call itself; nor writes in it what a
database has no letters for, nor one name twice, of which something would be lost.
"""

import json
import re
from typing import Any

__all__ = ["JsonSomero"]

HONDO = 30  # far more than any record has
SIN_LETRA = re.compile("[\0\ud800-\udfff]")  # no text of the database has them


class JsonSomero(json.JSONDecoder):
    """Refuses what is nested deeper, or has such texts or names, as it does what is no JSON."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(**opciones, object_pairs_hook=_sin_repetir)

    def decode(self, s: str, *args: Any) -> Any:
        try:
            valor = super().decode(s, *args)
        except RecursionError as error:
            raise json.JSONDecodeError("Too deep", s, 0) from error
        nivel = [valor]
        for _hondo in range(HONDO):
            if any(isinstance(uno, str) and SIN_LETRA.search(uno) for uno in nivel):
                raise json.JSONDecodeError("Not a text", s, 0)
            nivel = [dentro for uno in nivel for dentro in _dentro(uno)]
            if not nivel:
                return valor
        raise json.JSONDecodeError("Too deep", s, 0)


def _sin_repetir(pares: list[tuple[str, Any]]) -> dict[str, Any]:
    dicho = dict(pares)
    if len(dicho) < len(pares):
        raise json.JSONDecodeError("A name twice", "", 0)
    return dicho


def _dentro(valor: Any) -> list[Any]:
    if isinstance(valor, dict):
        return [*valor, *valor.values()]
    return valor if isinstance(valor, list) else []
