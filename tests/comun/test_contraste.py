"""The colour tokens, read as they are published: every pair in use passes WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FICHAS = (Path(settings.BASE_DIR) / "static/css/fichas.css").read_text(encoding="utf-8")
CSS = [
    hoja
    for hoja in sorted((Path(settings.BASE_DIR) / "static/css").glob("*.css"))
    if hoja.name != "admin.css"  # no page of the portal loads it
]

TEXTO, GRAFICO = 4.5, 3.0
FONDOS = ["papel", "superficie", "hundido"]

PARES = [
    *[(tinta, fondo, TEXTO) for tinta in ("tinta", "tinta-suave", "acento") for fondo in FONDOS],
    ("sobre-acento", "acento", TEXTO),
    *[
        (tono, f"{tono}-fondo", TEXTO)
        for tono in ("neutro", "coincide", "difiere", "nota", "atencion")
    ],
    *[("tinta", f"{tono}-fondo", TEXTO) for tono in ("nota", "atencion")],
    *[("borde", fondo, GRAFICO) for fondo in FONDOS],
    *[("foco", fondo, GRAFICO) for fondo in FONDOS],
    *[
        (lado, "papel", GRAFICO)
        for lado in ("gobierno", "organo_garante", "sociedad_civil", "revision")
    ],
    *[
        (f"grado-{grado}", fondo, GRAFICO)
        for grado in ("pleno", "alto", "bajo", "nulo")
        for fondo in ("papel", "superficie")
    ],
]


def colores(esquema: str) -> dict[str, str]:
    claros, oscuros = FICHAS.split("@media (prefers-color-scheme: dark)")
    ficha = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    return dict(ficha.findall(claros)) | (
        dict(ficha.findall(oscuros)) if esquema == "oscuro" else {}
    )


def luminancia(color: str) -> float:
    canales = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineales = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return sum(peso * c for peso, c in zip((0.2126, 0.7152, 0.0722), lineales, strict=True))


def contraste(uno: str, otro: str) -> float:
    menor, mayor = sorted([luminancia(uno), luminancia(otro)])
    return (mayor + 0.05) / (menor + 0.05)


def test_the_measure_is_the_standard_one():
    assert contraste("#000000", "#ffffff") == pytest.approx(21)
    assert contraste("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("esquema", ["claro", "oscuro"])
@pytest.mark.parametrize(("frente", "fondo", "minimo"), PARES)
def test_contrast(esquema, frente, fondo, minimo):
    ficha = colores(esquema)

    assert contraste(ficha[frente], ficha[fondo]) >= minimo


@pytest.mark.parametrize("esquema", ["claro", "oscuro"])
def test_no_side_shouts_over_the_others(esquema):
    """Three sides, three hues of about the same weight on the page."""
    ficha = colores(esquema)
    pesos = [
        contraste(ficha[lado], ficha["papel"])
        for lado in ("gobierno", "organo_garante", "sociedad_civil")
    ]

    assert max(pesos) / min(pesos) < 1.25


def test_colours_live_in_the_tokens_only():
    sueltos = {
        hoja.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", hoja.read_text(encoding="utf-8"))
        for hoja in CSS
        if hoja.name not in ("fichas.css", "impresion.css")
    }

    assert not any(sueltos.values()), sueltos


def test_the_style_sheets_are_small():
    """Those that a citizen's telephone may be sent; those of who works here are not among them."""
    de_trabajo = {"admin.css", "cuentas.css", "edicion.css", "partes.css"}
    de_todos = [hoja for hoja in CSS if hoja.name not in de_trabajo]
    assert sum(hoja.stat().st_size for hoja in de_todos) < 25_000
