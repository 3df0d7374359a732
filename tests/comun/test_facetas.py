"""Facets and inclusions: what an answer says besides its own rows."""

import os

import pytest

from gobierno_abierto.comun.facetas import facetas_de
from gobierno_abierto.portal.api import REGISTROS
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory
from tests.compromisos.replicar import replica_publica
from tests.compromisos.seguido import hacer_seguido

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

API = "/api/v1/"


def dado(client, direccion):
    respuesta = client.get(direccion)
    assert respuesta.status_code == 200, respuesta.content.decode()
    return respuesta.json()


class TestFacetas:
    @pytest.mark.parametrize("registro", REGISTROS, ids=lambda r: r.recurso)
    def test_each_says_how_many_rows_its_address_gives(self, client, registro):
        for faceta in facetas_de(registro.filtro):
            contada = dado(client, f"{API}{registro.recurso}/?facetas={faceta}&page_size=1")
            valores = contada["facetas"][faceta]
            for valor in valores if os.environ.get("LARGO") else valores[-1:]:
                assert set(valor) == {"valor", "etiqueta", "total", "url"}
                assert valor["etiqueta"]
                assert dado(client, valor["url"])["count"] == valor["total"], valor

    def test_under_the_other_filters_and_not_its_own(self, client):
        una = dado(client, f"{API}compromisos/?plan=pa15&contraste=difiere&facetas=contraste,plan")
        assert una["count"] == 21
        assert {v["valor"]: v["total"] for v in una["facetas"]["contraste"]} == {
            "difiere": 21,
            "coincide": 5,
        }
        de_planes = {v["valor"]: v["total"] for v in una["facetas"]["plan"]}
        assert de_planes["pa15"] == 21
        assert "no el suyo" in una["facetas_nota"]
        (pa15,) = (v for v in una["facetas"]["plan"] if v["valor"] == "pa15")
        assert "2013" in pa15["etiqueta"]
        assert "contraste=difiere" in pa15["url"]

    def test_rows_that_have_several_count_once_in_each(self, client):
        lados = dado(client, f"{API}compromisos/?plan=pa15&facetas=lado")["facetas"]["lado"]
        assert {v["valor"]: v["total"] for v in lados}["sociedad_civil"] <= 26

    def test_rows_without_a_value_are_counted_too(self, client):
        mesas = dado(client, f"{API}compromisos/?facetas=mesa")["facetas"]["mesa"]
        (sin,) = (v for v in mesas if v["valor"] is None)
        assert "mesa__isnull=true" in sin["url"]

    def test_what_is_hidden_is_not_named(self, client):
        compromiso = CompromisoFactory(publicado=True)
        compromiso.responsables.create(
            institucion=InstitucionFactory(), lado="gobierno", papel="responsable"
        )
        faceta = dado(client, f"{API}compromisos/?plan={compromiso.plan.clave}&facetas=institucion")
        assert faceta["count"] == 1
        assert faceta["facetas"]["institucion"] == []

    @pytest.mark.parametrize(
        ("consulta", "dice"),
        [
            ("facetas=estdo", "¿Quiso decir «estado»?"),
            ("facetas=titulo", "Se aceptan: plan"),
            ("facetas=estado,plan,eje,mesa,lado,origen,principio", "6 a lo más"),
            ("facetas=estado&facetas=plan", "más de una vez"),
        ],
    )
    def test_refusals(self, client, consulta, dice):
        respuesta = client.get(f"{API}compromisos/?{consulta}")
        assert respuesta.status_code == 400
        assert dice in respuesta.json()["errores"]["facetas"][0]
        assert client.get(f"{API}compromisos.csv?{consulta}").status_code == 400

    def test_a_handful_of_queries(self, client, django_assert_max_num_queries):
        consulta = "facetas=estado,plan,institucion,contraste,lado,principio&incluir=evaluaciones"
        with django_assert_max_num_queries(6):
            dado(client, f"{API}compromisos/?{consulta}")

    def test_a_cursor_goes_on_with_them_or_without(self, client):
        una = dado(client, f"{API}compromisos/?facetas=estado&page_size=5")
        assert "facetas=estado" in una["next"]
        assert client.get(una["next"].replace("facetas=estado&", "")).status_code == 200


class TestIncluir:
    def test_with_each_those_that_hang_from_it(self, client):
        respuesta = dado(
            client, f"{API}compromisos/?plan=pa15&incluir=evaluaciones,pronunciamientos"
        )
        sueltas = dado(client, f"{API}evaluaciones/?plan=pa15&page_size=100")["results"]
        juntas = [e for c in respuesta["results"] for e in c["evaluaciones"]]
        assert juntas == [
            e for c in respuesta["results"] for e in sueltas if e["compromiso"] == c["clave"]
        ]
        assert len(juntas) == 40  # of the first 20 commitments, at mid-term and at the end

    def test_in_the_detail_too_and_whatever_fields_are_asked_for(self, client):
        uno = dado(
            client, f"{API}compromisos/MX-PA15-C06/?campos=titulo&incluir=evaluaciones,metas"
        )
        assert set(uno) == {"titulo", "evaluaciones", "metas"}
        assert uno["metas"] == []
        assert uno["evaluaciones"][0]["compromiso"] == "MX-PA15-C06"

    def test_what_is_done_and_shown(self, client):
        compromiso = hacer_seguido()
        replica_publica()
        uno = dado(
            client,
            f"{API}compromisos/{compromiso.clave}/?incluir=metas,actividades,reportes,evidencias",
        )
        for nombre in ("metas", "actividades", "reportes", "evidencias"):
            assert [parte["compromiso"] for parte in uno[nombre]] == [compromiso.clave]

    @pytest.mark.parametrize(
        ("consulta", "dice"),
        [
            ("incluir=meta", "¿Quiso decir «metas»?"),
            ("incluir=metas,reportes,evidencias,actividades,evaluaciones", "4 a lo más"),
            ("incluir=metas&page_size=51", "50 a lo más"),
        ],
    )
    def test_refusals(self, client, consulta, dice):
        respuesta = client.get(f"{API}compromisos/?{consulta}")
        assert respuesta.status_code == 400
        assert dice in respuesta.content.decode()
        assert client.get(f"{API}fuentes/?incluir=afirmaciones").status_code == 400
        al = client.get(f"{API}compromisos/MX-PA15-C06/?incluir=metas&al=2030-01-01")
        assert al.status_code == 400
        assert "al" in al.json()["errores"]["incluir"][0]
