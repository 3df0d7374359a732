"""What a citizen reads of tables, states and history. Literal addresses."""

import re

import pytest
from django.utils import timezone

from planes.models import Hito, Mesa, Plan
from secretariados.models import Jurisdiccion, Secretariado
from tests.compromisos.factories import PlanFactory
from tests.secretariados.acordar import acordar
from tests.secretariados.factories import sentar_a_los_tres

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def leer(client, direccion, estado=200):
    respuesta = client.get(direccion)
    assert respuesta.status_code == estado
    return " ".join(respuesta.content.decode().split())


def retirar(modelo, clave):
    modelo.objects.filter(clave=clave).update(retirado_en=timezone.now(), retiro_motivo="Prueba")


@pytest.mark.parametrize("prefijo", ["", "/en"])
@pytest.mark.parametrize(
    "direccion",
    [
        "/planes/pa15/mesas/politica-social/",
        "/historia/",
        "/historia/?q=instalacion&tipo=local",
        "/ejercicios/",
        "/ejercicios/?q=durango&estado=instalado",
    ],
)
def test_one_heading_and_few_queries(client, prefijo, direccion, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        pagina = leer(client, prefijo + direccion)
    assert pagina.count("<h1") == 1
    assert " style=" not in pagina


class TestMesa:
    DIRECCION = "/planes/pa15/mesas/politica-social/"

    def test_its_commitments_are_marked_as_inferred(self, client):
        pagina = leer(client, self.DIRECCION)
        assert "/compromisos/MX-PA15-C06/" in pagina
        assert "Reparto inferido." in pagina
        assert "/planes/pa15/" in pagina

    def test_the_plan_leads_to_its_nine_tables(self, client):
        mesas = set(re.findall(r'href="(/planes/pa15/mesas/[^"]+)"', leer(client, "/planes/pa15/")))
        assert len(mesas) == 9
        for mesa in mesas:
            leer(client, mesa)

    def test_withdrawn_it_or_its_plan(self, client):
        retirar(Plan, "pa15")
        assert "Prueba" in leer(client, self.DIRECCION, 410)

    def test_withdrawn_alone(self, client):
        retirar(Mesa, "MX-PA15-MESA-politica-social")
        assert "Prueba" in leer(client, self.DIRECCION, 410)
        assert self.DIRECCION not in leer(client, "/planes/pa15/")

    @pytest.mark.parametrize(
        "direccion",
        [
            "/planes/pa15/mesas/no-existe/",
            "/planes/no-existe/mesas/politica-social/",
            "/planes/pa22/mesas/politica-social/",
        ],
    )
    def test_unknown(self, client, direccion):
        leer(client, direccion, 404)


class TestHistoria:
    def test_every_event_by_year(self, client):
        pagina = leer(client, "/historia/")
        assert "<strong>62</strong> hechos" in pagina
        assert pagina.index('id="anio-2011"') < pagina.index('id="anio-2015"')
        assert pagina.count('class="insignia') == 62

    @pytest.mark.parametrize(
        ("consulta", "hechos"),
        [("anio=2015", 15), ("plan=pa15", 7), ("tipo=crisis", 5), ("jurisdiccion=mx-jal", 4)],
    )
    def test_filters(self, client, consulta, hechos):
        pagina = leer(client, f"/historia/?{consulta}")
        assert pagina.count('class="insignia') == hechos

    def test_a_value_that_does_not_exist_is_told(self, client):
        assert "Ningún hecho cumple con eso." in leer(client, "/historia/?tipo=fiesta")
        assert "número entero" in leer(client, "/historia/?anio=mcmx")

    def test_an_event_outlives_its_plan_without_naming_it(self, client):
        retirar(Plan, "pa15")
        pagina = leer(client, "/historia/")
        assert "<strong>62</strong> hechos" in pagina
        assert "/planes/pa15/" not in pagina
        assert client.get("/api/v1/hitos/2013-10-01-inicia-el-pa15/").json()["plan"] is None

    def test_a_withdrawn_event_is_not_there(self, client):
        clave = "2013-10-01-inicia-el-pa15"
        retirar(Hito, clave)
        assert clave not in leer(client, "/historia/")

    def test_an_event_without_a_date_is_said_so(self, client):
        Hito.objects.create(
            clave="sin-fecha",
            tipo="plan",
            titulo="Algo",
            descripcion="x",
            publicado_en=timezone.now(),
        )
        pagina = leer(client, "/historia/")
        assert 'id="anio-sin-fecha"' in pagina
        assert "Sin fecha" in pagina


class TestEjercicios:
    def test_which_were_named_and_not_installed(self, client):
        enlace = re.search(r'href="(\?estado__in=[^"]+)">Ver los (\d+) estados', leer(
            client, "/ejercicios/"
        ))  # fmt: skip
        assert f"<strong>{enlace[2]}</strong> estado" in leer(client, f"/ejercicios/{enlace[1]}")

    def test_always_the_32_states(self, client):
        pagina = leer(client, "/ejercicios/")
        assert len(re.findall(r'<li id="mx-', pagina)) == 32
        assert "No consta que tenga secretariado." in pagina

    def test_named_but_not_installed(self, client):
        pagina = leer(client, "/ejercicios/?capitulo=por_instalar")
        assert len(re.findall(r'<li id="mx-', pagina)) == 7
        for estado in ("coa", "jal", "hid", "chp", "tab", "slp", "zac"):
            assert f'id="mx-{estado}"' in pagina

    def test_the_counts_are_those_of_their_lists(self, client):
        pagina = leer(client, "/ejercicios/")
        for codigo, total in re.findall(r'href="\?capitulo=(\w+)">[^<]+: (\d+)<', pagina):
            lista = leer(client, f"/ejercicios/?capitulo={codigo}")
            assert len(re.findall(r'<li id="mx-', lista)) == int(total), codigo

    def test_practice_is_not_there(self, client):
        durango = Jurisdiccion.objects.get(clave="mx-dur")
        casa = sentar_a_los_tres(
            nombre="Secretariado de práctica", procedencia="muestra", jurisdiccion=durango
        )
        de_practica = {"procedencia": "muestra", "secretariado": casa, "jurisdiccion": durango}
        acordar(PlanFactory(nombre="Plan de práctica", **de_practica))
        pagina = leer(client, "/ejercicios/")
        assert "/planes/pal-durango-1/" in pagina
        assert "de práctica" not in pagina

    def test_nor_is_what_is_a_draft_or_withdrawn(self, client):
        durango = Jurisdiccion.objects.get(clave="mx-dur")
        PlanFactory(nombre="Plan sin publicar", jurisdiccion=durango)
        retirar(Plan, "pal-durango-1")
        retirar(Secretariado, "stl-durango")
        pagina = leer(client, "/ejercicios/?q=durango")
        assert 'id="mx-dur"' in pagina
        assert "No consta que tenga secretariado." in pagina
        assert "Este portal no tiene ningún plan suyo." in pagina

    def test_its_plans_say_when(self, client):
        pagina = leer(client, "/ejercicios/?q=durango")
        assert "25 de agosto de 2015" in pagina
        assert "su fin no consta" in pagina

    @pytest.mark.parametrize("consulta", ["q=michoacan", "q=Michoacán", "estado=instalado"])
    def test_filters(self, client, consulta):
        assert 'id="mx-mic"' in leer(client, f"/ejercicios/?{consulta}")

    def test_a_value_that_does_not_exist_is_told(self, client):
        assert "Ningún estado cumple con eso." in leer(client, "/ejercicios/?estado=feliz")
