"""Countries side by side: what nobody coded is no zero, and each figure carries its column."""

import pytest

from compromisos.paises import comparacion
from gobierno_abierto.portal.ogp.importacion import importar
from tests.compromisos.test_views import leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def test_a_country_that_nobody_reviewed_has_no_zeros(client, alterada):
    valores = ("Value -Info", "Value -Part", "Value -Acc", "Value -Tech")
    estrellas = (
        "Starred (pre-June 2014 assessments)", "Starred (2015 only)",
        "Starred (current formula) progress report",
    )  # fmt: skip
    lineas = (8, 9)  # Ireland's
    importar(alterada("2017", {(n, c): "NR" for n in lineas for c in (*valores, *estrellas)}))
    irlanda = next(fila for fila in comparacion() if fila.iso == "IE")
    assert (irlanda.valores, irlanda.con_estrella_codificada) == ([], 0)
    pagina = leer(client, "/alianza/")
    assert 'data-columna="Con estrella"><span class="suave">Ninguno codificado' in pagina
    assert pagina.count("Tener más no es prometer más") == 2  # also where headings are not seen


def test_since_2019_there_is_one_review_and_it_is_of_the_end(client, importar_edicion):
    importar_edicion("posterior")
    uruguay = next(fila for fila in comparacion() if fila.iso == "UY")
    assert "cómo quedó al final del plan" in [dicho.que_mira for dicho in uruguay.cumplimientos]
    pagina = leer(client, "/paises/UY/")
    assert "(cómo quedó al final del plan)" in pagina
    assert 'Fuentes: <a href="/fuentes/csv_ingesta/"' in pagina
