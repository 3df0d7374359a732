"""How the API and its files travel: headers, conditions, compression, limits."""

import gzip
import threading

import brotli
import pytest
from django.db import connection, connections
from django.test import Client

from gobierno_abierto.portal.entrega import limite
from planes.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

LISTA = "/api/v1/compromisos/?plan=pa15"
TABLA = "/api/v1/compromisos.csv?plan=pa15"


class TestDesdeDondeSea:
    @pytest.mark.parametrize(
        "direccion",
        [LISTA, TABLA, "/api/v1/nada/", "/api/v1/planes/?x=1", "/api/v1/acuerdos.ics",
         "/datos/gobierno-abierto.zip", "/api/v1/voces.csv"],
    )  # fmt: skip
    def test_any_answer_may_be_read_by_any_site(self, client, direccion):
        respuesta = client.get(direccion)
        assert respuesta["Access-Control-Allow-Origin"] == "*"
        assert "X-Request-ID" in respuesta["Access-Control-Expose-Headers"]

    @pytest.mark.parametrize("direccion", [LISTA, TABLA, "/api/v1/docs/", "/datos/catalogo.jsonld"])
    def test_asking_before_what_may_be_asked(self, client, direccion):
        respuesta = client.options(direccion, headers={"origin": "https://otro.example"})
        assert respuesta.status_code == 204
        assert respuesta["Allow"] == respuesta["Access-Control-Allow-Methods"]
        assert "If-None-Match" in respuesta["Access-Control-Allow-Headers"]
        assert int(respuesta["Access-Control-Max-Age"]) > 0

    @pytest.mark.parametrize("direccion", ["/datos/gobierno-abierto.zip", "/datos/catalogo.jsonld"])
    def test_files_are_only_read_whoever_asks(self, direccion):
        respuesta = Client(enforce_csrf_checks=True).post(direccion)
        assert respuesta.status_code == 405
        assert "GET" in respuesta["Allow"]

    def test_what_is_not_there_is_not_there_for_options_either(self, client):
        assert client.options("/api/v1/nada/").status_code == 404

    def test_pages_keep_to_themselves(self, client):
        assert "Access-Control-Allow-Origin" not in client.get("/planes/")

    @pytest.mark.parametrize("verbo", ["post", "put", "patch", "delete"])
    @pytest.mark.parametrize("direccion", [LISTA, TABLA, "/api/v1/planes/pa15/", "/api/v1/estado/"])
    def test_it_is_only_read(self, client, verbo, direccion):
        respuesta = getattr(client, verbo)(direccion)
        assert respuesta.status_code == 405
        assert respuesta["Allow"] == "GET, HEAD, OPTIONS"
        assert respuesta["Content-Type"] == "application/problem+json"


class TestIdentidad:
    def test_each_request_has_a_number_of_its_own(self, client):
        uno, otro = client.get(LISTA), client.get("/planes/")
        assert uno["X-Request-ID"] != otro["X-Request-ID"]

    def test_or_that_of_the_client(self, client):
        respuesta = client.get("/api/v1/nada/", headers={"x-request-id": "mio-1"})
        assert respuesta["X-Request-ID"] == "mio-1"

    @pytest.mark.parametrize("suyo", ["", "a b", "<script>", "x" * 65, "é"])
    def test_that_of_the_client_if_it_can_be_given_back(self, client, suyo):
        respuesta = client.get(LISTA, headers={"x-request-id": suyo})
        assert respuesta["X-Request-ID"] != suyo


class TestHead:
    @pytest.mark.parametrize(
        "direccion",
        [LISTA, TABLA, "/api/v1/planes/pa15/", "/api/v1/compromisos.xlsx", "/api/v1/x/"],
    )
    def test_the_headers_of_get_and_nothing_else(self, client, direccion):
        con, sin = client.get(direccion), client.head(direccion)
        assert sin.status_code == con.status_code
        assert b"".join(con)
        assert b"".join(sin) == b""
        for cabecera in ("Content-Type", "ETag", "Link", "Content-Disposition"):
            assert sin.get(cabecera) == con.get(cabecera), cabecera


class TestCondicional:
    @pytest.mark.parametrize(
        "direccion",
        [LISTA, TABLA, "/api/v1/compromisos.xlsx", "/api/v1/acuerdos.atom", "/api/v1/evidencias/"],
    )
    def test_what_did_not_change_is_not_sent_again(self, client, direccion):
        primera = client.get(direccion)
        b"".join(primera)  # until it is read, its file is open
        etag = primera["ETag"]
        respuesta = client.get(direccion, headers={"if-none-match": f'"otra", {etag}'})
        assert respuesta.status_code == 304
        assert respuesta["ETag"].removeprefix("W/") == etag.removeprefix("W/")
        assert respuesta["Access-Control-Allow-Origin"] == "*"
        assert b"".join(respuesta) == b""

    def test_nor_is_it_computed(self, client, django_assert_num_queries):
        etag = client.get(LISTA)["ETag"]
        with django_assert_num_queries(1):
            client.get(LISTA, headers={"if-none-match": etag})

    def test_what_changed_is(self, client):
        etag = client.get(LISTA)["ETag"]
        Plan.objects.filter(clave="pa15").update(notas="Otra nota.")
        connection.check_constraints()  # what waits for the end of the transaction
        assert client.get(LISTA, headers={"if-none-match": etag}).status_code == 200

    def test_another_question_is_another(self, client):
        etag = client.get(LISTA)["ETag"]
        otra = client.get(f"{LISTA}&page_size=3", headers={"if-none-match": etag})
        assert otra.status_code == 200
        mala = client.get(f"{LISTA}&x=3", headers={"if-none-match": "*"})
        assert mala.status_code == 400
        assert mala["Cache-Control"] == "no-store"

    def test_a_workbook_is_the_same_in_other_bytes(self, client):
        libro = "/api/v1/planes.xlsx"
        dado = client.get(libro, headers={"accept-encoding": "gzip, br"})
        assert b"".join(dado).startswith(b"PK")
        assert not dado.has_header("Content-Encoding")  # it is compressed already
        etag = dado["ETag"]
        assert etag.startswith('W/"')
        assert client.get(libro, headers={"if-none-match": etag}).status_code == 304

    @pytest.mark.parametrize("direccion", [LISTA, "/api/v1/evidencias/"])
    def test_what_is_another_is_refused_as_a_problem(self, client, direccion):
        etag = client.get(direccion)["ETag"]
        for suyo, estado in ((etag, 200), ("*", 200), ('"otra"', 412)):
            respuesta = client.get(direccion, headers={"if-match": suyo})
            assert respuesta.status_code == estado
        assert respuesta["Content-Type"] == "application/problem+json"
        assert respuesta.json()["status"] == 412
        assert "Accept-Language" in respuesta["Vary"]
        assert "ETag" not in respuesta

    def test_it_may_be_kept_if_it_is_asked_whether_it_is_still_so(self, client):
        assert client.get(LISTA)["Cache-Control"] == "public, no-cache"


class TestCompresion:
    @pytest.mark.parametrize(
        ("acepta", "dada"),
        [("br", "br"), ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"),
         ("gzip;q=0", ""), ("gzip;q=0.000, *", "br"), ("*;q=0", ""), ("gzip ; q=1.0", "gzip"),
         ("br;q=0.5", "br"), ("identity", ""), ("", "")],
    )  # fmt: skip
    @pytest.mark.parametrize("direccion", [LISTA, TABLA])
    def test_as_the_client_takes_it(self, client, direccion, acepta, dada):
        llana = b"".join(client.get(direccion))
        respuesta = client.get(direccion, headers={"accept-encoding": acepta})
        contenido = b"".join(respuesta)
        assert respuesta.get("Content-Encoding", "") == dada
        abrir = {"br": brotli.decompress, "gzip": gzip.decompress, "": lambda b: b}[dada]
        assert abrir(contenido) == llana
        assert "Accept-Encoding" in respuesta["Vary"]
        if dada:
            assert len(contenido) < len(llana) / 3
            otra_vez = client.get(
                direccion,
                headers={"accept-encoding": acepta, "if-none-match": respuesta["ETag"]},
            )
            assert otra_vez.status_code == 304
            assert otra_vez["Vary"] == respuesta["Vary"]


class TestLimite:
    @pytest.fixture(autouse=True)
    def _dos_por_minuto(self, settings, monkeypatch):
        settings.LIMITE_API = 2
        monkeypatch.setattr(limite.time, "time", lambda: 1_800_000_015.0)

    def test_it_is_announced_and_then_it_is_refused_until_when(self, client):
        primera = client.get(LISTA)
        assert primera["RateLimit-Policy"] == '"api";q=2;w=60'
        assert primera["RateLimit"] == '"api";r=1;t=45'
        assert client.get("/api/v1/nada/").status_code == 404
        tercera = client.get(LISTA)
        assert tercera.status_code == 429
        assert tercera["Retry-After"] == "45"
        assert tercera["Content-Type"] == "application/problem+json"
        assert "gobierno-abierto.zip" in tercera.json()["detail"]
        assert client.get(LISTA, headers={"accept-language": "en"}).status_code == 429

    def test_another_address_and_another_minute_are_others(self, client, monkeypatch):
        for _vez in range(3):
            ultima = client.get(LISTA)
        assert ultima.status_code == 429
        assert client.get(LISTA, REMOTE_ADDR="10.0.0.9").status_code == 200
        monkeypatch.setattr(limite.time, "time", lambda: 1_800_000_060.0)
        assert client.get(LISTA).status_code == 200

    def test_a_house_with_many_long_addresses_is_one(self, client):
        for n in range(3):
            ultima = client.get(LISTA, REMOTE_ADDR=f"2001:db8:1:1::{n + 1}")
        assert ultima.status_code == 429
        assert client.get(LISTA, REMOTE_ADDR="2001:db8:1:2::1").status_code == 200

    def test_what_was_not_computed_does_not_count(self, client):
        etag = client.get(LISTA)["ETag"]
        for _vez in range(5):
            assert client.get(LISTA, headers={"if-none-match": etag}).status_code == 304
        assert client.options(LISTA).status_code == 204
        assert client.get(LISTA).status_code == 200

    def test_pages_have_none(self, client):
        assert [client.get("/planes/").status_code for _vez in range(3)] == [200] * 3

    def test_who_asked_is_not_kept(self, client, monkeypatch):
        client.get(LISTA, REMOTE_ADDR="10.11.12.13")
        with connection.cursor() as cursor:
            cursor.execute("SELECT quien FROM portal_peticiones")
            assert all("10.11" not in quien for (quien,) in cursor.fetchall())
        monkeypatch.setattr(limite.time, "time", lambda: 1_800_000_200.0)
        assert limite.olvidar() == 1

    def test_without_a_limit_nothing_is_counted_nor_announced(self, client, settings):
        settings.LIMITE_API = 0
        respuesta = client.get(LISTA)
        assert "RateLimit" not in respuesta
        assert client.get("/api/v1/estado/").json()["limite_por_minuto"] is None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_right(settings, monkeypatch):
    settings.LIMITE_API = 20
    monkeypatch.setattr(limite.time, "time", lambda: 1_800_000_015.0)
    estados: list[int] = []

    def pedir():
        for _vez in range(5):
            estados.append(Client().get("/api/v1/codigos/?page_size=1").status_code)
        connections.close_all()

    hilos = [threading.Thread(target=pedir) for _ in range(8)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert sorted(estados) == [200] * 20 + [429] * 20
