"""Six questions that people bring, answered on a phone from the home page: links, one search."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def portada(visitar) -> Page:
    return visitar(360, java_script_enabled=False).ir("/")


def seguir(pagina: Page, *textos: str) -> Page:
    for texto in textos:
        pagina.locator("main").get_by_role("link", name=texto).first.click()
    return pagina


def buscar(pagina: Page, texto: str) -> Page:
    pagina.get_by_label("Buscar en el portal").fill(texto)
    pagina.get_by_role("button", name="Buscar").first.click()
    return pagina


def test_who_sat_in_the_stt_in_2013(portada):
    pagina = seguir(portada, "¿Quién se sentó en cada lado?", "Secretariado Técnico Tripartita")
    etapa = pagina.locator("article", has=pagina.get_by_text("Etapa PA15"))
    expect(etapa).to_contain_text("de octubre de 2013 a octubre de 2015")
    for quien in ("SFP", "Presidencia de la República", "IFAI", "GESOC", "Transparencia Mexicana"):
        expect(etapa).to_contain_text(quien)


def test_what_freedominfo_dated_differently(portada):
    pagina = seguir(buscar(portada, "FreedomInfo"), "Fecha del Plan Ampliado")
    expect(pagina.locator("#discrepancia-08")).to_contain_text("FreedomInfo")
    expect(pagina.locator("#discrepancia-08")).to_contain_text("junio")


def test_which_states_were_named_but_not_installed(portada):
    pagina = seguir(portada, "¿Qué hizo mi estado?", "por instalar: 7")
    expect(pagina.locator("main li[id^='mx-']")).to_have_count(7)
    for estado in ("Coahuila", "Jalisco", "Hidalgo", "Chiapas", "Tabasco", "Zacatecas"):
        expect(pagina.locator("main")).to_contain_text(estado)


def test_why_66_and_67(portada):
    pagina = seguir(portada, "¿Qué países participan?")
    expect(pagina.locator("main")).to_contain_text(re.compile(r"suman 67.*dicen 66", re.S))
    expect(pagina.locator("main")).to_contain_text("67 menos 1 da 66")


def test_what_became_of_the_ifai(portada):
    pagina = seguir(
        buscar(portada, "IFAI"),
        "Instituto Federal de Acceso a la Información y Protección de Datos Personales",
    )
    expect(pagina.locator("#suc-ifai-inai")).to_contain_text("5 de mayo de 2015")
    expect(pagina.locator(".linaje")).to_contain_text("Transparencia para el Pueblo")


def test_what_was_said_of_the_register_of_beneficiaries(portada):
    pagina = seguir(buscar(portada, "padron"), "Padrón único y abierto de beneficiarios")
    expect(pagina.locator(".voz.de-revision")).to_contain_text("Sustancial")
    expect(pagina.locator(".lado.de-gobierno")).to_contain_text("SEDESOL")
    expect(pagina.locator(".lado.de-sociedad_civil")).to_contain_text("GESOC")
    expect(pagina.locator("main")).to_contain_text("inferida por el portal")
