"""OpenAPI 3.1 from the registros: nothing about a resource is written twice."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.formatos import TIPOS, XLSX
from gobierno_abierto.comun.registro import Campo, Registro, Tipo

__all__ = ["PROBLEMA", "EsquemaDeRegistro", "esquema_de", "objeto_de", "ref"]

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
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
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


def esquema_de(registro: Registro) -> dict[str, Any]:
    """JSON schema of the whole record. `campos=` may cut it, so nothing is required."""
    entero = objeto_de(registro.campos)
    del entero["required"]
    return entero | {"description": f"{registro.es} / {registro.en}"}


def ref(nombre: str) -> dict[str, str]:
    """Reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{nombre}"}


class EsquemaDeRegistro(AutoSchema):
    """Describes `Lista` and `Detalle` by their view's registro."""

    @property
    def _registro(self) -> Registro:
        return self.view.registro  # type: ignore[attr-defined]

    @property
    def _es_detalle(self) -> bool:
        return "{clave}" in self.path

    @property
    def _exportador(self) -> str:
        return getattr(self.view, "exportador", "")

    def get_operation_id(self):
        que = "detalle" if self._es_detalle else self._exportador or "lista"
        return f"{self._registro.recurso}_{que}"

    def get_tags(self):
        return [self._registro.recurso]

    def get_summary(self):
        """What an operation is, while it is folded."""
        que = str(self._registro.es).rstrip(".")
        if self._es_detalle:
            return f"{que}: un registro, por su clave"
        return f"{que}: todo, en {self._exportador.upper()}" if self._exportador else que

    def get_description(self):
        if self._exportador:
            return f"{self._registro.es} Todo el resultado, en {self._exportador.upper()}."
        return f"{self._registro.es} / {self._registro.en}"

    def get_override_parameters(self):
        campos = OpenApiParameter(
            "campos", str, description="Solo estos campos, separados por comas."
        )
        if self._es_detalle:
            return [OpenApiParameter("clave", str, OpenApiParameter.PATH), campos]
        return [*self._filtros(), *self._de_lista(), campos]

    def _filtros(self):
        for nombre, filtro in self._registro.filtro.base_filters.items():
            opciones = filtro.extra.get("choices")
            yield OpenApiParameter(
                nombre,
                str,
                description=str(filtro.extra.get("help_text") or filtro._label or ""),
                enum=[str(valor) for valor, _etiqueta in opciones] if opciones else None,
            )

    def _ordenes(self):
        ordenes = ", ".join([*self._registro.ordenes, "relevancia (con q)"])
        yield OpenApiParameter(
            "ordering", str, description=f"Uno o dos, con «-» para invertir: {ordenes}."
        )

    def _de_lista(self):
        yield from self._ordenes()
        if self._exportador == "csv":
            yield OpenApiParameter("bom", str, enum=["1"], description="Con marca para Excel.")
        if not self._exportador:
            yield OpenApiParameter(
                "page_size",
                int,
                description=f"De 1 a {parametros.TAMANO_MAXIMO}; 20 si no se dice.",
            )
            yield OpenApiParameter("cursor", str, description="El de «next» o «previous».")

    def get_response_serializers(self):
        problemas = {
            (estado, "application/problem+json"): ref("Problema")
            for estado in ((400, 404, 410) if self._es_detalle else (400,))
        }
        propio = ref(self._registro.componente)
        if self._es_detalle:
            return {(200, "application/json"): propio, **problemas}
        if self._exportador:
            tipo = TIPOS[self._exportador].split(";")[0]
            cuerpo = {"type": "string", **({"format": "binary"} if tipo == XLSX else {})}
            return {(200, tipo): cuerpo, **problemas}
        return {(200, "application/json"): _lista(propio), **problemas}


def _lista(elemento: dict[str, Any]) -> dict[str, Any]:
    direccion = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "required": ["count", "next", "previous", "results"],
        "properties": {
            "count": {"type": "integer"},
            "next": direccion,
            "previous": direccion,
            "results": {"type": "array", "items": elemento},
        },
    }
