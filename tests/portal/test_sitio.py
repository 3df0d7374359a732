"""What machines ask of the site: sitemap, robots, security contact, health, state."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from gobierno_abierto.bitacora.models import Revision
from gobierno_abierto.portal.views import _alfabetico
from tests.compromisos.factories import CompromisoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def leer(client, direccion):
    respuesta = client.get(direccion)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


class TestMapa:
    def test_both_languages_of_each_page_point_at_each_other(self, client):
        mapa = leer(client, "/sitemap.xml")
        assert "<loc>http://testserver/compromisos/MX-PA15-C06/</loc>" in mapa
        assert "<loc>http://testserver/en/compromisos/MX-PA15-C06/</loc>" in mapa
        assert 'hreflang="en" href="http://testserver/en/compromisos/MX-PA15-C06/"' in mapa

    def test_drafts_are_not_announced(self, client):
        borrador = CompromisoFactory(publicado_en=None)
        assert borrador.clave not in leer(client, "/sitemap.xml")

    def test_few_queries_however_many_pages(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            client.get("/sitemap.xml")


def test_robots_names_the_sitemap_and_closes_the_admin(client):
    robots = leer(client, "/robots.txt").splitlines()
    assert "Disallow: /admin/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_security_txt_has_a_contact_that_exists_and_expires_within_a_year(client):
    lineas = dict(
        linea.split(": ", 1) for linea in leer(client, "/.well-known/security.txt").splitlines()
    )
    ruta, ancla = lineas["Contact"].removeprefix("http://testserver").split("#")
    assert f'id="{ancla}"' in leer(client, ruta)
    vence = datetime.fromisoformat(lineas["Expires"])
    assert timedelta(days=30) < vence - datetime.now(UTC) < timedelta(days=365)


def test_the_glossary_is_in_order_in_each_language(client):
    for direccion in ("/glosario/", "/en/glosario/"):
        pagina = leer(client, direccion)
        terminos = re.findall(r"<dt>([^<]+?) ?(?:<span[^>]*>([^<]+)</span>)?</dt>", pagina)
        assert len(terminos) > 40
        nombres = [_alfabetico(termino) for termino, _otro in terminos]
        assert nombres == sorted(nombres)
        assert not [t for t, otro in terminos if t.casefold() == otro.casefold()]
    assert '<span class="suave menor" lang="es">Compromiso</span>' in pagina


class TestEstado:
    def test_says_what_there_is_in_three_queries(self, client, django_assert_num_queries):
        with django_assert_num_queries(3):  # the revision, for its ETag, and those of what it says
            estado = client.get("/api/v1/estado/").json()
        registros = {r["recurso"]: r["registros"] for r in estado["recursos"]}
        assert registros["planes"] == 12
        assert registros["compromisos"] == 125
        assert registros["discrepancias"] == 25
        assert estado["revision"] == Revision.actual()
        assert estado["actualizado"] == max(
            r["actualizado"] for r in estado["recursos"] if r["registros"]
        )

    def test_each_count_is_that_of_its_list(self, client):
        for recurso in client.get("/api/v1/estado/").json()["recursos"]:
            lista = client.get(recurso["url"], {"page_size": 1, "pais": "*"})
            if lista.status_code == 400:  # a resource without country
                lista = client.get(recurso["url"], {"page_size": 1})
            assert lista.json()["count"] == recurso["registros"], recurso["recurso"]

    def test_takes_no_parameters(self, client):
        assert client.get("/api/v1/estado/?x=1").status_code == 400


class TestCodigos:
    def test_pages_through_all_of_them(self, client):
        vistos, url = [], "/api/v1/codigos/?page_size=100"
        while url:
            pagina = client.get(url).json()
            vistos += [(fila["lista"], fila["codigo"]) for fila in pagina["results"]]
            url = pagina["next"]
        assert len(vistos) == pagina["count"] == len(set(vistos))

    def test_one_list(self, client):
        lado = client.get("/api/v1/codigos/?lista=lado").json()["results"]
        assert [(fila["codigo"], fila["en"]) for fila in lado] == [
            ("gobierno", "Government"),
            ("organo_garante", "Oversight body"),
            ("sociedad_civil", "Civil society"),
        ]

    def test_back_and_forth(self, client):
        primera = client.get("/api/v1/codigos/?page_size=10").json()
        segunda = client.get(primera["next"]).json()
        assert client.get(segunda["previous"]).json()["results"] == primera["results"]

    @pytest.mark.parametrize(
        ("consulta", "dicho"),
        [
            ("lista=ladoo", "lado"),
            ("lado=x", "lista"),
            ("ordering=lista", "lista"),
            ("campos=x", "codigo"),
            ("page_size=0", "1000"),
            ("cursor=x", "cursor"),
        ],
    )
    def test_refusals_say_what_is_accepted(self, client, consulta, dicho):
        respuesta = client.get(f"/api/v1/codigos/?{consulta}")
        assert respuesta.status_code == 400
        assert dicho in respuesta.content.decode()

    def test_a_cursor_of_another_query_is_refused(self, client):
        siguiente = client.get("/api/v1/codigos/?page_size=10").json()["next"]
        assert client.get(f"{siguiente}&lista=lado").status_code == 400

    @pytest.mark.parametrize("extension", ["csv", "ndjson", "json"])
    def test_every_format(self, client, extension):
        respuesta = client.get(f"/api/v1/codigos.{extension}?lista=lado&campos=codigo")
        assert b"organo_garante" in b"".join(respuesta)
