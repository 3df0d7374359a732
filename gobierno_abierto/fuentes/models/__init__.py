"""Where facts come from: sources, citations, statements and what to do when sources disagree.

Records are pointed to by their permanent key (`objeto_tipo`, `objeto_clave`): keys never change and
public rows never vanish, so this app can speak of the apps above it without importing them.
"""

from gobierno_abierto.fuentes.models.apuntador import Apunta
from gobierno_abierto.fuentes.models.archivo import Archivo
from gobierno_abierto.fuentes.models.copia_web import CopiaWeb
from gobierno_abierto.fuentes.models.discrepancia import (
    Afirmacion,
    Discrepancia,
    ObjetoDiscrepancia,
)
from gobierno_abierto.fuentes.models.fuente import Cita, Fuente

__all__ = [
    "Afirmacion",
    "Apunta",
    "Archivo",
    "Cita",
    "CopiaWeb",
    "Discrepancia",
    "Fuente",
    "ObjetoDiscrepancia",
]
