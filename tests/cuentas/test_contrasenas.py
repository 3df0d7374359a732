"""Passwords: forgotten, changed, weak, and given by the console."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult

from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.cuentas.tareas import mandar_contrasena_olvidada
from tests.cuentas.conftest import CLAVE, con_aplicacion, entrar, esta_dentro

pytestmark = pytest.mark.django_db

NUEVA = "Otra-muy-distinta-88"


def enlace_de(correo: str, origen: str = "http://testserver", idioma: str = "es-mx") -> str:
    """What the worker mails, followed as a browser does up to the form."""
    mail.outbox.clear()
    mandar_contrasena_olvidada.call(correo, origen, idioma)
    return re.search(r"https?://\S+", mail.outbox[0].body).group()


class TestOlvidada:
    def test_the_link_writes_a_new_one_and_closes_sessions(self, client, ana):
        otra = Client()
        entrar(otra, "ana")
        formulario = client.get(enlace_de("ana@ejemplo.mx"))["Location"]
        assert formulario.endswith("-set-password/")  # the key is in no address that could leak
        datos = {"password1": NUEVA, "password2": NUEVA}
        assert client.post(formulario, datos)["Location"] == "/cuenta/contrasena/nueva/lista/"
        assert not esta_dentro(client)  # and only with the password, and the second factor
        assert not esta_dentro(otra)
        assert entrar(client, "ana", CLAVE).status_code == 200
        assert entrar(client, "ana", NUEVA).status_code == 302

    def test_it_serves_once(self, client, ana):
        enlace = enlace_de("ana@ejemplo.mx")
        formulario = client.get(enlace)["Location"]
        client.post(formulario, {"password1": NUEVA, "password2": NUEVA})
        pagina = Client().get(enlace).content.decode()
        assert "Ese enlace ya no sirve" in pagina

    def test_the_second_factor_is_asked_all_the_same(self, client, ana):
        con_aplicacion(ana)
        formulario = client.get(enlace_de("ana@ejemplo.mx"))["Location"]
        client.post(formulario, {"password1": NUEVA, "password2": NUEVA})
        assert entrar(client, "ana", NUEVA)["Location"] == "/cuenta/entrar/codigo/"

    @pytest.mark.parametrize("quien", ["nadie@ejemplo.mx", "terminada@ejemplo.mx"])
    def test_nobody_else_gets_mail(self, quien, sentar):
        sentar("terminada", hasta="2021-01-01")
        assert not mandar_contrasena_olvidada.call(quien, "http://testserver", "es-mx")
        assert mail.outbox == []

    def test_the_mail_in_each_language(self, ana):
        assert "/cuenta/contrasena/nueva/" in enlace_de("ana@ejemplo.mx")
        assert mail.outbox[0].subject == "Escriba una contraseña nueva"
        assert "/en/cuenta/contrasena/nueva/" in enlace_de("ANA@ejemplo.mx", idioma="en")
        assert mail.outbox[0].to == ["ana@ejemplo.mx"]

    def test_the_link_leads_to_the_public_address(self, client, ana, settings):
        """Not to the Host that whoever asks has written."""
        settings.ALLOWED_HOSTS = ["*"]
        settings.SITIO_URL = "https://portal.example.org"
        client.post(
            "/cuenta/contrasena/olvidada/", {"email": "ana@ejemplo.mx"}, headers={"host": "malo.mx"}
        )
        (tarea,) = DBTaskResult.objects.all()
        assert tarea.args_kwargs["args"][1] == "https://portal.example.org"


class TestCambiar:
    def test_the_others_close_and_this_one_stays(self, client, ana):
        otra = Client()
        entrar(otra, "ana")
        entrar(client, "ana")
        datos = {"oldpassword": CLAVE, "password1": NUEVA, "password2": NUEVA}
        assert client.post("/cuenta/contrasena/", datos)["Location"] == "/cuenta/"
        assert esta_dentro(client)
        assert not esta_dentro(otra)

    def test_not_without_the_one_of_now(self, client, ana):
        entrar(client, "ana")
        datos = {"oldpassword": "no es", "password1": NUEVA, "password2": NUEVA}
        respuesta = client.post("/cuenta/contrasena/", datos)
        assert "Esa no es la contraseña de ahora." in respuesta.content.decode()

    @pytest.mark.parametrize(
        ("mala", "dicho"),
        [
            ("corta7", "muy corta"),
            ("password123", "muy común"),
            ("1029384756102", "completamente numérica"),
            ("ana@ejemplo.mx", "muy similar"),
        ],
    )
    def test_weak_ones_are_refused_in_spanish(self, client, ana, mala, dicho):
        """The framework's rules, with its list of twenty thousand that leaked."""
        entrar(client, "ana")
        datos = {"oldpassword": CLAVE, "password1": mala, "password2": mala}
        respuesta = client.post("/cuenta/contrasena/", datos)
        assert respuesta.status_code == 200
        assert dicho in respuesta.content.decode()


class TestConsola:
    def test_a_lost_first_password(self, client, ana):
        entrar(client, "ana")
        dicho = StringIO()
        call_command("nueva_contrasena", "ana", stdout=dicho)
        contrasena = re.search(r"^  (\S{12,})$", dicho.getvalue(), re.MULTILINE).group(1)
        assert "no se vuelve a mostrar" in dicho.getvalue()
        assert not esta_dentro(client)
        assert entrar(client, "ana", CLAVE).status_code == 200
        assert entrar(client, "ana", contrasena).status_code == 302

    def test_by_mail_too_and_the_factor_stays(self, ana):
        con_aplicacion(ana)
        call_command("nueva_contrasena", "ana@ejemplo.mx", stdout=StringIO())
        assert ana.authenticator_set.count() == 2

    def test_a_lost_second_factor(self, ana):
        con_aplicacion(ana)
        dicho = StringIO()
        call_command("nueva_contrasena", "ana", "--sin-segundo-factor", stdout=dicho)
        assert not ana.authenticator_set.exists()
        assert "segundo factor" in dicho.getvalue()

    def test_an_unknown_account(self, ana):
        with pytest.raises(CommandError, match="No hay ninguna cuenta «annna»"):
            call_command("nueva_contrasena", "annna")

    def test_it_says_that_the_account_may_not_come_in(self, sentar):
        sentar("terminada", hasta="2021-01-01")
        dicho = StringIO()
        call_command("nueva_contrasena", "terminada", stdout=dicho)
        assert "no tiene ningún papel vigente" in dicho.getvalue()

    def test_practice_accounts_work_with_it(self, client, settings):
        settings.ES_DEMO = True
        dicho = StringIO()
        call_command("crear_cuentas_de_practica", stdout=dicho)
        assert "manage.py nueva_contrasena CUENTA" in dicho.getvalue()
        call_command("nueva_contrasena", "practica-garante", stdout=dicho)
        contrasena = re.findall(r"^  (\S{12,})$", dicho.getvalue(), re.MULTILINE)[-1]
        assert entrar(client, "practica-garante", contrasena).status_code == 302
        assert Usuario.objects.get(username="practica-garante").puede_entrar
