"""The real history in the test database, loaded once per session for every test.

It is committed before the first test, so tests see it as a visitor would. A test that truncates
(`transaction=True`) takes it away: the `historia` fixture puts it back if needed.
"""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from gobierno_abierto.portal.historia.carga import cargar
from planes.models import Plan

__all__ = ["django_db_setup", "historia"]


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
