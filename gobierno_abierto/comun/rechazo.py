"""What the database refuses, in words for people: a trigger has its own; of a constraint, its model
has the sentence."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models

__all__ = ["en_palabras"]


def en_palabras(error: IntegrityError, modelos: Iterable[type[models.Model]] = ()) -> str:
    """`modelos`: those whose constraints it may have broken."""
    diagnostico: Any = getattr(error.__cause__, "diag", None)
    nombre = getattr(diagnostico, "constraint_name", None)
    for restriccion in (r for modelo in modelos for r in modelo._meta.constraints):
        if restriccion.name == nombre:
            return str(restriccion.get_violation_error_message())
    return getattr(diagnostico, "message_primary", None) or str(error)
