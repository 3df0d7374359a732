"""Institutions through time: what an institution became, step by step, and what it came from.

Successions are few and their graph may loop back (a function returns home), so UNION, which drops
repeated rows, is what ends each walk. One query each.
"""

from django.db import connection

from secretariados.models import Sucesion

__all__ = ["linaje_de", "sucesiones_desde", "sucesiones_hasta"]


def linaje_de(pk: int) -> list[int]:
    """Primary keys of an institution and of every one that followed it, by whatever succession."""
    return _primeras(
        """
        WITH RECURSIVE linaje(id) AS (
            SELECT %s::bigint
            UNION
            SELECT s.a_id FROM {tabla} s JOIN linaje l ON s.de_id = l.id WHERE s.publico
        )
        SELECT id FROM linaje
        """,
        pk,
    )


def sucesiones_desde(pk: int) -> list[int]:
    """Primary keys of the successions by which an institution, and then its heirs, went on."""
    return _camino(pk, de="de_id", a="a_id")


def sucesiones_hasta(pk: int) -> list[int]:
    """Primary keys of the successions that led to an institution."""
    return _camino(pk, de="a_id", a="de_id")


def _camino(pk: int, de: str, a: str) -> list[int]:
    return _primeras(
        f"""
        WITH RECURSIVE camino(id, sigue) AS (
            SELECT s.id, s.{a} FROM {{tabla}} s WHERE s.{de} = %s AND s.publico
            UNION
            SELECT s.id, s.{a} FROM {{tabla}} s JOIN camino c ON s.{de} = c.sigue WHERE s.publico
        )
        SELECT id FROM camino
        """,  # noqa: S608 — the names are ours
        pk,
    )


def _primeras(consulta: str, pk: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(consulta.format(tabla=Sucesion._meta.db_table), [pk])
        return [fila[0] for fila in cursor.fetchall()]
