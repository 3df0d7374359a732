"""What is in the OpenAPI document and is of no single address: schemas, answers that any may give,
headers, examples, and how one leads to another."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gobierno_abierto.comun.api.esquema import PROBLEMA, esquema_de, objeto_de, ref
from gobierno_abierto.comun.registro import Campo, Registro, Tipo

__all__ = ["completar"]

# A record of each resource that the real history brings.
EJEMPLOS = {
    "planes": "pa15",
    "compromisos": "MX-PA15-C06",
    "secretariados": "stt",
    "instituciones": "ifai",
    "paises": "UY",
    "cambios": "1",
}
DE_PARAMETROS: dict[str, str | int] = {
    "q": '"datos abiertos"',
    "plan": "pa15",
    "plan__in": "pa15,pa18",
    "compromiso": "MX-PA15-C06",
    "compromiso__in": "MX-PA15-C06,MX-PA15-C07",
    "institucion": "ifai",
    "institucion__linaje": "ifai",
    "pais": "MX",
    "page_size": 50,  # as many as with «incluir»
    "desde": "100",
}
PALABRAS = re.compile(r"\^\(\?:\(\?:([a-z_|-]+)\)\(\?:,")  # of which some go with commas between
_FACETA = (
    Campo("valor", Tipo.TEXTO, "Valor; vacío: los que no tienen.", "Value; null: none.", nulo=True),
    Campo("etiqueta", Tipo.TEXTO, "El valor, en palabras.", "The value, in words."),
    Campo("total", Tipo.ENTERO, "Cuántos registros.", "How many records."),
    Campo("url", Tipo.DIRECCION, "La lista de ellos.", "The list of them."),
)
_CABECERAS = {
    "X-Request-ID": "Número de la petición: dígalo si algo falla.",
    "ETag": "Mándelo en «If-None-Match»: si nada cambió, la respuesta es 304 y vacía.",
    "RateLimit-Policy": "Cuánto se atiende por minuto a cada dirección, si hay límite.",
    "RateLimit": "Cuánto queda de este minuto (r) y cuántos segundos le faltan (t).",
}
_DE_CUALQUIERA = {
    "412": "Lo que hay no es lo que pide «If-Match».",
    "429": "Más peticiones por minuto de las que se atienden: «Retry-After» dice cuánto esperar.",
    "500": "Algo falló del lado del portal.",
    "503": "La base de datos no responde: «Retry-After» dice cuándo volver a pedir.",
}

_ESPERAN = ("429", "503")


def completar(
    documento: dict[str, Any],
    registros: Iterable[Any],
    otros: Mapping[str, tuple[Campo, ...]],
    incluidos: Mapping[str, Mapping[str, Registro]],
) -> dict[str, Any]:
    """`otros`: objects that are no records; `incluidos`: resource → what `incluir` brings."""
    partes = documento.setdefault("components", {})
    esquemas = partes.setdefault("schemas", {})
    esquemas["Problema"] = PROBLEMA
    esquemas["Faceta"] = objeto_de(_FACETA)
    esquemas |= {r.componente: esquema_de(r, incluidos.get(r.recurso)) for r in registros}
    esquemas |= {nombre: objeto_de(campos) for nombre, campos in otros.items()}
    partes["headers"] = {
        nombre: {"description": dice, "schema": {"type": "string"}}
        for nombre, dice in _CABECERAS.items()
    }
    llaves = {r.recurso: r.nombres[0] for r in registros}
    for ruta, verbos in documento["paths"].items():
        for operacion in verbos.values():
            _completar_operacion(operacion, ruta, llaves)
    return documento


def _completar_operacion(operacion: dict[str, Any], ruta: str, llaves: Mapping[str, str]) -> None:
    respuestas = operacion["responses"]
    respuestas["200"]["headers"] = {n: _cabecera(n) for n in _CABECERAS}
    respuestas["304"] = {"description": "No ha cambiado desde que se le dio ese «ETag»."}
    for estado, dice in _DE_CUALQUIERA.items():
        respuestas[estado] = {
            "description": dice,
            "content": {"application/problem+json": {"schema": ref("Problema")}},
            "headers": {"X-Request-ID": _cabecera("X-Request-ID")}
            | ({"Retry-After": {"schema": {"type": "integer"}}} if estado in _ESPERAN else {}),
        }
    for estado, dice in _DICEN.items():
        if estado in respuestas:
            respuestas[estado]["description"] = dice
    (recurso,) = operacion["tags"][:1]
    for parametro in operacion.get("parameters", []):
        if parametro["in"] == "query" and parametro["name"] not in ("page_size", "al"):
            parametro["allowEmptyValue"] = True  # as a form sends what was left empty
        if parametro["in"] == "query" and (ejemplo := _ejemplo(parametro)) is not None:
            parametro["example"] = ejemplo
        if parametro["in"] == "path" and recurso in EJEMPLOS:
            parametro["example"] = EJEMPLOS[recurso]
    if "{clave}" in ruta:
        respuestas["301"] = {"description": "La misma clave, con sus mayúsculas."}
    elif ruta.endswith("/") and recurso in llaves and recurso != "codigos":
        respuestas["200"]["links"] = {
            "uno": {
                "operationId": f"{recurso}_detalle",
                "parameters": {"clave": f"$response.body#/results/0/{llaves[recurso]}"},
                "description": "Cada registro, por su clave.",
            }
        }


def _ejemplo(parametro: Mapping[str, Any]) -> str | int | None:
    esquema = parametro["schema"]
    if parametro["name"] in DE_PARAMETROS:
        return DE_PARAMETROS[parametro["name"]]
    if "enum" in esquema:
        return esquema["enum"][0]
    if palabras := PALABRAS.match(esquema.get("pattern", "")):
        return ",".join(palabras[1].split("|")[:2])
    if esquema.get("format") == "date":
        return "2015-09-17"
    return max(7, esquema["minimum"]) if esquema.get("type") == "integer" else None


_DICEN = {
    "400": "Un parámetro o un valor que no existe: dice cuáles se aceptan y el más cercano.",
    "404": "Ningún registro público tiene esa clave; con «al», todavía no lo tenía.",
    "410": "Fue público y se retiró: dice por qué.",
}


def _cabecera(nombre: str) -> dict[str, str]:
    return {"$ref": f"#/components/headers/{nombre}"}
