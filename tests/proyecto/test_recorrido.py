"""Every page that the sitemap announces, read whole; and every link of every page followed."""

import os
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve

from tests.proyecto.recorrido import direcciones_del_mapa, interno, recorrer, visitar

pytestmark = pytest.mark.django_db

CONSULTAS = 15
DE_CADA_FORMA = 10_000 if os.environ.get("LARGO") else 3


def las_que(paginas, condicion):
    return sorted(d for d, pagina in paginas.items() if condicion(pagina))


class TestTodas:
    def test_the_sitemap_has_every_record_with_a_page(self, paginas):
        for direccion in (
            "/",
            "/planes/pa15/",
            "/planes/pa15/mesas/politica-social/",
            "/compromisos/MX-PA15-C06/",
            "/secretariados/stt/",
            "/acuerdos/ACU-STT-2011-01/",
            "/instituciones/gesoc/",
            "/fuentes/semilla/",
            "/paises/BR/",
            "/historia/",
            "/discrepancias/",
            "/alianza/",
            "/ejercicios/",
            "/glosario/",
        ):
            assert direccion in paginas
        assert len(paginas) > 400

    def test_they_answer(self, paginas):
        assert las_que(paginas, lambda p: p.estado != 200) == []

    def test_one_h1(self, paginas):
        assert las_que(paginas, lambda p: p.h1 != 1) == []

    def test_no_cookie_no_script_no_inline_style(self, paginas):
        assert las_que(paginas, lambda p: p.cookies or p.guiones or p.estilos) == []

    def test_nothing_is_loaded_from_another_host(self, paginas):
        cargado = {pedido for pagina in paginas.values() for pedido in pagina.pedidos}
        assert cargado
        assert [pedido for pedido in cargado if not interno(pedido)] == []

    def test_a_handful_of_queries(self, paginas):
        assert las_que(paginas, lambda p: p.consultas > CONSULTAS) == []

    def test_no_id_twice(self, paginas):
        assert {d: p.repetidas for d, p in paginas.items() if p.repetidas} == {}

    def test_each_title_is_its_own(self, paginas):
        titulos = [pagina.titulo.strip() for pagina in paginas.values()]
        assert all(titulos)
        assert sorted({t for t in titulos if titulos.count(t) > 1}) == []


class TestIngles:
    def test_every_english_page_answers_in_english(self, client):
        """One of each kind is enough: the templates are the same."""
        en_ingles = [d for d in direcciones_del_mapa(client) if d.startswith("/en/")]
        vistas, vistos = [], set()
        for direccion in en_ingles:
            tipo = direccion.split("/")[2], direccion.count("/")
            if tipo not in vistos:
                vistos.add(tipo)
                vistas.append(direccion)
        for pagina in recorrer(client, vistas).values():
            assert pagina.estado == 200, pagina.direccion
            assert '<html lang="en">' in pagina.html


def forma(direccion):
    """What an address looks like: its view and the names of what it asks for."""
    partes = urlsplit(direccion)
    return resolve(partes.path).view_name, tuple(sorted(parse_qs(partes.query)))


def test_every_link_leads_somewhere(client, paginas):
    """Every internal link of every page answers, and what it points at within the page is there.
    Of lists already filtered, and of records as data, a few of each shape (`.ci/largo`: all)."""
    destinos: dict[str, set[str]] = {}
    for pagina in paginas.values():
        for enlace in pagina.enlaces:
            propio = interno(enlace)
            if propio and not propio[0].startswith(("/en/", "/admin/")):
                destinos.setdefault(propio[0], set()).add(propio[1])
    rotos, vistas = [], Counter()
    for direccion, fragmentos in sorted(destinos.items()):
        if direccion not in paginas:
            vistas[forma(direccion)] += 1
            if vistas[forma(direccion)] > DE_CADA_FORMA:
                continue
        pagina = paginas.get(direccion) or visitar(client, direccion)
        if pagina.estado != 200:
            rotos.append((direccion, pagina.estado))
        rotos += [
            (direccion, fragmento)
            for fragmento in fragmentos
            if fragmento and pagina.html and fragmento not in pagina.anclas
        ]
    assert rotos == []
