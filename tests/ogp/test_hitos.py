"""Milestones of the intermediate edition: goals of their commitment, and never its review."""

import csv

import pytest

from compromisos.models import Compromiso, Meta
from gobierno_abierto.fuentes.models import Afirmacion
from gobierno_abierto.portal.ogp.importacion import importar
from tests.ogp.conftest import DATOS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ESTE = "Primer hito de la prueba"


@pytest.fixture
def con_un_hito_de(tmp_path):
    """The intermediate edition with one more row: a milestone of the commitment of that line."""

    def hacer(linea: int):
        texto = (DATOS / "edicion_intermedia.csv").read_text(encoding="utf-8")
        filas = list(csv.reader(texto.splitlines()))
        hito = dict(zip(filas[1], filas[linea - 1], strict=True)) | {
            "Comm Dummy": "0", "Milestone No": "1", "Milestone Dummy": "1",
            "Milestones/Activities": ESTE, "Milestone Short Title": "NA",
            "Actual Completion": "a. Not started", "_Actual Completion": "2",
        }  # fmt: skip
        suyo = tmp_path / "intermedia.csv"
        with suyo.open("w", encoding="utf-8", newline="") as archivo:
            csv.writer(archivo).writerows([*filas, list(hito.values())])
        return suyo

    return hacer


def test_what_is_said_of_a_milestone_is_not_said_of_its_commitment(con_un_hito_de):
    """Of Mexico's: «Not started» was one step of a commitment that was done."""
    hecho = importar(con_un_hito_de(9))
    dicho = "\n".join(hecho.hallazgos.en_palabras())
    assert "No entró: es un hito de México" in dicho
    assert not Afirmacion.objects.filter(
        objeto_clave="MX-PA15-C12", clave__contains="-ogp-", valor="Not started"
    ).exists()
    assert not Meta.objects.filter(compromiso__plan__jurisdiccion__iso="MX").exists()


@pytest.mark.parametrize("antes", [("2017",), ()])
def test_whatever_edition_came_first_its_milestones_are_there(
    con_un_hito_de, importar_edicion, antes
):
    for edicion in antes:
        importar_edicion(edicion)
    archivo = con_un_hito_de(8)
    hecho = importar(archivo)
    suyo = Compromiso.objects.get(titulo="1.1 Catálogo de la prueba")
    assert list(suyo.metas.values_list("titulo", flat=True)) == [ESTE]
    assert hecho.hitos == 3
    importar(archivo)
    assert suyo.metas.count() == 1
    assert not Afirmacion.objects.filter(objeto_clave=suyo.clave, valor="Not started").exists()
