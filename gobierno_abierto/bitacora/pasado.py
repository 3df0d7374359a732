"""The past as a database schema: views with the tables' own names, replayed from the ledger.

`como_estaba(...)` puts them before the real tables for the length of a block, so that any query of
any page answers as it would have answered then. Nothing about the past is written twice.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from gobierno_abierto.comun.dia import hoy, hoy_es
from gobierno_abierto.comun.traza import TrazaDeParte, TrazaDeRegistro, columnas_publicas

__all__ = ["como_estaba", "crear_vistas", "lo_que_no_concuerda"]

Traza = TrazaDeRegistro | TrazaDeParte

# Up to which place the ledger is read; all of it, what is not sealed yet included, if none is set.
HASTA = """
  (nullif(current_setting('portal.hasta', true), '') IS NULL OR EXISTS (
    SELECT FROM public.bitacora_sello s WHERE s.entrada_id = e.id
      AND s.secuencia <= nullif(current_setting('portal.hasta', true), '')::bigint))
"""

PLEGAR = """
DROP SCHEMA IF EXISTS pasado CASCADE;
CREATE SCHEMA pasado;
CREATE FUNCTION pasado.aplicar(fila jsonb, cambio jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN cambio IS NOT NULL THEN coalesce(fila, '{}') || cambio END
$$;
CREATE AGGREGATE pasado.plegar(jsonb) (sfunc = pasado.aplicar, stype = jsonb);
"""
REGLAS = """
SELECT pg_get_functiondef(oid) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND provolatile = 's'
  AND prorettype <> 'trigger'::regtype AND 'search_path=public, pg_temp' = ANY (proconfig)
ORDER BY oid
"""
HUELLA = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'pasado'"
PERMISOS = """
GRANT USAGE ON SCHEMA pasado TO gobierno_web;
GRANT SELECT ON ALL TABLES IN SCHEMA pasado TO gobierno_web;
"""


@contextmanager
def como_estaba(hasta: int | None, dia: date | None = None) -> Iterator[None]:
    """Inside the block, queries see the public records as the ledger had them up to that place
    (None: as it has them now), and today is that day, if one is given. Read only."""
    ajustes = {
        "search_path": "pasado, public",
        "portal.hasta": "" if hasta is None else str(hasta),
    }
    with (
        hoy_es(dia or hoy()),
        _sin_llaves_de_vista(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT current_setting('search_path')")
        (anterior,) = cursor.fetchone()
        _ajustar(cursor, ajustes)
        yield
        _ajustar(cursor, dict.fromkeys(ajustes, "") | {"search_path": anterior})


@contextmanager
def _sin_llaves_de_vista() -> Iterator[None]:
    """A view has no primary key, so grouping by one does not stand for its other columns."""
    rasgos = connection.features
    antes = rasgos.allows_group_by_selected_pks
    rasgos.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        rasgos.allows_group_by_selected_pks = antes


def _ajustar(cursor: Any, ajustes: dict[str, str]) -> None:
    for nombre, valor in ajustes.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [nombre, valor])


def crear_vistas(**_senal: Any) -> None:
    """One view for each table that the ledger follows. Run after every migration, so that the past
    always has the shape of the present; if it has it already, nothing is touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        vistas = [
            _vista(modelo, traza, _generadas(cursor, modelo)) for modelo, traza in _con_traza()
        ]
        sql = ";\n".join([PLEGAR, *vistas, *_reglas(cursor), PERMISOS])
        huella = hashlib.sha256(sql.encode()).hexdigest()
        cursor.execute(HUELLA)
        if cursor.fetchone() != (huella,):
            cursor.execute(f"{sql}; COMMENT ON SCHEMA pasado IS '{huella}'")


def lo_que_no_concuerda() -> str | None:
    """The first table that does not hold what the ledger tells, with the row; None if all do."""
    with connection.cursor() as cursor:
        for modelo, traza in _con_traza():
            tabla = modelo._meta.db_table
            columnas = ", ".join(
                ["id", *(["version", "actualizado"] if isinstance(traza, TrazaDeRegistro) else [])]
                + [str(campo.column) for campo in columnas_publicas(modelo)]
            )
            de_la_tabla = f"SELECT {columnas} FROM public.{tabla} WHERE {_publica(traza, modelo)}"  # noqa: S608
            de_la_bitacora = f"SELECT {columnas} FROM pasado.{tabla}"  # noqa: S608
            for una, otra in ((de_la_tabla, de_la_bitacora), (de_la_bitacora, de_la_tabla)):
                cursor.execute(f"({una}) EXCEPT ({otra}) LIMIT 1")
                if fila := cursor.fetchone():
                    return f"{modelo._meta.verbose_name} {fila[0]}"
    return None


def _publica(traza: Traza, modelo: Any) -> str:
    """SQL: was this row ever public?"""
    if isinstance(traza, TrazaDeRegistro):
        return "publicado_en IS NOT NULL"
    if traza.padre:
        campo = modelo._meta.get_field(traza.padre)
        arriba = campo.related_model._meta.db_table
        return f"{campo.column} IN (SELECT id FROM public.{arriba} WHERE publicado_en IS NOT NULL)"  # noqa: S608
    return "(objeto_tipo, objeto_clave) IN (SELECT objeto_tipo, objeto_clave FROM bitacora_entrada)"


def _con_traza() -> Iterator[tuple[Any, Traza]]:
    """The models that the ledger follows."""
    for modelo in apps.get_models():
        for disparador in getattr(modelo._meta, "triggers", []):
            if isinstance(disparador, TrazaDeRegistro | TrazaDeParte):
                yield modelo, disparador


def _generadas(cursor: Any, modelo: Any) -> dict[str, str]:
    """SQL of the columns that the database computes."""
    cursor.execute(
        "SELECT a.attname, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a "
        "JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum) "
        "WHERE a.attrelid = %s::regclass AND a.attgenerated = 's'",
        [modelo._meta.db_table],
    )
    return dict(cursor.fetchall())


def _reglas(cursor: Any) -> list[str]:
    """The functions that read tables (the rule of progress, the text in force), each with a twin
    that reads those of the past: they name their schema, so they would answer of today."""
    cursor.execute(REGLAS)
    return [
        definicion.replace("FUNCTION public.", "FUNCTION pasado.", 1).replace(
            "SET search_path TO 'public', 'pg_temp'",
            "SET search_path TO 'pasado', 'public', 'pg_temp'",
            1,
        )
        for (definicion,) in cursor.fetchall()
    ]


def _vista(modelo: Any, traza: Traza, generadas: dict[str, str]) -> str:
    tabla = modelo._meta.db_table
    aparte: set[str] = set()
    if isinstance(traza, TrazaDeRegistro):
        fijas, origen = _de_registro(modelo)
        aparte = {modelo.cuelga_de}
    elif traza.padre:
        fijas, origen = _de_parte(modelo, traza.padre)
        aparte = {traza.padre}
    else:
        fijas, origen = _de_apuntadora(modelo)
        aparte = {"objeto_tipo", "objeto_clave"}
    columnas = [c for c in columnas_publicas(modelo) if c.name not in aparte | {"clave"}]
    leidas = ", ".join([*fijas, *map(_columna, columnas)])
    extra = "".join(f", ({sql}) AS {columna}" for columna, sql in generadas.items())
    return (
        f"CREATE VIEW pasado.{tabla} AS SELECT f.*{extra} "  # noqa: S608 — names of our models
        f"FROM (SELECT {leidas} FROM {origen} WHERE d IS NOT NULL) f"
    )


def _columna(campo: models.Field) -> str:
    if isinstance(campo, models.ForeignKey):
        otra = campo.related_model._meta.db_table
        llave = getattr(campo.related_model, "se_refiere_por", "clave")
        return (
            f"(SELECT x.id FROM public.{otra} x WHERE x.{llave}::text = d->>'{campo.name}') "  # noqa: S608
            f"AS {campo.column}"
        )
    if isinstance(campo, models.JSONField):
        # What the ledger tells as null is no value of the column, rather than the JSON null.
        return f"nullif(d->'{campo.name}', 'null') AS {campo.column}"
    return f"(d->>'{campo.name}')::{campo.db_type(connection)} AS {campo.column}"


def _plegadas(condicion: str, por: str = "e.fila") -> str:
    return (
        f"(SELECT {por}, pasado.plegar(e.despues ORDER BY e.id) AS d "  # noqa: S608
        f"FROM public.bitacora_entrada e WHERE {condicion} AND {HASTA} GROUP BY {por}) plegada"
    )


def _la_ultima(entradas: str) -> str:
    return f"(SELECT e.id, e.instante {entradas} ORDER BY e.id DESC LIMIT 1)"


def _de_registro(modelo: Any) -> tuple[list[str], str]:
    """Its row is still there, since nothing public disappears: it gives the number and the key."""
    suyas = (
        f"FROM public.bitacora_entrada e WHERE {HASTA} AND "
        f"e.objeto_tipo = '{modelo.objeto}' AND e.objeto_clave = p.clave"
    )
    arriba = (
        f"FROM public.bitacora_entrada e WHERE {HASTA} AND "
        f"e.arriba_tipo = '{modelo.objeto}' AND e.arriba_clave = p.clave"
    )
    fijas = [
        "p.id",
        "p.clave",
        f"greatest((SELECT max(e.version) {suyas}), (SELECT max(e.arriba_version) {arriba})) "
        "AS version",
        "p.version_cargada",
        "p.creado",
        # The last to write, which may have begun before another that wrote earlier.
        f"(SELECT u.instante FROM ({_la_ultima(suyas)} UNION ALL {_la_ultima(arriba)}) u "  # noqa: S608
        "ORDER BY u.id DESC LIMIT 1) AS actualizado",
    ]
    if modelo.cuelga_de:  # for ever the same, so it is read where there is an index
        fijas.append(f"p.{modelo._meta.get_field(modelo.cuelga_de).column}")
    condicion = (
        f"e.objeto_tipo = '{modelo.objeto}' AND e.parte IS NULL AND e.objeto_clave = p.clave"
    )
    origen = f"public.{modelo._meta.db_table} p"
    return fijas, f"{origen} CROSS JOIN LATERAL {_plegadas(condicion, 'e.objeto_clave')}"


def _de_parte(modelo: Any, padre: str) -> tuple[list[str], str]:
    campo = modelo._meta.get_field(padre)
    arriba = campo.related_model
    condicion = (
        f"e.objeto_tipo = '{arriba.objeto}' AND e.parte = '{modelo._meta.model_name}' "
        "AND e.objeto_clave = p.clave"
    )
    return (
        ["plegada.fila AS id", f"p.id AS {campo.column}"],
        f"public.{arriba._meta.db_table} p CROSS JOIN LATERAL {_plegadas(condicion)}",
    )


def _de_apuntadora(modelo: Any) -> tuple[list[str], str]:
    por = "e.fila, e.objeto_tipo, e.objeto_clave"
    condicion = f"e.parte = '{modelo._meta.model_name}'"
    return ["plegada.fila AS id", "objeto_tipo", "objeto_clave"], _plegadas(condicion, por)
