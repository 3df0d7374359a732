"""Database triggers that public tables share. Their messages are for people, so in Spanish."""

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection

__all__ = [
    "COLUMNAS_DE_SISTEMA",
    "ES_EL_DUENO",
    "PublicadoTrasLoSuyo",
    "Version",
    "clave_de_su_plan",
    "clave_inmutable",
    "eje_con_lo_suyo",
    "mueve_version_de",
    "mueve_version_del_objeto",
    "prefijo_en_sus_claves",
    "procedencia_de_la_carga",
    "procedencia_inmutable",
    "publicado_es_un_acto",
    "publicado_permanente",
    "publicado_una_vez",
    "rechazo",
    "sin_engano",
    "sin_interruptor",
    "version_primera",
]

# Kept by the database for itself; the ledger has its own instants and versions.
COLUMNAS_DE_SISTEMA = frozenset({"version", "version_cargada", "creado", "actualizado"})


class Cambia(pgtrigger.Condition):
    """Some column changed, generated ones and those `aparte` left out.

    PostgreSQL cannot compare whole rows in a BEFORE trigger of a table with generated columns.
    """

    def __init__(self, aparte: frozenset[str] = frozenset()):
        """The SQL depends on the model: see `resolve`."""
        self.aparte = aparte

    def resolve(self, model):
        columnas = [
            campo.column
            for campo in model._meta.concrete_fields
            if not campo.generated and campo.name not in self.aparte
        ]
        return " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in columnas)


def rechazo(mensaje: str, columna: str = "") -> str:
    """`columna`: which one is to blame, where it is one."""
    cual = f", COLUMN = '{columna}'" if columna else ""
    return f"RAISE EXCEPTION '{mensaje}' USING ERRCODE = 'check_violation'{cual};"


clave_inmutable = pgtrigger.Trigger(
    name="clave_inmutable",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.clave IS DISTINCT FROM NEW.clave"),
    func=rechazo("La clave es permanente y no se puede cambiar."),
)

publicado_permanente = pgtrigger.Trigger(
    name="publicado_permanente",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    condition=pgtrigger.Condition("OLD.publicado_en IS NOT NULL"),
    func=rechazo("Lo publicado no se borra: se retira, con su motivo."),
)

publicado_es_un_acto = pgtrigger.Trigger(
    name="publicado_es_un_acto",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Condition(
        "NEW.publicado_en > clock_timestamp() OR NEW.retirado_en > clock_timestamp()"
    ),
    func=rechazo("Publicar o retirar es un acto: su fecha no puede ser futura."),
)

publicado_una_vez = pgtrigger.Trigger(
    name="publicado_una_vez",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.publicado_en IS NOT NULL AND NEW.publicado_en IS DISTINCT FROM OLD.publicado_en"
    ),
    func=rechazo("Lo publicado no se despublica: se retira, con su motivo."),
)


class PublicadoTrasLoSuyo(pgtrigger.Trigger):
    """Nothing is published before what it hangs from: so what was ever public is what was ever
    seen, and the ledger can tell one from the other by the row alone."""

    name = "publicado_tras_lo_suyo"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    condition = pgtrigger.Condition("NEW.publicado_en IS NOT NULL")

    def get_func(self, model):
        real = apps.get_model(model._meta.label)  # migrations compile triggers with bare copies
        campo = real._meta.get_field(real.cuelga_de)
        return f"""
            IF EXISTS (
                SELECT FROM {campo.related_model._meta.db_table}
                WHERE id = NEW.{campo.column} AND publicado_en IS NULL
            ) THEN
                {rechazo("Publique antes el registro del que este es parte.")}
            END IF;
            RETURN NEW;
        """


procedencia_inmutable = pgtrigger.Trigger(
    name="procedencia_inmutable",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.procedencia IS DISTINCT FROM NEW.procedencia"),
    func=rechazo("La procedencia se fija una vez y no se puede cambiar."),
)

# Only whoever owns the table, which is who loads the history, says what came from it.
ES_EL_DUENO = (
    "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')"
)


# Whoever could say so of what she makes would be bound by nobody's consent.
procedencia_de_la_carga = pgtrigger.Trigger(
    name="procedencia_de_la_carga",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Condition("NEW.procedencia NOT IN ('portal', 'muestra')"),
    func=f"""
        IF NOT {ES_EL_DUENO} THEN
            {rechazo("Sólo la carga de la historia dice qué vino de ella.")}
        END IF;
        RETURN NEW;
    """,
)


class Version(pgtrigger.Trigger):
    """The columns that the database keeps for itself, whatever anybody writes in them.

    now() is the start of the transaction: a row that this transaction made or already moved keeps
    its number, so a version is one act, however many statements it took. A change of the number
    alone is the way in which a part's trigger asks for the next one; anybody else's is ignored.
    """

    name = "version"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    condition = Cambia()

    def get_func(self, model):
        visible = Cambia(COLUMNAS_DE_SISTEMA).resolve(model)
        return f"""
            IF NEW.version_cargada IS DISTINCT FROM OLD.version_cargada AND NOT {ES_EL_DUENO} THEN
                {rechazo("Sólo la carga de la historia dice qué vino de ella.")}
            END IF;
            NEW.creado := OLD.creado;
            IF ({visible}) OR (NEW.version <> OLD.version AND pg_trigger_depth() > 1) THEN
                NEW.version := OLD.version + CASE WHEN OLD.actualizado = now() THEN 0 ELSE 1 END;
                NEW.actualizado := now();
            ELSE
                NEW.version := OLD.version;
                NEW.actualizado := OLD.actualizado;
            END IF;
            RETURN NEW;
        """


version_primera = pgtrigger.Trigger(
    name="version_primera",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        NEW.version := 1;
        NEW.creado := now();
        NEW.actualizado := now();
        IF NEW.version_cargada IS NOT NULL AND NOT {ES_EL_DUENO} THEN
            {rechazo("Sólo la carga de la historia dice qué vino de ella.")}
        END IF;
        RETURN NEW;
    """,
)


# A key names its plan for ever, so nobody takes one that another plan will need.
clave_de_su_plan = pgtrigger.Trigger(
    name="clave_de_su_plan",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF TG_OP = 'UPDATE' AND NEW.plan_id = OLD.plan_id THEN RETURN NEW; END IF;
        IF NOT EXISTS (
            SELECT FROM planes_plan
            WHERE id = NEW.plan_id AND starts_with(NEW.clave, prefijo || '-')
        ) THEN
            {rechazo("La clave empieza con el prefijo de su plan.")}
        END IF;
        RETURN NEW;
    """,
)

prefijo_en_sus_claves = pgtrigger.Trigger(
    name="prefijo_en_sus_claves",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.prefijo IS DISTINCT FROM NEW.prefijo"),
    func=f"""
        IF EXISTS (
            SELECT 1 FROM compromisos_compromiso WHERE plan_id = NEW.id
            UNION ALL SELECT 1 FROM planes_mesa WHERE plan_id = NEW.id
        ) THEN
            {rechazo("El prefijo está en las claves de lo suyo, que son permanentes.", "prefijo")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — both names are written here
)

eje_con_lo_suyo = pgtrigger.Trigger(
    name="eje_con_lo_suyo",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "NEW.plan_id IS NOT NULL AND OLD.plan_id IS DISTINCT FROM NEW.plan_id"
    ),
    func=f"""
        IF EXISTS (
            SELECT FROM compromisos_clasificacion AS suya
            JOIN compromisos_compromiso AS de ON de.id = suya.compromiso_id
            WHERE suya.eje_id = NEW.id AND de.plan_id <> NEW.plan_id
        ) THEN
            {rechazo("En ese eje hay compromisos de otro plan: quítelos antes de él.", "plan")}
        END IF;
        RETURN NEW;
    """,
)


_NADA_CAMBIO = "IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;"
_BORRADOR = """
    IF (TG_OP = 'INSERT' OR OLD.publicado_en IS NULL)
        AND (TG_OP = 'DELETE' OR NEW.publicado_en IS NULL) THEN
        RETURN NULL;
    END IF;
"""


def mueve_version_de(
    padre: str, columna: str, *, si_es_publica: bool = False, son_muchas: bool = False
) -> pgtrigger.Trigger:
    """A change in a part of a public record is a change of the record: move its version.

    `padre` is the parent's table, `columna` the part's foreign key to it. `si_es_publica` is for
    parts that are records too: one that was never public changes nothing that anybody sees.
    `son_muchas`: they come by the dozen, so the record that this transaction already moved, which
    would keep its number (`Version`), is not written again for each.
    """
    sin_repetir = "AND actualizado <> now()" if son_muchas else ""
    return pgtrigger.Trigger(
        name="mueve_version",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            {_NADA_CAMBIO}
            {_BORRADOR if si_es_publica else ""}
            UPDATE {padre} SET version = version + 1
            WHERE id IN (
                CASE WHEN TG_OP <> 'INSERT' THEN OLD.{columna} END,
                CASE WHEN TG_OP <> 'DELETE' THEN NEW.{columna} END
            ){sin_repetir and " " + sin_repetir};
            RETURN NULL;
        """,  # noqa: S608 — both names are the caller's literals
    )


def mueve_version_del_objeto(tablas: Mapping[str, str]) -> pgtrigger.Trigger:
    """The same for rows that point to a record by `objeto_tipo` and `objeto_clave`.

    `tablas` says which table each kind lives in. A key that no row has is refused, so that none
    dangles.
    """
    casos = " ".join(f"WHEN '{tipo}' THEN '{tabla}'" for tipo, tabla in tablas.items())
    # One that this transaction already moved keeps its number: it is only looked for.
    mover = f"""
        EXECUTE format(
            'WITH movida AS (UPDATE %1$I SET version = version + 1
                WHERE clave = $1 AND actualizado <> now())
            SELECT 1 FROM %1$I WHERE clave = $1',
            CASE {{fila}}.objeto_tipo {casos} END
        ) INTO hallado USING {{fila}}.objeto_clave;
    """  # noqa: S608 — the tables are the caller's literals
    return pgtrigger.Trigger(
        name="mueve_version_objeto",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("hallado", "integer")],
        func=f"""
            {_NADA_CAMBIO}
            IF TG_OP <> 'INSERT' THEN {mover.format(fila="OLD")} END IF;
            IF TG_OP <> 'DELETE' THEN
                {mover.format(fila="NEW")}
                IF hallado IS NULL THEN {rechazo("No hay ningún registro con esa clave.")} END IF;
            END IF;
            RETURN NULL;
        """,
    )


_FIJAR_DONDE_MIRAN = """
DO $$
DECLARE
    f regprocedure;
BEGIN
    FOR f IN SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'pgtrigger_') LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', f);
    END LOOP;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$
"""


def sin_engano(**_senal: Any) -> None:
    """A trigger reads our tables, and not others of the same name that whoever writes put before
    them: temporary ones, which besides nobody but the owner makes. Run after every migration."""
    with connection.cursor() as cursor:
        cursor.execute(_FIJAR_DONDE_MIRAN)


def sin_interruptor(**_senal: Any) -> None:
    """Close pgtrigger's own door: each of its triggers asks a function whether to stand aside, and
    that function believes a setting (`pgtrigger.ignore`) that any connection can make. Installing a
    trigger puts it back, so this is run after every migration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) "
            "RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'"
        )
