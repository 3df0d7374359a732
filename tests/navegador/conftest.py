"""A real browser on a real server with the real history. No Chromium: skipped, saying so."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from gobierno_abierto.bitacora.sellado import sellar_todo
from planes.models import Plan
from tests.portal.historia_cargada import reponer_historia

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AQUI = Path(__file__).parent
# The first is the same engine without windows, which take half of the time.
NAVEGADORES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
CHROMIUM = next(filter(None, map(shutil.which, NAVEGADORES)), None)
OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    sin_chromium = pytest.mark.skip(reason="No hay Chromium en esta máquina.")
    for item in items:
        if AQUI in item.path.parents:
            item.add_marker(pytest.mark.navegador)
            if item.get_closest_marker("django_db") is None:  # made only if somebody asks
                item.add_marker(pytest.mark.django_db)
            if CHROMIUM is None:
                item.add_marker(sin_chromium)


@pytest.fixture(scope="module")
def sitio(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Address of a server whose threads may use the test database; at the end it is as it was."""
    with django_db_blocker.unblock(), override_settings(ALLOWED_HOSTS=["localhost"]):
        if not Plan.objects.filter(clave="pa15").exists():  # a test that commits took it away
            reponer_historia()
        sellar_todo()
        servidor = LiveServer("localhost")
        yield servidor.url
        servidor.stop()
        reponer_historia()


@pytest.fixture(scope="module")
def chromium(sitio: str) -> Iterator[Browser]:
    """After the server, whose start uses the database."""
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path=CHROMIUM, args=OPCIONES)
        yield navegador
        navegador.close()
        connections.close_all()  # those that tests opened in the loop, lost once it stops


@dataclass
class Visita:
    """A page, and what the browser noticed on the way."""

    pagina: Page
    sitio: str
    pedidas: list[str] = field(default_factory=list)
    quejas: list[str] = field(default_factory=list)

    def ir(self, ruta: str) -> Page:
        self.pagina.goto(self.sitio + ruta)
        return self.pagina

    @property
    def ajenas(self) -> list[str]:
        """Requests to any other host."""
        return [url for url in self.pedidas if not url.startswith(f"{self.sitio}/")]


Visitar = Callable[..., Visita]


@pytest.fixture
def visitar(chromium: Browser, sitio: str) -> Iterator[Visitar]:
    """Opens a clean browser: `visitar(ancho=320, java_script_enabled=False)`."""
    contextos: list[BrowserContext] = []

    def abrir(ancho: int = 1280, **opciones) -> Visita:
        contexto = chromium.new_context(
            viewport={"width": ancho, "height": 800}, locale="es-MX", **opciones
        )
        contextos.append(contexto)
        visita = Visita(contexto.new_page(), sitio)
        visita.pagina.on("request", lambda peticion: visita.pedidas.append(peticion.url))
        visita.pagina.on("pageerror", lambda error: visita.quejas.append(str(error)))
        visita.pagina.on(
            "console",
            lambda mensaje: (
                mensaje.type in ("error", "warning") and visita.quejas.append(mensaje.text)
            ),
        )
        return visita

    yield abrir
    for contexto in contextos:
        contexto.close()
