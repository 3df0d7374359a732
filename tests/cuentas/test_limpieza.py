"""What served its time is thrown away, and only that."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from gobierno_abierto.cuentas.limpieza import limpiar_cache, limpiar_sesiones
from gobierno_abierto.portal.trabajador import HORARIO, Periodico
from tests.cuentas.conftest import entrar, esta_dentro

pytestmark = pytest.mark.django_db


def envejecer(navegador: Client) -> None:
    suya = Session.objects.filter(session_key=navegador.cookies["sessionid"].value)
    assert suya.update(expire_date=timezone.now() - timedelta(seconds=1)) == 1


def test_sessions_that_expired(client, ana):
    otro = Client()
    for navegador in (client, otro):
        entrar(navegador, "ana")
    envejecer(otro)
    limpiar_sesiones()
    viva = client.cookies["sessionid"].value
    assert [s.session_key for s in Session.objects.all()] == [viva]
    assert [s.session_key for s in UserSession.objects.all()] == [viva]
    assert esta_dentro(client)
    assert not esta_dentro(otro)


def test_attempts_that_count_no_more():
    cache.set("hoy", 1, timeout=300)
    cache.set("ayer", 1, timeout=300)
    cache.set("siempre", 1, timeout=None)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cuentas_cache SET expires = now() - interval '1 s' WHERE cache_key = ':1:ayer'"
        )
        limpiar_cache()
        cursor.execute("SELECT cache_key FROM cuentas_cache")
        quedan = {clave for (clave,) in cursor.fetchall()}
    assert quedan == {":1:hoy", ":1:siempre"}


def test_the_worker_does_it_once_a_day(client, ana):
    entrar(client, "ana")
    envejecer(client)
    diarios = [t for t in HORARIO if t.hacer in (limpiar_sesiones, limpiar_cache)]
    assert [t.cada for t in diarios] == [86_400, 86_400]
    for trabajo in diarios:
        Periodico(trabajo.nombre, trabajo.cada, trabajo.hacer).si_toca()
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
