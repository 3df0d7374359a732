"""What the sources of the whole project must keep."""

import re
from pathlib import Path

import pytest
from django.conf import settings

RAIZ = Path(settings.BASE_DIR)
PLANTILLAS = sorted((RAIZ / "templates").rglob("*.html"))
PAQUETES = ("gobierno_abierto", "secretariados", "planes", "compromisos")
FUENTES = "\n".join(
    ruta.read_text(encoding="utf-8")
    for ruta in [*PLANTILLAS, *(r for p in PAQUETES for r in sorted((RAIZ / p).rglob("*.py")))]
)
# Names that Django itself, or a library, looks for.
DE_DJANGO = {
    "400.html",
    "403.html",
    "404.html",
    "500.html",
    "503.html",
    "admin/base_site.html",
    "admin/index.html",
    "drf_spectacular/swagger_ui.html",
}

# Words that are the same in every language.
PROPIOS = {"Gobierno", "Abierto", "English", "Español", "JSON", "CSV", "API", "contrataciones"}
PROPIOS |= {"GESOC", "padrón", "único", "FreedomInfo"}
QUITAR = (
    r"\{% comment %\}.*?\{% endcomment %\}",
    r"\{% blocktranslate.*?\{% endblocktranslate %\}",
    r"\{% block og_tipo %\}.*?\{% endblock",
    r"\{[%{#].*?[%}#]\}",
)
ATRIBUTO = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')


def nombre(ruta):
    return ruta.relative_to(RAIZ / "templates").as_posix()


@pytest.mark.parametrize("ruta", PLANTILLAS, ids=nombre)
def test_every_template_is_used(ruta):
    assert nombre(ruta) in DE_DJANGO or f'"{nombre(ruta)}"' in FUENTES or _por_nombre(ruta)


def _por_nombre(ruta):
    """`portal/ayuda.html`, from a list of names in its app's urls.py."""
    return ruta.parent.name == "portal" and f'"{ruta.stem}"' in FUENTES


@pytest.mark.parametrize(
    "ruta", [r for r in PLANTILLAS if nombre(r) != "drf_spectacular/swagger_ui.html"], ids=nombre
)
def test_every_word_is_marked_for_translation(ruta):
    texto = ruta.read_text(encoding="utf-8")
    for patron in QUITAR:
        texto = re.sub(patron, " ", texto, flags=re.S)
    sueltos = [*re.findall(r">([^<]*)<", f">{texto}<"), *ATRIBUTO.findall(texto)]
    palabras = {p for suelto in sueltos for p in re.findall(r"[^\W\d_]{3,}", suelto)}
    assert palabras - PROPIOS == set()
