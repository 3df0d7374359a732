"""Two people edit one commitment, each in her own browser; and one whose session ended."""

from io import StringIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from gobierno_abierto.cuentas.models import Usuario
from tests.navegador.test_paginas import REGLAS
from tests.navegador.test_retratos import CARPETA as RETRATOS

DIRECCION = "/admin/compromisos/compromiso/?q=MX-PRACTICA-C01"
LARGO = "Publicar cada año, en datos abiertos, el padrón completo de personas beneficiarias"


@pytest.fixture(scope="module")
def galletas(sitio, django_db_blocker):
    """The session of each account, made before the browser starts."""
    from django.test import Client

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as parche:
        parche.setattr("django.conf.settings.ES_DEMO", True)
        call_command("crear_cuentas_de_practica", stdout=StringIO())
        sesiones = {}
        for cuenta in ("practica-gobierno", "practica-sociedad"):
            navegador = Client()
            navegador.force_login(Usuario.objects.get(username=cuenta))
            sesiones[cuenta] = navegador.cookies["sessionid"].value
    return sesiones


@pytest.fixture
def entrar(galletas, visitar, sitio):
    def abrir(cuenta, ancho=1280):
        visita = visitar(ancho)
        visita.pagina.context.add_cookies(
            [{"name": "sessionid", "value": galletas[cuenta], "url": sitio}]
        )
        pagina = visita.ir(DIRECCION)
        pagina.click("#result_list tbody th a >> nth=0")
        return visita

    return abrir


def guardar(pagina):
    with pagina.expect_navigation():
        pagina.locator("[name=_continue]").last.click()


def revisar(pagina, retrato, partes):
    """What is ours of the page: the tables of rows are Django's own."""
    pagina.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/{retrato}.png", full_page=True)
    de_ella = {"include": [[parte] for parte in partes]}
    resultado = Axe().run(pagina, context=de_ella, options=REGLAS)
    assert resultado.violations_count == 0, resultado.generate_report()
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("ancho", [320, 360, 1280])
def test_the_second_is_told_and_applies_it_again(entrar, ancho):
    primera, segunda = entrar("practica-sociedad"), entrar("practica-gobierno", ancho)
    una, otra = primera.pagina, segunda.pagina
    una.fill("#id_origen_nota", f"{LARGO} a {ancho}")
    una.fill("#id_notas", f"Nota de la sociedad civil a {ancho}")
    una.fill("#id_motivo", "Lo pidió la mesa")
    guardar(una)
    expect(una.locator(".messagelist .success")).to_have_count(1)

    mio = LARGO.replace("año", "trimestre")
    otra.fill("#id_origen_nota", f"{mio} ({ancho})")
    otra.fill("#id_titulo_origen_nota", f"Padrón con el título de la segunda ({ancho})")
    otra.fill("#id_motivo", "Lo acordamos ayer")
    guardar(otra)

    aviso = otra.locator("#conflicto")
    expect(aviso).to_be_focused()
    expect(aviso).to_contain_text("alguien cambió este registro mientras usted escribía")
    expect(aviso).to_contain_text("Organización civil de práctica")
    expect(otra.locator("#id_origen_nota")).to_have_value(f"{mio} ({ancho})")
    expect(otra.locator("#id_notas")).to_have_value(f"Nota de la sociedad civil a {ancho}")
    expect(otra.locator(".field-origen_nota .errorlist")).to_contain_text("Hoy dice:")
    assert all("409" in queja for queja in segunda.quejas), segunda.quejas  # axe adds its own
    revisar(otra, f"conflicto.{ancho}", ["#conflicto", ".errorlist", ".breadcrumbs"])
    aviso.get_by_role("link", name="Nota sobre el origen").click()
    assert otra.locator("#id_origen_nota").is_visible()

    guardar(otra)

    expect(otra.locator(".messagelist .success")).to_have_count(1)
    expect(otra.locator("#id_origen_nota")).to_have_value(f"{mio} ({ancho})")
    expect(otra.locator("#conflicto")).to_have_count(0)


@pytest.mark.parametrize("ancho", [320, 1280])
def test_a_session_that_ended_takes_nothing_away(entrar, galletas, sitio, ancho):
    visita = entrar("practica-gobierno", ancho)
    pagina = visita.pagina
    pagina.fill("#id_notas", f"Lo que nadie debe perder a {ancho}")
    pagina.fill("#id_motivo", "Lo acordamos ayer")
    pagina.context.clear_cookies(name="sessionid")
    guardar(pagina)

    expect(pagina.get_by_role("alert")).to_contain_text("su sesión terminó")
    expect(pagina.locator("#content-main dl")).to_contain_text(
        f"Lo que nadie debe perder a {ancho}"
    )
    revisar(pagina, f"sin-sesion.{ancho}", ["body"])
    pagina.context.add_cookies(  # as signing in does, in another tab
        [
            {"name": "sessionid", "value": galletas["practica-gobierno"], "url": sitio},
            {"name": "csrftoken", "value": "n" * 32, "url": sitio},
        ]
    )
    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Guardar lo que escribí").click()
    expect(pagina.locator(".messagelist .success")).to_have_count(1)
    expect(pagina.locator("#id_notas")).to_have_value(f"Lo que nadie debe perder a {ancho}")
