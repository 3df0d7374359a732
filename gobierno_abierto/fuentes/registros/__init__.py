"""Public records of the sources, of what they state and of where they disagree."""

from gobierno_abierto.fuentes.registros.afirmaciones import AFIRMACIONES
from gobierno_abierto.fuentes.registros.discrepancias import DISCREPANCIAS
from gobierno_abierto.fuentes.registros.fuentes import FUENTES

__all__ = ["AFIRMACIONES", "DISCREPANCIAS", "FUENTES"]
