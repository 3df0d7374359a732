"""What people get when something fails: a page or a problem, in Spanish, with the right status."""

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from gobierno_abierto.comun.api.problemas import responder_problema
from gobierno_abierto.portal import errores


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
