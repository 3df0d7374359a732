"""A client that a program writes from the OpenAPI document, used as it comes."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

from gobierno_abierto.portal.api import REGISTROS
from tests.portal.servido import correr

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("historia"),
    pytest.mark.skipif(
        not find_spec("openapi_python_client"), reason="openapi-python-client no está instalado"
    ),
]

USAR = """
import sys
from importlib import import_module
from cliente import Client, models

portal = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)

def pedir(operacion, *args, **kwargs):
    recurso = operacion.rpartition("_")[0]
    modulo = import_module(f"cliente.api.{recurso}.{operacion}")
    return modulo.sync_detailed(*args, client=portal, **kwargs)

for recurso, llave in RECURSOS.items():
    lista = pedir(f"{recurso}_lista", page_size=2).parsed
    for registro in lista.results:
        uno = pedir(f"{recurso}_detalle", getattr(registro, llave)).parsed
        assert uno.to_dict() == registro.to_dict(), (recurso, uno)
    todos = pedir(f"{recurso}_json").parsed
    assert len(todos) == lista.count, recurso

lista = pedir("compromisos_lista", plan_in="pa15,pa18", contraste_in="coincide,difiere",
              ordering="plan,-numero", campos="clave,plan", facetas="contraste")
print(lista.parsed.count, lista.parsed.results[0].clave)
print({una.valor: una.total for una in lista.parsed.facetas.additional_properties["contraste"]})
mal = pedir("compromisos_lista", plan="pa51")
print(mal.status_code.value, type(mal.parsed).__name__)
"""


@pytest.fixture(scope="module")
def cliente(sitio, tmp_path_factory):
    """The folder where it is, and what was said while it was written."""
    carpeta = tmp_path_factory.mktemp("cliente")
    orden = ["-m", "openapi_python_client", "generate", "--meta=none", "--output-path=cliente"]
    hecho = subprocess.run(
        [sys.executable, *orden, f"--url={sitio}/api/v1/esquema/?format=json"],
        cwd=carpeta,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return carpeta, hecho.stdout + hecho.stderr


def test_each_list_and_detail_is_read_into_its_classes(cliente, sitio):
    recursos = {registro.recurso: registro.nombres[0] for registro in REGISTROS}
    guion = f"RECURSOS = {json.dumps(recursos)}\n{USAR}"
    dicho = correr([sys.executable, "-c", guion, sitio], cliente[0])
    assert dicho.splitlines() == [
        "26 MX-PA15-C26",
        "{'difiere': 21, 'sin_contraste': 7, 'coincide': 5}",
        "400 Problema",
    ]


def test_nothing_is_left_out_but_files_that_are_no_text_for_it(cliente):
    """What it cannot type it gives as bytes: NDJSON, workbooks, feeds and BibTeX."""
    _carpeta, dicho = cliente
    avisos = [renglon for renglon in dicho.splitlines() if "Cannot parse" in renglon]
    assert avisos
    ajenos = ("x-ndjson", "spreadsheetml.sheet", "atom+xml", "x-bibtex")
    assert [aviso for aviso in avisos if not any(ajeno in aviso for ajeno in ajenos)] == []
