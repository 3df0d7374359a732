"""Packages of the history, tables of some columns to be imported, and the portal over a socket."""

import shutil
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler

from gobierno_abierto.bitacora.sellado import sellar_todo
from tests.portal.historia_cargada import reponer_historia
from tests.portal.importado import escribir, exportar
from tests.portal.servido import HiloDelPortal


@pytest.fixture(scope="module")
def del_portal(historia, django_db_blocker, tmp_path_factory):
    """A package of the history; each test copies it before writing in it."""
    with django_db_blocker.unblock():
        return exportar(tmp_path_factory.mktemp("paquete") / "datos")


@pytest.fixture
def paquete(del_portal, tmp_path):
    """Some of its tables, so that their cells may be changed: without its sums."""

    def de(*nombres):
        copia = tmp_path / "paquete"
        copia.mkdir()
        for nombre in nombres:
            shutil.copy(del_portal / nombre, copia)
        return copia

    return de


@pytest.fixture
def tabla(tmp_path):
    """Writes a CSV of commitments with some columns alone."""

    def hacer(*filas, nombre="compromisos.csv"):
        escribir(tmp_path / nombre, filas)
        return tmp_path / nombre

    return hacer


@pytest.fixture(scope="module")
def sitio(historia, django_db_blocker) -> Iterator[str]:
    """The portal's own application over a socket, on what is committed: the history."""
    with django_db_blocker.unblock():
        sellar_todo()  # committed: what recipes ask of the ledger is there for whoever reads
        hilo = HiloDelPortal("localhost", StaticFilesHandler)
        hilo.daemon = True
        hilo.start()
        assert hilo.is_ready.wait(30)
        if hilo.error:
            raise hilo.error
        yield f"http://localhost:{hilo.port}"
        hilo.terminate()
        reponer_historia()  # nothing is sealed for who comes next
