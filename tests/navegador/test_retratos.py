"""Portraits of every page, phone and desktop, for a person to look at (`.ci/retratos`)."""

import os
from pathlib import Path

import pytest

from tests.navegador.rutas import RUTAS

CARPETA = os.environ.get("RETRATOS", "")


@pytest.mark.skipif(not CARPETA, reason="RETRATOS no dice en qué carpeta guardarlos.")
@pytest.mark.parametrize(("nombre", "ancho"), [("telefono", 360), ("escritorio", 1280)])
@pytest.mark.parametrize("ruta", RUTAS)
def test_retrato(visitar, ruta, nombre, ancho):
    pagina = visitar(ancho).ir(ruta)
    archivo = Path(CARPETA) / f"{ruta.strip('/').replace('/', '_') or 'inicio'}.{nombre}.png"

    pagina.screenshot(path=archivo, full_page=True)

    assert archivo.stat().st_size
