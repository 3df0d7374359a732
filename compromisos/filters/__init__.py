"""Filters of what was promised and of what is said of it."""

from compromisos.filters.compromisos import CONTRASTES, PRINCIPIOS, CompromisoFilter
from compromisos.filters.voces import (
    EvaluacionFilter,
    PosturaFilter,
    PronunciamientoFilter,
    ReplicaFilter,
)

__all__ = [
    "CONTRASTES",
    "PRINCIPIOS",
    "CompromisoFilter",
    "EvaluacionFilter",
    "PosturaFilter",
    "PronunciamientoFilter",
    "ReplicaFilter",
]
