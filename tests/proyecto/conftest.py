import pickle
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from gobierno_abierto.arranque import candados
from planes.models import Plan
from tests.portal.historia_cargada import reponer_historia
from tests.proyecto.recorrido import Pagina, direcciones_del_mapa, recorrer


@pytest.fixture(scope="session")
def paginas(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> dict[str, Pagina]:
    """Every page of the sitemap, in Spanish, on the real history; read once, whichever of the
    processes that share the tests comes first."""
    de_todos = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        de_todos = de_todos.parent
    with candados.abierto(de_todos / "paginas.candado") as candado:
        candados.tomar(candado, hasta=None)
        return _leidas(de_todos / "paginas", django_db_blocker)


def _leidas(archivo: Path, django_db_blocker: DjangoDbBlocker) -> dict[str, Pagina]:
    if not archivo.exists():
        with django_db_blocker.unblock():
            if not Plan.objects.filter(clave="pa15").exists():  # a test that commits took it away
                reponer_historia()
            cliente = Client()
            todas = [d for d in direcciones_del_mapa(cliente) if not d.startswith("/en/")]
            archivo.write_bytes(pickle.dumps(recorrer(cliente, todas)))
    return pickle.loads(archivo.read_bytes())  # noqa: S301 — our own, of a moment ago
