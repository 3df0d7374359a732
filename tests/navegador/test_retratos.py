"""Portraits of every page, phone and desktop, for a person to look at (`.ci/retratos`)."""

import os
from pathlib import Path

import pytest

from tests.navegador.rutas import RUTAS

CARPETA = os.environ.get("RETRATOS", "")


@pytest.mark.skipif(not CARPETA, reason="RETRATOS no dice en qué carpeta guardarlos.")
@pytest.mark.parametrize(("nombre", "ancho"), [("telefono", 360), ("escritorio", 1280)])
def test_retratos(visitar, nombre, ancho):
    visita = visitar(ancho)
    for ruta in RUTAS:
        lugar = "".join(letra if letra.isalnum() else "_" for letra in ruta.strip("/")) or "inicio"
        archivo = Path(CARPETA) / f"{lugar}.{nombre}.png"

        visita.ir(ruta).screenshot(path=archivo, full_page=True)

        assert archivo.stat().st_size
