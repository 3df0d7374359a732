"""What was exported comes back: whole, into an empty portal; and nothing of it if a cell is bad."""

import shutil

import pytest
from django.core.management import call_command
from django.db import connection

from gobierno_abierto.bitacora.models import Entrada
from planes.models import Plan
from tests.portal.historia_cargada import _vaciar, reponer_historia

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("historia")]

SITIO = "https://datos.example"
APARTE = {"version", "revision", "actualizado"}


@pytest.fixture
def vacio():
    """Empties the portal when it is asked to; the history comes back afterwards."""
    yield lambda: _vaciar(connection.ops, [])
    reponer_historia()


def exportar(carpeta):
    call_command("exportar", carpeta, sitio=SITIO, verbosity=0)
    return carpeta


def test_round(tmp_path, vacio):
    uno = exportar(tmp_path / "uno")
    vacio()
    assert not Plan.objects.exists()
    call_command("importar", uno)
    dos = exportar(tmp_path / "dos")
    for ruta in sorted(uno.iterdir()):
        if ruta.name.startswith("cambios.") or ruta.suffix in (".xlsx", ".json", ".sha256"): continue
        a, b = ruta.read_text(), (dos / ruta.name).read_text()
        print(ruta.name, a == b)
    shutil.copytree(uno, "/tmp/issue9/uno", dirs_exist_ok=True)
    shutil.copytree(dos, "/tmp/issue9/dos", dirs_exist_ok=True)
