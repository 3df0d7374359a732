"""An invitation is sent again, and how many one may send."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from secretariados.envios import reenviar
from secretariados.invitaciones import aceptar
from secretariados.models import Envio, Invitacion
from tests.cuentas.conftest import CLAVE
from tests.cuentas.invitaciones import (
    AGREGAR,
    INVITACIONES,
    datos,
    enlace_nuevo,
    invitacion_huella,
    pedir_otro,
)
from tests.secretariados.factories import SecretariadoFactory

pytestmark = pytest.mark.django_db


class TestVolverAEnviar:
    def test_another_link_and_the_one_before_stops_at_once(self, client, ana, invitar):
        invitacion, viejo = invitar()
        Invitacion.objects.update(caduca_en=timezone.now() + timedelta(hours=1))
        client.force_login(ana)
        assert "Va otro enlace para eva@ejemplo.mx" in pedir_otro(client, invitacion)
        assert Client().get(viejo).status_code == 410  # before the worker gets to it
        nuevo = enlace_nuevo()
        assert nuevo != viejo
        assert Client().get(viejo).status_code == 410
        assert Client().get(nuevo).status_code == 302
        invitacion.refresh_from_db()
        assert timedelta(days=6) < invitacion.caduca_en - timezone.now() < timedelta(days=8)

    def test_it_is_dated_and_says_by_whom(self, client, ana, invitar):
        invitacion, _ = invitar()
        client.force_login(ana)
        pedir_otro(client, invitacion)
        (envio,) = Envio.objects.all()
        assert envio.quien == ana
        fila = client.get(INVITACIONES).context["cl"].result_list[0]
        assert fila.mandada_en == envio.pedido_en
        ficha = client.get(f"{INVITACIONES}{invitacion.pk}/change/").content.decode()
        assert "Mandada:" in ficha

    def test_one_that_expired_serves_again(self, client, ana, invitar):
        invitacion, viejo = invitar()
        Invitacion.objects.update(caduca_en=timezone.now() - timedelta(days=1))
        client.force_login(ana)
        pedir_otro(client, invitacion)
        assert Client().get(viejo).status_code == 410
        assert Client().get(enlace_nuevo()).status_code == 302

    def test_who_sends_it_again_answers_for_it(self, client, ana, sentar, invitar):
        """Who first did may be gone, and with her what she had given."""
        invitacion, _ = invitar()
        ana.ocupaciones.all().terminar()
        beto = sentar("beto")
        client.force_login(beto)
        pedir_otro(client, invitacion)
        invitacion.refresh_from_db()
        assert invitacion.invita == beto
        assert Client().get(enlace_nuevo()).status_code == 302

    @pytest.mark.parametrize("quien", ["otro lado", "otro secretariado"])
    def test_not_by_who_may_not_invite_there(self, client, invitar, sentar, quien):
        invitacion, viejo = invitar()
        if quien == "otro lado":
            client.force_login(sentar("beto", lado="sociedad_civil"))
        else:
            client.force_login(sentar("beto", secretariado=SecretariadoFactory(publicado=True)))
        pedir_otro(client, invitacion)
        assert Client().get(viejo).status_code == 302
        assert not Envio.objects.exists()

    def test_the_administrator_may(self, client, invitar, administradora):
        invitacion, viejo = invitar()
        client.force_login(administradora)
        pedir_otro(client, invitacion)
        assert Client().get(viejo).status_code == 410
        assert Client().get(enlace_nuevo()).status_code == 302

    @pytest.mark.parametrize("como", ["aceptada", "anulada"])
    def test_what_is_over_is_not_sent(self, client, ana, invitar, como):
        invitacion, _ = invitar()
        if como == "aceptada":
            aceptar(invitacion_huella(invitacion), None, CLAVE)
        else:
            Invitacion.objects.all().anular()
        client.force_login(ana)
        assert "no hay qué volver a enviar" in pedir_otro(client, invitacion)
        assert not Envio.objects.exists()


class TestLimites:
    @pytest.fixture(autouse=True)
    def _pocas(self, monkeypatch):
        monkeypatch.setattr("secretariados.envios.PENDIENTES", 3)
        monkeypatch.setattr("secretariados.envios.POR_HORA", 2)

    def test_of_pending_ones(self, client, ana, asiento, invitar):
        for n in range(3):
            invitar(f"x{n}@ejemplo.mx")
        client.force_login(ana)
        respuesta = client.post(AGREGAR, datos(asiento))
        assert respuesta.status_code == 200
        assert "Puede tener 3 invitaciones sin aceptar y tiene 3" in respuesta.content.decode()
        assert Invitacion.objects.count() == 3
        Invitacion.objects.filter(correo="x0@ejemplo.mx").anular()
        assert client.post(AGREGAR, datos(asiento)).status_code == 302

    def test_what_expired_does_not_count_until_it_is_sent_again(self, client, ana, invitar):
        vieja, _ = invitar("vieja@ejemplo.mx")
        Invitacion.objects.update(caduca_en=timezone.now() - timedelta(days=1))
        for n in range(3):
            invitar(f"x{n}@ejemplo.mx")
        client.force_login(ana)
        dicho = pedir_otro(client, vieja)
        assert "anule alguna" in dicho
        assert not Envio.objects.exists()

    def test_of_sends_in_an_hour(self, client, ana, asiento):
        client.force_login(ana)
        for n in range(2):
            assert (
                client.post(AGREGAR, datos(asiento, correo=f"x{n}@ejemplo.mx")).status_code == 302
            )
        dicho = client.post(AGREGAR, datos(asiento)).content.decode()
        assert "Puede mandar 2 invitaciones por hora y ya mandó 2." in dicho
        assert re.search(r"Podrá mandar otra desde las \d\d:\d\d\.", dicho)
        una = Invitacion.objects.first()
        assert "Puede mandar 2 invitaciones" in pedir_otro(client, una)
        assert DBTaskResult.objects.count() == 2
        Envio.objects.update(pedido_en=timezone.now() - timedelta(minutes=61))
        assert client.post(AGREGAR, datos(asiento)).status_code == 302

    def test_all_that_were_chosen_or_none(self, client, ana, invitar):
        elegidas = [invitar(f"x{n}@ejemplo.mx")[0] for n in range(3)]
        client.force_login(ana)
        dicho = pedir_otro(client, *elegidas)
        assert "Puede mandar 2 invitaciones por hora: elija menos." in dicho
        assert not DBTaskResult.objects.exists()

    def test_each_person_has_her_own(self, client, ana, asiento, sentar):
        client.force_login(ana)
        for n in range(2):
            client.post(AGREGAR, datos(asiento, correo=f"x{n}@ejemplo.mx"))
        client.force_login(sentar("beto"))
        assert client.post(AGREGAR, datos(asiento)).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("lugares")
def test_of_many_sent_at_once_no_more_go_than_may(ana, invitar, monkeypatch):
    monkeypatch.setattr("secretariados.envios.POR_HORA", 2)
    numeros = [invitar(f"x{n}@ejemplo.mx")[0].pk for n in range(4)]
    salida = Barrier(4)

    def mandar(numero: int) -> bool:
        salida.wait()
        try:
            reenviar(Invitacion.objects.filter(pk=numero), ana, "http://testserver", "es-mx")
        except ValidationError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as hilos:
        mandadas = list(hilos.map(mandar, numeros))
    assert sorted(mandadas) == [False, False, True, True]
    assert Envio.objects.count() == DBTaskResult.objects.count() == 2
