"""`datapackage.json`: what each file has, for programs (Frictionless Data Package, version 1).

It says nothing that depends on the moment but `created`: neither counts nor sums, which are in
`sumas.sha256`, nor the revision, which is in `cambios.estado.json`. So the packages of two portals
with the same data say the same.
"""

from collections.abc import Iterable
from typing import Any

from gobierno_abierto.comun import licencia
from gobierno_abierto.comun.registro import Campo, Tipo
from gobierno_abierto.portal.paquete.tablas import Columna, Tabla

__all__ = ["descriptor", "esquema"]

TIPOS: dict[str, dict[str, str]] = {
    Tipo.TEXTO: {"type": "string"},
    Tipo.CODIGO: {"type": "string"},
    Tipo.REFERENCIA: {"type": "string"},
    Tipo.DIRECCION: {"type": "string", "format": "uri"},
    Tipo.ENTERO: {"type": "integer"},
    Tipo.NUMERO: {"type": "number"},
    Tipo.BOOLEANO: {"type": "boolean"},
    Tipo.FECHA: {"type": "date"},
    Tipo.INSTANTE: {"type": "datetime"},
    Tipo.JSON: {"type": "object"},
}


def descriptor(
    tablas: Iterable[Tabla], fuentes: Iterable[dict[str, str]], sitio: str, creado: str
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "gobierno-abierto",
        "title": "Gobierno Abierto: planes, compromisos y lo que dice cada voz",
        "description": (
            "Todo lo público del portal, de todos los países y sin los datos de práctica: una "
            "tabla por recurso. Lo mismo, en NDJSON y en un libro de hojas de cálculo."
        ),
        "homepage": f"{sitio}/datos/",
        "created": creado,
        "keywords": ["gobierno abierto", "open government", "AGA", "OGP", "México"],
        "licenses": [
            {
                "name": licencia.LICENCIA,
                "title": licencia.LICENCIA_NOMBRE,
                "path": licencia.LICENCIA_URL,
            }
        ],
        "contributors": [{"title": licencia.PUBLICA, "path": f"{sitio}/", "role": "publisher"}],
        "sources": list(fuentes),
        "resources": [_recurso(tabla) for tabla in tablas],
    }


def _recurso(tabla: Tabla) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": tabla.nombre,
        "title": tabla.nombre,
        "description": f"{tabla.es} / {tabla.en}",
        "path": f"{tabla.nombre}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": esquema(tabla),
    }


def esquema(tabla: Tabla) -> dict[str, Any]:
    """Table Schema of its CSV."""
    propio: dict[str, Any] = {
        "fields": [_de_columna(columna, tabla) for columna in tabla.columnas],
        "missingValues": [""],
        "primaryKey": list(tabla.llave),
    }
    llaves = [
        {
            "fields": [columna],
            # A reference within the table itself is written so by the standard.
            "reference": {
                "resource": "" if destino == tabla.nombre else destino,
                "fields": ["slug" if destino in CON_SLUG else "clave"],
            },
        }
        for columna, destino in tabla.referencias()
    ]
    return propio | ({"foreignKeys": llaves} if llaves else {})


CON_SLUG = ("planes", "secretariados", "instituciones")


def _de_columna(columna: Columna, tabla: Tabla) -> dict[str, Any]:
    campo = columna.campo
    restricciones: dict[str, Any] = {}
    if columna.nombre in tabla.llave:
        restricciones["required"] = True
        if len(tabla.llave) == 1:
            restricciones["unique"] = True
    if campo.codigos and campo.tipo == Tipo.CODIGO:
        restricciones["enum"] = list(getattr(campo.codigos, "values", campo.codigos))
    return {
        "name": columna.nombre,
        **_tipo(campo),
        "description": f"{columna.es}{_como_se_escribe(campo)} / {columna.en}",
        **({"constraints": restricciones} if restricciones else {}),
    }


def _tipo(campo: Campo) -> dict[str, str]:
    if campo.tipo == Tipo.LISTA:
        return {"type": "array"} if campo.partes else {"type": "string"}
    return TIPOS[campo.tipo]


def _como_se_escribe(campo: Campo) -> str:
    """How a cell holds what is not one value."""
    if campo.tipo == Tipo.LISTA and not campo.partes:
        return " Varios, separados por «|»; el que es de uno lleva antes «\\»."
    if campo.tipo in (Tipo.LISTA, Tipo.JSON):
        return " En JSON."
    return ""
