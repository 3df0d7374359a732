"""What the sources of the whole project must keep."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
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
    "admin/change_form.html",
    "admin/delete_confirmation.html",
    "admin/index.html",
    "drf_spectacular/swagger_ui.html",
}

DE_ALLAUTH = Path(allauth.__file__).parent / "templates"

# Words that are the same in every language.
PROPIOS = {"Gobierno", "Abierto", "English", "Español", "JSON", "CSV", "API", "contrataciones"}
PROPIOS |= {"GESOC", "padrón", "único", "FreedomInfo"}
PROPIOS |= {"XLSX", "BibTeX", "CSL", "SHA", "curl", "gobierno", "abierto", "zip", "bib", "json"}
QUITAR = (
    r"\{% comment %\}.*?\{% endcomment %\}",
    r"\{% blocktranslate.*?\{% endblocktranslate %\}",
    r"<script [^>]*application/json[^>]*>.*?</script>",
    r"\{% block (?:og_tipo|bodyclass) %\}.*?\{% endblock",
    r"\{[%{#].*?[%}#]\}",
)
ATRIBUTO = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')


def nombre(ruta):
    return ruta.relative_to(RAIZ / "templates").as_posix()


@pytest.mark.parametrize("ruta", PLANTILLAS, ids=nombre)
def test_every_template_is_used(ruta):
    assert nombre(ruta) in DE_DJANGO or f'"{nombre(ruta)}"' in FUENTES or _por_nombre(ruta)


def _por_nombre(ruta):
    """`portal/ayuda.html`, from a list of names in its app's urls.py; or allauth's."""
    if (DE_ALLAUTH / nombre(ruta)).exists():
        return True
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


MODULOS = [
    ruta
    for paquete in PAQUETES
    for ruta in sorted((RAIZ / paquete).rglob("*.py"))
    if not {"migrations", "arranque", "historia", "ogp", "management"} & set(ruta.parts)
]
# What the database itself answers, the document of the API and the settings: no reader's language.
# What anyone runs on their own machine, in one file, and commands of the terminal: in Spanish.
SIN_IDIOMA = {
    *("disparadores.py", "disparadores_arbol.py", "disparadores_cambio.py"),
    *("disparadores_seguimiento.py", "disparadores_voces.py"),
    "operaciones.py",  # with "esquema.py", the document of the API
    *("esquema.py", "estructura.py", "settings.py", "contexto.py"),
    *("canonico.py", "nota.py", "guion_testigo.py", "guion_verificar.py", "verificacion.py"),
    *("texto.py", "carga.py", "trabajador.py"),
    "cifrado.py",  # the log's
    # Words that people search by, in both languages.
    *("abreviaturas.py", "consulta.py", "paginas.py"),
    "idioma.py",  # words that a language is told by
    *("escritura.py", "catalogo.py", "frictionless.py", "hojas.py"),  # files, in both languages
    *("citas.py", "licencia.py"),  # records are cited in their own language
    "recetas.py",  # programs, to be copied
}
# What marks a text, gives it in both languages, or speaks to the author of a template.
QUE_LO_CUIDAN = {
    *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"),
    *("Campo", "clave", "referencia", "fecha_parcial", "lista_de_claves"),
    *("_bajada", "_fecha", "_numero", "_variable", "_voz", "RegistroFijo", "Tabla"),
    *("exigir", "TemplateSyntaxError"),
    "extend_schema",  # the document of the API
}
ESPANOL = re.compile(r"[áéíóúñ¿¡«]|\b(?:el|la|los|las|del|una|que|con|por|para) [a-z]", re.I)


def textos_sueltos(modulo: ast.Module) -> Iterator[str]:
    """Spanish sentences of a module that no call takes care of; docstrings apart."""
    cuidados = set()
    for nodo in ast.walk(modulo):
        if isinstance(nodo, ast.Call):
            nombre = getattr(nodo.func, "id", getattr(nodo.func, "attr", ""))
            if nombre in QUE_LO_CUIDAN:
                cuidados |= {id(parte) for parte in ast.walk(nodo)}
        elif isinstance(nodo, ast.Expr):  # a docstring
            cuidados.add(id(nodo.value))
    for nodo in ast.walk(modulo):
        es_texto = isinstance(nodo, ast.Constant) and isinstance(nodo.value, str)
        if es_texto and id(nodo) not in cuidados and ESPANOL.search(nodo.value):
            yield nodo.value


@pytest.mark.parametrize(
    "ruta",
    [ruta for ruta in MODULOS if ruta.name not in SIN_IDIOMA],
    ids=lambda ruta: str(ruta.relative_to(RAIZ)),
)
def test_every_sentence_is_marked_for_translation(ruta):
    assert list(textos_sueltos(ast.parse(ruta.read_text(encoding="utf-8")))) == []


def test_a_sentence_left_loose_is_found():
    modulo = ast.parse('"""Docstring, qué."""\nx = _("Sí, señor")\ny = "Ninguna pista por aquí"')
    assert list(textos_sueltos(modulo)) == ["Ninguna pista por aquí"]
