"""Filters of what was promised and of what is said of it."""

from compromisos.filters.compromisos import CONTRASTES, PRINCIPIOS, CompromisoFilter
from compromisos.filters.voces import EvaluacionFilter, PronunciamientoFilter

__all__ = [
    "CONTRASTES",
    "PRINCIPIOS",
    "CompromisoFilter",
    "EvaluacionFilter",
    "PronunciamientoFilter",
]
