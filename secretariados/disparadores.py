"""Triggers of who decides: what the database refuses whoever asks."""

import pgtrigger

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.disparadores import ES_EL_DUENO, rechazo
from secretariados.consenso import QUE_SE_DICEN

__all__ = [
    "ACUERDO_SEGUN_POSICIONES",
    "ASIENTO_OCUPADO",
    "ASIENTO_QUE_TERMINO",
    "CON_LADO",
    "LO_PROPUESTO_NO_CAMBIA",
    "POSICION_A_TIEMPO",
]

HOY = "(now() AT TIME ZONE 'America/Mexico_City')::date"

# Nobody acts for a side from where there is none, nor for two, nor judges what a side of hers does:
# whoever evaluates has a seat nowhere. Its twins for forms: `Ocupacion.clean`, `Invitacion.clean`.
# The account is taken first: of two places accepted at once, the second sees the first.
CON_LADO = pgtrigger.Trigger(
    name="con_lado",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'UPDATE' THEN  -- to end one is always free
            IF (OLD.usuario_id, OLD.rol, OLD.asiento_id, OLD.secretariado_id, OLD.institucion_id)
                IS NOT DISTINCT FROM
                (NEW.usuario_id, NEW.rol, NEW.asiento_id, NEW.secretariado_id, NEW.institucion_id)
                AND daterange(OLD.desde, OLD.hasta) @> daterange(NEW.desde, NEW.hasta) THEN
                RETURN NEW;
            END IF;
        END IF;
        PERFORM FROM cuentas_usuario WHERE id = NEW.usuario_id FOR NO KEY UPDATE;
        IF EXISTS (SELECT FROM cuentas_usuario WHERE id = NEW.usuario_id AND is_superuser) THEN
            RAISE EXCEPTION 'La administración no tiene lado ni evalúa.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT FROM secretariados_asiento
                   WHERE id = NEW.asiento_id AND lado IS NULL) THEN
            RAISE EXCEPTION 'Ese asiento no tiene lado: nadie actúa desde él.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM secretariados_ocupacion o
                JOIN secretariados_asiento suyo ON suyo.id = o.asiento_id
                JOIN secretariados_asiento nuevo ON nuevo.id = NEW.asiento_id
            WHERE o.usuario_id = NEW.usuario_id AND o.id IS DISTINCT FROM NEW.id
                AND suyo.secretariado_id = nuevo.secretariado_id AND suyo.lado <> nuevo.lado
                AND daterange(o.desde, o.hasta) && daterange(NEW.desde, NEW.hasta)
        ) THEN
            RAISE EXCEPTION 'Una cuenta habla por un solo lado en un secretariado.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM secretariados_ocupacion o
            WHERE o.usuario_id = NEW.usuario_id AND o.id IS DISTINCT FROM NEW.id
                AND (o.rol = 'evaluador') <> (NEW.rol = 'evaluador')
                AND daterange(o.desde, o.hasta) && daterange(NEW.desde, NEW.hasta)
        ) THEN
            RAISE EXCEPTION 'Quien evalúa no habla por ningún lado, ni al revés.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

# Whoever acts from a seat would otherwise wake up speaking for another side.
ASIENTO_OCUPADO = pgtrigger.Trigger(
    name="asiento_ocupado",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.lado IS DISTINCT FROM NEW.lado OR OLD.secretariado_id <> NEW.secretariado_id"
    ),
    func=f"""
        IF EXISTS (SELECT FROM secretariados_ocupacion WHERE asiento_id = OLD.id)
            OR EXISTS (SELECT FROM secretariados_invitacion WHERE asiento_id = OLD.id) THEN
            {rechazo("Un asiento que se ofreció o se ocupó no cambia de lado: abra otro.")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

# A withdrawal is a fact with its date. Emptying the date would also wake up what that seat said.
ASIENTO_QUE_TERMINO = pgtrigger.Trigger(
    name="asiento_que_termino",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition(f"OLD.hasta <= {HOY}"),
    func=f"""
        IF NOT EXISTS (SELECT FROM secretariados_secretariado
                       WHERE id = OLD.secretariado_id AND publicado_en IS NOT NULL) THEN
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        ELSIF TG_OP = 'DELETE' THEN
            IF NOT {ES_EL_DUENO} THEN
                {rechazo("Un asiento que terminó no se borra: es parte de la historia.")}
            END IF;
            RETURN OLD;
        ELSIF NEW.hasta IS NULL OR NEW.hasta > {HOY} THEN
            {rechazo("Ese asiento ya terminó: si alguien vuelve, agregue otro con su fecha.")}
        END IF;
        RETURN NEW;
    """,
)

LADOS = ", ".join(f"('{lado}')" for lado in Lado.values)


def _asientos_que_firman(secretariado: str, lado: str) -> str:
    """SQL of the seats that sign for a side today: its holder's and its alternate's."""
    return f"""
        FROM secretariados_asiento s
        WHERE s.secretariado_id = {secretariado} AND s.lado = {lado}
          AND s.papel IN ('titular', 'suplente')
          AND (s.desde IS NULL OR s.desde <= {HOY}) AND (s.hasta IS NULL OR s.hasta > {HOY})
    """


# `consenso.cumplimiento`, for whoever writes without asking it.
def _es_suya(posicion: str) -> str:
    """SQL: that the position was given from the seat `s`, by the part and the office that signs."""
    return f"""
        s.papel = {posicion}.papel AND {posicion}.oficina IS NOT DISTINCT FROM coalesce(
            s.oficina, (SELECT nombre FROM secretariados_institucion WHERE id = s.institucion_id))
    """  # noqa: S608 — our own literals


_SIN_TRES_NO_SE_CIERRA = f"""
        IF OLD.estado = 'adoptado' AND NEW.estado = 'cerrado' THEN
            IF (SELECT count(DISTINCT lado) FROM secretariados_cierre
                WHERE acuerdo_id = OLD.id) < {len(Lado)} THEN
                {rechazo("Sin la confirmación de los tres lados no se da por cumplido.")}
            END IF;
            RETURN NEW;
        END IF;
"""  # noqa: S608 — our own literals

# `consenso.resultado`, for whoever writes without asking it. A consent is of whoever sits: once it
# leaves, whoever comes next has not said anything (its twin: `Asiento.dio`). Seats are taken so
# that nobody leaves one while its consent is being counted, and so that a secretariat settles one
# act at a time: of two that change one text, the second finds it moved.
ACUERDO_SEGUN_POSICIONES = pgtrigger.Trigger(
    name="acuerdo_segun_posiciones",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("consienten", "integer"), ("objetado", "boolean"), ("movido", "boolean")],
    func=f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.estado = 'registrado' AND NOT {ES_EL_DUENO} THEN
                {rechazo("Sólo la carga de la historia registra actos que constan en una fuente.")}
            ELSIF NEW.estado NOT IN ('registrado', 'propuesto') THEN
                {rechazo("Un acuerdo empieza propuesto: lo demás lo dicen las posiciones.")}
            END IF;
            NEW.resuelto_en := NULL;
            RETURN NEW;
        END IF;
        NEW.resuelto_en := OLD.resuelto_en;
        IF NEW.estado = OLD.estado THEN RETURN NEW; END IF;
        IF OLD.publicado_en IS NULL OR NEW.retirado_en IS NOT NULL THEN
            {rechazo("Sólo se resuelve lo que está propuesto en público.")}
        END IF;
        {_SIN_TRES_NO_SE_CIERRA}
        PERFORM FROM secretariados_asiento
            WHERE secretariado_id = OLD.secretariado_id ORDER BY id FOR NO KEY UPDATE;
        SELECT count(*) INTO consienten FROM (VALUES {LADOS}) l (lado)
            WHERE EXISTS (
                SELECT FROM secretariados_posicion p
                WHERE p.acuerdo_id = OLD.id AND p.lado = l.lado AND p.sentido = 'consiente'
                AND EXISTS (SELECT {_asientos_que_firman("OLD.secretariado_id", "l.lado")}
                    AND {_es_suya("p")}
                    AND (s.desde IS NULL
                        OR s.desde <= (p.dada_en AT TIME ZONE 'America/Mexico_City')::date)));
        objetado := EXISTS (
            SELECT FROM secretariados_posicion
            WHERE acuerdo_id = OLD.id AND sentido = 'no_consiente');
        movido := EXISTS (
            SELECT FROM secretariados_cambiopropuesto c
                JOIN secretariados_secretariado s ON s.id = OLD.secretariado_id
            WHERE c.acuerdo_id = OLD.id AND (
                c.antes IS DISTINCT FROM texto_en_vigor(c.objeto_tipo, c.objeto_clave)
                OR coalesce(c.antes, c.despues)->>'secretariado' IS DISTINCT FROM s.clave));
        IF NEW.estado = 'adoptado' AND consienten < 3 THEN
            {rechazo("Sin el consentimiento de los tres lados no hay acuerdo.")}
        ELSIF OLD.estado <> 'propuesto' OR NEW.estado IS DISTINCT FROM (CASE
            WHEN objetado THEN 'rechazado'
            WHEN consienten = 3 AND movido THEN 'vencido'
            WHEN consienten = 3 THEN 'adoptado'
            WHEN OLD.responde_hasta < {HOY} THEN 'vencido' END) THEN
            {rechazo("Las posiciones de los tres lados no llevan a ese estado.")}
        END IF;
        NEW.resuelto_en := clock_timestamp();
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

# The sides answer to what they read. Whoever thinks better of it takes it back and proposes again.
_LO_PROPUESTO = (
    "secretariado_id",
    "tipo",
    "titulo",
    "texto",
    "fecha",
    "fecha_precision",
    "posiciones_nota",
    "propone_lado",
    "propone_oficina",
    "justificacion",
    "responde_hasta",
    "aplica_a_tipo",
    "aplica_a_clave",
    "sesion_id",
    "responsable_lado",
    "responsable_oficina",
    "cumplir_hasta",
)
LO_PROPUESTO_NO_CAMBIA = pgtrigger.Trigger(
    name="lo_propuesto_no_cambia",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.publicado_en IS NOT NULL AND OLD.estado <> 'registrado'"),
    func=f"""
        IF ({", ".join(f"OLD.{c}" for c in _LO_PROPUESTO)})
            IS DISTINCT FROM ({", ".join(f"NEW.{c}" for c in _LO_PROPUESTO)}) THEN
            {rechazo("Lo propuesto no se cambia: retírelo y proponga otro.")}
        END IF;
        IF NEW.retirado_en IS DISTINCT FROM OLD.retirado_en
            AND (OLD.retirado_en IS NOT NULL OR OLD.estado <> 'propuesto') THEN
            {rechazo("Sólo se retira lo que está propuesto y nadie ha resuelto.")}
        END IF;
        RETURN NEW;
    """,
)

# One voice a side, from a seat that it holds today, while the act is open. Taking the act's row
# makes positions, adoption and withdrawal wait for each other.
POSICION_A_TIEMPO = pgtrigger.Trigger(
    name="posicion_a_tiempo",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("acto", "secretariados_acuerdo")],
    func=f"""
        SELECT * INTO acto FROM secretariados_acuerdo
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.acuerdo_id ELSE NEW.acuerdo_id END
            FOR NO KEY UPDATE;
        IF acto.estado = 'registrado' THEN
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        ELSIF TG_OP = 'DELETE' THEN
            {rechazo("Lo que un lado dijo no se borra.")}
        ELSIF TG_OP = 'UPDATE' AND (OLD.acuerdo_id, OLD.lado) <> (NEW.acuerdo_id, NEW.lado) THEN
            {rechazo("Una posición no cambia de lado ni de acuerdo.")}
        ELSIF acto.estado <> 'propuesto' OR NOT acto.publico THEN
            {rechazo("Sobre ese acuerdo ya no se toman posiciones.")}
        ELSIF NEW.sentido NOT IN ({", ".join(f"'{s}'" for s in QUE_SE_DICEN)}) THEN
            IF NEW.sentido = 'no_consta' OR acto.responde_hasta >= {HOY} THEN
                {rechazo("Mientras puede responder, de un lado sólo consta lo que dijo.")}
            END IF;
        ELSIF acto.responde_hasta < {HOY} THEN
            {rechazo("Ya pasó el plazo para responder.")}
        ELSIF NOT EXISTS (
            SELECT {_asientos_que_firman("acto.secretariado_id", "NEW.lado")}
                AND {_es_suya("NEW")}) THEN
            {rechazo("Ese lado no tiene hoy quien firme: sólo lo hacen su titular y su suplente.")}
        END IF;
        NEW.dada_en := now();
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)
