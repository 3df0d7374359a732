"""A small folder of data files, for tests that change the facts; no key is of the history."""

import json
from pathlib import Path
from typing import Any

from gobierno_abierto.portal.historia.tablas import TABLAS

__all__ = ["CarpetaChica"]

HECHOS: dict[str, list[dict[str, Any]]] = {
    "fuentes": [
        {"clave": "acta", "titulo": "Acta", "url": "https://ejemplo.mx/acta"},
        {"clave": "nota", "titulo": "Nota", "url": "https://ejemplo.mx/nota"},
    ],
    "jurisdicciones": [
        {"clave": "ej", "tipo": "pais", "nombre": "Ejemplo", "ruta": "EJ", "slug": "ejemplo"}
    ],
    "instituciones": [
        {
            "clave": clave,
            "nombre": nombre,
            "sector": "gobierno",
            "ambito": "federal",
            "jurisdiccion": "ej",
        }
        for clave, nombre in (
            ("ej-salud", "Secretaría de Salud"),
            ("ej-obras", "Secretaría de Obras"),
        )
    ],
    "secretariados": [
        {
            "clave": "ej-comite",
            "nombre": "Comité",
            "tipo": "nacional_tripartita",
            "jurisdiccion": "ej",
            "estado": "instalado",
            "asientos": [{"papel": "titular", "lado": "gobierno", "institucion": "ej-salud"}],
        }
    ],
    "planes": [
        {
            "clave": "plan-1",
            "nombre": "Plan 1",
            "nombre_corto": "P1",
            "prefijo": "EJ-P1",
            "jurisdiccion": "ej",
            "estado": "concluido",
        }
    ],
    "compromisos": [
        {
            "clave": "EJ-P1-C01",
            "plan": "plan-1",
            "numero": 1,
            "titulo": "Agua limpia",
            "inicio": "2013-10-01",
            "inicio_precision": "mes",
            "fuentes": ["acta"],
            "responsables": [{"institucion": "ej-salud", "lado": "gobierno"}],
        }
    ],
}


class CarpetaChica:
    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.hechos = json.loads(json.dumps(HECHOS))
        self.guardar()

    def guardar(self) -> None:
        for tabla in TABLAS:
            texto = json.dumps(self.hechos.get(tabla.nombre, []))
            (self.carpeta / tabla.archivo).write_text(texto, encoding="utf-8")

    def cambiar(self, archivo: str, **campos: Any) -> None:
        """Rewrite fields of the first record of a file."""
        self.hechos[archivo][0].update(campos)
        self.guardar()

    def agregar(self, archivo: str, **campos: Any) -> None:
        self.hechos.setdefault(archivo, []).append(campos)
        self.guardar()
