"""The real history in the test database, loaded once per session for every test.

It is committed before the first test, so tests see it as a visitor would. A test that commits
(`transaction=True`) takes it away: the `historia` fixture puts it back if needed, from a copy.
"""

from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate
from pytest_django.plugin import DjangoDbBlocker

from gobierno_abierto.bitacora.models import Revision
from gobierno_abierto.comun.disparadores import sin_engano
from gobierno_abierto.portal.historia.carga import cargar
from planes.models import Plan

__all__ = ["django_db_setup", "historia", "reponer_historia"]


# What migrations left there stays, so that nothing has to put it back.
FIJAS = {"django_migrations", "django_content_type", "auth_permission", Revision._meta.db_table}

POCOS = 5  # plans: more of them is the whole history


def _vaciar(operaciones: DatabaseOperations, _sentencias: list[str]) -> None:
    """Django's flush between tests that commit, of the tables that have rows. A few rows are sooner
    deleted: truncating makes every file of a table anew.

    The ledger refuses to be emptied, so the owner of the tables sets its triggers aside: nothing in
    the portal can, and no setting opens such a door."""
    conexion = operaciones.connection
    with transaction.atomic(conexion.alias), conexion.cursor() as cursor:
        tablas = sorted(set(conexion.introspection.table_names(cursor)) - FIJAS)
        entera = Plan.objects.count() > POCOS
        if not entera:
            llena = "SELECT '{0}' WHERE EXISTS (SELECT FROM {0})"
            cursor.execute(" UNION ALL ".join(llena.format(tabla) for tabla in tablas))
            tablas = [tabla for (tabla,) in cursor.fetchall()]
        for tabla in tablas:
            cursor.execute(f"ALTER TABLE {tabla} DISABLE TRIGGER USER")
        if entera:
            cursor.execute(f"TRUNCATE {', '.join(tablas)}")
        else:
            for tabla in tablas:
                cursor.execute(f"DELETE FROM {tabla}")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # all are gone: no reference dangles
        for tabla in tablas:
            cursor.execute(f"ALTER TABLE {tabla} ENABLE TRIGGER USER")
        cursor.execute(f"UPDATE {Revision._meta.db_table} SET valor = 0")


DatabaseOperations.execute_sql_flush = _vaciar  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """pytest-django's own set-up, and the history in it."""
    post_migrate.receivers.clear()  # a flush tells them too, and takes nothing of theirs away
    propia = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        cargar()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # which no vacuum will do by itself
        _copiar(propia, a=f"{propia}_copia")
    yield
    with django_db_blocker.unblock():
        _copiar(None, a=f"{propia}_copia")


@pytest.fixture(scope="module")
def historia(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """For the modules that are about the history: it is there, whatever ran before. Committed, so
    that it is put back once and not by each of their tests."""
    with django_db_blocker.unblock():
        if not Plan.objects.filter(clave="pa15").exists():
            reponer_historia()


def reponer_historia() -> None:
    """The database as it was before the first test."""
    propia = connection.settings_dict["NAME"]
    _copiar(f"{propia}_copia", a=propia)
    sin_engano()  # what nobody may do in a database is not copied with it


def _copiar(de: str | None, *, a: str) -> None:
    """The database `a` made anew as `de` is; taken away if there is none. Loading the history again
    takes ten seconds; this, half of one."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{a}" WITH (FORCE)')
        if de:
            cursor.execute(f'CREATE DATABASE "{a}" TEMPLATE "{de}"')
