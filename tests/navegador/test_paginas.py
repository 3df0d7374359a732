"""What holds for every page: accessible, narrow, quiet, and its own."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.navegador.rutas import RUTAS

REGLAS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # to tell what passes too takes most of the time
}

DE_COLOR = ["color-contrast", "link-in-text-block"]  # all that the dark can change
ABRIR = "document.querySelectorAll('main details').forEach(d => d.open = true)"


@pytest.mark.parametrize("ruta", RUTAS)
def test_cada_pagina(visitar, ruta):
    """One visit, looked at wide and narrow, light and dark."""
    visita = visitar(1280, reduced_motion="reduce")
    pagina = visita.ir(ruta)
    es_callada(visita, ruta)
    tiene_un_titulo(pagina)
    pagina.evaluate(ABRIR)
    for ancho in (1280, 320):
        pagina.set_viewport_size({"width": ancho, "height": 800})
        no_se_desborda(pagina)
        es_accesible(pagina)
    pagina.emulate_media(color_scheme="dark")
    es_accesible(pagina, REGLAS | {"runOnly": DE_COLOR})


def es_accesible(pagina, reglas=REGLAS):
    resultado = Axe().run(pagina, options=reglas)
    assert resultado.violations_count == 0, resultado.generate_report()


def no_se_desborda(pagina):
    """Nothing is off to the side, tables included, and no word is cut in two lines."""
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert pagina.evaluate(ANCHAS) == []
    assert pagina.evaluate(CORTADAS) == []


def es_callada(visita, ruta):
    """No other host, no cookie, no complaint in the console (that of the CSP among them)."""
    assert visita.ajenas == []
    assert visita.pagina.context.cookies() == []
    assert [q for q in visita.quejas if "404 (Not Found)" not in q or ruta != "/no-existe/"] == []
    assert len(visita.pedidas) <= 20


def tiene_un_titulo(pagina):
    assert pagina.locator("h1").count() == 1
    assert pagina.title().strip()
    niveles = [int(h) for h in pagina.eval_on_selector_all("h1, h2, h3, h4", NIVELES)]
    assert niveles[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(niveles)), niveles


NIVELES = "titulos => titulos.map(titulo => titulo.tagName[1])"

# What reaches beyond the window, or holds more than it shows.
ANCHAS = """[...document.querySelectorAll('table, .tabla, pre')].filter(t => t.scrollWidth >
t.clientWidth + 1 || t.getBoundingClientRect().right > innerWidth).map(t => t.outerHTML)"""

# Words that take two lines. Keys and hashes, which are no words, may.
CORTADAS = """() => {
  const paseo = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const rango = document.createRange(), cortadas = [];
  while (paseo.nextNode()) {
    const texto = paseo.currentNode, padre = texto.parentElement;
    if (padre.closest('.clave, .oculto, thead, pre, option') || !padre.checkVisibility()) continue;
    for (const palabra of texto.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      rango.setStart(texto, palabra.index);
      rango.setEnd(texto, palabra.index + palabra[0].length);
      if (new Set([...rango.getClientRects()].map(c => Math.round(c.top))).size > 1)
        cortadas.push(palabra[0]);
    }
  }
  return cortadas;
}"""


@pytest.mark.parametrize(
    "ruta", ["/", "/planes/pa15/", "/compromisos/", "/compromisos/MX-PA15-C06/"]
)
def test_texto_al_doble(visitar, ruta):
    """At twice the text size nothing is cut off to the side."""
    pagina = visitar(1280).ir(ruta)
    pagina.evaluate("document.documentElement.style.fontSize = '200%'")

    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("ruta", ["/", "/planes/pa15/", "/compromisos/?plan=pa15"])
def test_blancos_de_24(visitar, ruta):
    """Every link and button out of running text can be hit: 24 by 24 pixels (WCAG 2.5.8)."""
    pagina = visitar(320).ir(ruta)

    chicos = pagina.eval_on_selector_all(
        "nav a, button, summary, .boton, .quitar a, .idioma",
        """blancos => blancos.filter(b => b.checkVisibility()).map(b => [b.innerText,
           b.getBoundingClientRect().height]).filter(([, alto]) => alto < 24)""",
    )

    assert chicos == []
