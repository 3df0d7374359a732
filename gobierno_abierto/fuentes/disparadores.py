"""Triggers of files. Their messages are for people, so in Spanish."""

import pgtrigger

from gobierno_abierto.comun.disparadores import rechazo

__all__ = ["ARCHIVO_INMUTABLE", "PUBLICADO_QUEDA"]

# What is served under an address is what was kept: only that it becomes public is written later.
ARCHIVO_INMUTABLE = pgtrigger.Trigger(
    name="archivo_inmutable",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF TG_OP = 'INSERT' THEN
            NEW.publicado_en := NULL;
        ELSIF OLD.publicado_en IS NOT NULL
            OR (to_jsonb(OLD) - 'publicado_en') <> (to_jsonb(NEW) - 'publicado_en') THEN
            {rechazo("Un archivo guardado no se cambia: guarde otro.")}
        ELSIF NEW.publicado_en IS NOT NULL THEN
            NEW.publicado_en := now();
        END IF;
        RETURN NEW;
    """,
)

PUBLICADO_QUEDA = pgtrigger.Trigger(
    name="publicado_queda",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    condition=pgtrigger.Condition("OLD.publicado_en IS NOT NULL"),
    func=rechazo("Un archivo publicado no se borra: otros ya lo citan."),
)
