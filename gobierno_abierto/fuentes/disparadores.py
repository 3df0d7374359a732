"""Triggers of files. Their messages are for people, so in Spanish."""

import pgtrigger

from gobierno_abierto.comun.disparadores import ES_EL_DUENO, rechazo

__all__ = ["ARCHIVO_INMUTABLE", "LA_COPIA_QUEDA", "PUBLICADO_QUEDA"]

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

# The first good copy is what was cited. Afterwards only whether the link lives is written. What
# there was, the worker saw: the web's own role asks for a copy and makes it public, no more.
LA_COPIA_QUEDA = pgtrigger.Trigger(
    name="la_copia_queda",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'INSERT' THEN
            IF (NEW.revisada_en IS NOT NULL OR NEW.archivo_id IS NOT NULL)
                AND NOT {ES_EL_DUENO} THEN
                {rechazo("Lo que hay en la web lo dice quien fue a verlo.")}
            END IF;
            RETURN NEW;
        ELSIF TG_OP = 'DELETE' THEN
            IF OLD.publica THEN
                {rechazo("Una copia pública no se borra: otros ya la citan.")}
            END IF;
            RETURN OLD;
        ELSIF (OLD.url, OLD.pedida_en) IS DISTINCT FROM (NEW.url, NEW.pedida_en)
            OR (OLD.publica AND NOT NEW.publica)
            OR OLD.archivo_id IS NOT NULL
            AND (OLD.archivo_id, OLD.copiada_en, OLD.url_final, OLD.sha256) IS DISTINCT FROM
                (NEW.archivo_id, NEW.copiada_en, NEW.url_final, NEW.sha256) THEN
            {rechazo("Lo que se copió de la web no se cambia: es lo que se citó.")}
        ELSIF (to_jsonb(OLD) - 'publica') <> (to_jsonb(NEW) - 'publica') AND NOT {ES_EL_DUENO} THEN
            {rechazo("Lo que hay en la web lo dice quien fue a verlo.")}
        END IF;
        RETURN NEW;
    """,
)
