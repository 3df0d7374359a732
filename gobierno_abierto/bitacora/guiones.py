"""`verificar.py` and `testigo.py`: each one file, made of the very modules that the portal runs."""

import re
from functools import cache
from pathlib import Path

from gobierno_abierto.bitacora import prueba

__all__ = ["GUIONES", "guion"]

GUIONES = {
    "verificar": ("canonico", "arbol", "ed25519", "nota", "guion_verificar"),
    "testigo": ("arbol", "ed25519", "nota", "guion_testigo"),
}
CARPETA = Path(prueba.__file__).parent
# Between parts of one file there is nothing to import or to export.
ENTRE_PARTES = re.compile(
    r"^from gobierno_abierto[^\n(]*(?:\([^)]*\))?\n|^__all__ = \[[^\]]*\]\n", re.MULTILINE
)


def guion(nombre: str, sitio: str) -> str:
    """The text of a script, which asks `sitio` unless told otherwise."""
    return _texto(nombre).replace('SITIO = "http://localhost:8000"', f"SITIO = {sitio!r}")


@cache
def _texto(nombre: str) -> str:
    *modulos, ultimo = GUIONES[nombre]
    presentacion, resto = _partir((CARPETA / f"{ultimo}.py").read_text())
    partes = [f"#!/usr/bin/env python3\n{presentacion}"]
    for modulo in modulos:
        _doc, cuerpo = _partir((CARPETA / f"{modulo}.py").read_text())
        partes.append(f"# --- {modulo} " + "-" * (90 - len(modulo)) + f"\n{cuerpo}")
    partes.append("# " + "-" * 95 + f"\n{resto}")
    return "\n\n".join(ENTRE_PARTES.sub("", parte) for parte in partes)


def _partir(texto: str) -> tuple[str, str]:
    """The module's docstring, and the rest."""
    fin = texto.index('"""', 3) + 3
    return texto[:fin] + "\n", texto[fin:].strip() + "\n"
