"""One's own sessions: seen, and closed from anywhere."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from gobierno_abierto.cuentas.sesiones import cerrar_sesiones
from tests.cuentas.conftest import entrar, esta_dentro

pytestmark = pytest.mark.django_db


def test_listed_and_closed(ana, sentar):
    aqui = Client(headers={"user-agent": "Navegador de casa"})
    alla = Client(headers={"user-agent": "Navegador <b>del trabajo</b>"}, REMOTE_ADDR="192.0.2.7")
    ajena = Client(headers={"user-agent": "Navegador de otra persona"})
    sentar("beto")
    entrar(aqui, "ana")
    entrar(alla, "ana")
    entrar(ajena, "beto")
    pagina = aqui.get("/cuenta/sesiones/").content.decode()
    assert "Navegador de casa" in pagina
    assert "Navegador &lt;b&gt;del trabajo" in pagina
    assert "192.0.2.7" in pagina
    assert "otra persona" not in pagina
    assert aqui.post("/cuenta/sesiones/")["Location"] == "/cuenta/sesiones/"
    assert "Las demás sesiones quedaron cerradas." in aqui.get("/cuenta/sesiones/").content.decode()
    assert esta_dentro(aqui)
    assert not esta_dentro(alla)
    assert esta_dentro(ajena)


def test_one_by_one_and_never_anothers(ana, sentar):
    aqui, alla, ajena = Client(), Client(), Client()
    sentar("beto")
    entrar(aqui, "ana")
    entrar(alla, "ana")
    entrar(ajena, "beto")
    numero = {s.session_key: s.pk for s in UserSession.objects.all()}
    for cliente in (alla, ajena):
        ruta = f"/cuenta/sesiones/{numero[cliente.session.session_key]}/cerrar/"
        assert aqui.get(ruta).status_code == 405
        respuesta = aqui.post(ruta)
        assert respuesta.status_code == (302 if cliente is alla else 404)
    assert esta_dentro(aqui)
    assert not esta_dentro(alla)
    assert esta_dentro(ajena)


def test_all_at_once(ana):
    uno, dos = Client(), Client()
    entrar(uno, "ana")
    entrar(dos, "ana")
    assert cerrar_sesiones(ana) == 2
    assert not esta_dentro(uno)
    assert not esta_dentro(dos)


def test_reading_costs_no_session(client, django_assert_num_queries, historia):
    """Who reads has no cookie, and no query of accounts."""
    respuesta = client.get("/ayuda/")
    assert not respuesta.cookies
    with django_assert_num_queries(0):
        client.get("/ayuda/")
