"""The real history in the test database, loaded once per session for every test.

It is committed before the first test, so tests see it as a visitor would. A test that truncates
(`transaction=True`) takes it away: the `historia` fixture puts it back if needed.
"""

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django.plugin import DjangoDbBlocker

from gobierno_abierto.bitacora.models import Checkpoint, Cofirma, Entrada, Sello
from gobierno_abierto.portal.historia.carga import cargar
from planes.models import Plan

__all__ = ["django_db_setup", "historia"]


def _vaciar(operaciones: DatabaseOperations, sentencias: list[str]) -> None:
    """Django's flush between tests that commit. The ledger refuses to be emptied, so its owner
    sets its triggers aside: nothing in the portal can, and no setting opens such a door."""
    tablas = [modelo._meta.db_table for modelo in (Entrada, Sello, Checkpoint, Cofirma)]
    BaseDatabaseOperations.execute_sql_flush(
        operaciones,
        [
            *(f"ALTER TABLE {tabla} DISABLE TRIGGER USER" for tabla in tablas),
            *sentencias,
            *(f"ALTER TABLE {tabla} ENABLE TRIGGER USER" for tabla in tablas),
            "INSERT INTO bitacora_revision (id, valor) SELECT n, 0 FROM generate_series(1, 16) n",
        ],
    )


DatabaseOperations.execute_sql_flush = _vaciar  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """pytest-django's own set-up, and the history in it."""
    with django_db_blocker.unblock():
        cargar()


@pytest.fixture
def historia(db: None) -> None:
    """For the tests that are about the history: it is there, whatever ran before."""
    if not Plan.objects.filter(clave="pa15").exists():
        cargar()
