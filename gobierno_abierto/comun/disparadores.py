"""Database triggers that public tables share. Their messages are for people, so in Spanish."""

from collections.abc import Mapping

import pgtrigger
from django.apps import apps

__all__ = [
    "CambioReal",
    "PublicadoTrasLoSuyo",
    "clave_de_su_plan",
    "clave_inmutable",
    "mueve_version_de",
    "mueve_version_del_objeto",
    "procedencia_inmutable",
    "publicado_es_un_acto",
    "publicado_permanente",
    "publicado_una_vez",
    "version",
]


class CambioReal(pgtrigger.Condition):
    """Some column that people see changed (generated and bookkeeping columns apart).

    PostgreSQL cannot compare whole rows in a BEFORE trigger of a table with generated columns.
    """

    APARTE = frozenset({"actualizado", "version_cargada"})

    def __init__(self):
        """The SQL depends on the model: see `resolve`."""

    def resolve(self, model):
        columnas = [
            campo.column
            for campo in model._meta.concrete_fields
            if not campo.generated and campo.name not in self.APARTE
        ]
        return " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in columnas)


def _rechazo(mensaje: str) -> str:
    return f"RAISE EXCEPTION '{mensaje}' USING ERRCODE = 'check_violation';"


clave_inmutable = pgtrigger.Trigger(
    name="clave_inmutable",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.clave IS DISTINCT FROM NEW.clave"),
    func=_rechazo("La clave es permanente y no se puede cambiar."),
)

publicado_permanente = pgtrigger.Trigger(
    name="publicado_permanente",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    condition=pgtrigger.Condition("OLD.publicado_en IS NOT NULL"),
    func=_rechazo("Lo publicado no se borra: se retira, con su motivo."),
)

publicado_es_un_acto = pgtrigger.Trigger(
    name="publicado_es_un_acto",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Condition("NEW.publicado_en > clock_timestamp()"),
    func=_rechazo("Publicar es un acto: su fecha no puede ser futura."),
)

publicado_una_vez = pgtrigger.Trigger(
    name="publicado_una_vez",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.publicado_en IS NOT NULL AND NEW.publicado_en IS DISTINCT FROM OLD.publicado_en"
    ),
    func=_rechazo("Lo publicado no se despublica: se retira, con su motivo."),
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
                {_rechazo("Publique antes el registro del que este es parte.")}
            END IF;
            RETURN NEW;
        """


procedencia_inmutable = pgtrigger.Trigger(
    name="procedencia_inmutable",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.procedencia IS DISTINCT FROM NEW.procedencia"),
    func=_rechazo("La procedencia se fija una vez y no se puede cambiar."),
)

# now() is the start of the transaction: a row that this transaction made or already moved keeps its
# number, so a version is one act, however many statements it took.
version = pgtrigger.Trigger(
    name="version",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=CambioReal(),
    func="""
        NEW.version := OLD.version + CASE WHEN OLD.actualizado = now() THEN 0 ELSE 1 END;
        NEW.actualizado := now();
        RETURN NEW;
    """,
)


# A key names its plan for ever, so nobody takes one that another plan will need.
clave_de_su_plan = pgtrigger.Trigger(
    name="clave_de_su_plan",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF NOT EXISTS (
            SELECT FROM planes_plan
            WHERE id = NEW.plan_id AND starts_with(NEW.clave, prefijo || '-')
        ) THEN
            {_rechazo("La clave empieza con el prefijo de su plan.")}
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


def mueve_version_de(padre: str, columna: str, *, si_es_publica: bool = False) -> pgtrigger.Trigger:
    """A change in a part of a public record is a change of the record: move its version.

    `padre` is the parent's table, `columna` the part's foreign key to it. `si_es_publica` is for
    parts that are records too: one that was never public changes nothing that anybody sees.
    """
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
            );
            RETURN NULL;
        """,  # noqa: S608 — both names are the caller's literals
    )


def mueve_version_del_objeto(tablas: Mapping[str, str]) -> pgtrigger.Trigger:
    """The same for rows that point to a record by `objeto_tipo` and `objeto_clave`.

    `tablas` says which table each kind lives in. A key that no row has is refused, so that none
    dangles.
    """
    casos = " ".join(f"WHEN '{tipo}' THEN '{tabla}'" for tipo, tabla in tablas.items())
    mover = f"""
        EXECUTE format(
            'UPDATE %I SET version = version + 1 WHERE clave = $1 RETURNING 1',
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
                IF hallado IS NULL THEN {_rechazo("No hay ningún registro con esa clave.")} END IF;
            END IF;
            RETURN NULL;
        """,
    )
