"""Other countries have pages and data like Mexico's, and are in none of Mexico's."""

import pytest

from compromisos.models import Compromiso
from compromisos.paises import comparacion
from planes.models import Plan
from tests.compromisos.test_views import leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

LISTAS = ["planes", "compromisos", "evaluaciones", "ejes", "metas", "afirmaciones"]


def cuantos(client, direccion):
    return client.get(f"/api/v1/{direccion}").json()["count"]


@pytest.fixture
def antes(client):
    return {lista: cuantos(client, f"{lista}/") for lista in LISTAS}


@pytest.fixture
def importadas(antes, importar_edicion):
    for edicion in ("2017", "intermedia"):
        importar_edicion(edicion)


@pytest.mark.usefixtures("importadas")
class TestFuera:
    @pytest.mark.parametrize("lista", LISTAS)
    def test_lists_show_mexico_unless_asked(self, client, antes, lista):
        de_mexico = {"afirmaciones": 13}.get(lista, 0)  # where the rows of Mexico differ
        ahora = cuantos(client, f"{lista}/")
        assert ahora - antes[lista] <= de_mexico
        assert cuantos(client, f"{lista}/?pais=*") > ahora

    def test_asked_for_they_are_there(self, client):
        assert cuantos(client, "compromisos/?pais=UY") == 4
        assert cuantos(client, "planes/?pais=IE") == 1
        assert cuantos(client, "compromisos/?procedencia=externa&pais=*") == 8
        assert cuantos(client, "afirmaciones/?pais=IE") >= 1
        assert client.get("/api/v1/afirmaciones/?pais=Irlanda").status_code == 400

    @pytest.mark.parametrize(
        "direccion", ["/", "/planes/", "/compromisos/", "/instituciones/", "/historia/"]
    )
    def test_pages_and_menus_of_mexico_do_not_name_them(self, client, direccion):
        pagina = leer(client, direccion)
        assert "de Uruguay" not in pagina
        assert 'value="uy-p2"' not in pagina

    def test_without_an_end_the_page_says_why_it_is_concluded(self, client):
        """Nothing of the source says that it ended, nor that a plan without years did."""
        plan = Plan.objects.get(clave="ie-p1")
        pagina = leer(client, plan.get_absolute_url())
        assert "Concluido, por el año en que se entregó su plan" in pagina
        assert "terminó su periodo" not in pagina
        de_aqui = leer(client, "/planes/pa15/")
        assert "Concluido: terminó su periodo" in de_aqui
        Plan.objects.filter(pk=plan.pk).update(estado="publicado")
        assert "Publicado; no consta si terminó" in leer(client, plan.get_absolute_url())

    def test_the_menu_follows_the_country(self, client):
        pagina = leer(client, "/compromisos/?pais=UY")
        assert 'value="uy-p2"' in pagina
        assert 'value="pa15"' not in pagina
        assert "1.1 Catálogo de la prueba" in pagina
        elegido = leer(client, "/compromisos/?plan=uy-p2")
        assert 'value="uy-p2" selected' in elegido

    def test_a_source_lists_what_is_mexicos_and_counts_the_rest(self, client):
        pagina = leer(client, "/fuentes/irm_csv/")
        assert "6 compromisos de otros países" in pagina
        assert "UY-P2-C0101" not in pagina

    def test_the_search_does_not_find_them(self, client):
        assert "UY-P2-" not in leer(client, "/buscar/?q=Catálogo de la prueba")


@pytest.mark.usefixtures("importadas")
class TestDentro:
    def test_the_page_of_a_country(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            pagina = leer(client, "/paises/UY/")
        assert "Plan de acción 2 de Uruguay" in pagina
        assert "<strong>2</strong> completo" in pagina
        assert "no revisado todavía (nr)" in pagina
        for reserva in ("no dice cómo terminó el plan", "La regla cambió", "La tecnología sola"):
            assert reserva in pagina

    def test_of_mexico_it_says_why_there_are_fewer(self, client):
        pagina = leer(client, "/paises/MX/")
        assert "Se cuentan los 83 compromisos de sus planes nacionales." in pagina
        assert "Hay 42 más, de planes locales" in pagina

    def test_beside_each_other_with_what_may_not_be_concluded(
        self, client, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(13):
            pagina = leer(client, "/alianza/")
        assert "Tener más no es prometer más" in pagina
        assert "2 completos y 0 sustanciales, de 3" in pagina  # Uruguay, of those coded
        filas = {fila.iso: fila for fila in comparacion()}
        assert filas["UY"].compromisos == 4
        assert filas["UY"].cumplimientos == [("cómo iba a la mitad del plan", 2, 0, 3)]
        (de_mexico,) = filas["MX"].cumplimientos
        assert (de_mexico.completos, de_mexico.sustanciales) == (21, 22)

    def test_its_plan_and_its_commitment_say_where_they_come_from(
        self, client, django_assert_max_num_queries
    ):
        suyo = Compromiso.objects.get(titulo="A test commitment")
        with django_assert_max_num_queries(17):
            pagina = leer(client, f"/compromisos/{suyo.clave}/")
        assert '<h1 lang="en">A test commitment</h1>' in pagina
        assert "Consta en la fuente; el portal no presenció su acuerdo" in pagina
        assert "Importada de la base de OGP" in leer(client, "/planes/ie-p1/")
        dato = client.get(f"/api/v1/compromisos/{suyo.clave}/").json()
        assert (dato["pais"], dato["procedencia"]) == ("IE", "externa")
        assert dato["revision_independiente"]["momento"] == "fin_termino"

    def test_milestones_show_no_progress_that_nobody_reported(self, client):
        suyo = Compromiso.objects.get(titulo="1. Compromiso con hitos")
        pagina = leer(client, f"/compromisos/{suyo.clave}/")
        assert "Primer hito de la prueba" in pagina
        assert "0 %" not in pagina

    def test_the_map_of_the_site_has_them(self, client):
        assert b"/compromisos/UY-P2-C0101-" in client.get("/sitemap.xml").content


def test_alone_mexico_is_compared_with_nobody(client):
    assert "solo tiene compromisos de México" in leer(client, "/alianza/")
