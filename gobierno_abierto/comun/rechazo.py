"""What the database refuses, in words for people: a trigger has its own; of a constraint, its model
has the sentence."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

__all__ = ["campos_de", "en_palabras", "que_romperia", "rotas_por"]


def en_palabras(error: IntegrityError, modelos: Iterable[type[models.Model]] = ()) -> str:
    """`modelos`: those whose constraints it may have broken."""
    for restriccion in rotas_por(error, modelos):
        return str(restriccion.get_violation_error_message())
    diagnostico: Any = getattr(error.__cause__, "diag", None)
    return getattr(diagnostico, "message_primary", None) or str(error)


def campos_de(rotas: Iterable[models.BaseConstraint]) -> set[str]:
    """Names of the fields that those constraints compare."""
    campos: set[str] = set()
    for rota in rotas:
        condicion = getattr(rota, "condition", None)
        campos.update(condicion.referenced_base_fields if condicion else ())
        campos.update(getattr(rota, "fields", ()))
    return campos


def rotas_por(
    error: Exception, modelos: Iterable[type[models.Model]]
) -> Iterator[models.BaseConstraint]:
    """The constraints that the database says were broken."""
    nombre = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for restriccion in (r for modelo in modelos for r in modelo._meta.constraints):
        if restriccion.name == nombre:
            yield restriccion


def que_romperia(fila: models.Model, sin: Iterable[str]) -> Iterator[models.BaseConstraint]:
    """All the constraints that the row would break, where the database tells the first alone; none
    of those over the fields `sin`."""
    for restriccion in fila._meta.constraints:
        try:
            restriccion.validate(type(fila), fila, exclude=set(sin))
        except ValidationError:
            yield restriccion
