import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from gobierno_abierto.portal.historia.carga import cargar
from tests.proyecto.recorrido import Pagina, direcciones_del_mapa, recorrer


@pytest.fixture(scope="session")
def paginas(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Pagina]:
    """Every page of the sitemap, in Spanish, on the real history; read once."""
    with django_db_blocker.unblock():
        cargar()  # nothing to do, unless a test truncated the tables
        cliente = Client()
        return recorrer(
            cliente, [d for d in direcciones_del_mapa(cliente) if not d.startswith("/en/")]
        )
