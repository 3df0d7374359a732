"""The catalogue, read as RDF: what a portal that gathers catalogues checks before it takes one."""

import os
from pathlib import Path

import pytest

from gobierno_abierto.portal.paquete.publicacion import publicar

rdflib = pytest.importorskip("rdflib", reason="rdflib no está instalado")
pyshacl = pytest.importorskip("pyshacl", reason="pyshacl no está instalado")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("historia"),
    pytest.mark.filterwarnings("default"),  # theirs
]

PROPIAS = Path(__file__).with_name("dcat_ap.ttl")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")


@pytest.fixture
def grafo(client, settings, tmp_path):
    settings.DATOS_DIR = tmp_path
    publicar("https://datos.example")
    leido = rdflib.Graph()
    return leido.parse(data=client.get("/datos/catalogo.jsonld").content, format="json-ld")


def informe(grafo, *formas):
    todas = rdflib.Graph()
    for ruta in formas:
        todas.parse(ruta, format="turtle")
    conforme, _resultados, dicho = pyshacl.validate(grafo, shacl_graph=todas)
    return conforme, dicho


def test_it_has_what_is_mandatory_and_of_its_class(grafo):
    conforme, dicho = informe(grafo, PROPIAS)
    assert conforme, dicho


def test_what_lacks_it_is_told(grafo):
    """That the shapes do look."""
    grafo.remove((None, DCAT.accessURL, None))
    conforme, dicho = informe(grafo, PROPIAS)
    assert not conforme
    assert "accessURL" in dicho


@pytest.mark.parametrize("archivo", ["shapes.ttl", "range.ttl"])
def test_it_conforms_to_the_shapes_that_are_published(grafo, archivo):
    if not (carpeta := os.environ.get("DCAT_AP")):
        pytest.skip("DCAT_AP no dice dónde están las formas de DCAT-AP")
    conforme, dicho = informe(grafo, Path(carpeta) / archivo)
    assert conforme, dicho
