"""What a journalist asks of the API about commitments. Literal addresses: they are the contract."""

import csv
import io
import json
import time

import pytest

from compromisos.models import Compromiso
from compromisos.registros import COMPROMISOS
from tests.compromisos.factories import CompromisoFactory
from tests.secretariados.acordar import de_practica

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

LISTA = "/api/v1/compromisos/"
CAMPOS_DEL_CONTRATO = """
    clave url plan pais jurisdiccion numero titulo titulo_original titulo_idioma
    titulo_origen descripcion descripcion_origen procedencia origen preexistente estado
    avance inicio inicio_precision fin fin_precision eje mesa mesa_origen responsables
    principios autoinforme revision_independiente sociedad_civil contraste mismo_momento
    identificadores fuentes discrepancias version revision actualizado
"""


def pedir(client, direccion=LISTA, estado=200, **parametros):
    respuesta = client.get(direccion, parametros)
    assert respuesta.status_code == estado, respuesta.content
    return respuesta.json()


def claves(client, **parametros):
    datos = pedir(client, page_size=1000, campos="clave", **parametros)
    assert datos["count"] == len(datos["results"])
    return {registro["clave"] for registro in datos["results"]}


def pa15(*numeros):
    return {f"MX-PA15-C{n:02d}" for n in numeros}


class TestDetalle:
    def test_the_record_that_nobody_has_to_guess(self, client):
        dado = pedir(client, f"{LISTA}MX-PA15-C06/")
        assert set(CAMPOS_DEL_CONTRATO.split()) <= set(dado)
        assert dado["titulo"] == "Padrón único y abierto de beneficiarios"
        assert (dado["plan"], dado["estado"]) == ("pa15", "concluido")
        assert (dado["mesa"], dado["mesa_origen"]) == ("MX-PA15-MESA-politica-social", "inferido")
        assert dado["responsables"] == [
            {"lado": "gobierno", "papel": "responsable", "institucion": "sedesol"},
            {"lado": "sociedad_civil", "papel": "responsable", "institucion": "gesoc"},
            {"lado": "sociedad_civil", "papel": "corresponsable", "institucion": "articulo-19"},
            {
                "lado": "sociedad_civil",
                "papel": "corresponsable",
                "institucion": "transparencia-mexicana",
            },
        ]
        assert (dado["inicio"], dado["inicio_precision"]) == ("2013-10-01", "mes")
        assert dado["descripcion_origen"] == "propia"
        assert dado["principios"] == ["acceso_informacion", "tecnologia"]

    def test_two_voices_that_differ_each_with_its_date_and_source(self, client):
        dado = pedir(client, f"{LISTA}MX-PA15-C06/")
        gobierno, revision = dado["autoinforme"], dado["revision_independiente"]
        assert (gobierno["valor"], gobierno["fecha"]) == ("cumplido", "2015-09-17")
        assert (gobierno["comun"], gobierno["fuente"]) == ("completo", "mexidata_2015")
        assert (revision["valor"], revision["fuente"]) == ("sustancial", "irm_csv")
        assert (revision["fecha"], revision["fecha_precision"]) == ("2015-01-01", "anio")
        assert dado["sociedad_civil"] is None
        assert (dado["contraste"], dado["mismo_momento"]) == ("difiere", False)

    def test_discrepancies_of_the_commitment_and_of_its_plan(self, client):
        assert "discrepancia-01" in pedir(client, f"{LISTA}MX-PA15-C06/")["discrepancias"]
        assert "discrepancia-14" in pedir(client, f"{LISTA}MX-PA15-C23/")["discrepancias"]

    def test_what_never_was_is_a_404_problem(self, client):
        dado = pedir(client, f"{LISTA}NO-EXISTE/", 404)
        assert (dado["status"], dado["title"]) == (404, "No existe")

    def test_a_draft_is_not_there(self, client):
        borrador = CompromisoFactory()
        pedir(client, f"{LISTA}{borrador.clave}/", 404)
        assert borrador.clave not in claves(client)

    def test_a_commitment_of_a_draft_plan_is_not_there_either(self, client):
        oculto = CompromisoFactory(publicado=False, plan__publicado=False)
        pedir(client, f"{LISTA}{oculto.clave}/", 404)

    def test_withdrawn_is_410_with_the_reason(self, client):
        retirado = CompromisoFactory(retirado=True)
        dado = pedir(client, f"{LISTA}{retirado.clave}/", 410)
        assert dado["detail"] == "Se registró dos veces."
        assert retirado.clave not in claves(client)

    def test_of_a_withdrawn_plan_is_410_with_the_plans_reason(self, client):
        huerfano = CompromisoFactory(publicado=True, plan__retirado=True)
        dado = pedir(client, f"{LISTA}{huerfano.clave}/", 410)
        assert dado["detail"] == "Se registró dos veces."

    @pytest.mark.parametrize("clave", ["%00", "a%20b", "../x", "%F0%9F%98%80"])
    def test_an_impossible_key_is_a_404(self, client, clave):
        assert client.get(f"{LISTA}{clave}/").status_code == 404


class TestFiltros:
    def test_each_plan_has_its_own(self, client):
        assert claves(client, plan="pa15") == pa15(*range(1, 27))
        assert len(claves(client, plan="paa-2012")) == 37
        assert claves(client, plan="pao-2011") == set()

    def test_contrast_is_the_first_question_of_a_journalist(self, client):
        assert claves(client, plan="pa15", contraste="coincide") == pa15(7, 9, 12, 13, 16)
        assert len(claves(client, plan="pa15", contraste="difiere")) == 21
        assert claves(client, plan="paa-2012", contraste="difiere") == set()

    def test_independent_review(self, client):
        assert claves(client, plan="pa15", cumplimiento_mri="completo") == pa15(7, 9, 12, 13, 16)
        assert len(claves(client, plan="pa15", cumplimiento_mri="sustancial")) == 13
        assert claves(client, plan="pa15", cumplimiento_mri="limitado") == pa15(
            1, 3, 4, 5, 8, 18, 22, 23
        )

    def test_origin(self, client):
        assert len(claves(client, plan="paa-2012", origen="adenda")) == 36
        assert claves(client, origen="premio") == {"MX-PAA12-C37"}

    def test_table_institution_and_side(self, client):
        assert claves(client, mesa="MX-PA15-MESA-politica-social") == pa15(6)
        assert "MX-PA15-C06" in claves(client, institucion="gesoc")
        assert "MX-PA15-C06" in claves(client, institucion__in="gesoc,inai")
        assert "MX-PA15-C06" in claves(client, lado="sociedad_civil")
        assert "MX-PA15-C06" not in claves(client, lado="organo_garante")

    def test_lineage_follows_who_came_after(self, client):
        """SEDESOL became Bienestar; asking for Bienestar alone does not reach back."""
        assert "MX-PA15-C06" in claves(client, institucion="sedesol")
        assert claves(client, institucion="sedesol") <= claves(
            client, institucion__linaje="sedesol"
        )
        assert "MX-PA15-C06" not in claves(client, institucion__linaje="bienestar")

    def test_official_theme_principle_and_place(self, client):
        assert len(claves(client, eje="pa18-eje-derechos-humanos")) == 3
        assert "MX-PA15-C06" in claves(client, principio="acceso_informacion")
        assert "MX-PA15-C16" not in claves(client, principio="participacion")
        assert len(claves(client, jurisdiccion="mx-dur")) == 6

    def test_partial_dates_compare_first_day_and_last_day(self, client):
        """PA15's commitments end in «July 2015»: not before the 31st, not after the 1st."""
        assert claves(client, plan="pa15", fin__lte="2015-07-31") == pa15(*range(1, 27))
        assert claves(client, plan="pa15", fin__lte="2015-07-30") == set()
        assert claves(client, plan="pa15", fin__gte="2015-07-01") == pa15(*range(1, 27))
        assert claves(client, plan="pa15", fin__gte="2015-07-02") == set()
        assert claves(client, plan="pa18", fin__isnull="true") == claves(client, plan="pa18")

    def test_practice_data_stay_out_unless_asked_for(self, client):
        practica = de_practica()
        assert practica.clave not in claves(client)
        assert claves(client, procedencia="muestra") >= {practica.clave}
        assert claves(client, plan=practica.plan.clave) == {practica.clave}

    def test_mexico_unless_asked_otherwise(self, client):
        assert claves(client) == claves(client, pais="MX") == claves(client, pais="*")
        assert claves(client, pais="UY") == set()

    def test_late_means_under_way_after_its_last_day(self, client):
        tarde = CompromisoFactory(publicado=True, fin="2020-05-01", fin_precision="mes")
        a_tiempo = CompromisoFactory(publicado=True, fin="2999-01-01", fin_precision="anio")
        assert tarde.clave in claves(client, atrasado="true")
        assert a_tiempo.clave not in claves(client, atrasado="true")
        assert not (claves(client, atrasado="true") & pa15(*range(1, 27)))

    def test_several_values_of_any_code(self, client):
        assert len(claves(client, plan="pa15", contraste__in="coincide,difiere")) == 26
        assert len(claves(client, plan="pa15", cumplimiento_mri__in="completo,limitado")) == 13
        assert claves(client, lado__in="gobierno,sociedad_civil") >= pa15(6)
        assert claves(client, principio__in="participacion,tecnologia") >= pa15(6)
        assert claves(client, plan="pa15", numero__in="6,7") == pa15(6, 7)

    def test_many_values_cost_one_query(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            client.get(LISTA, {"plan__in": ",".join(f"x{n}" for n in range(200))})
        assert client.get(LISTA, {"plan__in": ",".join("x" * 201)}).status_code == 400

    def test_a_date_means_the_same_in_every_language(self, client):
        for idioma in ("es", "en"):
            respuesta = client.get(
                LISTA, {"inicio__gte": "05/10/2013"}, headers={"accept-language": idioma}
            )
            assert respuesta.status_code == 400

    def test_a_key_typed_whole_is_that_record(self, client):
        assert claves(client, q="mx-pa15-c06") == pa15(6)

    def test_search_forgives(self, client):
        assert "MX-PA15-C06" in claves(client, q="PADRON beneficiario")
        assert "MX-PA15-C06" in claves(client, q="padrom beneficiarios")
        assert claves(client, q="xyzzyxyzzy") == set()


class TestRechazos:
    @pytest.mark.parametrize(
        ("parametros", "nombre", "dice"),
        [
            ({"plann": "pa15"}, "plann", "¿Quiso decir «plan»?"),
            ({"estado": "concluid"}, "estado", "¿Quiso decir «concluido»?"),
            ({"estado__in": "concluido,nada"}, "estado__in", "nada"),
            ({"plan": "no-hay"}, "plan", ""),
            ({"plan__in": "pa15,no-hay"}, "plan__in", "no-hay"),
            ({"pais": "ZZ"}, "pais", "ZZ"),
            ({"ordering": "titul"}, "ordering", "¿Quiso decir «titulo»?"),
            ({"ordering": "clave,plan,titulo"}, "ordering", "dos"),
            ({"ordering": "relevancia"}, "ordering", "q"),
            ({"page_size": "0"}, "page_size", "1000"),
            ({"page_size": "1001"}, "page_size", "1000"),
            ({"page_size": "²"}, "page_size", "1000"),
            ({"page_size": "9" * 5000}, "page_size", "1000"),
            ({"page_size": "0000999999"}, "page_size", "1000"),
            ({"numero": "1.5"}, "numero", "entero"),
            ({"numero": "1_0"}, "numero", "entero"),
            ({"plan": "PA15"}, "plan", "¿Quiso decir «pa15»?"),
            ({"plan": "pa51"}, "plan", "¿Quiso decir «pa15»?"),
            ({"pais": "\x00"}, "pais", ""),
            ({"bom": "1"}, "bom", "No existe"),
            ({"actualizado__gte": "9999-12-31T23:59:59-23:59"}, "actualizado__gte", "año"),
            ({"campos": "clave,titul"}, "campos", "¿Quiso decir «titulo»?"),
            ({"cursor": "x"}, "cursor", "cursor"),
            ({"inicio__gte": "ayer"}, "inicio__gte", "como 2015-09-17"),
            ({"actualizado__gte": "ayer"}, "actualizado__gte", "un instante, como"),
            ({"ordering": "-clabe"}, "ordering", "¿Quiso decir «clave»? Se aceptan: clave"),
            ({"ordering": "clave,plan,fin"}, "ordering", "Se aceptan: clave"),
            ({"numero": "uno"}, "numero", ""),
            ({"q": "a\x00b"}, "q", ""),
            ({"q": "a" * 501}, "q", "500"),
            ({"plan": ["pa15", "pa18"]}, "plan", "más de una vez"),
        ],
    )
    def test_what_is_not_published_is_a_400_that_helps(self, client, parametros, nombre, dice):
        respuesta = client.get(LISTA, parametros)
        assert respuesta.status_code == 400
        assert respuesta["Content-Type"] == "application/problem+json"
        problema = respuesta.json()
        assert {"type", "title", "status", "detail"} <= set(problema)
        assert dice in " ".join(problema["errores"][nombre])

    @pytest.mark.parametrize("numero", ["9" * 40, "-1", "1e400", "NaN", "1.5"])
    def test_an_odd_number_is_an_answer_or_a_refusal(self, client, numero):
        assert client.get(LISTA, {"numero__gte": numero}).status_code in (200, 400)

    @pytest.mark.parametrize("consulta", ["cursor=abc", "page_size=5", "bom=2"])
    def test_exports_take_only_what_they_use(self, client, consulta):
        assert client.get(f"/api/v1/compromisos.csv?{consulta}").status_code == 400

    @pytest.mark.parametrize("direccion", ["/api/v1/?x=1", "/api/", "/api/v2/planes/"])
    def test_the_rest_of_the_api_refuses_in_json_too(self, client, direccion):
        respuesta = client.get(direccion)
        assert respuesta.status_code in (400, 404)
        assert respuesta["Content-Type"] == "application/problem+json"

    def test_the_schema_is_given_to_whoever_asks(self, client):
        for acepta in ("text/html", "", "application/json"):
            respuesta = client.get("/api/v1/esquema/", headers={"accept": acepta})
            assert respuesta.status_code == 200
        assert client.options("/api/v1/docs/").status_code == 204

    def test_exports_are_as_strict(self, client):
        assert client.get("/api/v1/compromisos.csv", {"plann": "x"}).status_code == 400

    def test_errors_speak_english_to_those_who_ask(self, client):
        respuesta = client.get(LISTA, {"x": "1"}, headers={"accept-language": "en"})
        assert "parameters" in respuesta.json()["detail"]

    @pytest.mark.parametrize("verbo", ["post", "put", "patch", "delete"])
    @pytest.mark.parametrize("direccion", [LISTA, f"{LISTA}MX-PA15-C06/", "/api/v1/"])
    def test_read_only(self, client, verbo, direccion):
        respuesta = getattr(client, verbo)(direccion)
        assert respuesta.status_code == 405
        assert respuesta["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize(
        "direccion", ["/api/v1/nada/", "/api/v1/compromisos/x/y/", "/api/v1/x"]
    )
    def test_nothing_under_the_api_is_html(self, client, direccion):
        respuesta = client.get(direccion, headers={"accept": "text/html"})
        assert respuesta.status_code == 404
        assert respuesta["Content-Type"] == "application/problem+json"

    def test_a_missing_final_slash_is_put(self, client):
        respuesta = client.get("/api/v1/compromisos?plan=pa15")
        assert respuesta.status_code == 301
        assert respuesta["Location"] == "/api/v1/compromisos/?plan=pa15"


class TestLista:
    def test_pages_are_walked_by_the_addresses_given(self, client):
        vistas, direccion = [], f"{LISTA}?plan=pa15&page_size=7&campos=clave"
        while direccion:
            respuesta = client.get(direccion)
            datos = respuesta.json()
            assert datos["count"] == 26
            vistas += [r["clave"] for r in datos["results"]]
            siguiente, direccion = datos["next"], datos["next"]
            assert ('rel="next"' in respuesta["Link"]) == bool(siguiente)
            primera = client.get(respuesta["Link"].split(">")[0][1:])
            assert primera.json()["results"][0]["clave"] == vistas[0]
        assert vistas == sorted(pa15(*range(1, 27)))

    def test_a_cursor_used_with_other_filters_is_refused(self, client):
        cursor = pedir(client, plan="pa15", page_size=5)["next"].split("cursor=")[1]
        respuesta = client.get(f"{LISTA}?plan=paa-2012&cursor={cursor}")
        assert respuesta.status_code == 400

    def test_order_and_cut(self, client):
        datos = pedir(client, plan="pa15", ordering="-numero", campos="numero,clave", page_size=2)
        assert datos["results"] == [
            {"clave": "MX-PA15-C26", "numero": 26},
            {"clave": "MX-PA15-C25", "numero": 25},
        ]

    def test_open_to_any_origin(self, client):
        for direccion in (LISTA, f"{LISTA}?x=1", f"{LISTA}NADA/"):
            assert client.get(direccion)["Access-Control-Allow-Origin"] == "*"

    def test_same_bytes_need_not_travel_twice(self, client, monkeypatch):
        """Nor later: nothing in a page, its cursors included, tells the hour."""
        primera = client.get(LISTA)
        despues = time.time() + 3600
        monkeypatch.setattr(time, "time", lambda: despues)
        segunda = client.get(LISTA, headers={"if-none-match": primera["ETag"]})
        assert (segunda.status_code, segunda.content) == (304, b"")

    @pytest.mark.parametrize(
        "consulta", ["", "?page_size=1000", "?plan=pa15", "?contraste=difiere"]
    )
    def test_few_queries_whatever_its_length(self, client, django_assert_max_num_queries, consulta):
        with django_assert_max_num_queries(4):
            client.get(f"{LISTA}{consulta}")

    def test_a_detail_is_one_query_and_its_etag(self, client, django_assert_num_queries):
        with django_assert_num_queries(2):
            client.get(f"{LISTA}MX-PA15-C06/")


class TestExportaciones:
    def leer(self, client, extension, **parametros):
        respuesta = client.get(f"/api/v1/compromisos.{extension}", parametros)
        assert respuesta.status_code == 200
        assert respuesta["Content-Disposition"] == f'attachment; filename="compromisos.{extension}"'
        return b"".join(respuesta.streaming_content).decode()

    def test_csv_is_the_whole_result_with_the_same_filters(self, client):
        filas = list(csv.DictReader(io.StringIO(self.leer(client, "csv", plan="pa15"), newline="")))
        assert [fila["clave"] for fila in filas] == sorted(pa15(*range(1, 27)))
        sexta = filas[5]
        assert sexta["autoinforme_valor"] == "cumplido"
        assert sexta["revision_independiente_valor"] == "sustancial"
        assert sexta["sociedad_civil_valor"] == ""
        assert sexta["fuentes"] == "irm_csv|mexidata_2015"
        assert json.loads(sexta["responsables"])[0]["institucion"] == "sedesol"

    def test_the_three_formats_hold_the_same_records(self, client):
        registros = json.loads(self.leer(client, "json", plan="pa15"))
        lineas = self.leer(client, "ndjson", plan="pa15").splitlines()
        assert [json.loads(linea) for linea in lineas] == registros
        assert registros == pedir(client, plan="pa15", page_size=1000)["results"]

    def test_a_formula_is_defused(self, client):
        CompromisoFactory(publicado=True, titulo="=HYPERLINK(1)", plan__clave="con-formula")
        texto = self.leer(client, "csv", plan="con-formula", campos="titulo")
        assert texto.splitlines()[1] == "'=HYPERLINK(1)"


def test_the_dictionary_describes_every_field_in_two_languages():
    for campo in COMPROMISOS.campos:
        assert campo.es.endswith(".") or "periodo" in campo.es, campo.nombre
        assert campo.en, campo.nombre


def test_every_public_commitment_is_in_the_list(client):
    assert len(claves(client)) == Compromiso.objects.publicos().count() == 125
