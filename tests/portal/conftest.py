"""Packages of the history, and tables of some columns, to be imported."""

import shutil

import pytest

from tests.portal.importado import escribir, exportar


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
