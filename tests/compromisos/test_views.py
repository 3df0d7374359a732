"""What a citizen reads on the pages of plans and commitments. Literal addresses."""

import pytest

from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.secretariados.acordar import de_practica

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

PAGINAS = [
    "/",
    "/planes/",
    "/planes/pao-2011/",
    "/planes/paa-2012/",
    "/planes/pa15/",
    "/planes/pa18/",
    "/planes/pal-durango-1/",
    "/compromisos/",
    "/compromisos/?plan=pa15&contraste=difiere",
    "/compromisos/?q=padron",
    "/compromisos/MX-PA15-C06/",
    "/compromisos/MX-PAA12-C37/",
    "/compromisos/MX-PA22-C01/",
    "/compromisos/MX-DUR-PAL1-C01/",
]


def leer(client, direccion, estado=200):
    respuesta = client.get(direccion)
    assert respuesta.status_code == estado
    return " ".join(respuesta.content.decode().split())


@pytest.mark.parametrize("prefijo", ["", "/en"])
@pytest.mark.parametrize("direccion", PAGINAS)
class TestTodas:
    def test_one_heading_no_cookie_and_few_queries(
        self, client, prefijo, direccion, django_assert_max_num_queries
    ):
        # Two, of a commitment: which acts are behind its text, and who consented to them. One, of a
        # plan: what was said of it as a whole; of a commitment, what it takes up of other plans.
        with django_assert_max_num_queries(15):
            respuesta = client.get(prefijo + direccion)
        assert respuesta.status_code == 200
        assert respuesta.content.count(b"<h1") == 1
        assert not respuesta.cookies
        assert b"csrfmiddlewaretoken" not in respuesta.content
        assert (b'lang="en"' if prefijo else b'lang="es-MX"') in respuesta.content

    def test_strict_policy(self, client, prefijo, direccion):
        politica = client.get(prefijo + direccion)["Content-Security-Policy"]
        assert "default-src 'none'" in politica
        assert "unsafe" not in politica
        assert "http" not in politica


class TestCompromiso:
    def test_the_page_that_says_it_all(self, client):
        pagina = leer(client, "/compromisos/MX-PA15-C06/")
        for dicho in (
            "Padrón único y abierto de beneficiarios",
            "/planes/pa15/",
            "Política social",
            "inferid",
            "Secretaría de Desarrollo Social",
            "GESOC",
            "octubre de 2013",
            "julio de 2015",
            "Cumplido",
            "17 de septiembre de 2015",
            "Sustancial",
            "PA15: todos cumplidos o no",
            "/api/v1/compromisos/MX-PA15-C06/",
        ):
            assert dicho in pagina, dicho

    def test_absences_are_told_not_hidden(self, client):
        assert "NR" in leer(client, "/compromisos/MX-PA15-C06/")

    def test_its_own_discrepancies_and_then_its_plans_titles(self, client):
        pagina = leer(client, "/compromisos/MX-PA15-C23/")
        propias, del_plan = pagina[pagina.index('id="discrepancias"') :].split(
            "Sobre su plan entero"
        )
        assert 'id="discrepancia-14"' in propias
        assert 'id="discrepancia-01"' not in propias
        assert "#discrepancia-01" in del_plan.split('id="fuentes"')[0]
        assert "#discrepancia-14" not in del_plan.split('id="fuentes"')[0]

    def test_withdrawn_is_410_with_the_reason(self, client):
        retirado = CompromisoFactory(retirado=True)
        pagina = leer(client, f"/compromisos/{retirado.clave}/", 410)
        assert "Se registró dos veces." in pagina

    @pytest.mark.parametrize("clave", ["NO-EXISTE", "%00", "..%2f..", "ñ"])
    def test_what_never_was_is_a_404_in_spanish(self, client, clave):
        assert 'lang="es-MX"' in leer(client, f"/compromisos/{clave}/", 404)

    def test_a_draft_is_not_there(self, client):
        leer(client, f"/compromisos/{CompromisoFactory().clave}/", 404)

    def test_practice_is_labelled_and_out_of_lists(self, client):
        practica = de_practica()
        assert "práctica" in leer(client, f"/compromisos/{practica.clave}/").lower()
        assert practica.titulo not in leer(client, "/compromisos/")
        assert practica.titulo in leer(client, "/compromisos/?procedencia=muestra")

    def test_text_from_people_is_never_markup(self, client):
        malo = CompromisoFactory(
            publicado=True, titulo="<script>alert(1)</script>", notas="</script>"
        )
        pagina = leer(client, f"/compromisos/{malo.clave}/")
        assert "<script>alert" not in pagina
        assert "&lt;script&gt;alert" in pagina


class TestPlan:
    def test_2011_says_38_declared_and_0_registered(self, client):
        pagina = leer(client, "/planes/pao-2011/")
        assert "38" in pagina
        assert "La base del MRI no contiene sus compromisos" in pagina

    def test_ampliado_says_37_records_and_why_not_36(self, client):
        pagina = leer(client, "/planes/paa-2012/")
        assert "37" in pagina
        assert "premio a la innovación en transparencia" in pagina

    def test_pa15_lists_its_26(self, client):
        pagina = leer(client, "/planes/pa15/")
        assert all(f"/compromisos/MX-PA15-C{n:02d}/" in pagina for n in range(1, 27))

    def test_a_plan_without_anything_still_opens(self, client):
        assert PlanFactory(publicado=True).nombre in leer(client, "/planes/?q=prueba")


class TestExplorador:
    def test_unknown_parameters_are_ignored(self, client):
        assert leer(client, "/compromisos/?utm_source=x&plan=pa15").count("MX-PA15-C01") > 0

    @pytest.mark.parametrize(
        "consulta",
        ["q=%20%20", "pais=%00", "q=%00", "plan=%00", "actualizado__gte=x", "numero=1e9"],
    )
    def test_hostile_queries_open(self, client, consulta):
        leer(client, f"/compromisos/?{consulta}")

    def test_unknown_value_is_told_above_an_empty_list(self, client):
        pagina = leer(client, "/compromisos/?estado=nada")
        assert "nada" in pagina
        assert "MX-PA15-C01" not in pagina

    def test_a_page_past_the_end_is_the_last_one(self, client):
        lejana, ultima = (client.get(f"/compromisos/?pagina={n}") for n in (9999, 5))
        assert list(lejana.context["object_list"]) == list(ultima.context["object_list"]) != []

    @pytest.mark.parametrize("pagina", ["0", "-1", "x", "9" * 30])
    def test_any_page_number_opens(self, client, pagina):
        leer(client, f"/compromisos/?pagina={pagina}")

    def test_pages_keep_the_filters(self, client):
        pagina = leer(client, "/compromisos/?plan=paa-2012")
        assert "plan=paa-2012&amp;pagina=2" in pagina or "pagina=2&amp;plan=paa-2012" in pagina


class TestErrores:
    def test_404_helps(self, client):
        pagina = leer(client, "/no-existe/", 404)
        assert "/compromisos/" in pagina

    def test_health(self, client):
        assert leer(client, "/salud/vivo").strip() == "vivo"
        assert leer(client, "/salud/listo").strip() == "listo"

    @pytest.mark.parametrize("plantilla", ["500.html", "503.html"])
    def test_pages_for_failures_need_nothing_that_may_have_failed(
        self, plantilla, django_assert_num_queries
    ):
        from django.template.loader import render_to_string

        with django_assert_num_queries(0):
            assert "<h1" in render_to_string(plantilla)
