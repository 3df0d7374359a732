"""The second factor: codes that serve once, and roles that cannot do without."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gobierno_abierto.cuentas.tareas import mandar_contrasena_olvidada
from secretariados.models import Institucion
from tests.cuentas.conftest import CLAVE, codigo, con_aplicacion, entrar, esta_dentro

pytestmark = pytest.mark.django_db

CODIGO = "/cuenta/entrar/codigo/"
SEGUIR = "Seguir a la página que pidió"
ROLES = ["administrador", "miembro", "enlace", "evaluador", "moderador"]


def poner_aplicacion(client) -> str:
    """As a person does: the password again, the secret from the page, the code. The secret."""
    direccion = "/cuenta/segundo-factor/aplicacion/"
    confirmar = client.get(direccion)
    assert confirmar["Location"].startswith("/cuenta/confirmar/")
    client.post(confirmar["Location"], {"password": CLAVE})
    secreto = client.get(direccion).context["form"].secret
    puesta = client.post(direccion, {"code": codigo(secreto)})
    assert puesta["Location"] == "/cuenta/segundo-factor/recuperacion/"
    return secreto


@pytest.fixture
def obligatorio(settings):
    settings.SEGUNDO_FACTOR_OBLIGATORIO = True


class TestConAplicacion:
    def test_the_password_alone_opens_nothing(self, client, ana):
        con_aplicacion(ana)
        assert entrar(client, "ana", next="/admin/planes/plan/")["Location"] == CODIGO
        assert not esta_dentro(client)
        assert client.get("/admin/").status_code == 302
        assert "Segundo factor" in client.get(CODIGO).content.decode()
        respuesta = client.post(CODIGO, {"code": codigo()})
        assert respuesta["Location"] == "/admin/planes/plan/"
        assert esta_dentro(client)

    def test_a_code_is_not_replayed(self, client, ana):
        con_aplicacion(ana)
        usado = codigo()
        entrar(client, "ana")
        client.post(CODIGO, {"code": usado})
        assert esta_dentro(client)
        otro = Client()
        entrar(otro, "ana")
        respuesta = otro.post(CODIGO, {"code": usado})
        assert "Ese código no es válido, o ya se usó." in respuesta.content.decode()
        assert not esta_dentro(otro)

    def test_nor_the_one_that_set_the_application_up(self, client, ana, monkeypatch):
        monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)
        entrar(client, "ana")
        secreto = poner_aplicacion(client)
        otro = Client()
        entrar(otro, "ana")
        otro.post(CODIGO, {"code": codigo(secreto)})
        assert not esta_dentro(otro)
        otro.post(CODIGO, {"code": codigo(secreto, 1)})
        assert esta_dentro(otro)

    def test_a_recovery_code_serves_once(self, client, ana):
        uno, dos, *_ = con_aplicacion(ana)
        for prueba, entra in ((uno, True), (uno, False), (dos, True)):
            navegador = Client()
            entrar(navegador, "ana")
            navegador.post(CODIGO, {"code": prueba})
            assert esta_dentro(navegador) is entra

    def test_codes_are_not_guessed(self, client, ana):
        con_aplicacion(ana)
        entrar(client, "ana")
        for _ in range(5):
            client.post(CODIGO, {"code": "000000"})
        respuesta = client.post(CODIGO, {"code": codigo()})
        assert "Demasiados intentos" in respuesta.content.decode()
        assert not esta_dentro(client)

    def test_what_ended_between_the_password_and_the_code(self, client, ana):
        con_aplicacion(ana)
        entrar(client, "ana")
        ana.ocupaciones.all().delete()
        client.post(CODIGO, {"code": codigo()})
        assert not esta_dentro(client)

    def test_it_goes_back_to_the_beginning(self, client, ana):
        con_aplicacion(ana)
        entrar(client, "ana")
        respuesta = client.post("/cuenta/salir/", {"next": "/cuenta/entrar/"})
        assert respuesta["Location"] == "/cuenta/entrar/"
        assert client.get(CODIGO)["Location"] == "/cuenta/entrar/"


class TestPonerYQuitar:
    def test_an_application(self, client, ana):
        entrar(client, "ana")
        poner_aplicacion(client)
        pagina = client.get("/cuenta/segundo-factor/recuperacion/").content.decode()
        assert "Guárdelos fuera de este aparato" in pagina
        archivo = client.get("/cuenta/segundo-factor/recuperacion/archivo/")
        assert len(archivo.content.decode().split()) == 10
        client.post("/cuenta/segundo-factor/recuperacion/nuevos/")
        nuevos = client.get("/cuenta/segundo-factor/recuperacion/archivo/")
        assert not set(nuevos.content.split()) & set(archivo.content.split())
        assert client.post("/cuenta/segundo-factor/aplicacion/quitar/").status_code == 302
        assert not Authenticator.objects.exists()

    def test_the_other_sessions_close(self, client, ana, django_capture_on_commit_callbacks):
        """They were opened with a password alone."""
        otra = Client()
        entrar(otra, "ana")
        entrar(client, "ana")
        with django_capture_on_commit_callbacks(execute=True):
            poner_aplicacion(client)
        assert esta_dentro(client)
        assert not esta_dentro(otra)

    @pytest.mark.parametrize(
        "nombre",
        ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"],
    )
    def test_a_session_left_open_is_not_enough(self, client, ana, nombre):
        entrar(client, "ana")
        assert client.get(reverse(nombre))["Location"].startswith("/cuenta/confirmar/")
        assert client.post(reverse(nombre), {"code": codigo()}).status_code == 302
        assert not Authenticator.objects.exists()

    def test_of_another_account_there_is_none(self, client, ana, sentar):
        llave = Authenticator.objects.create(
            user=sentar("beto"), type="webauthn", data={"name": "llave"}
        )
        entrar(client, "ana")
        client.post("/cuenta/confirmar/", {"password": CLAVE})
        for nombre in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
            assert client.get(reverse(nombre, args=[llave.pk])).status_code == 404
            assert client.post(reverse(nombre, args=[llave.pk]), {"name": "x"}).status_code == 404


class TestObligatorio:
    @pytest.mark.parametrize("rol", ROLES)
    def test_nothing_of_the_admin_without_one(
        self, client, obligatorio, administradora, sentar, rol
    ):
        if rol == "administrador":
            nombre = "admin"
        else:
            nombre = "beto"
            de_enlace = {"institucion": Institucion.objects.first()} if rol == "enlace" else {}
            sentar("beto", rol=rol, **de_enlace)
        entrar(client, nombre)
        for ruta in ("/admin/", "/admin/planes/plan/", "/admin/jsi18n/"):
            assert client.get(ruta)["Location"] == "/cuenta/segundo-factor/"
        assert client.post("/admin/planes/plan/add/", {"nombre": "x"}).status_code == 302
        pagina = client.get("/cuenta/segundo-factor/").content.decode()
        assert "Poner una aplicación" in pagina
        poner_aplicacion(client)
        assert client.get("/admin/").status_code == 200

    def test_and_then_on_to_the_page_she_asked_for(self, client, ana, obligatorio):
        pedida = "/admin/planes/plan/?q=pa15"
        entrada = client.get(pedida)["Location"]
        assert entrar(client, "ana", next=pedida)["Location"] == pedida
        assert entrada.startswith("/cuenta/entrar/?next=")
        client.get(pedida)
        assert SEGUIR not in client.get("/cuenta/segundo-factor/").content.decode()
        poner_aplicacion(client)
        for pagina in ("", "recuperacion/"):
            dicho = client.get(f"/cuenta/segundo-factor/{pagina}").content.decode()
            assert f'href="{pedida}">{SEGUIR}' in dicho
        assert client.get(pedida).status_code == 200
        assert SEGUIR not in client.get("/cuenta/segundo-factor/").content.decode()

    @pytest.mark.parametrize(
        "ajena", ["https://malo.example/", "//malo.example/", "/\\malo.example/"]
    )
    def test_and_to_nowhere_else(self, client, ana, obligatorio, ajena):
        """What leads on is what this site was asked for, not what an address says."""
        entrar(client, "ana", next=ajena)
        client.get("/admin//malo.example/", {"next": ajena})
        client.get("/cuenta/segundo-factor/", {"next": ajena})
        poner_aplicacion(client)
        for pagina in ("", "recuperacion/"):
            dicho = client.get(f"/cuenta/segundo-factor/{pagina}", {"next": ajena}).content.decode()
            enlaces = re.findall(r'<a class="boton[^"]*" href="([^"]*)"', dicho)
            assert enlaces
            assert all(re.match(r"/(cuenta|admin)/", enlace) for enlace in enlaces)

    def test_the_last_one_stays(self, client, ana, obligatorio):
        entrar(client, "ana")
        poner_aplicacion(client)
        pagina = client.get("/cuenta/segundo-factor/aplicacion/quitar/").content.decode()
        assert "agregue otro antes de quitar este" in pagina
        client.post("/cuenta/segundo-factor/aplicacion/quitar/")
        assert Authenticator.objects.filter(type="totp").exists()

    def test_the_last_passkey_stays_too(self, client, ana, obligatorio):
        llave = Authenticator.objects.create(user=ana, type="webauthn", data={"name": "llave"})
        client.force_login(ana)
        client.post("/cuenta/confirmar/", {"password": CLAVE})
        client.post(reverse("mfa_remove_webauthn", args=[llave.pk]))
        assert Authenticator.objects.filter(pk=llave.pk).exists()

    def test_in_the_demo_it_is_offered(self, client, ana):
        entrar(client, "ana")
        pagina = client.get("/admin/").content.decode()
        assert "Agregue un segundo factor" in pagina
        con_aplicacion(ana)
        assert "Agregue un segundo factor" not in client.get("/admin/").content.decode()


def test_used_codes_are_remembered_by_all_the_web_processes(settings):
    """In memory each process would take the same code once."""
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")
    assert cache.add("una", 1)
    assert not cache.add("una", 1)


def test_no_box_repeats_its_label_inside(client, ana):
    """A label that is only inside its box goes as soon as one types."""
    entrar(client, "ana")
    paginas = [client.get(f"/cuenta/{ruta}") for ruta in ("contrasena/", "confirmar/")]
    poner_aplicacion(client)
    paginas += [client.get(f"/cuenta/{ruta}") for ruta in ("confirmar/codigo/", "entrar/")]
    mandar_contrasena_olvidada.call("ana@ejemplo.mx", "", "es-mx")
    otro = Client()
    enlace = next(p for p in mail.outbox[0].body.split() if p.startswith("/cuenta/"))
    paginas.append(otro.get(otro.get(enlace)["Location"]))
    entrar(otro, "ana")
    paginas += [otro.get(CODIGO), Client().get("/cuenta/entrar/")]
    for pagina in paginas:
        dicho = pagina.content.decode()
        assert "<input" in dicho or pagina.status_code == 302
        assert "placeholder" not in dicho
