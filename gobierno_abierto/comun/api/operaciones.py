"""OpenAPI 3.1 of the addresses of each resource, from its registro and its filters."""

from collections.abc import Iterable
from typing import Any

import django_filters
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.esquema import ref
from gobierno_abierto.comun.api.formatos import TIPOS, XLSX
from gobierno_abierto.comun.facetas import facetas_de
from gobierno_abierto.comun.filtros import A_LA_VEZ, Codigo, Entero, Referencia
from gobierno_abierto.comun.registro import Registro

__all__ = ["EsquemaDeCita", "EsquemaDeRegistro", "EsquemaDeSeguible", "EsquemaDeTabla"]

CLAVE = {"type": "string", "maxLength": 120}
FECHA = {"type": "string", "format": "date"}
AL = {"anyOf": [FECHA, {"type": "string", "format": "date-time"}]}
ENTERO = {"type": "integer", "minimum": -999_999_999, "maximum": 999_999_999}
INSTANTE = {"type": "string", "description": "Día o instante RFC 3339."}


CUALQUIERA = "[^,]{1,120}"


def varios(uno: str, cuantos: int = A_LA_VEZ) -> dict[str, Any]:
    """Values with commas between, each as the pattern `uno` says. A text and no array: programs
    that write clients send an array as a parameter said many times, which is refused."""
    return {"type": "string", "pattern": f"^(?:(?:{uno})(?:,(?:{uno})){{0,{cuantos - 1}}})?$"}


def uno_de(valores: Iterable[str]) -> str:
    return "|".join(valores)


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

    @property
    def _cuanto(self) -> str:
        """No calendar has a month or a year for a day."""
        return "lo que tiene día" if self._exportador == "ics" else "todo"

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
        return f"{que}: {self._cuanto}, en {self._exportador.upper()}" if self._exportador else que

    def get_description(self):
        if self._exportador:
            return f"{self._registro.es} Trae {self._cuanto}, en {self._exportador.upper()}."
        return f"{self._registro.es} / {self._registro.en}"

    def get_override_parameters(self):
        if self._es_detalle:
            return [*self._clave(), *self._campos(), *self._incluir(), *self._al()]
        return [*self._filtros(), *self._de_lista(), *self._campos()]

    def _clave(self):
        yield OpenApiParameter("clave", CLAVE, OpenApiParameter.PATH, description="Permanente.")

    def _campos(self):
        nombres = self._registro.nombres
        esquema = varios(uno_de(nombres), len(nombres))
        yield OpenApiParameter("campos", esquema, description="Solo estos campos.")

    def _incluir(self):
        hay = list(getattr(self.view, "inclusiones", ()))
        if hay and not self._exportador:
            yield OpenApiParameter(
                "incluir",
                varios(uno_de(hay), parametros.A_LA_VEZ["incluir"]),
                description="Con cada registro, los que cuelgan de él: enteros, que «campos» no "
                "los corta.",
            )

    def _al(self):
        if "al" in self.view.acepta:  # type: ignore[attr-defined]
            dice = "Como constaba en el portal ese día, o en ese instante RFC 3339."
            yield OpenApiParameter("al", AL, description=dice)

    @property
    def _filtro(self) -> Any:
        return getattr(self.view, "filtro", None) or self._registro.filtro

    def _filtros(self):
        for nombre, filtro in self._filtro.base_filters.items():
            esquema = self._del_filtro(nombre, filtro)
            yield OpenApiParameter(nombre, esquema, description=_dice(nombre, filtro))

    def _del_filtro(self, nombre: str, filtro: django_filters.Filter) -> dict[str, Any]:
        familia = self._filtro.familias.get(nombre.removesuffix("__in"))
        opciones = filtro.extra.get("choices")
        if nombre.endswith("__in"):
            if isinstance(familia, Codigo):
                return varios(uno_de(str(codigo) for codigo, _etiqueta in familia.opciones))
            return varios("-?[0-9]{1,9}" if isinstance(familia, Entero) else CUALQUIERA)
        if opciones:
            return {"type": "string", "enum": [str(valor) for valor, _etiqueta in opciones]}
        if isinstance(filtro, django_filters.DateFilter):
            return FECHA
        if isinstance(filtro, django_filters.IsoDateTimeFilter):
            return INSTANTE
        if "min_value" in filtro.extra:
            return {
                "type": "integer",
                "minimum": filtro.extra["min_value"],
                "maximum": filtro.extra["max_value"],
            }
        if nombre == "pais":
            return {"type": "string", "pattern": r"^(?:[A-Z]{2}|\*)$"}
        if isinstance(familia, Referencia):
            return CLAVE
        base = nombre.partition("__")[0]
        if isinstance(self._filtro.familias.get(base), Entero):
            return ENTERO
        largo = {"maxLength": filtro.extra["max_length"]} if "max_length" in filtro.extra else {}
        return {"type": "string", **largo}

    def _ordenes(self):
        ordenes = list(self._registro.ordenes)
        sentidos = [*ordenes, *(f"-{orden}" for orden in ordenes)]
        dice = "Uno o dos, con «-» para invertir."
        if self._registro.solo_adelante:
            sentidos, dice = ordenes, "El único que tiene."
        elif "q" in self._registro.filtro.base_filters:
            sentidos += ["relevancia", "-relevancia"]
            dice += " Con «q», «-relevancia» pone primero lo más cercano."
        yield OpenApiParameter(
            "ordering",
            varios(uno_de(sentidos), parametros.ORDENES_A_LA_VEZ),
            description=dice,
        )

    def _de_lista(self):
        yield from self._ordenes()
        if self._exportador == "csv":
            yield OpenApiParameter("bom", str, enum=["1"], description="Con marca para Excel.")
        if not self._exportador:
            yield from self._de_pagina()

    def _de_pagina(self):
        tamano = {"type": "integer", "minimum": 1, "maximum": parametros.TAMANO_MAXIMO}
        yield OpenApiParameter(
            "page_size",
            tamano | {"default": parametros.TAMANO_INICIAL},
            description=f"Con «incluir», {parametros.TAMANO_CON_INCLUIDOS} a lo más.",
        )
        yield OpenApiParameter("cursor", str, description="El de «next» o «previous».")
        yield from self._con_mas()

    def _con_mas(self):
        """What may come beside the rows."""
        yield from self._incluir()
        facetas = facetas_de(self._registro.filtro)
        if facetas:
            esquema = varios(uno_de(facetas), parametros.A_LA_VEZ["facetas"])
            dice = "Cuántos registros tiene cada valor, con los demás filtros y sin el suyo."
            yield OpenApiParameter("facetas", esquema, description=dice)

    def get_response_serializers(self):
        problemas = _problemas(*((400, 404, 410) if self._es_detalle else (400,)))
        propio = ref(self._registro.componente)
        if self._es_detalle:
            return {(200, "application/json"): propio, **problemas}
        if self._exportador:
            return {(200, _tipo(TIPOS[self._exportador])): _cuerpo(self._exportador), **problemas}
        return {(200, "application/json"): _lista(propio), **problemas}


class EsquemaDeSeguible(EsquemaDeRegistro):
    """A list as a feed, a calendar or a map: the filters, and one media type."""

    @property
    def _exportador(self) -> str:
        return self.view.formato  # type: ignore[attr-defined]

    def get_override_parameters(self):
        return [*self._filtros()]

    def get_response_serializers(self):
        tipos = {
            "atom": "application/atom+xml",
            "ics": "text/calendar",
            "geojson": "application/geo+json",
        }
        cuerpo = {"type": "object"} if self._exportador == "geojson" else {"type": "string"}
        return {(200, tipos[self._exportador]): cuerpo, **_problemas(400)}


class EsquemaDeTabla(EsquemaDeRegistro):
    """A table that is of no single resource: the filters of one, and CSV."""

    def get_operation_id(self):
        return f"{self.view.nombre}_csv"  # type: ignore[attr-defined]

    def get_summary(self):
        return str(self.view.es)  # type: ignore[attr-defined]

    get_description = get_summary

    def get_override_parameters(self):
        bom = OpenApiParameter("bom", str, enum=["1"], description="Con marca para Excel.")
        return [*self._filtros(), bom]


class EsquemaDeCita(EsquemaDeRegistro):
    """How a record is cited."""

    def get_operation_id(self):
        return f"{self._registro.recurso}_{self.view.formato.replace('.', '_')}"  # type: ignore[attr-defined]

    def get_summary(self):
        return f"Cómo citar un registro, en {self.view.formato}"  # type: ignore[attr-defined]

    get_description = get_summary

    def get_override_parameters(self):
        return [*self._clave()]

    def get_response_serializers(self):
        tipo = _tipo(self.view.TIPOS[self.view.formato])  # type: ignore[attr-defined]
        de_csl = {"type": "array", "items": {"type": "object", "required": ["id", "type", "title"]}}
        cuerpo = de_csl if tipo.endswith("json") else {"type": "string"}
        return {(200, tipo): cuerpo, **_problemas(400, 404, 410)}


def _dice(nombre: str, filtro: django_filters.Filter) -> str:
    propio = filtro.extra.get("help_text") or filtro._label
    if propio:
        return str(propio)
    base, _raya, como = nombre.rpartition("__")
    de_fecha = isinstance(filtro, django_filters.DateFilter | django_filters.IsoDateTimeFilter)
    if como in ("gte", "lte") and not de_fecha:
        return f"«{base}» es este o {'más' if como == 'gte' else 'menos'}."
    return {
        "in": f"Cualquiera de estos valores de «{base}», con comas entre ellos.",
        "gte": f"«{base}» es este o posterior; de un periodo, su primer día.",
        "lte": f"«{base}» es este o anterior; de un periodo, su último día (una fecha aproximada "
        "vale por su mes).",
        "isnull": f"Si «{base}» no tiene valor.",
    }.get(como if base else "", nombre)


def _tipo(cabecera: str) -> str:
    return cabecera.split(";")[0]


def _cuerpo(extension: str) -> dict[str, Any]:
    if extension == "json":
        return {"type": "array", "items": {"type": "object"}}
    binario = _tipo(TIPOS[extension]) == XLSX
    return {"type": "string", **({"format": "binary"} if binario else {})}


def _problemas(*estados: int) -> dict[tuple[int, str], Any]:
    return {(estado, "application/problem+json"): ref("Problema") for estado in estados}


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
            "facetas": {
                "type": "object",
                "description": "Con «facetas»: por filtro, sus valores.",
                "additionalProperties": {"type": "array", "items": ref("Faceta")},
            },
            "facetas_nota": {"type": "string", "description": "Con qué filtros se contaron."},
            "con_erratas": {
                "type": "boolean",
                "description": "Sólo si nada tiene las palabras de «q» tal cual: "
                "lo que viene difiere de ellas en una letra.",
            },
        },
    }
