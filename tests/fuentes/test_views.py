"""What a reader finds of the sources and of where they disagree. Literal addresses."""

import re

import pytest
from django.template import engines

from gobierno_abierto.fuentes.models import Cita, Discrepancia, Fuente
from tests.compromisos.factories import CompromisoFactory
from tests.fuentes.factories import (
    AfirmacionFactory,
    CitaFactory,
    DiscrepanciaFactory,
    FuenteFactory,
    ObjetoDiscrepanciaFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def leer(client, direccion, estado=200):
    respuesta = client.get(direccion)
    assert respuesta.status_code == estado
    return " ".join(respuesta.content.decode().split())


def cuerpo(client, direccion):
    """The page without its frame."""
    return leer(client, direccion).split("<main", 1)[1].split("</main>", 1)[0]


def enlaces(pagina):
    """Internal links, without fragments."""
    hallados = re.findall(r'href="(/[^"#]*)', pagina)
    return {direccion.replace("&amp;", "&") for direccion in hallados}


@pytest.mark.parametrize("prefijo", ["", "/en"])
@pytest.mark.parametrize(
    "direccion",
    [
        "/discrepancias/",
        "/discrepancias/?q=estrellas&objeto_tipo=plan",
        "/discrepancias/?objeto=nada",
        "/fuentes/",
        "/fuentes/?q=informe&pagina=2",
        "/fuentes/irm_csv/",
        "/fuentes/agentes/",
        "/fuentes/mexidata_2015/",
    ],
)
def test_one_heading_no_cookie_and_few_queries(
    client, prefijo, direccion, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        respuesta = client.get(prefijo + direccion)
    assert respuesta.status_code == 200
    assert respuesta.content.count(b"<h1") == 1
    assert b" style=" not in respuesta.content
    assert not respuesta.cookies


class TestDiscrepancias:
    def test_each_has_its_place(self, client):
        pagina = leer(client, "/discrepancias/")
        claves = list(Discrepancia.objects.values_list("clave", flat=True))
        assert len(claves) == 25
        assert all(pagina.count(f'id="{clave}"') == 1 for clave in claves)

    def test_all_is_in_sight(self, client):
        pagina = cuerpo(client, "/discrepancias/?q=discrepancia-02")
        assert "<details" not in pagina
        for dicho in (
            "Impacto y estrellas del PA15",
            "compromisos de impacto menor: <strong>20</strong>",
            "Explicación más probable (no es un hecho):",
            "El portal sigue a:",
            "Única codificación por compromiso",
            'href="/fuentes/irm_csv/"',
            '<a href="/planes/pa15/">Plan de Acción 2013-2015</a>',
            "/api/v1/discrepancias/discrepancia-02/",
        ):
            assert dicho in pagina, dicho

    def test_none_followed_is_told(self, client):
        pagina = leer(client, "/discrepancias/?q=discrepancia-01")
        assert "El portal no sigue a ninguna por encima de las otras." in pagina

    def test_drafts_are_neither_shown_nor_linked(self, client):
        borrador = DiscrepanciaFactory()
        tocado = CompromisoFactory()
        ObjetoDiscrepanciaFactory(objeto_tipo="compromiso", objeto_clave=tocado.clave)
        pagina = leer(client, "/discrepancias/")
        assert borrador.titulo not in pagina
        assert tocado.clave not in pagina
        assert tocado.titulo not in pagina

    def test_a_record_links_to_the_place_of_each(self, client):
        pagina = leer(client, "/planes/pa15/")
        assert '<a href="/discrepancias/#discrepancia-02">' in pagina

    def test_an_unknown_record_is_told_above_an_empty_list(self, client):
        pagina = leer(client, "/discrepancias/?objeto=nada")
        assert "«nada» no es la clave de ningún registro." in pagina
        assert "discrepancia-01" not in pagina


class TestFuentes:
    def test_the_list_says_licence_and_what_rests_on_each(self, client):
        pagina = leer(client, "/fuentes/?q=irm_csv")
        assert '<a href="/fuentes/irm_csv/">' in pagina
        assert "github.com" in pagina
        assert "LICENSE GPL-2" in pagina
        assert "<dd>229</dd>" in pagina  # 103 that cite it and 126 reviews
        assert "No declara licencia" in leer(client, "/fuentes/?q=mexidata_2015")

    def test_every_source_is_in_the_list(self, client):
        paginas = "".join(leer(client, f"/fuentes/?pagina={n}") for n in (1, 2, 3))
        claves = Fuente.objects.values_list("clave", flat=True)
        assert all(f'href="/fuentes/{clave}/"' in paginas for clave in claves)

    def test_a_source_and_all_that_rests_on_it(self, client):
        pagina = cuerpo(client, "/fuentes/mexidata_2015/")
        for dicho in (
            "Mexico meets its 26 commitments",
            '<a href="http://mexidata.info/id4215.html" rel="external">Abrir en mexidata.info</a>',
            "No declara licencia",
            '<a href="/planes/pa15/">Plan de Acción 2013-2015</a>',
            "Ver 26 pronunciamientos",
            "/compromisos/MX-PA15-C06/#",
            '<tr id="discrepancia-01-a1">',
            '<a href="/discrepancias/#discrepancia-01">PA15: todos cumplidos o no</a>',
            "Compromisos cumplidos: <strong>26</strong>",
            "17 de septiembre de 2015",
            "/api/v1/fuentes/mexidata_2015/",
        ):
            assert dicho in pagina, dicho

    def test_where_the_portal_follows_it(self, client):
        seccion = leer(client, "/fuentes/irm_csv/").split('id="sigue"')[1].split("</section>")[0]
        seguidas = Discrepancia.objects.filter(preferida__clave="irm_csv")
        assert seguidas
        assert all(f"/discrepancias/#{d.clave}" in seccion for d in seguidas)

    def test_what_is_not_public_is_not_shown(self, client):
        fuente = FuenteFactory(publicado=True)
        borrador = CompromisoFactory()
        suyo = {"fuente": fuente, "objeto_tipo": "compromiso", "objeto_clave": borrador.clave}
        CitaFactory(**suyo)
        CitaFactory(**suyo, campo=Cita.CORRECCION, nota="Decía otra cosa.")
        callada = AfirmacionFactory(fuente=fuente)
        AfirmacionFactory(
            **suyo, publicado=True, discrepancia=DiscrepanciaFactory(preferida=fuente)
        )
        pagina = leer(client, f"/fuentes/{fuente.clave}/")
        assert "Ningún registro entero se apoya en ella." in pagina
        assert "De ningún registro en particular" in pagina
        for oculto in (borrador.clave, borrador.titulo, "Decía otra cosa", callada.clave):
            assert oculto not in pagina
        assert "Discrepancia de prueba" not in pagina
        assert "<dd>0</dd>" in leer(client, f"/fuentes/?q={fuente.clave}")

    def test_a_correction_is_shown_as_such(self, client):
        cita = CitaFactory(campo=Cita.CORRECCION, nota="Decía 25 compromisos.")
        pagina = leer(client, f"/fuentes/{cita.fuente.clave}/")
        antes, correcciones = pagina.split("Correcciones hechas aquí que la citan")
        assert "/planes/pa15/" not in antes.split("<main")[1]
        assert "/planes/pa15/" in correcciones
        assert "Decía 25 compromisos." in correcciones

    def test_a_record_reaches_its_source_here_and_the_original(self, client):
        pagina = leer(client, "/planes/pa15/")
        assert '<a href="/fuentes/irm_csv/">' in pagina
        assert re.search(
            r'rel="external"><span class="oculto">Original en </span>github.com', pagina
        )

    def test_unknown_is_404_and_withdrawn_is_410_with_the_reason(self, client):
        leer(client, "/fuentes/no-existe/", 404)
        leer(client, f"/fuentes/{FuenteFactory().clave}/", 404)
        retirada = FuenteFactory(retirado=True)
        assert "Se registró dos veces." in leer(client, f"/fuentes/{retirada.clave}/", 410)

    def test_text_from_people_is_never_markup(self, client):
        mala = FuenteFactory(publicado=True, titulo="<script>alert(1)</script>")
        pagina = leer(client, f"/fuentes/{mala.clave}/")
        assert "<script>alert" not in pagina
        assert "&lt;script&gt;alert" in pagina


def test_lists_of_other_kinds_link_to_discrepancies(rf):
    plantilla = engines["django"].from_string(
        '{% load fuentes %}{% discrepancias_por_clave "plan" as suyas %}'
        '{% toca suyas "pa15" %}|{% toca suyas "no-existe" %}'
    )
    con, sin = plantilla.render({}, rf.get("/")).split("|")
    assert 'href="/discrepancias/#discrepancia-01"' in con
    assert not sin.strip()
