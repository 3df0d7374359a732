"""A side ends its own: at once, and nobody else its."""

import pytest
from django.test import Client

from secretariados.models import Ocupacion
from tests.cuentas.conftest import entrar, esta_dentro
from tests.cuentas.invitaciones import OCUPACIONES
from tests.secretariados.factories import AsientoFactory, SecretariadoFactory

pytestmark = pytest.mark.django_db


class TestTerminar:
    def test_at_once_sessions_included(self, client, ana, sentar):
        beto = sentar("beto")
        de_beto = Client()
        entrar(de_beto, "beto")
        entrar(client, "ana")
        suya = beto.ocupaciones.get()
        cual = {"action": "terminar", "_selected_action": suya.pk}
        pagina = client.post(OCUPACIONES, cual).content.decode()
        assert "Terminan hoy" in pagina
        assert "usted también queda fuera" not in pagina
        assert esta_dentro(de_beto)
        assert client.post(OCUPACIONES, cual | {"seguro": "1"}).status_code == 302
        suya.refresh_from_db()
        assert suya.hasta is not None
        assert not esta_dentro(de_beto)
        assert de_beto.get("/admin/")["Location"] == "/cuenta/entrar/?next=/admin/"
        suya.hasta = None
        suya.save()
        assert not esta_dentro(de_beto)  # the session itself is gone

    def test_its_own_after_being_told(self, client, ana):
        entrar(client, "ana")
        cual = {"action": "terminar", "_selected_action": ana.ocupaciones.get().pk}
        pagina = client.post(OCUPACIONES, cual).content.decode()
        assert "usted también queda fuera" in pagina
        assert "Nadie más habla por este lado: Gobierno" in pagina
        client.post(OCUPACIONES, cual | {"seguro": "1"})
        assert not esta_dentro(client)

    def test_another_role_in_force_keeps_the_session(self, client, ana, sentar):
        beto = sentar("beto")
        otra = Ocupacion.objects.create(
            usuario=beto, asiento=AsientoFactory(lado="gobierno"), desde="2020-01-01"
        )
        entrar(client, "beto")
        beto.ocupaciones.exclude(pk=otra.pk).terminar()
        assert esta_dentro(client)

    def test_what_had_not_begun_and_what_was_over(self, sentar):
        futura = sentar("beto", desde="2999-01-01").ocupaciones
        pasada = sentar("caro", hasta="2021-01-01").ocupaciones
        assert futura.all().terminar() == 1
        assert pasada.all().terminar() == 0
        assert str(futura.get().hasta) == "2999-01-01"
        assert str(pasada.get().hasta) == "2021-01-01"

    @pytest.mark.parametrize("de", ["otro lado", "otro secretariado"])
    def test_nobody_elses(self, client, ana, sentar, de):
        beto = (
            sentar("beto", lado="organo_garante")
            if de == "otro lado"
            else sentar("beto", secretariado=SecretariadoFactory(publicado=True))
        )
        suya = beto.ocupaciones.get()
        client.force_login(ana)
        assert "beto" not in client.get(OCUPACIONES).content.decode()
        assert client.get(f"{OCUPACIONES}{suya.pk}/change/").status_code == 404
        cual = {"action": "terminar", "_selected_action": suya.pk, "seguro": "1"}
        client.post(OCUPACIONES, cual)
        suya.refresh_from_db()
        assert suya.hasta is None

    def test_the_administrator_ends_any(self, client, administradora, ana, sentar):
        sentar("beto", rol="evaluador")
        client.force_login(administradora)
        todas = list(Ocupacion.objects.values_list("pk", flat=True))
        client.post(OCUPACIONES, {"action": "terminar", "_selected_action": todas, "seguro": "1"})
        assert not Ocupacion.objects.vigentes().exists()

    def test_nobody_writes_an_occupation_by_hand(self, client, administradora, ana):
        client.force_login(administradora)
        suya = ana.ocupaciones.get()
        assert client.get(f"{OCUPACIONES}add/").status_code == 403
        ruta = f"{OCUPACIONES}{suya.pk}/"
        assert client.post(f"{ruta}change/", {"rol": "moderador"}).status_code == 403
        assert client.post(f"{ruta}delete/", {"post": "yes"}).status_code == 403
