"""Everything people read exists in English too."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

RAIZ = Path(settings.BASE_DIR)
CATALOGO = RAIZ / "gobierno_abierto/locale/en/LC_MESSAGES"
PAQUETES = ["gobierno_abierto", "secretariados", "planes", "compromisos"]
FUNCIONES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}

# A call as `templatize` writes it, up to its last literal.
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
LLAMADA = re.compile(rf"[np]?gettext\({LITERAL}(?:, ?{LITERAL})*")

CODIGO = [
    *(ruta for paquete in PAQUETES for ruta in sorted((RAIZ / paquete).rglob("*.py"))),
    *sorted((RAIZ / "templates").rglob("*.html")),
]


@pytest.fixture(scope="module")
def traducidos() -> set[str]:
    """Message ids of the compiled catalogue, each with its context if it has one."""
    with (CATALOGO / "django.mo").open("rb") as archivo:
        catalogo = gettext.GNUTranslations(archivo)._catalog  # type: ignore[attr-defined]
    return {clave[0] if isinstance(clave, tuple) else clave for clave in catalogo}


def mensajes(ruta: Path) -> Iterator[str]:
    """Message ids marked in a module or a template."""
    fuente = ruta.read_text(encoding="utf-8")
    if ruta.suffix == ".html":
        fuente = "\n".join(f"{llamada})" for llamada in LLAMADA.findall(templatize(fuente)))
    for nodo in ast.walk(ast.parse(fuente)):
        if not isinstance(nodo, ast.Call) or not nodo.args:
            continue
        nombre = getattr(nodo.func, "id", "")
        textos = [a.value for a in nodo.args if isinstance(a, ast.Constant)]
        if nombre in FUNCIONES and textos and isinstance(textos[0], str):
            yield "\x04".join(textos[:2]) if nombre == "pgettext" else textos[0]


@pytest.mark.parametrize("ruta", CODIGO, ids=lambda ruta: str(ruta.relative_to(RAIZ)))
def test_every_marked_word_is_translated(ruta, traducidos):
    assert [mensaje for mensaje in mensajes(ruta) if mensaje not in traducidos] == []


def test_the_templates_are_read():
    """The reader of templates above finds what is there."""
    inicio = list(mensajes(RAIZ / "templates/portal/inicio.html"))

    assert "Tres lados, el mismo peso" in inicio
    assert "Ver %(total)s compromiso" in inicio


def test_no_doubts_are_left():
    texto = (CATALOGO / "django.po").read_text(encoding="utf-8")

    assert "fuzzy" not in texto
    assert not re.search(r"^#: /", texto, re.M)  # no path of anyone's machine
    assert not re.search(r'^msgstr(?:\[\d\])? ""\n(?!")', texto, re.M)
