"""Entries of the ledger in words."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, TypeGuard

from django import template
from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.diferencias import Trozo, palabra_por_palabra
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.comun.templatetags.formatos import instante
from gobierno_abierto.comun.traza import TrazaDeParte

register = template.Library()

TONOS = {
    Entrada.Tipo.CARGA: "neutro",
    Entrada.Tipo.ALTA: "neutro",
    Entrada.Tipo.CORRECCION: "atencion",
    Entrada.Tipo.ENMIENDA: "coincide",
    Entrada.Tipo.REPORTE: "nota",
    Entrada.Tipo.RETIRO: "difiere",
    Entrada.Tipo.SUPRESION: "difiere",
}
LARGO = 40  # letters: from here on a text is compared word by word


class CampoCambiado(NamedTuple):
    """One field, in words. `trozos` only where both values are long texts."""

    nombre: str
    antes: str
    despues: str
    trozos: list[Trozo]


@register.simple_tag
def campos_cambiados(entrada: Entrada) -> list[CampoCambiado]:
    """The fields of an entry; those that were and are empty apart."""
    modelo = _modelo_de(entrada)
    antes, despues = entrada.antes or {}, entrada.despues or {}
    nombres = antes | despues
    return [
        _campo(modelo, nombre, antes, despues)
        for nombre in nombres
        if antes.get(nombre) is not None or despues.get(nombre) is not None
    ]


def _campo(modelo: Any, nombre: str, antes: Mapping, despues: Mapping) -> CampoCambiado:
    viejo, nuevo = antes.get(nombre), despues.get(nombre)
    campo = modelo._meta.get_field(nombre) if modelo and _tiene(modelo, nombre) else None
    return CampoCambiado(
        nombre=str(campo.verbose_name) if campo else nombre,
        antes=_en_palabras(campo, viejo),
        despues=_en_palabras(campo, nuevo),
        trozos=palabra_por_palabra(viejo, nuevo) if _es_largo(viejo) and _es_largo(nuevo) else [],
    )


def _es_largo(valor: Any) -> TypeGuard[str]:
    return isinstance(valor, str) and len(valor) > LARGO


def _tiene(modelo: Any, nombre: str) -> bool:
    """Columns come and go with the years; entries stay."""
    return nombre in {campo.name for campo in modelo._meta.get_fields()}


def _en_palabras(campo: Any, valor: Any) -> str:
    if valor is None:
        return _("(vacío)")
    if isinstance(valor, bool):
        return _("Sí") if valor else _("No")
    if isinstance(campo, models.DateTimeField):
        momento = parse_datetime(valor)
        return instante(momento) if momento else str(valor)
    if isinstance(valor, list):
        return "; ".join(map(_elemento, valor)) or _("(vacío)")
    return str(dict(getattr(campo, "flatchoices", ())).get(valor, valor))


def _elemento(valor: Any) -> str:
    return " ".join(map(str, valor.values())) if isinstance(valor, dict) else str(valor)


@cache
def _partes() -> dict[str, Any]:
    return {
        modelo._meta.model_name or "": modelo
        for modelo in apps.get_models()
        if any(isinstance(d, TrazaDeParte) for d in getattr(modelo._meta, "triggers", []))
    }


def _modelo_de(entrada: Entrada) -> Any:
    """The model of the row, as it is today; None if it is no more."""
    if entrada.parte is not None:
        return _partes().get(entrada.parte)
    return apps.get_model(MODELOS[Objeto(entrada.objeto_tipo)])


@register.filter
def que_fila(entrada: Entrada) -> str:
    """«responsable», «cita»… for a part; nothing for the record itself."""
    modelo = _modelo_de(entrada) if entrada.parte else None
    return str(modelo._meta.verbose_name) if modelo else entrada.parte or ""


@register.filter
def tono_de_cambio(tipo: str) -> str:
    """How each kind of change looks, so that none is taken for another; its name says it too."""
    return TONOS[Entrada.Tipo(tipo)]


@register.filter
def hexadecimal(octetos: Any) -> str:
    return bytes(octetos).hex()
