"""Triggers of what comes after: sessions that are held, agreements that are kept or not."""

import pgtrigger

from gobierno_abierto.comun.disparadores import rechazo
from secretariados.disparadores import HOY, _asientos_que_firman

__all__ = [
    "ASISTENCIA_A_SU_HORA",
    "CIERRE_DE_UN_LADO",
    "NOTA_QUE_QUEDA",
    "PRORROGA_DE_QUIEN_RESPONDE",
    "SESION_A_SU_HORA",
    "SESION_DE_SU_SECRETARIADO",
]

# What was called may change, and the ledger shows it; what happened may not be made up beforehand.
SESION_A_SU_HORA = pgtrigger.Trigger(
    name="sesion_a_su_hora",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF NEW.minuta IS NOT NULL AND NEW.inicia_en > now() THEN
            {rechazo("La minuta se escribe cuando la sesión ya empezó.")}
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF NEW.inicia_en > now() AND EXISTS (
                SELECT FROM secretariados_asistencia WHERE sesion_id = OLD.id) THEN
                {rechazo("Ya consta quién asistió: la sesión no puede ser futura.")}
            ELSIF OLD.publicado_en IS NOT NULL AND OLD.cancelada_motivo IS NOT NULL
                AND NEW.cancelada_motivo IS DISTINCT FROM OLD.cancelada_motivo THEN
                {rechazo("Una sesión cancelada queda cancelada: convoque otra.")}
            ELSIF OLD.publicado_en IS NOT NULL AND OLD.minuta IS NOT NULL
                AND NEW.minuta IS NULL THEN
                {rechazo("La minuta no se quita: se corrige, y se dice por qué.")}
            END IF;
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

ASISTENCIA_A_SU_HORA = pgtrigger.Trigger(
    name="asistencia_a_su_hora",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("sesion", "secretariados_sesion")],
    func=f"""
        SELECT * INTO sesion FROM secretariados_sesion
            WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.sesion_id ELSE NEW.sesion_id END)
            FOR NO KEY UPDATE;
        IF TG_OP = 'DELETE' THEN
            IF sesion.publicado_en IS NOT NULL THEN
                {rechazo("Quién asistió no se borra: se corrige, y se dice por qué.")}
            END IF;
            RETURN OLD;
        END IF;
        IF TG_OP = 'UPDATE' AND (OLD.sesion_id, OLD.lado) <> (NEW.sesion_id, NEW.lado) THEN
            {rechazo("Una asistencia no cambia de lado ni de sesión.")}
        ELSIF sesion.inicia_en > now() OR sesion.cancelada_motivo IS NOT NULL THEN
            {rechazo("Quién asistió se dice cuando la sesión ya empezó.")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

SESION_DE_SU_SECRETARIADO = pgtrigger.Trigger(
    name="sesion_de_su_secretariado",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Condition("NEW.sesion_id IS NOT NULL"),
    func=f"""
        IF NOT EXISTS (
            SELECT FROM secretariados_sesion
            WHERE id = NEW.sesion_id AND secretariado_id = NEW.secretariado_id
        ) THEN
            {rechazo("La sesión es de otro secretariado.")}
        END IF;
        RETURN NEW;
    """,
)

# Taking the act's row makes extensions, notes and closing wait for each other.
_EL_ACTO = """
        SELECT * INTO acto FROM secretariados_acuerdo
            WHERE id = NEW.acuerdo_id FOR NO KEY UPDATE;
"""
_FIRMA = f"EXISTS (SELECT {_asientos_que_firman('acto.secretariado_id', 'NEW.lado')})"
_NO_FIRMA = "Ese lado no tiene hoy quien firme: sólo lo hacen su titular y su suplente."


def _que_queda(nombre: str, para_siempre: str, func: str) -> pgtrigger.Trigger:
    """Of a part that is only added."""
    return pgtrigger.Trigger(
        name=nombre,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("acto", "secretariados_acuerdo")],
        func=f"""
        IF TG_OP <> 'INSERT' THEN
            {rechazo(para_siempre)}
        END IF;
        {_EL_ACTO}
        {func}
        RETURN NEW;
    """,
    )


PRORROGA_DE_QUIEN_RESPONDE = _que_queda(
    "prorroga_de_quien_responde",
    "Una prórroga dada no se cambia ni se borra.",
    f"""
        IF acto.estado <> 'adoptado' OR NOT acto.publico THEN
            {rechazo("Sólo se prorroga un acuerdo adoptado que no se ha dado por cumplido.")}
        ELSIF acto.cumplir_hasta IS NULL THEN
            {rechazo("Ese acuerdo no tiene fecha de cumplimiento que prorrogar.")}
        ELSIF NEW.lado IS DISTINCT FROM acto.responsable_lado THEN
            {rechazo("Sólo prorroga el lado que responde de cumplirlo.")}
        ELSIF NOT {_FIRMA} THEN
            {rechazo(_NO_FIRMA)}
        ELSIF NEW.hasta <= greatest(acto.cumplir_hasta, (
            SELECT max(hasta) FROM secretariados_prorroga WHERE acuerdo_id = acto.id)) THEN
            {rechazo("Una prórroga termina después del plazo que ya tiene.")}
        END IF;
        NEW.dada_en := now();
    """,  # noqa: S608 — our own literals
)

NOTA_QUE_QUEDA = _que_queda(
    "nota_que_queda",
    "Una nota de seguimiento no se cambia ni se borra: escriba otra.",
    f"""
        IF acto.estado NOT IN ('adoptado', 'cerrado') OR NOT acto.publico THEN
            {rechazo("Se da seguimiento a lo que los tres lados adoptaron.")}
        ELSIF NOT EXISTS (
            SELECT FROM secretariados_asiento s
            WHERE s.secretariado_id = acto.secretariado_id AND s.lado = NEW.lado
              AND (s.desde IS NULL OR s.desde <= {HOY})
              AND (s.hasta IS NULL OR s.hasta > {HOY})) THEN
            {rechazo("Ese lado no tiene hoy asiento en el secretariado.")}
        END IF;
        NEW.escrita_en := now();
    """,
)

CIERRE_DE_UN_LADO = _que_queda(
    "cierre_de_un_lado",
    "Lo que un lado confirmó no se cambia ni se borra.",
    f"""
        IF acto.estado <> 'adoptado' OR NOT acto.publico THEN
            {rechazo("Sólo se da por cumplido un acuerdo adoptado.")}
        ELSIF NOT {_FIRMA} THEN
            {rechazo(_NO_FIRMA)}
        END IF;
        NEW.dada_en := now();
    """,
)
