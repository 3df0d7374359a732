"""One way to write each JSON value: RFC 8785 (JCS)."""

from decimal import Decimal
from json.encoder import encode_basestring as _cadena  # JSON's own escapes are those of RFC 8785
from typing import Any

__all__ = ["canonico"]

EXACTO = 2**53  # JSON numbers are doubles: beyond this two integers would be written the same


def canonico(valor: Any) -> bytes:
    """The canonical bytes of a JSON value. Raises ValueError for what JSON cannot say exactly."""
    return _texto(valor).encode()


def _texto(valor: Any) -> str:
    if isinstance(valor, str):
        return _cadena(valor)
    if valor is None:
        return "null"
    if isinstance(valor, bool):
        return "true" if valor else "false"
    if isinstance(valor, int):
        if abs(valor) > EXACTO:
            raise ValueError(f"{valor} no cabe en un número de JSON.")
        return str(valor)
    if isinstance(valor, float):
        return _numero(valor)
    if isinstance(valor, dict):
        llaves = sorted(valor, key=None if "".join(valor).isascii() else _utf16)
        return "{" + ",".join([f"{_cadena(k)}:{_texto(valor[k])}" for k in llaves]) + "}"
    if isinstance(valor, list | tuple):
        return "[" + ",".join([_texto(elemento) for elemento in valor]) + "]"
    raise ValueError(f"{type(valor).__name__} no es un valor de JSON.")


def _utf16(llave: str) -> bytes:
    """The order of the standard, which beyond ASCII is not that of the letters' numbers."""
    return llave.encode("utf-16-be")


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
