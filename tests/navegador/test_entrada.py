"""Coming in, as people do: a link in the mail, a password, a telephone's codes, a passkey."""

import re
import time
from email import message_from_bytes, policy
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.core.management import call_command
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from gobierno_abierto.cuentas.models import Usuario
from secretariados.invitaciones import mandar_invitacion
from secretariados.models import Invitacion, Ocupacion
from tests.navegador.test_paginas import ANCHAS, REGLAS
from tests.navegador.test_retratos import CARPETA as RETRATOS

CLAVE = "Una-clave-larga-77"
# One for each test, that no other uses: they come in any order, and in several processes.
INVITADAS = [f"{quien}@ejemplo.mx" for quien in ("eva", "llaves", "sesiones", "ana", "termina")]
POR_TERMINAR = "por-terminar"


def de_la_carpeta(carpeta: Path, correo: str) -> str:
    """The one link of the mail to that address, as written in the folder."""
    for archivo in sorted(carpeta.iterdir()):
        for crudo in archivo.read_bytes().split(b"-" * 79):
            mensaje = message_from_bytes(crudo.strip() + b"\n", policy=policy.default)
            if mensaje["To"] == correo:
                return re.search(r"https?://\S+", mensaje.get_content()).group()
    raise LookupError(correo)


@pytest.fixture(scope="module")
def enlaces(sitio, django_db_blocker, tmp_path_factory):
    """An invitation for each, mailed by the worker's own task into a folder."""
    carpeta = tmp_path_factory.mktemp("correo")
    a_carpeta = override_settings(
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=carpeta
    )
    with (
        django_db_blocker.unblock(),
        a_carpeta,
        pytest.MonkeyPatch.context() as parche,
    ):
        parche.setattr("django.conf.settings.ES_DEMO", True)
        call_command("crear_cuentas_de_practica", stdout=StringIO())
        cache.clear()
        gobierno = Usuario.objects.get(username="practica-gobierno")
        Ocupacion.objects.create(  # not who invites: her invitations would end with her
            usuario=Usuario.objects.create_user(POR_TERMINAR),
            asiento=gobierno.ocupaciones.get().asiento,
            desde=timezone.localdate(),
        )
        for correo in INVITADAS:
            invitacion = Invitacion.objects.create(
                correo=correo,
                invita=gobierno,
                asiento=gobierno.ocupaciones.get().asiento,
                desde=timezone.localdate(),
            )
            assert mandar_invitacion.call(invitacion.pk, sitio, "es-mx")
        yield {correo: de_la_carpeta(carpeta, correo) for correo in INVITADAS}


def revisar(pagina: Page, nombre: str) -> None:
    """Whole, narrow and readable by all, in both widths; and portrayed for whoever asks."""
    for ancho in (320, 1280):
        pagina.set_viewport_size({"width": ancho, "height": 800})
        assert pagina.locator("h1").count() == 1
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"), nombre
        assert pagina.evaluate(ANCHAS) == []
        hallado = Axe().run(pagina, options=REGLAS)
        assert hallado.violations_count == 0, hallado.generate_report()
        if RETRATOS:
            pagina.screenshot(path=f"{RETRATOS}/cuenta.{nombre}.{ancho}.png", full_page=True)
    pagina.set_viewport_size({"width": 360, "height": 800})


def aceptar(visita, enlaces, correo: str) -> Page:
    """From the link of the mail to the admin's first page."""
    pagina = visita.pagina
    pagina.goto(enlaces[correo])
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Le invitan a Gobierno Abierto")
    pagina.get_by_label("Contraseña", exact=True).fill(CLAVE)
    pagina.get_by_label("La contraseña, otra vez").fill(CLAVE)
    pagina.get_by_role("button", name="Aceptar la invitación").click()
    return entrar(visita, correo)


def entrar(visita, correo: str) -> Page:
    pagina = visita.pagina
    if "/cuenta/entrar/" not in pagina.url:
        visita.ir("/admin/")
    pagina.get_by_label("Cuenta o correo").fill(correo)
    pagina.get_by_label("Contraseña", exact=True).fill(CLAVE)
    pagina.get_by_role("button", name="Entrar", exact=True).click()
    return pagina


def salir(visita) -> None:
    visita.pagina.wait_for_load_state()
    visita.ir("/cuenta/salir/").get_by_role("button", name="Salir").click()
    visita.pagina.wait_for_url(visita.sitio + "/")


def confirmar(pagina: Page) -> None:
    pagina.get_by_label("Contraseña", exact=True).fill(CLAVE)
    pagina.get_by_role("button", name="Confirmar").click()


def codigo(secreto: str, pasos: int = 0) -> str:
    """Of this half minute or of the next one, since a used one does not serve again. Never of the
    last one, which a slow machine would send too late."""
    return format_hotp_value(hotp_value(secreto, int(time.time()) // 30 + pasos))


def test_invited_with_codes_and_back_on_a_telephone(visitar, enlaces):
    """All of it without JavaScript, which only passkeys need."""
    visita = visitar(360, java_script_enabled=False)
    pagina = visita.pagina
    aceptar(visita, enlaces, "eva@ejemplo.mx")
    expect(pagina).to_have_url(f"{visita.sitio}/admin/")
    pagina.get_by_role("link", name="Agregue un segundo factor a su cuenta").click()
    pagina.get_by_role("link", name="Poner una aplicación").click()
    confirmar(pagina)
    secreto = pagina.locator("#clave-de-aplicacion").inner_text()
    pagina.get_by_label("Código de la aplicación").fill(codigo(secreto))
    pagina.get_by_role("button", name="Poner la aplicación").click()
    expect(pagina.locator("ol.codigos li")).to_have_count(10)
    recuperacion = pagina.locator("ol.codigos li").first.inner_text()

    salir(visita)
    entrar(visita, "eva@ejemplo.mx")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Segundo factor")
    usado = codigo(secreto, 1)
    pagina.get_by_label("Código").fill(usado)
    pagina.get_by_role("button", name="Entrar", exact=True).click()
    expect(pagina).to_have_url(f"{visita.sitio}/admin/")

    otra = visitar(360)
    entrar(otra, "eva@ejemplo.mx")
    otra.pagina.get_by_label("Código").fill(usado)
    otra.pagina.get_by_role("button", name="Entrar", exact=True).click()
    expect(otra.pagina.get_by_role("alert").first).to_contain_text("ya se usó")
    otra.pagina.get_by_label("Código").fill(recuperacion)
    otra.pagina.get_by_role("button", name="Entrar", exact=True).click()
    expect(otra.pagina).to_have_url(f"{visita.sitio}/admin/")
    assert [q for q in otra.quejas if "Content Security" in q] == []
    assert otra.ajenas == []


def test_a_passkey_with_a_virtual_authenticator(visitar, enlaces):
    visita = visitar(360)
    pagina = visita.pagina
    llavero = pagina.context.new_cdp_session(pagina)
    llavero.send("WebAuthn.enable")
    llavero.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    aceptar(visita, enlaces, "llaves@ejemplo.mx")
    visita.ir("/cuenta/segundo-factor/llaves/agregar/")
    confirmar(pagina)
    pagina.get_by_label("Nombre de la llave").fill("Este teléfono")
    pagina.get_by_label("Entrar sólo con ella, sin contraseña").check()
    revisar(pagina, "llave-nueva")
    pagina.get_by_role("button", name="Agregar la llave").click()
    expect(pagina.locator("ol.codigos li")).to_have_count(10)
    visita.ir("/cuenta/segundo-factor/llaves/")
    expect(pagina.get_by_text("Este teléfono").first).to_be_visible()
    revisar(pagina, "llaves")

    salir(visita)
    visita.ir("/admin/")
    pagina.get_by_role("button", name="Entrar con una llave de acceso").click()
    expect(pagina).to_have_url(f"{visita.sitio}/admin/")

    salir(visita)
    entrar(visita, "llaves@ejemplo.mx")  # the password, and the key as the second factor
    revisar(pagina, "segundo-paso")
    pagina.get_by_role("button", name="Usar una llave de acceso").click()
    expect(pagina).to_have_url(f"{visita.sitio}/admin/")
    assert visita.ajenas == []
    assert visita.quejas == []


def test_a_passkey_that_is_not_there_is_told(visitar, enlaces):
    visita = visitar(360)
    pagina = visita.ir("/cuenta/entrar/")
    pagina.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    pagina.get_by_role("button", name="Entrar con una llave de acceso").click()
    expect(pagina.locator("#llave-falla")).to_be_focused()
    expect(pagina.locator("#llave-falla")).to_contain_text("No se pudo usar la llave")


def test_sessions_seen_and_closed(visitar, enlaces):
    aqui = visitar(360)
    aceptar(aqui, enlaces, "sesiones@ejemplo.mx")
    alla = visitar(1280)
    entrar(alla, "sesiones@ejemplo.mx")
    pagina = aqui.ir("/cuenta/sesiones/")
    expect(pagina.locator(".opciones > li")).to_have_count(2)
    revisar(pagina, "sesiones")
    pagina.get_by_role("button", name="Cerrar las demás").click()
    expect(pagina.locator(".opciones > li")).to_have_count(1)
    alla.ir("/admin/")
    expect(alla.pagina).to_have_url(re.compile("/cuenta/entrar/"))


def test_every_page_is_whole(visitar, enlaces):
    visita = visitar(360)
    pagina = visita.ir("/cuenta/entrar/")
    revisar(pagina, "entrar")
    pagina.get_by_label("Cuenta o correo").fill("nadie")
    pagina.get_by_label("Contraseña", exact=True).fill("nada")
    pagina.get_by_role("button", name="Entrar", exact=True).click()
    revisar(pagina, "entrar-mal")
    for ruta, nombre in (
        ("contrasena/olvidada/", "olvidada"),
        ("contrasena/olvidada/enviada/", "enviada"),
        ("contrasena/nueva/1-falsa/", "enlace-malo"),
        ("contrasena/nueva/lista/", "nueva-lista"),
        ("invitacion/falsa/", "invitacion-mala"),
    ):
        revisar(visita.ir(f"/cuenta/{ruta}"), nombre)
    pagina.goto(enlaces["ana@ejemplo.mx"])
    revisar(pagina, "invitacion")
    aceptar(visita, enlaces, "ana@ejemplo.mx")
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/cuenta.admin.png")
    for ruta, nombre in (
        ("", "cuenta"),
        ("contrasena/", "contrasena"),
        ("segundo-factor/", "factores"),
        ("segundo-factor/aplicacion/", "confirmar"),
    ):
        revisar(visita.ir(f"/cuenta/{ruta}"), nombre)
    confirmar(pagina)
    revisar(pagina, "aplicacion")
    pagina.get_by_label("Código de la aplicación").fill("000000")
    pagina.get_by_role("button", name="Poner la aplicación").click()
    secreto = pagina.locator("#clave-de-aplicacion").inner_text()
    pagina.get_by_label("Código de la aplicación").fill(codigo(secreto))
    pagina.get_by_role("button", name="Poner la aplicación").click()
    revisar(pagina, "recuperacion")
    for ruta, nombre in (
        ("segundo-factor/", "factores-puestos"),
        ("segundo-factor/aplicacion/quitar/", "quitar"),
        ("segundo-factor/recuperacion/nuevos/", "codigos-nuevos"),
        ("confirmar/codigo/", "confirmar-codigo"),
        ("salir/", "salir"),
    ):
        revisar(visita.ir(f"/cuenta/{ruta}"), nombre)
    assert visita.ajenas == []
    assert [q for q in visita.quejas if "410" not in q] == []


def test_a_side_ends_its_own_in_the_admin(visitar, enlaces):
    visita = visitar(360)
    aceptar(visita, enlaces, "termina@ejemplo.mx")
    pagina = visita.ir("/admin/secretariados/ocupacion/")
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/cuenta.ocupaciones.png", full_page=True)
    fila = pagina.locator("#result_list tbody tr", has_text=POR_TERMINAR)
    fila.locator("input.action-select").check()
    pagina.select_option("select[name=action]", "terminar")
    pagina.locator("button[name=index]").first.click()
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/cuenta.terminar.png", full_page=True)
    pagina.mouse.move(0, 700)  # Django's links fade under the mouse
    pagina.wait_for_timeout(300)
    hallado = Axe().run(pagina, options=REGLAS)
    assert hallado.violations_count == 0, hallado.generate_report()
    pagina.get_by_role("button", name="Sí, terminar").click()
    expect(pagina.locator(".messagelist")).to_contain_text("Terminó 1 ocupación")
