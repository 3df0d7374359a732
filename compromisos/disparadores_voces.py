"""Triggers of who says what: each voice is its own, and what it said in public stays said."""

from collections.abc import Iterable

import pgtrigger

from compromisos.estrella import CALCULADAS
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.disparadores import (
    COLUMNAS_DE_SISTEMA,
    ES_EL_DUENO,
    Cambia,
    rechazo,
)
from gobierno_abierto.comun.roles import Rol
from secretariados.disparadores import HOY

__all__ = [
    "CADA_LADO",
    "CADA_LADO_REPORTA",
    "CODIFICACION_QUE_QUEDA",
    "CONTINUA_OTRO_PLAN",
    "DEL_COMPROMISO",
    "DEL_PLAN",
    "DE_LA_EVALUACION",
    "DIAS_PARA_REPLICAR",
    "HALLAZGO_Y_DEFINITIVA",
    "LA_REPLICA_QUEDA",
    "LO_DICHO_QUEDA",
    "REPLICA_A_SU_HORA",
    "SOLO_QUIEN_EVALUA",
    "VOCABULARIO_CON_LO_SUYO",
    "LoDichoQueda",
    "LoPublicaUnMiembro",
    "SoloQuienEvalua",
    "VozPropia",
]

DIAS_PARA_REPLICAR = 14

# What whoever writes in another's voice is told.
SOLO_QUIEN_EVALUA = "Sólo escribe la revisión quien evalúa en ese secretariado."
LA_TRAE_LA_CARGA = "Una revisión que consta en fuentes sólo la trae la carga, con su fuente."
CADA_LADO = "Cada lado habla por sí mismo, en su secretariado."
LO_DICHO_QUEDA = "Lo que se dijo en público no se cambia: diga otra cosa después."
CADA_LADO_REPORTA = "Reporta quien actúa por ese lado en ese secretariado."
LO_PUBLICA_SU_LADO = (
    "Lo publica quien habla por ese lado, y no quien lo escribe por una institución."
)
LO_RETIRA = "Lo que se dijo en público sólo lo retira quien administra, con su motivo."
LA_REPLICA_QUEDA = "Una réplica pública no se cambia: publique otra."

# The account that asks, which `cuentas/quien_escribe.py` tells the database of each request.
_QUIEN = "nullif(current_setting('portal.cuenta', true), '')::bigint"

_ES_ADMINISTRADOR = """EXISTS (
                    SELECT FROM cuentas_usuario WHERE id = quien AND is_active AND is_superuser)"""
DEL_RETIRO = frozenset({"retirado_en", "retiro_motivo"})

DEL_COMPROMISO = "SELECT plan_id FROM compromisos_compromiso WHERE id = fila.compromiso_id"
DEL_PLAN = "SELECT fila.plan_id"
DE_LA_EVALUACION = """SELECT c.plan_id FROM compromisos_evaluacion e
            JOIN compromisos_compromiso c ON c.id = e.compromiso_id
            WHERE e.id = fila.evaluacion_id"""


class VozPropia(pgtrigger.Trigger):
    """Whoever writes it acts in that secretariat, with one of those roles and, if the row is of a
    side, from a seat of it: both of what the row was and of what it becomes. What sources tell is
    for whoever keeps the history, and what is public is withdrawn by the administration alone.

    Without an account that asks, only the owner of the tables writes: the load, and the operator's
    shell. What a part's trigger moves (the version) is nobody's word.
    """

    name = "voz_propia"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    de_las_fuentes = f"""IF NOT {_ES_ADMINISTRADOR} THEN
                    {rechazo("Lo que consta en fuentes lo corrige quien lleva la historia.")}
                END IF;"""

    def __init__(self, roles: Iterable[Rol], plan: str, mensaje: str, *, lado: str = ""):
        """`plan` and `lado` are SQL: of which plan `fila` is, and of which side, "" if of none."""
        self.roles, self.plan, self.mensaje, self.lado = tuple(roles), plan, mensaje, lado
        super().__init__()

    def get_declare(self, model):
        return [
            ("fila", model._meta.db_table),
            ("quien", "bigint"),
            ("suyo", "planes_plan"),
        ]

    def get_func(self, model):
        visible = Cambia(COLUMNAS_DE_SISTEMA).resolve(model)
        dicho = Cambia(COLUMNAS_DE_SISTEMA | DEL_RETIRO).resolve(model)
        roles = ", ".join(f"'{rol.value}'" for rol in self.roles)
        de_su_lado = f"AND s.lado = {self.lado}" if self.lado else ""
        return f"""
            IF TG_OP = 'DELETE' THEN fila := OLD; ELSE fila := NEW; END IF;
            quien := {_QUIEN};
            IF quien IS NULL AND {ES_EL_DUENO} THEN RETURN fila; END IF;
            IF TG_OP = 'UPDATE' THEN
                IF NOT ({visible}) THEN RETURN fila; END IF;
                IF NOT ({dicho}) THEN
                    IF NOT {_ES_ADMINISTRADOR} THEN {rechazo(LO_RETIRA)} END IF;
                    RETURN fila;
                END IF;
            END IF;
            -- whoever moves one takes it from where it was
            FOREACH fila IN ARRAY CASE TG_OP WHEN 'DELETE' THEN ARRAY[OLD]
                WHEN 'INSERT' THEN ARRAY[NEW] ELSE ARRAY[OLD, NEW] END LOOP
            SELECT * INTO suyo FROM planes_plan WHERE id = ({self.plan});
            IF suyo.procedencia IN ('historica', 'externa') THEN
                {self.de_las_fuentes}
            ELSIF NOT EXISTS (
                SELECT FROM secretariados_ocupacion o
                    JOIN cuentas_usuario u ON u.id = o.usuario_id AND u.is_active
                    LEFT JOIN secretariados_asiento s ON s.id = o.asiento_id
                WHERE o.usuario_id = quien AND o.rol IN ({roles})
                  AND o.desde <= {HOY} AND (o.hasta IS NULL OR o.hasta > {HOY})
                  AND (s.hasta IS NULL OR s.hasta > {HOY})
                  AND coalesce(s.secretariado_id, o.secretariado_id) = suyo.secretariado_id
                  {de_su_lado}) THEN
                {rechazo(self.mensaje)}
            END IF;
            END LOOP;
            RETURN fila;
        """  # noqa: S608 — our own literals


class SoloQuienEvalua(VozPropia):
    """A review is of whoever evaluates. One that sources tell is nobody's to write here, not even
    of whoever keeps the rest of the history: it comes with its source, by a command."""

    de_las_fuentes = rechazo(LA_TRAE_LA_CARGA)

    def __init__(self, plan: str):
        super().__init__([Rol.EVALUADOR], plan, SOLO_QUIEN_EVALUA)


class LoPublicaUnMiembro(VozPropia):
    """A liaison writes it and its side reads it: who speaks for the side makes it public."""

    name = "voz_que_publica"  # after who writes it, and what it says, were looked at
    operation = pgtrigger.Update
    condition = pgtrigger.Condition("OLD.publicado_en IS NULL AND NEW.publicado_en IS NOT NULL")

    def __init__(self):
        super().__init__([Rol.MIEMBRO], DEL_COMPROMISO, LO_PUBLICA_SU_LADO, lado="fila.lado")


class LoDichoQueda(pgtrigger.Trigger):
    """What was said in public of what was made here is followed by another, never edited."""

    name = "lo_dicho_queda"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    condition = pgtrigger.Condition("OLD.publicado_en IS NOT NULL")

    def __init__(self, plan: str, mensaje: str):
        self.plan, self.mensaje = plan, mensaje
        super().__init__()

    def get_declare(self, model):
        return [("fila", model._meta.db_table)]

    def get_func(self, model):
        dicho = Cambia(COLUMNAS_DE_SISTEMA | DEL_RETIRO).resolve(model)
        return f"""
            fila := NEW;
            IF ({dicho}) AND EXISTS (
                SELECT FROM planes_plan
                WHERE id = ({self.plan}) AND procedencia IN ('portal', 'muestra')) THEN
                {rechazo(self.mensaje)}
            END IF;
            RETURN NEW;
        """


# By its keys, one after another: a join, asked of each coding of a load, took twice as long.
_DE_AQUI = """coalesce((
            SELECT procedencia IN ('portal', 'muestra') FROM planes_plan WHERE id = (
                SELECT plan_id FROM compromisos_compromiso WHERE id = {compromiso})), false)"""

DE_OTRO_DIA = "Ese día todavía no llega: la revisión ya dice lo que halló."
_HALLADO = "Un hallazgo público no se cambia: lo que haya que decir va en la definitiva."
_LO_HALLADO = (
    "compromiso_id",
    "momento",
    "vocabulario",
    "evaluador",
    "informe",
    "fecha",
    "fecha_precision",
    "fuente_id",
    "replicas_hasta",
)

# Finding, replies, final: each in its time, and none over another. History tells no stages.
HALLAZGO_Y_DEFINITIVA = pgtrigger.Trigger(
    name="hallazgo_y_definitiva",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF NOT {_DE_AQUI.format(compromiso="NEW.compromiso_id")} THEN RETURN NEW; END IF;
        IF NEW.fecha > {HOY} THEN
            {rechazo(DE_OTRO_DIA)}
        END IF;
        IF NEW.publicado_en IS NULL THEN
            IF NEW.definitiva_en IS NOT NULL THEN
                {rechazo("Primero se publica el hallazgo, y los lados pueden responder.")}
            END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'INSERT' OR OLD.publicado_en IS NULL THEN
            NEW.replicas_hasta := coalesce(NEW.replicas_hasta, {HOY} + {DIAS_PARA_REPLICAR});
            IF NEW.replicas_hasta < {HOY} + {DIAS_PARA_REPLICAR} THEN
                {rechazo("Dé a los lados al menos catorce días para responder.")}
            ELSIF NEW.definitiva_en IS NOT NULL THEN
                {rechazo("Primero se publica el hallazgo, y los lados pueden responder.")}
            END IF;
            RETURN NEW;
        END IF;
        IF ({", ".join(f"OLD.{c}" for c in _LO_HALLADO)})
            IS DISTINCT FROM ({", ".join(f"NEW.{c}" for c in _LO_HALLADO)}) THEN
            {rechazo(_HALLADO)}
        ELSIF OLD.definitiva_en IS NOT NULL THEN
            IF (OLD.definitiva_en, OLD.definitiva_texto)
                IS DISTINCT FROM (NEW.definitiva_en, NEW.definitiva_texto) THEN
                {rechazo("La revisión definitiva no se cambia.")}
            END IF;
        ELSIF NEW.definitiva_en IS NOT NULL THEN
            IF OLD.replicas_hasta >= {HOY} AND (
                SELECT count(DISTINCT lado) FROM compromisos_replica
                WHERE evaluacion_id = OLD.id AND publico) < {len(Lado)} THEN
                {rechazo("Todavía corre el plazo para que los lados respondan.")}
            END IF;
            NEW.definitiva_en := now();
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

# Its values are read in it, one by one: others would be codes that it does not have.
VOCABULARIO_CON_LO_SUYO = pgtrigger.Trigger(
    name="vocabulario_con_lo_suyo",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.vocabulario IS DISTINCT FROM NEW.vocabulario"),
    func=f"""
        IF EXISTS (SELECT FROM compromisos_codificacion WHERE evaluacion_id = NEW.id) THEN
            {
        rechazo(
            "El vocabulario de una evaluación no cambia mientras tenga codificaciones.",
            "vocabulario",
        )
    }
        END IF;
        RETURN NEW;
    """,
)

# What was found stays, with its note and as its source writes it, beside what the final says
# instead, which is said in that same act.
CODIFICACION_QUE_QUEDA = pgtrigger.Trigger(
    name="codificacion_que_queda",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("suya", "compromisos_evaluacion")],
    func=f"""
        IF TG_OP = 'UPDATE' THEN  -- the ledger touches the parts of what becomes public
            IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
        END IF;
        SELECT * INTO suya FROM compromisos_evaluacion
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.evaluacion_id
                            ELSE NEW.evaluacion_id END;
        IF TG_OP <> 'DELETE' THEN
            IF NEW.variable IN ({", ".join(f"'{v}'" for v in CALCULADAS)})
                AND {_DE_AQUI.format(compromiso="suya.compromiso_id")} THEN
                {rechazo("La estrella no se escribe: la calcula el portal con la regla vigente.")}
            END IF;
        END IF;
        IF suya.publicado_en IS NULL OR NOT {_DE_AQUI.format(compromiso="suya.compromiso_id")} THEN
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            NEW.hallado := NULL;
            RETURN NEW;
        ELSIF TG_OP <> 'UPDATE' OR suya.definitiva_en IS DISTINCT FROM now()
            OR OLD.hallado IS NOT NULL OR (OLD.variable, OLD.nota, OLD.etiqueta_original)
                IS DISTINCT FROM (NEW.variable, NEW.nota, NEW.etiqueta_original) THEN
            {rechazo("Lo que la revisión halló no se cambia: sólo la definitiva dice otra cosa.")}
        END IF;
        NEW.hallado := coalesce(OLD.valor, OLD.ausencia);
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

# A side answers a finding that is public while it is not final; what it answered is not edited.
REPLICA_A_SU_HORA = pgtrigger.Trigger(
    name="replica_a_su_hora",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("suya", "compromisos_evaluacion"), ("casa", "bigint")],
    func=f"""
        IF NEW.publicado_en IS NULL THEN RETURN NEW; END IF;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.publicado_en IS NOT NULL THEN RETURN NEW; END IF;
        END IF;
        SELECT * INTO suya FROM compromisos_evaluacion WHERE id = NEW.evaluacion_id FOR SHARE;
        SELECT p.secretariado_id INTO casa FROM compromisos_compromiso c
            JOIN planes_plan p ON p.id = c.plan_id
            WHERE c.id = suya.compromiso_id AND p.procedencia IN ('portal', 'muestra');
        IF casa IS NULL THEN
            {rechazo("Se replica a lo que se evalúa aquí: lo histórico lo cuentan sus fuentes.")}
        ELSIF NOT suya.publico THEN
            {rechazo("Se replica a un hallazgo que ya está a la vista de todos.")}
        ELSIF suya.definitiva_en IS NOT NULL THEN
            {rechazo("La revisión ya es definitiva: su lado puede pronunciarse.")}
        ELSIF NOT EXISTS (
            SELECT FROM secretariados_asiento s WHERE s.secretariado_id = casa AND s.lado = NEW.lado
              AND (s.desde IS NULL OR s.desde <= {HOY})
              AND (s.hasta IS NULL OR s.hasta > {HOY})) THEN
            {rechazo("Ese lado no tiene hoy asiento en el secretariado.")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

# From one plan to another: a commitment does not continue what was promised beside it.
CONTINUA_OTRO_PLAN = pgtrigger.Trigger(
    name="continua_otro_plan",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF (SELECT plan_id FROM compromisos_compromiso WHERE id = NEW.compromiso_id)
            = (SELECT plan_id FROM compromisos_compromiso WHERE id = NEW.anterior_id) THEN
            {rechazo("Un compromiso continúa a uno de otro plan.")}
        ELSIF EXISTS (
            SELECT FROM compromisos_continuidad
            WHERE compromiso_id = NEW.anterior_id AND anterior_id = NEW.compromiso_id) THEN
            {rechazo("Ese compromiso ya consta como continuación de este.")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)
