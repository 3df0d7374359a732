"""A throw-away PostgreSQL for the tests, unless DATABASE_URL names one; never the person's data."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import translation

from gobierno_abierto.arranque import base
from gobierno_abierto.arranque.cluster import Cluster

# pytest-django reads the settings before this file: what depends on the data folder is set again.
datos_dir = Path(tempfile.mkdtemp(prefix="gobierno-abierto-pruebas-"))
os.environ["DATOS_DIR"] = str(datos_dir)
settings.DATOS_DIR = datos_dir
settings.STATIC_ROOT = datos_dir / "estaticos"
settings.STATIC_ROOT.mkdir()
# Strong hashing takes a quarter of a second a password, by design; nothing here is about that.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The same hashed names as in production, without compressing, which takes ten seconds.
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
# Every test's client makes the middleware anew, which would list and read 300 files each time.
settings.WHITENOISE_AUTOREFRESH = True
# A machine that does other things too is slow: nothing in a property is about that. What lands is
# judged by the same examples for everyone; new ones are drawn by `.ci/largo`.
hypothesis.settings.register_profile(
    "portal",
    deadline=None,
    derandomize=not os.environ.get("LARGO"),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _estaticos() -> None:
    """Pages name static files by their hash, as in production, so they must be gathered."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def _en_espanol() -> Iterator[None]:
    """A request in English leaves its thread in English: no test hands that to the next."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def pytest_unconfigure() -> None:
    shutil.rmtree(datos_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """pytest-django's hook before it makes the test database: only then is a server started."""
    ajustes = connections[DEFAULT_DB_ALIAS].settings_dict
    ajustes["CONN_MAX_AGE"] = 0  # a test server's threads must let go of the database
    if not base.es_propia():
        yield
        return
    rapido = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    # A test is one transaction, which seals its own entries because none began after it: a vacuum
    # that did would leave them neither ended nor last.
    a_solas = {"autovacuum": "off"}
    cluster = Cluster(datos_dir, ajustes=rapido | a_solas)
    with cluster.usar():
        ajustes["HOST"] = str(cluster.conexion)
        yield
        # Other threads' connections aside, nothing may stay behind in a server about to stop.
        connections.close_all()


# Every test sees the real history, as a visitor would; see the module for what truncation does.
from tests.portal.historia_cargada import django_db_setup, historia  # noqa: E402, F401
