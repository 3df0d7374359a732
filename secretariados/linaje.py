"""Institutions through time: what an institution became, step by step."""

from django.db import connection

from secretariados.models import Sucesion

__all__ = ["linaje_de"]


def linaje_de(pk: int) -> list[int]:
    """Primary keys of an institution and of every one that followed it, by whatever succession.

    One query. Successions are few and their graph may loop back (a function returns home), so
    UNION, which drops repeated rows, is what ends the walk.
    """
    tabla = Sucesion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE linaje(id) AS (
                SELECT %s::bigint
                UNION
                SELECT s.a_id FROM {tabla} s JOIN linaje l ON s.de_id = l.id WHERE s.publico
            )
            SELECT id FROM linaje
            """,  # noqa: S608 — the table's name is ours
            [pk],
        )
        return [fila[0] for fila in cursor.fetchall()]
