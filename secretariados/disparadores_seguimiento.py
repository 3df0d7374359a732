"""Triggers of what comes after: sessions that are held, agreements that are kept or not."""

import pgtrigger

from gobierno_abierto.comun.disparadores import rechazo
from secretariados.disparadores import HOY, _asientos_que_firman

__all__ = [
    "ASISTENCIA_A_SU_HORA",
    "CIERRE_DE_UN_LADO",
    "NOTA_QUE_QUEDA",
    "OBSERVACION_QUE_QUEDA",
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
            ELSIF OLD.publicado_en IS NOT NULL AND (NEW.convoca_lado, NEW.convoca_oficina)
                IS DISTINCT FROM (OLD.convoca_lado, OLD.convoca_oficina) THEN
                {rechazo("Quién convocó la sesión no cambia.")}
            ELSIF OLD.publicado_en IS NOT NULL AND OLD.inicia_en <= now() AND (
                NEW.tipo, NEW.inicia_en, NEW.modalidad, NEW.lugar, NEW.orden_del_dia)
                IS DISTINCT FROM (
                OLD.tipo, OLD.inicia_en, OLD.modalidad, OLD.lugar, OLD.orden_del_dia) THEN
                {rechazo("La sesión ya empezó: su convocatoria queda como se hizo.")}
            ELSIF OLD.levanta_lado IS NOT NULL AND (NEW.levanta_lado, NEW.levanta_oficina)
                IS DISTINCT FROM (OLD.levanta_lado, OLD.levanta_oficina) THEN
                {rechazo("Otro lado ya levantó la minuta: agregue su observación.")}
            ELSIF OLD.levanta_lado IS NOT NULL
                AND NEW.minuta_archivo_id IS DISTINCT FROM OLD.minuta_archivo_id THEN
                {rechazo("El archivo de la minuta queda como se publicó con ella.")}
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
        ELSIF (OLD.sesion_id IS DISTINCT FROM NEW.sesion_id
                OR OLD.publicado_en IS NULL AND NEW.publicado_en IS NOT NULL)
            AND EXISTS (SELECT FROM secretariados_sesion
                        WHERE id = NEW.sesion_id AND cancelada_motivo IS NOT NULL) THEN
            {rechazo("Esa sesión se canceló: elija otra, o ninguna.")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

# Table and column of what a part hangs from, by the name that its trigger gives it.
_DE_QUE = {
    "acto": ("secretariados_acuerdo", "acuerdo_id"),
    "sesion": ("secretariados_sesion", "sesion_id"),
}
_FIRMA = f"EXISTS (SELECT {_asientos_que_firman('acto.secretariado_id', 'NEW.lado')})"
_SIN_ASIENTO = "Ese lado no tiene hoy asiento en el secretariado."
_NO_FIRMA = "Ese lado no tiene hoy quien firme: sólo lo hacen su titular y su suplente."


def _con_asiento(secretariado: str) -> str:
    """Does that side sit there today, signing or not?"""
    return f"""EXISTS (
            SELECT FROM secretariados_asiento s
            WHERE s.secretariado_id = {secretariado} AND s.lado = NEW.lado
              AND (s.desde IS NULL OR s.desde <= {HOY})
              AND (s.hasta IS NULL OR s.hasta > {HOY}))"""


def _que_queda(nombre: str, para_siempre: str, func: str, de: str = "acto") -> pgtrigger.Trigger:
    """Of a part that is only added. Those of one record wait for each other."""
    tabla, columna = _DE_QUE[de]
    return pgtrigger.Trigger(
        name=nombre,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[(de, tabla)],
        func=f"""
        IF TG_OP <> 'INSERT' THEN
            {rechazo(para_siempre)}
        END IF;
        SELECT * INTO {de} FROM {tabla} WHERE id = NEW.{columna} FOR NO KEY UPDATE;
        {func}
        RETURN NEW;
    """,  # noqa: S608 — our own literals
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
        ELSIF NOT {_con_asiento("acto.secretariado_id")} THEN
            {rechazo(_SIN_ASIENTO)}
        END IF;
        NEW.escrita_en := now();
    """,
)

OBSERVACION_QUE_QUEDA = _que_queda(
    "observacion_que_queda",
    "Una observación no se cambia ni se borra: escriba otra.",
    f"""
        IF sesion.minuta IS NULL OR NOT sesion.publico THEN
            {rechazo("Se observa una minuta que ya está a la vista de todos.")}
        ELSIF NOT {_con_asiento("sesion.secretariado_id")} THEN
            {rechazo(_SIN_ASIENTO)}
        END IF;
        NEW.escrita_en := now();
    """,
    de="sesion",
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
