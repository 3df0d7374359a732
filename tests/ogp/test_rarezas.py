"""Files that somebody altered: nothing is lost in silence, and one odd cell stops nobody else's."""

import pytest
from django.core.management import CommandError, call_command

from compromisos.models import Codificacion, Compromiso
from compromisos.paises import comparacion
from gobierno_abierto.portal.ogp.importacion import importar
from planes.models import Plan
from tests.compromisos.test_views import leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

AVANCE = "Starred (current formula) progress report"


def dichos(hecho) -> str:
    return "\n".join(hecho.hallazgos.en_palabras())


class TestColumnasQueFaltan:
    @pytest.mark.parametrize(
        ("edicion", "columna"),
        [
            ("2017", "Completion (end of term)"),
            ("2017", "GC-PubInt"),
            ("2017", "Full Text"),
            ("intermedia", "NewvPre-exist (Delete?)"),
            ("2015", "Next Steps"),
            ("posterior", "Did It Open Government (Overall)"),
        ],
    )
    def test_one_is_missed_by_its_name(self, alterada, edicion, columna):
        falta = columna.lower().replace(" (delete?)", "")
        with pytest.raises(CommandError) as error:
            call_command("importar_ogp", alterada(edicion, sin=[columna]))
        assert falta in str(error.value)

    @pytest.mark.parametrize(
        ("edicion", "columna"), [("2017", "Open Data"), ("posterior", "Ambition")]
    )
    def test_what_a_file_had_brought_the_next_does_not_erase(self, alterada, edicion, columna):
        """Themes, and what the later heading may have: nobody knows all that an edition has."""
        importar(alterada(edicion))
        antes = Codificacion.objects.count()
        with pytest.raises(CommandError, match=f"se perdería: «{columna.lower()}»"):
            call_command("importar_ogp", alterada(edicion, sin=[columna]))
        assert Codificacion.objects.count() == antes


class TestCeldas:
    def test_what_is_out_of_its_list_is_told_with_row_and_column(self, alterada):
        celdas = {
            (3, "Open Data"): "2",
            (3, AVANCE): "yes",
            (5, "Starred (2015 only)"): "maybe",
            (6, "GC-PubInt"): "x",
        }
        dicho = dichos(importar(alterada("2017", celdas)))
        for frase in (
            "«2» en «Open Data» no está en la tabla: quedó sin valor. Fila 3.",
            f"«yes» en «{AVANCE}» no es de esa columna: se leyó como sí. Fila 3.",
            "«maybe» en «Starred (2015 only)» no está en la tabla: quedó sin valor. Fila 5.",
            "«x» en «GC-PubInt» no está en la tabla: quedó sin valor. Fila 6.",
        ):
            assert frase in dicho

    def test_on_time_and_identifiers_too(self, alterada):
        dicho = dichos(importar(alterada("intermedia", {(3, "On time"): "Maybe"})))
        assert "«Maybe» en «On time» no está en la tabla: quedó sin valor. Fila 3." in dicho
        cual = "Commitment Unique Identifier"
        dicho = dichos(importar(alterada("posterior", {(3, cual): "UY0064", (2, "URL"): "x"})))
        assert f"Repite «UY0064» en «{cual}», que es de la fila 2. Fila 3." in dicho
        dicho = dichos(importar(alterada("posterior", {(3, cual): ""})))
        assert f"No trae nada en «{cual}»: la distingue la huella de su texto. Fila 3." in dicho

    @pytest.mark.parametrize("escrito", ["20155", "1850", "3016", "²", "2015-16"])
    @pytest.mark.parametrize(
        "columna", ["Year of submission", "Report publication year (progress report)"]
    )
    def test_a_year_that_is_none_stops_nothing(self, alterada, columna, escrito):
        hecho = importar(alterada("2017", {(3, columna): escrito}))
        assert hecho.compromisos == 6
        assert f"«{escrito}» en «{columna}» no puede ser: se dejó en blanco. Fila 3." in dichos(
            hecho
        )

    def test_of_the_later_heading_the_year_says_of_which_plan(self, alterada):
        """So that only its own row stays out."""
        hecho = importar(alterada("posterior", {(2, "Year Of Submission"): "20211"}))
        assert (hecho.compromisos, hecho.rechazadas) == (1, 2)
        dicho = dichos(hecho)
        assert "«20211» en «Year Of Submission» no puede ser: se dejó en blanco. Fila 2." in dicho
        assert "No entró: no dice de qué plan es. Fila 2." in dicho

    def test_nor_does_a_plan_that_is_none(self, alterada):
        hecho = importar(alterada("2017", {(8, "Action Plan Number"): "9" * 30}))
        assert (hecho.compromisos, hecho.rechazadas) == (5, 5)
        assert "no puede ser: se dejó en blanco. Fila 8." in dichos(hecho)


class TestNumeros:
    def test_milestones_cost_no_commitment_its_number(self, importar_edicion):
        importar_edicion("intermedia")
        assert Compromiso.objects.get(titulo="1. Compromiso con hitos").numero == 1

    def test_nor_does_a_row_that_repeats_it(self, importar_edicion):
        importar_edicion("2017")
        assert Compromiso.objects.get(titulo="2 Portal de la prueba").numero == 2


class TestEstrella:
    def suya(self, titulo="1.1 Catálogo de la prueba"):
        return Codificacion.objects.get(
            variable="estrella", evaluacion__compromiso__titulo=titulo,
            evaluacion__momento="medio_termino",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("anio", "antes", "en_2015", "vigente", "valor", "regla"),
        [
            ("2016", "ND", "1", "0", "no", "vigente desde abril de 2015"),
            ("2016", "ND", "1", "1", "si", "vigente desde abril de 2015"),
            ("2015", "ND", "1", "0", "si", "Regla de 2015"),
            ("2014", "1", "0", "0", "si", "anterior a junio de 2014"),
            ("2014", "ND", "NR", "NR", "NR", None),
            ("2016", "ND", "1", "ND", "ND", None),
            ("NR", "ND", "1", "0", "no_consta", None),
            ("NR", "ND", "1", "1", "si", "Regla de 2015"),
        ],
    )
    def test_by_the_rule_of_its_report(self, alterada, anio, antes, en_2015, vigente, valor, regla):
        celdas = {
            (3, "Report publication year (progress report)"): anio,
            (3, "Starred (pre-June 2014 assessments)"): antes,
            (3, "Starred (2015 only)"): en_2015,
            (3, AVANCE): vigente,
        }
        hecho = importar(alterada("2017", celdas))
        suya = self.suya()
        assert (suya.valor or suya.ausencia) == valor
        assert (regla in suya.nota) if regla else not suya.nota
        avisada = "estrella con otra regla: quedó sin ella. Fila 3." in dichos(hecho)
        assert avisada == (valor == "ND")

    def test_those_of_two_rules_are_never_added(self, client, alterada):
        celdas = {
            (4, "Report publication year (progress report)"): "2014",
            (4, "Starred (pre-June 2014 assessments)"): "1",
        }
        importar(alterada("2017", celdas))
        uruguay = next(fila for fila in comparacion() if fila.iso == "UY")
        assert [n for _regla, n in uruguay.estrellas] == [1, 1]
        pagina = leer(client, "/alianza/")
        assert "Regla anterior a junio de 2014.</span></span></li><li>1 <span" in pagina
        assert Plan.objects.filter(clave="uy-p2").exists()
