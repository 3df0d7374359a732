"""Whoever keeps the history changes commitments with a table, from a phone: seen first, then done,
and everybody reads it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from gobierno_abierto.cuentas.models import Usuario
from tests.navegador.test_acuerdos import en_la_base
from tests.navegador.test_paginas import REGLAS
from tests.navegador.test_retratos import CARPETA as RETRATOS
from tests.portal.historia_cargada import reponer_historia

pytestmark = pytest.mark.django_db(transaction=True)

BIEN = 'clave,titulo,notas\nMX-PA15-C06,Un título corregido,"Uno\nDos | tres"\n'
MAL = "clave,numero,inicio\nMX-PA15-C06,seis,ayer\nNO-HAY,1,\n"


@pytest.fixture
def visita(sitio, visitar, request):
    reponer_historia()

    def crear():
        navegador = Client()
        navegador.force_login(Usuario.objects.create_superuser("administra"))
        return navegador.cookies["sessionid"].value

    galleta = {"name": "sessionid", "value": en_la_base(crear), "url": sitio}
    abierta = visitar(360, java_script_enabled=request.param)
    abierta.pagina.context.add_cookies([galleta])
    return abierta


def subir(pagina, texto):
    pagina.set_input_files(
        "[name=archivo]",
        {"name": "compromisos.csv", "mimeType": "text/csv", "buffer": texto.encode()},
    )
    pagina.fill("[name=motivo]", "Así lo dice el acta.")
    pagina.get_by_role("button", name="Ver qué cambiaría").click()


def retratar(pagina, nombre):
    """It fits, and whoever does not see it reads it."""
    pagina.wait_for_load_state()
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/importar.{nombre}.png", full_page=True)
    ancho = pagina.viewport_size["width"]
    assert pagina.evaluate("document.documentElement.scrollWidth") <= ancho, nombre


@pytest.mark.parametrize("visita", [False], indirect=True)
def test_a_table_from_a_phone_where_nothing_runs(visita):
    pagina = visita.ir("/admin/")
    pagina.get_by_role("link", name="Cambiar muchos compromisos con una hoja de cálculo").click()
    retratar(pagina, "vacia")
    subir(pagina, MAL)
    expect(pagina.get_by_text("se esperaba un número entero, como 12")).to_be_visible()
    expect(pagina.get_by_text("«NO-HAY»: no ve usted ningún compromiso")).to_be_visible()
    retratar(pagina, "mal")
    pagina.fill("[name=fuente-clave]", "irm_proceso")
    subir(pagina, BIEN)
    retratar(pagina, "visto")
    expect(pagina.get_by_text("Todavía no se guarda nada.")).to_be_visible()
    expect(pagina.locator("ins").first).to_have_text("Un título corregido")
    pagina.get_by_role("button", name="Sí, cambiarlos").click()
    expect(pagina.get_by_text("Cambió 1 compromiso.")).to_be_visible()
    publica = visita.ir("/compromisos/MX-PA15-C06/")
    expect(publica.get_by_role("heading", level=1)).to_contain_text("Un título corregido")


@pytest.mark.parametrize("visita", [True], indirect=True)
def test_it_breaks_no_rule_of_accessibility(visita):
    pagina = visita.ir("/admin/importar/")
    subir(pagina, MAL)
    hallado = Axe().run(pagina, context={"include": [["#content"]]}, options=REGLAS)
    assert hallado.violations_count == 0, hallado.generate_report()
    subir(pagina, "clave,contraste\nMX-PA15-C06,coincide\n")  # nothing that is read changes
    expect(pagina.get_by_text("no hay nada que cambiar")).to_be_visible()
    hallado = Axe().run(pagina, context={"include": [["#content"]]}, options=REGLAS)
    assert hallado.violations_count == 0, hallado.generate_report()
