"""What people get when something fails: a page or a problem, in Spanish, with the right status."""

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from gobierno_abierto.comun.api.problemas import responder_problema
from gobierno_abierto.portal import errores
from tests.compromisos.factories import CompromisoFactory


@pytest.fixture
def base_caida(db):
    """The error of a real connection to where nobody listens."""
    otra = connection.copy()
    otra.settings_dict = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": "1"}
    with pytest.raises(OperationalError) as error:
        otra.ensure_connection()
    return error.value


def fallar(error, direccion):
    try:
        raise error
    except Exception:
        return errores.falla(RequestFactory().get(direccion))


class TestPaginas:
    def test_a_database_that_is_down_is_a_503_that_invites_to_come_back(self, base_caida):
        respuesta = fallar(base_caida, "/compromisos/")
        assert respuesta.status_code == 503
        assert int(respuesta["Retry-After"]) > 0
        assert "<h1" in respuesta.content.decode()

    def test_our_own_failure_is_a_500_without_a_traceback(self):
        respuesta = fallar(ZeroDivisionError("secreto"), "/compromisos/")
        assert respuesta.status_code == 500
        assert "secreto" not in respuesta.content.decode()

    @pytest.mark.parametrize(("vista", "estado"), [("peticion_mala", 400), ("prohibido", 403)])
    @pytest.mark.django_db
    def test_the_rest_explain_themselves(self, vista, estado, client):
        peticion = client.get("/salud/vivo").wsgi_request
        respuesta = getattr(errores, vista)(peticion, Exception())
        assert respuesta.status_code == estado
        assert respuesta.content.decode().count("<h1") == 1


class TestApi:
    @pytest.mark.parametrize(("error", "estado"), [(ZeroDivisionError("secreto"), 500)])
    def test_a_failure_is_a_problem(self, error, estado):
        respuesta = fallar(error, "/api/v1/planes/")
        assert (respuesta.status_code, respuesta["Content-Type"]) == (
            estado,
            "application/problem+json",
        )
        assert "secreto" not in respuesta.content.decode()

    def test_a_database_that_is_down_is_a_503_problem(self, base_caida):
        for respuesta in (
            fallar(base_caida, "/api/v1/planes/"),
            responder_problema(base_caida, {"request": RequestFactory().get("/api/v1/planes/")}),
        ):
            assert respuesta.status_code == 503
            assert respuesta["Retry-After"]
            assert respuesta["Content-Type"] == "application/problem+json"

    def test_a_malformed_request_is_a_400_problem(self):
        respuesta = errores.peticion_mala(RequestFactory().get("/api/v1/planes/"), Exception())
        assert (respuesta.status_code, respuesta["Content-Type"]) == (
            400,
            "application/problem+json",
        )

    @pytest.mark.django_db
    @pytest.mark.parametrize("direccion", ["compromisos/NADA/", "compromisos/?nada=1"])
    @pytest.mark.parametrize(("pide", "idioma"), [("en", "en"), ("es", "es-mx"), ("de", "es-mx")])
    def test_it_is_labelled_with_the_language_it_is_in(self, client, direccion, pide, idioma):
        dado = client.get(f"/api/v1/{direccion}", headers={"accept-language": pide})
        assert dado["Content-Language"] == idioma
        assert ("o " in dado.json()["title"]) == (idioma != "en")
        assert "Accept-Language" in dado["Vary"]


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
class TestMayusculas:
    """Keys are unique whatever their case, and people copy them by hand."""

    @pytest.mark.parametrize(
        ("escrita", "propia"),
        [
            ("/compromisos/mx-pa15-c06/", "/compromisos/MX-PA15-C06/"),
            ("/en/compromisos/mx-pa15-c06/", "/en/compromisos/MX-PA15-C06/"),
            ("/compromisos/mx-pa15-c06/?al=2026", "/compromisos/MX-PA15-C06/?al=2026"),
            ("/compromisos/mx-pa15-c06/historia/", "/compromisos/MX-PA15-C06/historia/"),
            ("/compromisos/mx-pa15-c06/versiones/1/", "/compromisos/MX-PA15-C06/versiones/1/"),
            ("/planes/PA15/", "/planes/pa15/"),
            ("/planes/PA15/mesas/Politica-social/", "/planes/pa15/mesas/politica-social/"),
            ("/instituciones/IFAI/", "/instituciones/ifai/"),
            ("/paises/mx/", "/paises/MX/"),
            ("/api/v1/planes/PA15/?campos=slug", "/api/v1/planes/pa15/?campos=slug"),
            ("/api/v1/compromisos/mx-pa15-c06/", "/api/v1/compromisos/MX-PA15-C06/"),
            ("/api/v1/paises/mx/", "/api/v1/paises/MX/"),
        ],
    )
    def test_an_address_in_other_capitals_leads_to_the_record(self, client, escrita, propia):
        respuesta = client.get(escrita)
        assert (respuesta.status_code, respuesta["Location"]) == (301, propia)

    @pytest.mark.parametrize("donde", ["/compromisos/", "/api/v1/compromisos/"])
    def test_also_to_what_was_withdrawn_but_not_to_a_draft(self, client, donde):
        retirado, borrador = CompromisoFactory(retirado=True), CompromisoFactory()
        respuesta = client.get(f"{donde}{retirado.clave.lower()}/", follow=True)
        assert (len(respuesta.redirect_chain), respuesta.status_code) == (1, 410)
        assert client.get(f"{donde}{borrador.clave.lower()}/").status_code == 404

    def test_a_code_in_small_letters_is_refused_with_the_right_one(self, client):
        respuesta = client.get("/api/v1/compromisos/?pais=mx")
        assert respuesta.status_code == 400
        assert "¿Quiso decir «MX»?" in respuesta.json()["errores"]["pais"][0]
