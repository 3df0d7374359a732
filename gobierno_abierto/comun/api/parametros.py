"""Query strings taken to the letter: what is not published is refused, with what was near it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet

from gobierno_abierto.comun.api.problemas import ParametroInvalido

__all__ = [
    "PROPIOS",
    "aceptados",
    "leer_campos",
    "leer_orden",
    "leer_tamano",
    "validar",
    "validar_propios",
]

TAMANO_INICIAL = 20
TAMANO_MAXIMO = 1000
ORDENES_A_LA_VEZ = 2

# Parameters of the list itself, beside its filters.
PROPIOS = ("ordering", "campos", "page_size", "cursor", "bom")


def aceptados(filtro: type[FilterSet]) -> list[str]:
    return sorted([*filtro.base_filters, *PROPIOS])


def validar(filtro: FilterSet, parametros: QueryDict) -> None:
    """Raise `ParametroInvalido` that names every unknown parameter and every unknown value."""
    errores: dict[str, list[str]] = {}
    conocidos = aceptados(type(filtro))
    for nombre in parametros:
        if nombre not in conocidos:
            errores[nombre] = [_desconocido(nombre, conocidos, _("No existe ese parámetro."))]
        elif len(parametros.getlist(nombre)) > 1:
            errores[nombre] = [_("Se dio más de una vez; para varios valores use «__in=a,b».")]
    for nombre, avisos in filtro.form.errors.items():
        errores[nombre] = [
            " ".join([*map(str, avisos), _valores(filtro, nombre, parametros[nombre])]).strip()
        ]
    if errores:
        raise ParametroInvalido(errores)


def validar_propios(parametros: QueryDict, conocidos: Sequence[str]) -> None:
    """The same for an address without filters."""
    errores = {
        nombre: [_desconocido(nombre, conocidos, _("No existe ese parámetro."))]
        for nombre in parametros
        if nombre not in conocidos
    }
    if errores:
        raise ParametroInvalido(errores)


def _desconocido(dado: str, conocidos: Sequence[str], aviso: str) -> str:
    cercano = get_close_matches(dado, conocidos, n=1)
    sugerencia = [_("¿Quiso decir «%s»?") % cercano[0]] if cercano else []
    return " ".join([aviso, *sugerencia, _("Se aceptan: %s.") % ", ".join(conocidos)])


def _valores(filtro: FilterSet, nombre: str, dado: Any) -> str:
    """The accepted values of a filter over a closed list, and the nearest one."""
    base = filtro.filters.get(nombre.removesuffix("__in"))
    opciones = getattr(base.field if base else None, "choices", None)
    if not opciones:
        return ""
    validos = [str(getattr(valor, "value", valor)) for valor, _etiqueta in opciones if valor != ""]
    cercano = get_close_matches(dado.rsplit(",", 1)[-1], validos, n=1)
    sugerencia = [_("¿Quiso decir «%s»?") % cercano[0]] if cercano else []
    return " ".join([*sugerencia, _("Se aceptan: %s.") % ", ".join(validos)])


def leer_orden(
    texto: str | None, ordenes: Mapping[str, Any], inicial: Sequence[str], hay_q: bool
) -> list[str]:
    """`"-fin,clave"` → `["-fin", "clave"]`; the resource's own order when there is none."""
    if not texto:
        return ["-relevancia"] if hay_q else list(inicial)
    pedidos = [parte.strip() for parte in texto.split(",")]
    publicados = [*ordenes, *(["relevancia"] if hay_q else [])]
    if len(pedidos) > ORDENES_A_LA_VEZ:
        raise ParametroInvalido({"ordering": [_("Se puede ordenar por dos campos a lo más.")]})
    for pedido in pedidos:
        if pedido.removeprefix("-") == "relevancia" and not hay_q:
            raise ParametroInvalido({"ordering": [_("«relevancia» solo tiene sentido con «q».")]})
        if pedido.removeprefix("-") not in publicados:
            aviso = _("No se puede ordenar por «%s».") % pedido
            raise ParametroInvalido({"ordering": [_desconocido(pedido, publicados, aviso)]})
    return pedidos


def leer_tamano(texto: str | None) -> int:
    if texto is None:
        return TAMANO_INICIAL
    if not (texto.isascii() and texto.isdigit() and 1 <= int(texto[:5]) <= TAMANO_MAXIMO):
        aviso = _("«page_size» es un entero de 1 a %s.") % TAMANO_MAXIMO
        raise ParametroInvalido({"page_size": [aviso]})
    return int(texto)


def leer_campos(texto: str | None, nombres: Sequence[str]) -> list[str] | None:
    if not texto:
        return None
    pedidos = [parte.strip() for parte in texto.split(",")]
    for pedido in pedidos:
        if pedido not in nombres:
            aviso = _("No existe el campo «%s».") % pedido
            raise ParametroInvalido({"campos": [_desconocido(pedido, nombres, aviso)]})
    return pedidos
