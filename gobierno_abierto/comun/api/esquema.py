"""JSON schema of what is public, from the registros: nothing about a resource is written twice."""

from collections.abc import Mapping
from typing import Any

from gobierno_abierto.comun.registro import Campo, Registro, Tipo

__all__ = ["PROBLEMA", "esquema_de", "objeto_de", "ref"]

_JSON: dict[str, dict[str, Any]] = {
    Tipo.TEXTO: {"type": "string"},
    Tipo.CODIGO: {"type": "string"},
    Tipo.REFERENCIA: {"type": "string", "description": "Clave permanente."},
    Tipo.DIRECCION: {"type": "string", "format": "uri"},
    Tipo.ENTERO: {"type": "integer"},
    Tipo.NUMERO: {"type": "number"},
    Tipo.BOOLEANO: {"type": "boolean"},
    Tipo.FECHA: {"type": "string", "format": "date"},
    Tipo.INSTANTE: {"type": "string", "format": "date-time"},
    Tipo.JSON: {"type": "object", "additionalProperties": True},
}

PROBLEMA = {
    "type": "object",
    "description": "Error, según RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errores": {
            "type": "object",
            "description": "Por parámetro: qué se acepta, y lo más cercano a lo que se dio.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "primera_version": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": "Con «al», si entonces no existía: desde cuándo.",
        },
    },
    "examples": [
        {
            "type": "urn:gobierno-abierto:problema:parametro-invalido",
            "title": "Parámetro inválido",
            "status": 400,
            "detail": "La petición tiene parámetros o valores que no existen.",
            "errores": {"estdo": ["No existe ese parámetro. ¿Quiso decir «estado»? Se aceptan: …"]},
        }
    ],
}


def _codigos(campo: Campo) -> list[str]:
    return list(getattr(campo.codigos, "values", campo.codigos) or ())


def _de_campo(campo: Campo) -> dict[str, Any]:
    """JSON schema of one field."""
    if campo.tipo == Tipo.LISTA:
        elemento = objeto_de(campo.partes) if campo.partes else {"type": "string"}
        if not campo.partes and campo.codigos:
            elemento = {"type": "string", "enum": _codigos(campo)}
        propio: dict[str, Any] = {"type": "array", "items": elemento}
    elif campo.tipo == Tipo.OBJETO:
        propio = objeto_de(campo.partes)
    else:
        propio = dict(_JSON[campo.tipo])
        if campo.codigos:
            propio["enum"] = _codigos(campo)
    if campo.nulo:
        propio["type"] = [propio["type"], "null"]
        if "enum" in propio:
            propio["enum"] = [*propio["enum"], None]
    return propio | {"description": f"{campo.es} / {campo.en}"}


def objeto_de(campos: tuple[Campo, ...]) -> dict[str, Any]:
    """JSON schema of an object with these fields."""
    return {
        "type": "object",
        "required": [campo.nombre for campo in campos],
        "properties": {campo.nombre: _de_campo(campo) for campo in campos},
    }


def esquema_de(registro: Registro, incluidos: Mapping[str, Registro] | None = None) -> Any:
    """JSON schema of the whole record. `campos=` may cut it, so nothing is required. `incluidos`:
    what `incluir=` may bring with it."""
    entero: dict[str, Any] = objeto_de(registro.campos)
    del entero["required"]
    for nombre, otro in (incluidos or {}).items():
        entero["properties"][nombre] = {
            "type": "array",
            "items": ref(otro.componente),
            "description": f"Con «incluir={nombre}». {otro.es} / {otro.en}",
        }
    return entero | {"description": f"{registro.es} / {registro.en}"}


def ref(nombre: str) -> dict[str, str]:
    """Reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{nombre}"}
