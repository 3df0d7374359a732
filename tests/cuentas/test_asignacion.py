"""Mass assignment: every form of accounts, sent every field that there is."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.cuentas.tareas import mandar_contrasena_olvidada
from secretariados.invitaciones import mandar_invitacion
from secretariados.models import Invitacion, Ocupacion
from tests.cuentas.conftest import CLAVE, entrar, esta_dentro

pytestmark = pytest.mark.django_db

NUEVA = "Otra-muy-distinta-88"
PODERES = ("is_superuser", "is_staff", "is_active", "username", "email")


@pytest.fixture
def todo(administradora, ana, sentar) -> dict[str, object]:
    """A value for every column of accounts, occupations and invitations."""
    ajeno = sentar("beto", lado="sociedad_civil").ocupaciones.get().asiento
    campos = {
        campo.name
        for modelo in (Usuario, Ocupacion, Invitacion)
        for campo in modelo._meta.get_fields()
        if not campo.auto_created
    }
    assert {"is_superuser", "groups", "user_permissions", "rol", "asiento", "invita"} <= campos
    return dict.fromkeys(campos, "1") | {
        "pk": administradora.pk,
        "id": administradora.pk,
        "user": administradora.pk,
        "usuario": administradora.pk,
        "invita": administradora.pk,
        "username": "robada",
        "email": "robada@malo.mx",
        "rol": "moderador",
        "asiento": ajeno.pk,
        "asiento_id": ajeno.pk,
        "desde": "2000-01-01",
        "hasta": "",
        "password": "pbkdf2_sha256$1$a$b",
    }


def poderes(cuenta: Usuario) -> tuple:
    cuenta = Usuario.objects.get(pk=cuenta.pk)
    ocupaciones = cuenta.ocupaciones.values_list("rol", "asiento", "desde", "hasta")
    return (
        [getattr(cuenta, campo) for campo in PODERES],
        list(cuenta.groups.all()),
        list(cuenta.user_permissions.all()),
        list(ocupaciones),
    )


FORMAS = {
    "entrar": ("/cuenta/entrar/", {"login": "ana", "password": CLAVE}),
    "olvidada": ("/cuenta/contrasena/olvidada/", {"email": "ana@ejemplo.mx"}),
    "cambiar": (
        "/cuenta/contrasena/",
        {"oldpassword": CLAVE, "password1": NUEVA, "password2": NUEVA},
    ),
    "confirmar": ("/cuenta/confirmar/", {"password": CLAVE}),
    "sesiones": ("/cuenta/sesiones/", {}),
    "aplicacion": ("/cuenta/segundo-factor/aplicacion/", {"code": "000000"}),
}


@pytest.mark.parametrize("forma", FORMAS)
def test_the_forms_of_ones_own_account(client, ana, administradora, todo, forma):
    antes = poderes(ana), poderes(administradora), Usuario.objects.count()
    if forma not in ("entrar", "olvidada"):
        client.force_login(ana)
    direccion, suyos = FORMAS[forma]
    assert client.post(direccion, todo | suyos).status_code in (200, 302)
    assert (poderes(ana), poderes(administradora), Usuario.objects.count()) == antes


def test_a_forgotten_password(client, ana, administradora, todo):
    antes = poderes(ana), poderes(administradora)
    mandar_contrasena_olvidada.call("ana@ejemplo.mx", "", "es-mx")
    ruta = next(p for p in mail.outbox[0].body.split() if p.startswith("/cuenta/"))
    formulario = client.get(ruta)["Location"]
    assert (
        client.post(formulario, todo | {"password1": NUEVA, "password2": NUEVA}).status_code == 302
    )
    assert (poderes(ana), poderes(administradora)) == antes
    assert Usuario.objects.get(pk=ana.pk).check_password(NUEVA)
    assert administradora.check_password(CLAVE)


def test_an_invitation_gives_what_it_says(client, ana, todo):
    asiento = ana.ocupaciones.get().asiento
    invitacion = Invitacion.objects.create(
        correo="eva@ejemplo.mx", invita=ana, asiento=asiento, desde=timezone.localdate()
    )
    mandar_invitacion.call(invitacion.pk, "", "es-mx")
    client.get(next(p for p in mail.outbox[0].body.split() if p.startswith("/cuenta/")))
    client.post("/cuenta/invitacion/", todo | {"password1": NUEVA, "password2": NUEVA})
    eva = Usuario.objects.get(email="eva@ejemplo.mx")
    assert not eva.is_superuser
    assert not eva.is_staff
    assert eva.username == "eva@ejemplo.mx"
    ocupacion = eva.ocupaciones.get()
    assert (ocupacion.rol, ocupacion.asiento, ocupacion.desde) == (
        "miembro",
        asiento,
        invitacion.desde,
    )


def test_to_invite_in_anothers_name_or_already_accepted(client, ana, todo):
    client.force_login(ana)
    suyo = {
        "correo": "eva@ejemplo.mx",
        "rol": "miembro",
        "asiento": ana.ocupaciones.get().asiento_id,
        "secretariado": "",
        "institucion": "",
        "desde": "2026-01-01",
    }
    client.post("/admin/secretariados/invitacion/add/", todo | suyo)
    invitacion = Invitacion.objects.get()
    assert invitacion.invita == ana
    assert invitacion.aceptada_en is None
    assert invitacion.huella is None
    assert (invitacion.caduca_en - invitacion.creada_en).days == 7


def test_not_even_the_administrator_makes_another_in_a_form(client, ana, administradora, todo):
    """Nor writes an account's e-mail or password, with which it could come in as a side."""
    antes, contrasena = poderes(ana), ana.password
    client.force_login(administradora)
    ruta = f"/admin/cuentas/usuario/{ana.pk}/"
    assert client.post(f"{ruta}change/", todo | {"is_active": "on"}).status_code == 403
    assert poderes(ana) == antes
    assert client.get(f"{ruta}password/").status_code in (302, 404)
    assert client.post(
        f"{ruta}password/", {"password1": NUEVA, "password2": NUEVA}
    ).status_code in (
        302,
        404,
    )
    assert client.post("/admin/cuentas/usuario/add/", todo).status_code == 403
    assert Usuario.objects.get(pk=ana.pk).password == contrasena
    pagina = client.get(f"{ruta}change/").content.decode()
    suyo = pagina.split('id="usuario_form"')[1].split("</form>")[0]
    assert re.findall(r'name="(\w+)"', suyo) == ["csrfmiddlewaretoken"]  # nothing to type


def test_accounts_are_the_administrators_alone(client, ana):
    client.force_login(ana)
    for ruta in ("", "add/", f"{ana.pk}/change/"):
        assert client.get(f"/admin/cuentas/usuario/{ruta}").status_code == 403


@pytest.mark.parametrize(
    "ruta",
    ["auth/group/", "account/emailaddress/", "mfa/authenticator/", "usersessions/usersession/"],
)
def test_what_nobody_writes_by_hand(client, administradora, ruta):
    client.force_login(administradora)
    assert client.get(f"/admin/{ruta}").status_code == 404


CUENTAS = "/admin/cuentas/usuario/"


def hacer(client, accion, *cuentas):
    elegidas = [cuenta.pk for cuenta in cuentas]
    datos = {"action": accion, "_selected_action": elegidas}
    return client.post(CUENTAS, datos, follow=True).content.decode()


def test_closed_and_opened_by_the_administrator(client, ana, administradora):
    de_ana = Client()
    entrar(de_ana, "ana")
    client.force_login(administradora)
    assert "Se cerró 1 cuenta" in hacer(client, "cerrar", ana)
    assert not esta_dentro(de_ana)
    entrar(de_ana, "ana")
    assert not esta_dentro(de_ana)
    assert "Se abrió 1 cuenta." in hacer(client, "abrir", ana)
    entrar(de_ana, "ana")
    assert esta_dentro(de_ana)


def test_of_two_administrators_the_second_overwrites_nothing(client, ana, administradora):
    """What one closed, another's page from before does not open: each act says only its own."""
    otra = Client()
    otra.force_login(Usuario.objects.create_superuser("otra", "otra@ejemplo.mx", CLAVE))
    otra.get(f"{CUENTAS}{ana.pk}/change/")
    client.force_login(administradora)
    hacer(client, "cerrar", ana)
    formulario = {"username": "ana", "is_active": "on", "first_name": "Ana"}
    assert otra.post(f"{CUENTAS}{ana.pk}/change/", formulario).status_code == 403
    assert "Se cerraron 0 cuentas" in hacer(otra, "cerrar", ana)
    assert not Usuario.objects.get(pk=ana.pk).is_active


def test_nobody_closes_her_own_account(client, administradora):
    client.force_login(administradora)
    hacer(client, "cerrar", administradora)
    assert esta_dentro(client)


def test_a_member_closes_nobodys(client, ana, sentar):
    beto = sentar("beto")
    client.force_login(ana)
    assert (
        client.post(CUENTAS, {"action": "cerrar", "_selected_action": beto.pk}).status_code == 403
    )
    assert Usuario.objects.get(pk=beto.pk).is_active
