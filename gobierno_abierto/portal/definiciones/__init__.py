"""What each code means, in one sentence and in both languages, in this portal's own words.

Plain tables, one for each theme, since both languages are always given. A code of a review has one
definition whatever its era, by its variable: `cumplimiento`, and not `mri_2011_2019.cumplimiento`.
"""

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["Definicion", "definiciones"]

AQUI = Path(__file__).parent


class Definicion(NamedTuple):
    es: str
    en: str


@cache
def definiciones() -> MappingProxyType[tuple[str, str], Definicion]:
    """By list and code. Raises `ValueError` if a code is defined twice."""
    dichas: dict[tuple[str, str], Definicion] = {}
    for tabla in sorted(AQUI.glob("*.csv")):
        with tabla.open(encoding="utf-8", newline="") as archivo:
            for fila in csv.DictReader(archivo, strict=True):
                cual = fila["lista"], fila["codigo"]
                if cual in dichas:
                    raise ValueError(f"{tabla.name}: {cual}")
                dichas[cual] = Definicion(fila["es"], fila["en"])
    return MappingProxyType(dichas)
