"""Entries of the ledger in words."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeGuard

from django import template
from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.diferencias import Trozo, palabra_por_palabra
from gobierno_abierto.bitacora.models import Entrada, TextoBorrable
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.comun.templatetags.formatos import fecha_parcial, instante
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

# What a row says for its own bookkeeping: where it goes in a list or on a map, what is made of
# another column. The API has them all; a reader learns nothing from them.
INTERNOS = {"orden", "slug", "ruta", "tesela_fila", "tesela_columna", "valor_entero"}


class Valor(NamedTuple):
    """A value in words; `espanol`: it is data, in Spanish whatever the language of the page."""

    texto: str
    espanol: bool = False


class CampoCambiado(NamedTuple):
    """One field, in words. `trozos` only where both values are long texts."""

    nombre: str
    antes: Valor
    despues: Valor
    trozos: list[Trozo]


@register.simple_tag
def campos_cambiados(entrada: Entrada, destinos: Mapping) -> list[CampoCambiado]:
    """The fields of an entry; those that were and are empty, and bookkeeping, apart. A key that
    `destinos` has (`destinos_de_entradas`) is shown as the record's title, with its link."""
    modelo = _modelo_de(entrada)
    antes, despues = entrada.antes or {}, entrada.despues or {}
    nombres = antes | despues
    return [
        _campo(modelo, nombre, antes, despues, destinos)
        for nombre in nombres
        if (_dice(antes.get(nombre)) or _dice(despues.get(nombre)))
        and not _sobra(entrada, modelo, nombre, nombres)
    ]


def _dice(valor: Any) -> bool:
    return valor not in (None, [])


def _sobra(entrada: Entrada, modelo: Any, nombre: str, nombres: Mapping) -> bool:
    """Is it bookkeeping, or said already: by the heading, or with the date that it is about?"""
    if nombre in INTERNOS or (entrada.parte and nombre == "vocabulario"):
        return True
    if nombre.endswith("_precision"):
        return nombre.removesuffix("_precision") in nombres or entrada.accion != "cambia"
    if nombre.endswith("_tipo"):
        return f"{nombre.removesuffix('_tipo')}_clave" in nombres
    return nombre in ("clave", "publicado_en") and entrada.accion == "aparece"


def referencias_de(entrada: Entrada) -> set[tuple[str, str]]:
    """The records that an entry's values name by their key, as (kind, key)."""
    modelo = _modelo_de(entrada)
    pares = {
        _referencia(_campo_de(modelo, nombre), nombre, valores)
        for valores in (entrada.antes or {}, entrada.despues or {})
        for nombre in valores
    }
    return {par for par in pares if par}


def _referencia(campo: Any, nombre: str, valores: Mapping) -> tuple[str, str] | None:
    valor = valores[nombre]
    if not isinstance(valor, str):
        return None
    if isinstance(campo, models.ForeignKey):
        tipo = getattr(campo.related_model, "objeto", None)
    else:  # `objeto_tipo` and `objeto_clave`, say, name a record between them
        tipo = nombre.endswith("_clave") and valores.get(f"{nombre.removesuffix('_clave')}_tipo")
    return (str(tipo), valor) if tipo in Objeto.values else None


def _campo(
    modelo: Any, nombre: str, antes: Mapping, despues: Mapping, destinos: Mapping
) -> CampoCambiado:
    viejo, nuevo = antes.get(nombre), despues.get(nombre)
    campo = _campo_de(modelo, nombre)
    return CampoCambiado(
        nombre=_nombre(campo, nombre),
        antes=_en_palabras(campo, nombre, antes, destinos),
        despues=_en_palabras(campo, nombre, despues, destinos),
        trozos=palabra_por_palabra(viejo, nuevo) if _es_largo(viejo) and _es_largo(nuevo) else [],
    )


def _es_largo(valor: Any) -> TypeGuard[str]:
    return isinstance(valor, str) and len(valor) > LARGO


def _campo_de(modelo: Any, nombre: str) -> Any:
    """The column as it is today; None if it is no more: columns come and go, entries stay."""
    campos = {campo.name: campo for campo in modelo._meta.get_fields()} if modelo else {}
    return campos.get(nombre)


def _nombre(campo: Any, nombre: str) -> str:
    escrito = str(campo.verbose_name) if campo else nombre
    if escrito == nombre and isinstance(campo, models.ForeignKey):  # it was not given a name
        escrito = str(campo.related_model._meta.verbose_name)
    return escrito.replace("_", " ")


def _en_palabras(campo: Any, nombre: str, valores: Mapping, destinos: Mapping) -> Valor:
    valor: Any = valores.get(nombre)
    if not _dice(valor):
        return Valor(_("(vacío)"))
    if isinstance(valor, bool):
        return Valor(_("Sí") if valor else _("No"))
    if isinstance(campo, models.DateTimeField):
        momento = parse_datetime(valor)
        return Valor(instante(momento) if momento else str(valor))
    if isinstance(campo, models.DateField):
        precision = valores.get(f"{nombre}_precision")
        return Valor(fecha_parcial(valor, precision) if precision else str(valor))
    if isinstance(valor, list):
        return Valor("; ".join(map(_elemento, valor)), True)
    if isinstance(valor, dict):
        return Valor(_documento(valor), True)
    par = _referencia(campo, nombre, valores)
    if par in destinos:
        enlace = format_html('<a href="{}">{}</a>', destinos[par].url, destinos[par].titulo)
        return Valor(enlace, True)
    if getattr(campo, "related_model", None) is TextoBorrable:
        return Valor(_("palabras de una persona, que se guardan aparte y pueden borrarse"))
    codigos = dict(getattr(campo, "flatchoices", ()))
    if valor in codigos:
        return Valor(str(codigos[valor]))
    dicho = _palabras(campo)(valor) if campo and isinstance(valor, str) else valor
    return Valor(str(dicho), dicho == valor)


def _palabras(campo: Any) -> Callable[[str], Any]:
    """How codes that are no `choices` are read: what the field's app says in its configuration."""
    modelo = campo.model._meta
    donde = getattr(modelo.app_config, "palabras", {}).get(f"{modelo.model_name}.{campo.name}")
    return import_string(donde) if donde else str


def _documento(valor: Mapping[str, Any]) -> str:
    """A document by its names; what it says nothing of, apart."""
    dichos = {
        nombre: "; ".join(map(_elemento, dicho)) if isinstance(dicho, list) else dicho
        for nombre, dicho in valor.items()
        if _dice(dicho)
    }
    return " · ".join(f"{nombre.replace('_', ' ')}: {dicho}" for nombre, dicho in dichos.items())


def _elemento(valor: Any) -> str:
    return (
        " ".join(map(str, filter(_dice, valor.values()))) if isinstance(valor, dict) else str(valor)
    )


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
