"""What is exported and imported in a test: packages of the history, and tables of some columns."""

import csv
import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.portal.historia_cargada import _vaciar

SITIO = "https://datos.example"
APARTE = {"version", "revision", "actualizado"}
CLAVE = "MX-PA15-C06"


def vaciar():
    """The test's transaction puts it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _vaciar(connection.ops, [])


def exportar(carpeta):
    call_command("exportar", carpeta, sitio=SITIO, verbosity=0)
    return carpeta


def importar(ruta, **opciones):
    dicho = StringIO()
    call_command("importar", ruta, stdout=dicho, **opciones)
    return dicho.getvalue()


def datos_de(carpeta):
    """Every data file but those of the ledger, without the columns of when it was read."""
    hay = {}
    for ruta in sorted(carpeta.iterdir()):
        if ruta.name.startswith("cambios."):
            continue
        if ruta.suffix == ".csv":
            with open(ruta, encoding="utf-8", newline="") as archivo:
                filas = list(csv.DictReader(archivo))
            hay[ruta.name] = [{c: v for c, v in f.items() if c not in APARTE} for f in filas]
        elif ruta.suffix == ".ndjson":
            filas = [json.loads(renglon) for renglon in ruta.read_text().splitlines()]
            hay[ruta.name] = [
                json.dumps({c: v for c, v in fila.items() if c not in APARTE}) for fila in filas
            ]
        elif ruta.suffix in (".txt", ".md"):
            hay[ruta.name] = ruta.read_text()
    return hay


def cambiar(archivo, clave, llave="clave", **celdas):
    """Rewrite cells of one row of a CSV."""
    with open(archivo, encoding="utf-8", newline="") as abierto:
        filas = list(csv.DictReader(abierto))
    for fila in filas:
        if fila[llave] == clave:
            fila.update(celdas)
    escribir(archivo, filas)


def sin_fuentes(archivo):
    with open(archivo, encoding="utf-8", newline="") as abierto:
        filas = [fila | {"fuentes": ""} for fila in csv.DictReader(abierto)]
    escribir(archivo, filas)


def escribir(archivo, filas):
    with open(archivo, "w", encoding="utf-8", newline="") as abierto:
        escritor = csv.DictWriter(abierto, list(filas[0]))
        escritor.writeheader()
        escritor.writerows(filas)


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


def malas(ruta):
    with pytest.raises(CommandError) as error:
        importar(ruta)
    titulo, *renglones = str(error.value).splitlines()
    return titulo, renglones
