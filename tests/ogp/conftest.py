"""Small files of each edition, of what no country promised: `datos/`."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

DATOS = Path(__file__).parent / "datos"


@pytest.fixture
def importar_edicion():
    """Imports one of the small files, and returns what the command said."""

    def importar(edicion: str, **opciones) -> str:
        dicho = StringIO()
        call_command("importar_ogp", DATOS / f"edicion_{edicion}.csv", stdout=dicho, **opciones)
        return dicho.getvalue()

    return importar


@pytest.fixture
def alterada(tmp_path):
    """The small file of an edition, with some cells changed: (line, heading) → what it says."""

    def hacer(edicion, celdas=(), sin=()):
        with (DATOS / f"edicion_{edicion}.csv").open(encoding="utf-8", newline="") as archivo:
            lineas = list(csv.reader(archivo))
        nombres = next(linea for linea in lineas if "Commitment Title" in linea)
        for (linea, nombre), escrito in dict(celdas).items():
            lineas[linea - 1][nombres.index(nombre)] = escrito
        quedan = [n for n, nombre in enumerate(nombres) if nombre not in sin]
        suyo = tmp_path / f"{edicion}.csv"
        with suyo.open("w", encoding="utf-8", newline="") as archivo:
            csv.writer(archivo).writerows([[linea[n] for n in quedan] for linea in lineas])
        return suyo

    return hacer
