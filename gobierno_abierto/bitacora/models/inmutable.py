"""Triggers of the ledger's own tables."""

import json

import pgtrigger

from gobierno_abierto.comun.objetos import TABLAS

__all__ = ["MUEVE_REVISION", "SOLO_CRECE", "SUPRIME"]


class _Propio(pgtrigger.Trigger):
    """Runs a function of ours, made by a migration: it is the owner's, or takes arguments."""

    func = "RETURN NULL;"

    def __init__(self, funcion: str, **kwargs):
        self.funcion = funcion
        super().__init__(**kwargs)

    def render_execute(self, model):
        return f"public.{self.funcion}"


# The table only grows.
SOLO_CRECE = [
    _Propio(
        "bitacora_inmutable()",
        name="inmutable",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
    ),
    _Propio(
        "bitacora_inmutable()",
        name="sin_vaciado",
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
    ),
]

MUEVE_REVISION = _Propio(
    "bitacora_mover_revision()",
    name="mueve_revision",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
)

SUPRIME = _Propio(
    f"bitacora_suprimir('{json.dumps(TABLAS, sort_keys=True)}')",
    name="suprime",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.suprimido_en IS NULL AND NEW.suprimido_en IS NOT NULL"),
)
