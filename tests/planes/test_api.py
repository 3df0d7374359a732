"""What the API says of plans and places."""

import pytest

from tests.compromisos.factories import CompromisoFactory, PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def plan(client, slug):
    return client.get(f"/api/v1/planes/{slug}/").json()


class TestPlanes:
    @pytest.mark.parametrize(
        ("slug", "registrados", "declarado"),
        [("pao-2011", 0, 38), ("paa-2012", 37, 36), ("pa15", 26, 26), ("pa18", 7, 11)],
    )
    def test_rows_and_stated_counts_are_two_things(self, client, slug, registrados, declarado):
        dado = plan(client, slug)
        assert dado["registrados"] == registrados
        primero = dado["declarados"][0]
        assert (primero["valor"], primero["preferida"]) == (str(declarado), True)
        assert all(d["fuente"] for d in dado["declarados"])

    def test_plan_ampliado_says_why_not_36(self, client):
        notas = " ".join(d["nota"] or "" for d in plan(client, "paa-2012")["declarados"])
        assert "premio" in notas

    def test_an_addendum_points_to_its_plan(self, client):
        assert plan(client, "paa-2012")["adenda_de"] == "pao-2011"
        lista = client.get("/api/v1/planes/?adenda_de=pao-2011").json()
        assert [p["slug"] for p in lista["results"]] == ["paa-2012"]

    def test_partial_dates(self, client):
        pa15 = plan(client, "pa15")
        assert (pa15["inicio"], pa15["inicio_precision"]) == ("2013-10-01", "mes")
        assert (pa15["presentado"], pa15["presentado_precision"]) == (None, "no_consta")

    def test_only_public_commitments_are_counted(self, client):
        propio = PlanFactory(publicado=True)
        CompromisoFactory(plan=propio, publicado=True)
        CompromisoFactory(plan=propio)
        assert plan(client, propio.clave)["registrados"] == 1

    def test_withdrawn_plan_is_410(self, client):
        retirado = PlanFactory(retirado=True)
        assert client.get(f"/api/v1/planes/{retirado.clave}/").status_code == 410

    def test_list(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            dado = client.get("/api/v1/planes/?page_size=100").json()
        assert dado["count"] == 12
        assert [p["slug"] for p in dado["results"]][:2] == ["pa15", "pa18"]


class TestEjercicios:
    def test_the_states_with_their_secretariats_and_plans(
        self, client, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(3):
            dado = client.get("/api/v1/ejercicios/?page_size=100").json()
        assert dado["count"] == 32
        durango = client.get("/api/v1/ejercicios/mx-dur/").json()
        assert durango in dado["results"]
        assert durango["planes"] == ["pal-durango-1"]
        (suyo,) = durango["secretariados"]
        assert (suyo["slug"], suyo["estado"]) == ("stl-durango", "instalado")

    def test_the_filters_and_the_formats_of_any_resource(self, client):
        dado = client.get("/api/v1/ejercicios/?facetas=estado,capitulo&page_size=1").json()
        for faceta in dado["facetas"]["estado"] + dado["facetas"]["capitulo"]:
            ruta = faceta["url"].removeprefix("http://testserver")
            assert client.get(ruta).json()["count"] == faceta["total"] > 0
        csv = b"".join(client.get("/api/v1/ejercicios.csv?estado=instalado")).decode()
        assert "mx-dur" in csv
        assert len(client.get("/api/v1/ejercicios.geojson").json()["features"]) == 32
        (mal,) = client.get("/api/v1/ejercicios/?estado=x").json()["errores"]["estado"]
        assert "instalado" in mal
        assert client.get("/api/v1/ejercicios/mx/").status_code == 404


class TestJurisdicciones:
    def test_thirty_two_states(self, client):
        dado = client.get("/api/v1/jurisdicciones/?tipo=entidad&pais=MX&page_size=100").json()
        assert dado["count"] == 32
        assert {j["padre"] for j in dado["results"]} == {"mx"}
        assert sorted(j["clave_inegi"] for j in dado["results"]) == [
            f"{n:02d}" for n in range(1, 33)
        ]

    def test_in_spanish_order(self, client):
        dado = client.get("/api/v1/jurisdicciones/?tipo=entidad&page_size=100").json()
        nombres = [j["nombre"] for j in dado["results"]]
        assert nombres[0] == "Aguascalientes"
        assert nombres.index("Estado de México") < nombres.index("Guanajuato")
        assert nombres.index("Quintana Roo") < nombres.index("San Luis Potosí")

    def test_other_countries_when_asked(self, client):
        todos = client.get("/api/v1/jurisdicciones/?tipo=pais&pais=*").json()
        assert todos["count"] > 50
        assert client.get("/api/v1/jurisdicciones/uy/").json()["iso"] == "UY"

    def test_search(self, client):
        dado = client.get("/api/v1/jurisdicciones/?q=potosi").json()
        assert [j["nombre"] for j in dado["results"]] == ["San Luis Potosí"]


def test_the_root_lists_what_there_is(client):
    dado = client.get("/api/v1/").json()
    assert dado["planes"] == "http://testserver/api/v1/planes/"
    for direccion in dado.values():
        assert client.get(direccion.removeprefix("http://testserver")).status_code == 200


def test_every_operation_says_what_it_is_while_folded(client):
    rutas = client.get("/api/v1/esquema/").json()["paths"]
    resumenes = {ruta: operacion["get"].get("summary") for ruta, operacion in rutas.items()}
    assert [ruta for ruta, resumen in resumenes.items() if not resumen] == []
    assert resumenes["/api/v1/planes/"] == "Planes de acción"
    assert resumenes["/api/v1/planes/{clave}/"] == "Planes de acción: un registro, por su clave"
    assert resumenes["/api/v1/planes.csv"] == "Planes de acción: todo, en CSV"


def test_from_the_documentation_one_can_go_back_to_the_portal(client):
    assert 'href="/"' in client.get("/api/v1/docs/").content.decode()


@pytest.mark.parametrize(
    ("consulta", "parametro", "cercano"),
    [("foo=1", "foo", "lang"), ("lang=xx", "lang", "en"), ("formato=json", "formato", "format")],
)
def test_the_schema_refuses_what_it_does_not_take(client, consulta, parametro, cercano):
    respuesta = client.get(f"/api/v1/esquema/?{consulta}")
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"
    assert cercano in respuesta.json()["errores"][parametro][0]


@pytest.mark.parametrize("consulta", ["lang=en", "lang=es-mx", "format=json"])
def test_the_schema_takes_a_language(client, consulta):
    assert client.get(f"/api/v1/esquema/?{consulta}").status_code == 200


def test_the_schema_is_openapi_3_1_and_describes_the_records(client):
    esquema = client.get("/api/v1/esquema/").json()
    assert esquema["openapi"].startswith("3.1")
    compromiso = esquema["components"]["schemas"]["Compromiso"]["properties"]
    assert compromiso["contraste"]["enum"] == ["coincide", "difiere", "sin_contraste"]
    dado = client.get("/api/v1/compromisos/MX-PA15-C06/").json()
    assert set(dado) <= set(compromiso)  # the rest is what `incluir` brings
