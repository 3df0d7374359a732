"""The triggers that tell the ledger of every change of a public row, whoever makes it.

All of them run a database function of the ledger's app: `bitacora_anotar`, row by row, or
`bitacora_anotar_nuevas`, for all the parts that one statement adds. What they need to know of a
table goes with the trigger, as JSON:

    columnas     public name → column
    referencias  public name → [table, column]: a reference is written as the other record's key
    objeto       kind of record, if the row is one; with it
    procedencia, pais   SQL over the row ($1, jsonb) that labels it
    lugar        column that, if it changes, changes the country
    parte        kind of part, if the row is one; with it
    padre        [kind, table, column of the part] of the record it is part of, or
    apunta       kind → table, for parts that name their record by kind and key
    arribas      kind → `arriba` of such a record
    anidadas     columns of JSON, which may hold what cannot be sealed
    cuelga       column of the record that it hangs from, for ever once it is public
    arriba       [kind, table, column] of the record whose version moves with that of this one: the
                 column is the row's or, if the row is a part, its record's
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.disparadores import COLUMNAS_DE_SISTEMA
from gobierno_abierto.comun.objetos import MODELOS

__all__ = ["TrazaDeParte", "TrazaDeRegistro", "columnas_publicas", "trazas_de_parte"]


def columnas_publicas(modelo: type[models.Model]) -> list[models.Field]:
    """Columns that the ledger holds: what a record says, and nothing of how it is stored."""
    return [
        campo
        for campo in modelo._meta.concrete_fields
        if not (campo.primary_key or campo.generated) and campo.name not in COLUMNAS_DE_SISTEMA
    ]


class _Traza(pgtrigger.Trigger):
    """After `mueve_version` (triggers run by name), so that the entry knows the new version."""

    name = "traza"
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    func = "RETURN NULL;"
    anota = "bitacora_anotar"

    def configuracion(self, modelo: Any) -> dict[str, Any]:
        raise NotImplementedError

    def render_execute(self, model):
        real = apps.get_model(model._meta.label)  # migrations compile triggers with bare copies
        configuracion = json.dumps(self.configuracion(real), sort_keys=True).replace("'", "''")
        return f"public.{self.anota}('{configuracion}')"


class TrazaDeRegistro(_Traza):
    """Of a record with a permanent key."""

    def configuracion(self, modelo):
        ruta = modelo.camino_a_la_ruta()
        return {
            **_columnas(modelo, columnas_publicas(modelo)),
            "objeto": modelo.objeto,
            "procedencia": _siguiendo(modelo, modelo.camino_a_la_procedencia()),
            "lugar": modelo._meta.get_field(ruta.split("__")[0]).column if ruta else "id",
            "pais": f"split_part({_siguiendo(modelo, ruta)}, '/', 1)" if ruta else "NULL",
            **_arriba(modelo),
            **_cuelga(modelo),
        }


class _TrazaDeParte(_Traza):
    """Of a row without a key, which is part of a record: the one its foreign key `padre` names or,
    with `tablas`, the one its `objeto_tipo` and `objeto_clave` name."""

    def __init__(self, padre: str = "", tablas: Mapping[str, str] | None = None):
        self.padre, self.tablas = padre, tablas
        super().__init__()

    def configuracion(self, modelo):
        aparte = {self.padre} if self.padre else {"objeto_tipo", "objeto_clave"}
        propias = [campo for campo in columnas_publicas(modelo) if campo.name not in aparte]
        suyo: dict[str, Any] = {"apunta": self.tablas, "arribas": _arribas(self.tablas or {})}
        if self.padre:
            campo = modelo._meta.get_field(self.padre)
            arriba = campo.related_model
            suyo = {
                "padre": [arriba.objeto, arriba._meta.db_table, campo.column],
                **_arriba(arriba),
            }
        return {**_columnas(modelo, propias), "parte": modelo._meta.model_name, **suyo}


class TrazaDeParte(_TrazaDeParte):
    """Of those that change or go, one by one."""

    operation = pgtrigger.Update | pgtrigger.Delete


class _TrazaDeNuevas(_TrazaDeParte):
    """Of those that a statement adds, all together: parts come by the dozen, and asking of whom
    each is, one by one, was most of what loading them took."""

    name = "traza_de_nuevas"
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="nuevas")
    anota = "bitacora_anotar_nuevas"


def trazas_de_parte(
    padre: str = "", tablas: Mapping[str, str] | None = None
) -> tuple[_TrazaDeParte, ...]:
    """Both, which a table of parts always has."""
    return TrazaDeParte(padre, tablas), _TrazaDeNuevas(padre, tablas)


def _cuelga(modelo: Any) -> dict[str, Any]:
    if not modelo.cuelga_de:
        return {}
    return {"cuelga": modelo._meta.get_field(modelo.cuelga_de).column}


def _arriba(modelo: Any) -> dict[str, Any]:
    if not modelo.mueve_a:
        return {}
    campo = modelo._meta.get_field(modelo.mueve_a)
    arriba = campo.related_model
    return {"arriba": [arriba.objeto, arriba._meta.db_table, campo.column]}


def _arribas(tablas: Mapping[str, str]) -> dict[str, Any]:
    """Of each kind of record that a part may point to, if its version moves another's."""
    dados = {tipo: _arriba(apps.get_model(MODELOS[Objeto(tipo)])).get("arriba") for tipo in tablas}
    return {tipo: arriba for tipo, arriba in dados.items() if arriba}


def _columnas(modelo: Any, campos: list[models.Field]) -> dict[str, Any]:
    anidadas = [campo.column for campo in campos if isinstance(campo, models.JSONField)]
    return {
        **({"anidadas": anidadas} if anidadas else {}),
        "columnas": {campo.name: campo.column for campo in campos},
        "referencias": {
            campo.name: [
                campo.related_model._meta.db_table,
                getattr(campo.related_model, "se_refiere_por", "clave"),
            ]
            for campo in campos
            if isinstance(campo, models.ForeignKey)
        },
    }


def _siguiendo(modelo: Any, camino: str) -> str:
    """SQL for what is at the end of a path of foreign keys, over the row in $1; NULL if no path."""
    if not camino:
        return "NULL"
    return _paso(modelo, camino.split("__"), lambda columna: f"($1->>'{columna}')")


def _paso(modelo: Any, pasos: list[str], columna: Callable[[str], str]) -> str:
    campo = modelo._meta.get_field(pasos[0])
    if len(pasos) == 1:
        return columna(campo.column)
    tabla = campo.related_model._meta.db_table
    resto = _paso(campo.related_model, pasos[1:], lambda c: f"{tabla}.{c}")
    return f"(SELECT {resto} FROM {tabla} WHERE {tabla}.id = {columna(campo.column)}::bigint)"  # noqa: S608
