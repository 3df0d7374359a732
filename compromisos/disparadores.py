"""Triggers of what is reported, and of how far a commitment has come."""

import pgtrigger

from gobierno_abierto.comun.disparadores import ES_EL_DUENO, rechazo
from secretariados.disparadores import HOY

__all__ = [
    "AVANCE_SEGUN_LA_REGLA",
    "EJE_DE_SU_PLAN",
    "EVIDENCIA_DE_UN_BORRADOR",
    "MUEVE_EL_AVANCE",
    "REPORTE_A_SU_HORA",
    "de_su_compromiso",
]

# `compromisos/avance.py`, for whoever writes without asking it. Goals and reports move the
# commitment's version, and so this runs.
EJE_DE_SU_PLAN = pgtrigger.Trigger(
    name="eje_de_su_plan",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF EXISTS (
            SELECT FROM planes_eje AS eje JOIN compromisos_compromiso AS suyo
                ON suyo.id = NEW.compromiso_id AND eje.plan_id <> suyo.plan_id
            WHERE eje.id = NEW.eje_id
        ) THEN
            {rechazo("Ese eje es de otro plan.", "eje")}
        END IF;
        RETURN NEW;
    """,
)

AVANCE_SEGUN_LA_REGLA = pgtrigger.Trigger(
    name="avance_segun_la_regla",  # before «version», which sees what it leaves
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        NEW.avance := avance_de_compromiso(NEW.id);
        RETURN NEW;
    """,
)


# An activity moves that of its goal, which has moved already if both became public at once.
MUEVE_EL_AVANCE = pgtrigger.Trigger(
    name="mueve_el_avance",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Condition("NEW.publicado_en IS NOT NULL"),
    func="""
        UPDATE compromisos_compromiso SET avance = NULL
        WHERE id = NEW.compromiso_id AND avance IS DISTINCT FROM avance_de_compromiso(id);
        RETURN NULL;
    """,
)


def de_su_compromiso(tabla: str, columna: str) -> pgtrigger.Trigger:
    """The row repeats the commitment of what it hangs from, by which it is looked for."""
    return pgtrigger.Trigger(
        name="de_su_compromiso",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            SELECT compromiso_id INTO STRICT NEW.compromiso_id
            FROM {tabla} WHERE id = NEW.{columna};
            RETURN NEW;
        """,  # noqa: S608 — both names are the caller's literals
    )


# Letters by Unicode's account, of the Korean alphabet, which nobody sees.
LETRAS_QUE_NO_SE_VEN = r"E'\u115f\u1160\u3164\uffa0'"

# A report is of the side that does the activity, of a period that has begun, and for ever. Whoever
# is late or behind says why.
REPORTE_A_SU_HORA = pgtrigger.Trigger(
    name="reporte_a_su_hora",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[
        ("suya", "compromisos_actividad"),
        ("casa", "bigint"),
        ("inicio", "date"),
        ("terminado", "date"),
        ("explicado", "boolean"),
    ],
    func=f"""
        IF TG_OP = 'UPDATE' AND OLD.publicado_en IS NOT NULL THEN
            IF (OLD.actividad_id, OLD.periodo, OLD.lado, OLD.oficina, OLD.estado, OLD.valor,
                OLD.texto, OLD.obstaculos, OLD.tramite, OLD.devuelto_motivo) IS DISTINCT FROM
                (NEW.actividad_id, NEW.periodo, NEW.lado, NEW.oficina, NEW.estado, NEW.valor,
                NEW.texto, NEW.obstaculos, NEW.tramite, NEW.devuelto_motivo) THEN
                {rechazo("Un reporte público no se cambia: publique otro.")}
            END IF;
            IF (OLD.retirado_en, OLD.retiro_motivo) IS DISTINCT FROM
                (NEW.retirado_en, NEW.retiro_motivo) AND NOT {ES_EL_DUENO} THEN
                {rechazo("Un reporte público no se cambia: publique otro.")}
            END IF;
            RETURN NEW;
        ELSIF TG_OP = 'INSERT' AND NEW.publicado_en IS NOT NULL AND NOT {ES_EL_DUENO} THEN
            {rechazo("Se publica lo que se envió a su lado.")}
        END IF;
        SELECT * INTO suya FROM compromisos_actividad WHERE id = NEW.actividad_id FOR SHARE;
        IF NEW.lado IS DISTINCT FROM suya.lado THEN
            {rechazo("Cada lado reporta lo que le toca hacer, y no lo de otro.")}
        END IF;
        IF NEW.tramite <> 'enviado' THEN
            RETURN NEW;
        ELSIF suya.retirada OR EXISTS (
            SELECT FROM compromisos_meta m WHERE m.id = suya.meta_id AND m.estado = 'retirada') THEN
            {rechazo("Esa actividad se retiró: ya no se reporta.")}
        ELSIF suya.objetivo IS NOT NULL AND NEW.valor IS NULL
            AND NEW.estado IN ('en_curso', 'detenida') THEN
            {rechazo("Esa actividad se mide: diga el valor de su indicador.")}
        END IF;
        inicio := make_date(
            left(NEW.periodo, 4)::int, CASE right(NEW.periodo, 1) WHEN '1' THEN 1 ELSE 7 END, 1);
        terminado := (inicio + interval '6 months')::date;
        explicado := translate(coalesce(NEW.obstaculos, ''), {LETRAS_QUE_NO_SE_VEN}, '')
            ~ '[[:alnum:]]';
        IF NOT explicado AND (NEW.estado = 'detenida'
            OR NEW.estado <> 'concluida' AND (
                ultimo_dia_de(suya.hasta, suya.hasta_precision) < {HOY}
                OR avance_dicho(NEW.estado, NEW.valor, suya.linea_base, suya.objetivo)
                    < esperado_de_actividad(suya.id, least({HOY}, terminado)))) THEN
            {rechazo("Está atrasada, rezagada o detenida: diga qué lo impide.")}
        ELSIF NOT explicado AND NEW.estado = 'concluida'
            AND avance_dicho(NEW.estado, NEW.valor, suya.linea_base, suya.objetivo) < 100 THEN
            {rechazo("Se concluye sin llegar a lo que se buscaba: diga qué lo impidió.")}
        ELSIF NEW.publicado_en IS NULL THEN
            RETURN NEW;
        END IF;
        SELECT p.secretariado_id INTO casa FROM compromisos_compromiso c
            JOIN planes_plan p ON p.id = c.plan_id WHERE c.id = suya.compromiso_id;
        IF inicio > {HOY} THEN
            {rechazo("Ese periodo todavía no empieza.")}
        ELSIF NOT EXISTS (
            SELECT FROM secretariados_asiento s WHERE s.secretariado_id = casa AND s.lado = NEW.lado
              AND (s.desde IS NULL OR s.desde <= {HOY})
              AND (s.hasta IS NULL OR s.hasta > {HOY})) THEN
            {rechazo("Ese lado no tiene hoy asiento en el secretariado.")}
        ELSIF terminado <= (
            SELECT c.inicio FROM compromisos_compromiso c WHERE c.id = suya.compromiso_id) THEN
            {rechazo("Ese periodo terminó antes de que empezara el compromiso.")}
        ELSIF NOT {ES_EL_DUENO} THEN
            NEW.publicado_en := now();
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

# What a report shows is part of what it says: it becomes public with it (in the same transaction,
# so at the same instant), and nothing is added, changed or taken away afterwards.
EVIDENCIA_DE_UN_BORRADOR = pgtrigger.Trigger(
    name="evidencia_de_un_borrador",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("suyo", "compromisos_reporte"), ("igual", "boolean := false")],
    func=f"""
        IF TG_OP = 'UPDATE' THEN
            igual := (OLD.reporte_id, OLD.titulo, OLD.archivo_id, OLD.copia_id)
                IS NOT DISTINCT FROM (NEW.reporte_id, NEW.titulo, NEW.archivo_id, NEW.copia_id);
            IF (OLD.retirado_en, OLD.retiro_motivo) IS DISTINCT FROM
                (NEW.retirado_en, NEW.retiro_motivo) AND NOT {ES_EL_DUENO} THEN
                {rechazo("Un reporte público no se cambia: publique otro.")}
            END IF;
        END IF;
        -- that which it was of, and that which it goes to
        FOR suyo IN SELECT * FROM compromisos_reporte
            WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.reporte_id END,
                         CASE WHEN TG_OP <> 'DELETE' THEN NEW.reporte_id END)
            ORDER BY id FOR SHARE
        LOOP
            IF suyo.publicado_en IS NULL AND suyo.tramite = 'enviado' THEN
                {rechazo("Su lado ya lo está leyendo: que lo devuelva, y se corrige.")}
            ELSIF suyo.publicado_en IS NOT NULL AND (
                NOT igual OR NEW.publicado_en IS DISTINCT FROM suyo.publicado_en) THEN
                {rechazo("Un reporte público no se cambia: publique otro.")}
            END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        NEW.sha256 := (SELECT sha256 FROM fuentes_archivo WHERE id = NEW.archivo_id);
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)
