"""Who is invited accepts: once, by the link that was mailed, and nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from gobierno_abierto.cuentas.models import Usuario
from secretariados.invitaciones import NoSirve, aceptar, mandar_invitacion
from secretariados.models import Invitacion, Ocupacion
from tests.cuentas.conftest import CLAVE, con_aplicacion, entrar
from tests.cuentas.invitaciones import (
    ACEPTAR,
    NUEVA,
    invitacion_huella,
)

pytestmark = pytest.mark.django_db


class TestAceptar:
    def test_the_link_makes_the_account(self, client, invitar, asiento):
        invitacion, enlace = invitar()
        abierta = client.get(enlace)
        assert abierta["Location"] == ACEPTAR
        pagina = client.get(ACEPTAR).content.decode()
        assert "eva@ejemplo.mx" in pagina
        assert client.post(ACEPTAR, NUEVA)["Location"] == "/cuenta/entrar/"
        eva = Usuario.objects.get(username="eva@ejemplo.mx")
        ocupacion = eva.ocupaciones.get()
        assert (ocupacion.rol, ocupacion.asiento) == ("miembro", asiento)
        invitacion.refresh_from_db()
        assert invitacion.aceptada_en
        assert entrar(client, "eva@ejemplo.mx").status_code == 302
        assert client.get("/admin/").status_code == 200

    def test_opening_it_spends_nothing(self, client, invitar):
        _, enlace = invitar()
        for _ in range(3):
            otro = Client()
            assert otro.get(enlace).status_code == 302
            assert otro.head(enlace).status_code == 302
            assert otro.get(ACEPTAR).status_code == 200
        assert not Usuario.objects.filter(email="eva@ejemplo.mx").exists()

    def test_what_the_answers_carry(self, client, invitar):
        _, enlace = invitar()
        abierta = client.get(enlace)
        assert abierta["Referrer-Policy"] == "no-referrer"
        for respuesta in (abierta, client.get(ACEPTAR), client.get(enlace[:-3] + "xx/")):
            assert "no-store" in respuesta["Cache-Control"]
            assert "noindex" in respuesta["X-Robots-Tag"]
        assert enlace.split("/")[-2] not in client.get(ACEPTAR).content.decode()

    @pytest.mark.parametrize(
        "como",
        ["usada", "caducada", "anulada", "inventada", "de quien acabó", "del asiento que acabó"],
    )
    def test_one_page_for_all_that_serve_no_more(self, client, invitar, ana, como):
        invitacion, enlace = invitar()
        if como == "usada":
            aceptar(invitacion_huella(invitacion), None, CLAVE)
        elif como == "caducada":
            Invitacion.objects.update(caduca_en=timezone.now() - timedelta(seconds=1))
        elif como == "anulada":
            Invitacion.objects.all().anular()
        elif como == "de quien acabó":
            ana.ocupaciones.all().terminar()
        elif como == "del asiento que acabó":
            invitacion.asiento.hasta, invitacion.asiento.hasta_precision = (
                timezone.localdate(),
                "dia",
            )
            invitacion.asiento.save()
        else:
            enlace = ACEPTAR + "A" * 43 + "/"
        respuesta = client.get(enlace)
        assert respuesta.status_code == 410
        assert "Esta invitación ya no sirve" in respuesta.content.decode()
        assert client.get(ACEPTAR).status_code == 410
        assert client.post(ACEPTAR, NUEVA).status_code == 410

    def test_a_replay_with_the_page_already_open(self, client, invitar):
        _, enlace = invitar()
        otro = Client()
        for navegador in (client, otro):
            navegador.get(enlace)
        client.post(ACEPTAR, NUEVA)
        assert (
            otro.post(
                ACEPTAR, {"password1": "Robada-por-otro-9", "password2": "Robada-por-otro-9"}
            ).status_code
            == 410
        )
        assert Usuario.objects.get(username="eva@ejemplo.mx").check_password(CLAVE)
        assert Ocupacion.objects.filter(usuario__username="eva@ejemplo.mx").count() == 1

    def test_sent_again_the_link_before_serves_no_more(self, client, invitar):
        invitacion, viejo = invitar()
        mandar_invitacion.call(invitacion.pk, "http://testserver", "es-mx")
        assert client.get(viejo).status_code == 410

    def test_a_foreign_one(self, client, invitar, sentar):
        _, enlace = invitar()
        client.force_login(sentar("beto", lado="sociedad_civil"))
        client.get(enlace)
        for respuesta in (client.get(ACEPTAR), client.post(ACEPTAR, NUEVA)):
            assert respuesta.status_code == 403
            assert "es para otra cuenta" in respuesta.content.decode()
            assert "eva@" not in respuesta.content.decode()
        assert not Usuario.objects.filter(username="eva@ejemplo.mx").exists()

    def test_an_account_that_exists_signs_in_first(self, client, invitar, sentar):
        beto = sentar("beto")
        _, enlace = invitar("beto@ejemplo.mx")
        client.get(enlace)
        assert client.get(ACEPTAR)["Location"] == f"/cuenta/entrar/?next={ACEPTAR}"
        assert client.post(ACEPTAR, NUEVA).status_code == 302
        assert beto.ocupaciones.count() == 1
        entrar(client, "beto", next=ACEPTAR)
        assert 'type="password"' not in client.get(ACEPTAR).content.decode()
        assert client.post(ACEPTAR)["Location"] == "/admin/"
        assert beto.ocupaciones.count() == 2

    def test_who_speaks_for_another_side_takes_no_place_in_this(self, client, invitar, sentar):
        beto = sentar("beto", lado="sociedad_civil")
        _, enlace = invitar("beto@ejemplo.mx")
        client.force_login(beto)
        client.get(enlace)
        assert client.post(ACEPTAR).status_code == 410
        assert {o.asiento.lado for o in beto.ocupaciones.all()} == {"sociedad_civil"}

    def test_of_two_addresses_that_look_alike_each_is_its_own(self, client, invitar, sentar):
        """A dotless «ı» is no «i»: nobody opens another's account with it."""
        fin = sentar("fin", hasta="2021-01-01")
        _, enlace = invitar("fın@ejemplo.mx")
        client.get(enlace)
        client.post(ACEPTAR, NUEVA)
        fin.refresh_from_db()
        assert not fin.puede_entrar
        assert Usuario.objects.filter(username="fın@ejemplo.mx").exists()

    def test_an_account_that_had_ended_comes_back_with_its_second_factor(
        self, client, invitar, sentar
    ):
        beto = sentar("beto", hasta="2021-01-01")
        con_aplicacion(beto)
        _, enlace = invitar("beto@ejemplo.mx")
        client.get(enlace)
        otra = {"password1": "Otra-muy-distinta-88", "password2": "Otra-muy-distinta-88"}
        assert client.post(ACEPTAR, otra).status_code == 302
        respuesta = entrar(client, "beto", "Otra-muy-distinta-88")
        assert respuesta["Location"] == "/cuenta/entrar/codigo/"

    @pytest.mark.parametrize("quien", ["inactiva", "administradora"])
    def test_some_accounts_take_no_place(self, client, invitar, sentar, administradora, quien):
        if quien == "inactiva":
            sentar("beto")
            Usuario.objects.filter(username="beto").update(is_active=False)
        _, enlace = invitar("beto@ejemplo.mx" if quien == "inactiva" else "admin@ejemplo.mx")
        if quien == "administradora":
            client.force_login(administradora)
        client.get(enlace)
        antes = Ocupacion.objects.count()
        assert client.post(ACEPTAR, NUEVA).status_code == 410
        assert Ocupacion.objects.count() == antes

    @pytest.mark.parametrize(
        ("uno", "dos", "dicho"),
        [
            ("corta7", "corta7", "muy corta"),
            ("eva@ejemplo.mx", "eva@ejemplo.mx", "muy similar"),
            (CLAVE, CLAVE + "x", "No es la misma contraseña."),
        ],
    )
    def test_the_password_has_rules(self, client, invitar, uno, dos, dicho):
        _, enlace = invitar()
        client.get(enlace)
        respuesta = client.post(ACEPTAR, {"password1": uno, "password2": dos})
        assert respuesta.status_code == 200
        assert dicho in respuesta.content.decode()

    def test_csrf(self, invitar):
        _, enlace = invitar()
        navegador = Client(enforce_csrf_checks=True)
        navegador.get(enlace)
        assert navegador.post(ACEPTAR, NUEVA).status_code == 403
        assert not Usuario.objects.filter(username="eva@ejemplo.mx").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("lugares")
def test_two_acceptances_at_once_make_one_account(invitar):
    invitacion, _ = invitar()
    huella = invitacion_huella(invitacion)
    salida = Barrier(4)

    def tomar(n: int) -> bool:
        salida.wait()
        try:
            aceptar(huella, None, f"{CLAVE}{n}")
        except NoSirve:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as hilos:
        tomadas = list(hilos.map(tomar, range(4)))
    assert sorted(tomadas) == [False, False, False, True]
    assert Ocupacion.objects.filter(usuario__username="eva@ejemplo.mx").count() == 1
