"""What people do with the pages: with a keyboard, without JavaScript, in another language."""

import re

import pytest
from playwright.sync_api import expect


def test_api_documentation_works_under_the_strict_policy(visitar):
    visita = visitar()
    pagina = visita.ir("/api/v1/docs/")

    # A busy machine with two cores once took longer than the five seconds of custom.
    recurso = pagina.get_by_role("heading", name="compromisos", exact=False).first
    expect(recurso).to_be_visible(timeout=30_000)
    recurso.get_by_role("button").click()
    ruta = pagina.get_by_text("/api/v1/compromisos/{clave}/", exact=True)
    expect(ruta).to_be_visible(timeout=30_000)
    assert visita.ajenas == []
    assert [queja for queja in visita.quejas if "Content Security" in queja] == []


def test_la_primera_parada_es_el_salto_y_funciona(visitar):
    pagina = visitar().ir("/planes/pa15/")

    pagina.keyboard.press("Tab")
    salto = pagina.get_by_role("link", name="Saltar al contenido")
    expect(salto).to_be_focused()
    expect(salto).to_be_in_viewport()
    pagina.keyboard.press("Enter")

    expect(pagina.locator("main")).to_be_focused()
    pagina.keyboard.press("Tab")
    expect(pagina.get_by_role("navigation", name="Ruta").get_by_role("link").first).to_be_focused()


@pytest.mark.parametrize("ancho", [320, 1280])
def test_con_teclado_se_llega_a_todo_y_se_ve_donde_se_esta(visitar, ancho):
    pagina = visitar(ancho).ir("/compromisos/?plan=pa15&contraste=difiere")
    total = pagina.eval_on_selector_all(
        "a, button, input:not([type=hidden]), select, summary",
        "blancos => blancos.filter(b => b.checkVisibility()).length",
    )

    pasados = 0
    for _ in range(total):
        pagina.keyboard.press("Tab")
        ancho_del_foco = pagina.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(ancho_del_foco.removesuffix("px")) >= 2
        pasados += 1

    pagina.keyboard.press("Tab")  # past the last one, the focus leaves the page: no trap
    assert pagina.evaluate("document.activeElement === document.body")
    assert pasados == total


def test_los_filtros_funcionan_sin_javascript(visitar):
    pagina = visitar(390, java_script_enabled=False).ir("/compromisos/")
    filtros = pagina.get_by_role("search", name="Filtros")

    filtros.get_by_label("Plan", exact=True).select_option("pa15")
    filtros.get_by_text("Más filtros").click()
    filtros.get_by_label("Gobierno y revisión").select_option("difiere")
    filtros.get_by_role("button", name="Aplicar filtros").click()

    expect(pagina).to_have_url(re.compile(r"plan=pa15.*contraste=difiere"))
    expect(pagina.get_by_role("status")).to_have_text("21 compromisos")
    expect(pagina.get_by_role("status")).to_be_visible()

    pagina.get_by_role("link", name="Quitar filtro: Gobierno y revisión: Difieren").click()

    expect(pagina.get_by_role("status")).to_have_text("26 compromisos")


def test_elegir_un_filtro_no_navega(visitar):
    pagina = visitar().ir("/compromisos/")

    pagina.get_by_label("Plan", exact=True).select_option("pa15")

    assert pagina.url.endswith("/compromisos/")


def test_la_busqueda_de_la_cabecera(visitar):
    pagina = visitar(320, java_script_enabled=False).ir("/planes/")
    busqueda = pagina.get_by_role("search", name="Buscar", exact=True)

    busqueda.get_by_label("Buscar en el portal").fill("padron de beneficiarios")
    busqueda.get_by_role("button", name="Buscar").click()

    expect(
        pagina.get_by_role("link", name="Padrón único y abierto de beneficiarios")
    ).to_be_visible()


def test_cambiar_de_idioma_deja_en_la_misma_pagina(visitar):
    pagina = visitar(320).ir("/compromisos/?plan=pa15&contraste=difiere")

    pagina.get_by_role("link", name="English").click()

    expect(pagina).to_have_url(re.compile(r"/en/compromisos/\?plan=pa15&contraste=difiere$"))
    expect(pagina.locator("html")).to_have_attribute("lang", "en")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Commitments")
    expect(pagina.get_by_role("status")).to_have_text("21 commitments")

    pagina.get_by_role("link", name="Español").click()

    expect(pagina).to_have_url(re.compile(r"[^n]/compromisos/\?plan=pa15&contraste=difiere$"))
    expect(pagina.locator("html")).to_have_attribute("lang", "es-MX")


def test_con_colores_forzados_lo_enfocado_se_ve(visitar):
    pagina = visitar(forced_colors="active").ir("/compromisos/MX-PA15-C06/")

    pagina.keyboard.press("Tab")

    assert pagina.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    expect(pagina.get_by_text("Difieren").first).to_be_visible()


def test_al_imprimir_se_abre_lo_plegado_y_se_calla_lo_demas(visitar):
    pagina = visitar().ir("/planes/pa15/")

    pagina.emulate_media(media="print")

    expect(pagina.get_by_role("navigation", name="Principal")).to_be_hidden()
    expect(pagina.get_by_text("Explicación más probable (no es un hecho):").first).to_be_visible()
