from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from gobierno_abierto.portal.historia.carga import cargar
from tests.proyecto.recorrido import Pagina, direcciones_del_mapa, recorrer


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Client]:
    """A reader on the real history; nothing is written."""
    with django_db_blocker.unblock():
        cargar()  # nothing to do, unless a test truncated the tables
        yield Client()


@pytest.fixture(scope="module")
def paginas(portal: Client) -> dict[str, Pagina]:
    """Every page of the sitemap, in Spanish."""
    direcciones = direcciones_del_mapa(portal)
    return recorrer(portal, [d for d in direcciones if not d.startswith("/en/")])
