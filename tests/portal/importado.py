"""What is exported and imported in a test: packages of the history, and tables of some columns."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.portal.historia_cargada import _vaciar

SITIO = "https://datos.example"
APARTE = {"version", "revision", "actualizado"}
CLAVE = "MX-PA15-C06"
# What is bad of a row → its cells.
MALAS = {
    "estado ilegible": {"estado": "cumplido"},
    "inicio ilegible": {"inicio": "2013"},
    "título en blanco": {"titulo": "  "},
    "mesa que no hay": {"mesa": "no-hay"},
    "número de otro": {"numero": "7"},
    "fin antes": {"fin": "2001-01-01"},
    "fuente que no hay": {"fuentes": "no-hay"},
    "responsable que no hay": {"responsables": '[{"lado":"gobierno","institucion":"nadie"}]'},
    "eje de otro plan": {"clasificaciones": '[{"eje":"propuesta-2016-derechos-humanos"}]'},
    "correo de alguien": {"descripcion": "ana@ejemplo.mx"},
}


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


def cambiar(archivo, suya, llave="clave", **celdas):
    """Rewrite cells of one row of a CSV."""
    with open(archivo, encoding="utf-8", newline="") as abierto:
        filas = list(csv.DictReader(abierto))
    for fila in filas:
        if fila[llave] == suya:
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


def malas(ruta):
    with pytest.raises(CommandError) as error:
        importar(ruta)
    titulo, *renglones = str(error.value).splitlines()
    return titulo, renglones
