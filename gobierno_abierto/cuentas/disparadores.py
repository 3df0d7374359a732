"""Triggers of accounts. Their messages are for people, so in Spanish."""

import pgtrigger

from gobierno_abierto.comun.disparadores import ES_EL_DUENO, rechazo

__all__ = ["SIN_ASCENSOS"]

# By whoever operates the portal, with a command: no page makes an administrator.
SIN_ASCENSOS = pgtrigger.Trigger(
    name="sin_ascensos",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Condition("NEW.is_superuser"),
    func=f"""
        IF NOT {ES_EL_DUENO} AND (TG_OP = 'INSERT' OR NOT OLD.is_superuser) THEN
            {rechazo("La administración se nombra desde el servidor, no desde el portal.")}
        END IF;
        RETURN NEW;
    """,
)
