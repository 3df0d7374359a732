"""Triggers of who decides: what the database refuses whoever asks."""

import pgtrigger

__all__ = ["CON_LADO"]

# Nobody acts for a side from where there is none. Its twin for forms: `Ocupacion.clean`.
CON_LADO = pgtrigger.Trigger(
    name="con_lado",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF EXISTS (SELECT FROM cuentas_usuario WHERE id = NEW.usuario_id AND is_superuser) THEN
            RAISE EXCEPTION 'La administración no tiene lado ni evalúa.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT FROM secretariados_asiento
                   WHERE id = NEW.asiento_id AND lado IS NULL) THEN
            RAISE EXCEPTION 'Ese asiento no tiene lado: nadie actúa desde él.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
