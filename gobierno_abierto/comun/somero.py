"""JSON that somebody sends, which nobody nests without end: whatever walks it may call itself."""

import json
from typing import Any

__all__ = ["JsonSomero"]

HONDO = 30  # far more than any record has


class JsonSomero(json.JSONDecoder):
    """Refuses what is nested deeper, as it does what is no JSON."""

    def decode(self, s: str, *args: Any) -> Any:
        try:
            valor = super().decode(s, *args)
        except RecursionError as error:
            raise json.JSONDecodeError("Too deep", s, 0) from error
        nivel = [valor]
        for _hondo in range(HONDO):
            nivel = [dentro for uno in nivel for dentro in _dentro(uno)]
            if not nivel:
                return valor
        raise json.JSONDecodeError("Too deep", s, 0)


def _dentro(valor: Any) -> list[Any]:
    if isinstance(valor, dict):
        return list(valor.values())
    return valor if isinstance(valor, list) else []
