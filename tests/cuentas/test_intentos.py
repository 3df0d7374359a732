"""Guessing is slow: by account and by address, whichever web process is asked."""

import pytest
from django.db import connection
from django.test import Client

from tests.cuentas.conftest import CLAVE, entrar, esta_dentro

pytestmark = pytest.mark.django_db

OLVIDADA = "/cuenta/contrasena/olvidada/"


def desde(ip: str) -> Client:
    return Client(REMOTE_ADDR=ip)


class TestPorCuenta:
    def test_after_five_not_even_the_right_one_from_anywhere(self, ana):
        for n in range(5):
            assert entrar(desde(f"192.0.2.{n}"), "ana", "no es esta").status_code == 200
        otra = desde("198.51.100.7")
        respuesta = entrar(otra, "ana", CLAVE)
        assert respuesta.status_code == 429
        assert int(respuesta["Retry-After"]) == 300
        assert "Demasiados intentos" in respuesta.content.decode()
        assert not esta_dentro(otra)

    def test_an_unknown_account_is_throttled_the_same(self):
        for n in range(5):
            entrar(desde(f"192.0.2.{n}"), "nadie", "no es esta")
        assert entrar(desde("198.51.100.7"), "nadie", "x").status_code == 429

    def test_capitals_and_other_names_of_the_host_are_no_new_account(self, ana, settings):
        settings.ALLOWED_HOSTS = ["*"]
        for n, host in enumerate(["uno.mx", "dos.mx", "tres.mx", "cuatro.mx", "cinco.mx"]):
            cliente = Client(REMOTE_ADDR=f"192.0.2.{n}", headers={"host": host})
            entrar(cliente, "ANA" if n % 2 else "ana", "no es esta")
        assert entrar(desde("198.51.100.7"), "ana", CLAVE).status_code == 429

    def test_who_knows_it_is_not_counted(self, ana):
        for n in range(8):
            assert entrar(desde(f"192.0.2.{n}"), "ana", CLAVE).status_code == 302

    def test_another_account_goes_on(self, ana, sentar):
        sentar("beto")
        for n in range(6):
            entrar(desde(f"192.0.2.{n}"), "ana", "no es esta")
        assert entrar(desde("198.51.100.7"), "beto").status_code == 302

    def test_the_password_asked_again_is_guessed_no_faster(self, client, ana):
        client.force_login(ana)
        for _ in range(5):
            client.post("/cuenta/confirmar/", {"password": "no es esta"})
        respuesta = client.post("/cuenta/confirmar/", {"password": CLAVE})
        assert "Demasiados intentos" in respuesta.content.decode()


def test_the_web_processes_role_may(client, ana):
    """It owns nothing, and yet counts attempts, opens sessions and closes them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE gobierno_web")
    assert entrar(client, "ana", "no es esta").status_code == 200
    assert entrar(client, "ana").status_code == 302
    assert esta_dentro(client)
    assert client.post("/cuenta/sesiones/").status_code == 302
    assert client.post("/cuenta/salir/").status_code == 302


class TestPorDireccion:
    def test_many_accounts_from_one_place(self, ana):
        cliente = desde("192.0.2.1")
        for n in range(10):
            entrar(cliente, f"cuenta-{n}", "no es esta")
        assert entrar(cliente, "ana", CLAVE).status_code == 429
        assert entrar(desde("192.0.2.2"), "ana", CLAVE).status_code == 302

    def test_the_header_is_believed_only_behind_a_proxy(self, ana, settings):
        for n in range(10):
            cliente = Client(REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": f"10.0.0.{n}"})
            entrar(cliente, f"cuenta-{n}", "no es esta")
        assert entrar(desde("192.0.2.1"), "ana", CLAVE).status_code == 429

        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        inventada = "203.0.113.9, 192.0.2.44"  # the last one is the proxy's word
        cliente = Client(REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": inventada})
        assert entrar(cliente, "ana", CLAVE).status_code == 302

    def test_a_page_in_spanish_that_says_when_to_come_back(self, ana):
        cliente = desde("192.0.2.1")
        respuestas = [cliente.post(OLVIDADA, {"email": f"c{n}@ejemplo.mx"}) for n in range(21)]
        assert respuestas[-2].status_code == 302
        assert respuestas[-1].status_code == 429
        assert respuestas[-1]["Retry-After"] == "60"
        assert "Demasiadas peticiones" in respuestas[-1].content.decode()

    def test_one_mailbox_is_not_flooded(self, ana):
        estados = [
            desde(f"192.0.2.{n}").post(OLVIDADA, {"email": "ana@ejemplo.mx"}).status_code
            for n in range(6)
        ]
        assert estados == [302] * 5 + [429]
