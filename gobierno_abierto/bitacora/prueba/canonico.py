"""One way to write each JSON value: RFC 8785 (JCS)."""

import json
from decimal import Decimal
from typing import Any

__all__ = ["canonico"]

EXACTO = 2**53  # JSON numbers are doubles: beyond this two integers would be written the same


def canonico(valor: Any) -> bytes:
    """The canonical bytes of a JSON value. Raises ValueError for what JSON cannot say exactly."""
    return _texto(valor).encode()


def _texto(valor: Any) -> str:
    if valor is None or isinstance(valor, bool | str):
        return json.dumps(valor, ensure_ascii=False)
    if isinstance(valor, int):
        if abs(valor) > EXACTO:
            raise ValueError(f"{valor} no cabe en un número de JSON.")
        return str(valor)
    if isinstance(valor, float):
        return _numero(valor)
    if isinstance(valor, dict):
        llaves = sorted(valor, key=lambda llave: llave.encode("utf-16-be"))
        return "{" + ",".join(f"{_texto(k)}:{_texto(valor[k])}" for k in llaves) + "}"
    if isinstance(valor, list | tuple):
        return "[" + ",".join(map(_texto, valor)) + "]"
    raise ValueError(f"{type(valor).__name__} no es un valor de JSON.")


def _numero(valor: float) -> str:
    """As ECMAScript writes it: the shortest digits, a point between 1e-7 and 1e21."""
    if valor != valor or valor in (float("inf"), float("-inf")):
        raise ValueError("JSON no tiene infinitos.")
    if valor == 0:
        return "0"
    signo, cifras, exponente = Decimal(repr(valor)).normalize().as_tuple()
    digitos = "".join(map(str, cifras))
    punto = len(digitos) + int(exponente)  # where it falls, counted from the first digit
    menos = "-" if signo else ""
    if len(digitos) <= punto <= 21:
        return menos + digitos + "0" * (punto - len(digitos))
    if 0 < punto <= 21:
        return f"{menos}{digitos[:punto]}.{digitos[punto:]}"
    if -6 < punto <= 0:
        return f"{menos}0.{'0' * -punto}{digitos}"
    resto = f".{digitos[1:]}" if digitos[1:] else ""
    return f"{menos}{digitos[0]}{resto}e{punto - 1:+d}"
