"""Headings as OGP's papers list them, and a file that corrects what the one before it said."""

import pytest

from compromisos.models import Compromiso, Evaluacion
from gobierno_abierto.portal.ogp.importacion import importar
from gobierno_abierto.portal.ogp.lectura import ArchivoInvalido

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

TITULO = "Commitment Title"


def dichos(hecho) -> str:
    return "\n".join(hecho.hallazgos.en_palabras())


@pytest.mark.parametrize(
    ("edicion", "sin", "compromisos"),
    [
        ("intermedia", ["Milestone Dummy", "Milestone Short Title"], 3),
        ("2015", ["Starred"], 2),
        ("2015", ["Projected Completion", "On schedule", "NewvPre-exist"], 2),
        ("posterior", [TITULO, "Full Text", "Verifiable", "Specificity", "Ambition"], 2),
    ],
)
def test_a_heading_as_the_papers_list_it(alterada, edicion, sin, compromisos):
    hecho = importar(alterada(edicion, sin=sin))
    assert (hecho.edicion.nombre, hecho.compromisos) == (edicion, compromisos)
    assert hecho.hitos == (2 if edicion == "intermedia" else 0)


def test_of_a_heading_without_titles_the_name_is_the_portals(alterada):
    importar(alterada("posterior", sin=[TITULO, "Full Text"]))
    suyo = Compromiso.objects.get(titulo="Compromiso UY0064 de la base de OGP")
    assert (suyo.titulo_original, suyo.descripcion) == (None, None)
    assert suyo.titulo_origen == "parafraseado"
    importar(alterada("posterior"))  # which gives it one, and no second commitment
    suyo.refresh_from_db()
    assert suyo.titulo == "Un compromiso posterior"
    with pytest.raises(ArchivoInvalido, match="commitment title"):
        importar(alterada("posterior", sin=[TITULO, "Full Text"]))


def test_what_others_brought_is_not_what_this_file_would_erase(alterada):
    de_otros = {(n, "Country/Locality"): "Peru" for n in (2, 3)}
    menos = alterada("posterior", de_otros, sin=["Ambition", "Verifiable"])
    importar(menos)
    importar(alterada("posterior"))
    menos = alterada("posterior", de_otros, sin=["Ambition", "Verifiable"])
    assert not importar(menos).cambia


def test_did_not_change_is_a_result_of_the_end(alterada):
    importar(alterada("posterior", {(2, "Did It Open Government (Overall)"): "Did Not Change"}))
    suya = Evaluacion.objects.get(compromiso__titulo="Un compromiso posterior")
    assert suya.momento == "fin_termino"
    assert suya.codificaciones.get(variable="apertura_resultado").valor == "no_cambio"


@pytest.mark.parametrize(
    ("edicion", "linea", "antes"),
    [("2017", 5, "2 Portal de la prueba"), ("posterior", 2, "Un compromiso posterior")],
)
def test_a_title_corrected_makes_no_second_commitment(alterada, edicion, linea, antes):
    importar(alterada(edicion))
    cuantos, suyo = Compromiso.objects.count(), Compromiso.objects.get(titulo=antes)
    celdas = {(linea, TITULO): "Otro título"}
    if edicion == "2017":
        celdas |= {(7, "Comm No"): "77", (7, "Country"): "Atlantis"}  # it repeated that of line 5
    hecho = importar(alterada(edicion, celdas))
    suyo.refresh_from_db()
    assert (suyo.titulo, Compromiso.objects.count()) == ("Otro título", cuantos)
    assert f"Corrige a «{suyo.clave}», que ya estaba. Fila {linea}." in dichos(hecho)


def test_of_two_with_a_number_none_is_taken_for_the_other_and_what_is_left_is_told(alterada):
    importar(alterada("2017"))
    suyo = Compromiso.objects.get(titulo="1.1 Catálogo de la prueba")
    hecho = importar(alterada("2017", {(3, TITULO): "Otro título"}))
    assert f"ya no están en el archivo y quedaron aquí: {suyo.clave}." in dichos(hecho)
