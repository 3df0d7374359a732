"""Query strings taken to the letter: what is not published is refused, with what was near it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote_to_bytes

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet

from gobierno_abierto.comun.api.problemas import ParametroInvalido

__all__ = [
    "desconocido",
    "exigir_utf8",
    "leer_campos",
    "leer_facetas",
    "leer_incluidos",
    "leer_orden",
    "leer_tamano",
    "propios",
    "sugerencia",
    "validar",
    "validar_propios",
    "validar_valores",
]

TAMANO_INICIAL = 20
TAMANO_MAXIMO = 1000
ORDENES_A_LA_VEZ = 2
TAMANO_CON_INCLUIDOS = 50
A_LA_VEZ = {"facetas": 6, "incluir": 4}  # each costs a query, or part of one
A_LA_VISTA = 200  # keys that a refusal lists

# What a list takes beside its filters, and what each export takes.
DE_LISTA = ("ordering", "campos", "page_size", "cursor", "facetas", "incluir")
DE_EXPORTACION = {
    "csv": ("ordering", "campos", "bom"),
    "tabla": ("bom",),
    "atom": (),
    "ics": (),
    "geojson": (),
}


def propios(exportador: str) -> tuple[str, ...]:
    return DE_EXPORTACION.get(exportador, DE_LISTA[:2]) if exportador else DE_LISTA


def exigir_utf8(consulta: str) -> None:
    """Django would read other bytes as if they were a letter that nobody typed. `consulta` is as
    WSGI gives it."""
    try:
        unquote_to_bytes(consulta.encode("latin-1")).decode()
    except UnicodeError:
        aviso = _("La dirección no está en UTF-8: «ó» se escribe «%s».") % "%C3%B3"
        raise ParametroInvalido({"": [aviso]}) from None


def validar(filtro: FilterSet, parametros: QueryDict, exportador: str = "") -> None:
    """Raise `ParametroInvalido` that names every unknown parameter and every unknown value."""
    errores: dict[str, list[str]] = {}
    conocidos = sorted([*filtro.base_filters, *propios(exportador)])
    for nombre in parametros:
        if nombre not in conocidos:
            errores[nombre] = [desconocido(nombre, conocidos, _("No existe ese parámetro."))]
        elif len(parametros.getlist(nombre)) > 1:
            errores[nombre] = [_repetido(nombre, conocidos)]
    if "bom" in conocidos:
        errores |= _errores_de_bom(parametros)
    for nombre, avisos in filtro.form.errors.items():
        errores[nombre] = [
            " ".join([*map(str, avisos), _valores(filtro, nombre, parametros[nombre])]).strip()
        ]
    if errores:
        raise ParametroInvalido(errores)


CON_COMAS = ("ordering", "campos", "facetas", "incluir")


def _repetido(nombre: str, conocidos: Sequence[str]) -> str:
    de_varios = nombre if nombre in CON_COMAS or nombre.endswith("__in") else f"{nombre}__in"
    if de_varios in conocidos:
        return _("Se dio más de una vez; para varios valores use «%s=a,b».") % de_varios
    return _("Se dio más de una vez.")


def validar_propios(parametros: QueryDict, conocidos: Sequence[str]) -> None:
    """The same for an address without filters."""
    errores = {
        nombre: [
            _("Se dio más de una vez.")
            if nombre in conocidos
            else desconocido(nombre, conocidos, _("No existe ese parámetro."))
        ]
        for nombre, valores in parametros.lists()
        if nombre not in conocidos or len(valores) > 1
    }
    if "bom" in conocidos:
        errores |= _errores_de_bom(parametros)
    if errores:
        raise ParametroInvalido(errores)


def _errores_de_bom(parametros: QueryDict) -> dict[str, list[str]]:
    bien = parametros.get("bom", "1") in ("1", "")
    return {} if bien else {"bom": [_("«bom» solo puede ser 1.")]}


def validar_valores(parametros: QueryDict, aceptados: Mapping[str, Sequence[str]]) -> None:
    """The same for parameters that take one of a few words."""
    errores = {
        nombre: [desconocido(dado, aceptados[nombre], _("«%s» no es un valor suyo.") % dado[:100])]
        for nombre, dado in ((nombre, str(parametros[nombre])) for nombre in parametros)
        if dado not in aceptados[nombre]
    }
    if errores:
        raise ParametroInvalido(errores)


def desconocido(dado: str, conocidos: Sequence[str], aviso: str) -> str:
    """`aviso`, the nearest of what is accepted, and all of it."""
    if not conocidos:
        return " ".join([aviso, _("Esta dirección no acepta parámetros.")])
    return " ".join([aviso, *sugerencia(dado, conocidos), _se_aceptan(conocidos)])


def _se_aceptan(conocidos: Iterable[str]) -> str:
    return _("Se aceptan: %s.") % ", ".join(conocidos)


def sugerencia(dado: str, conocidos: Iterable[str]) -> list[str]:
    """The sentence that offers the nearest of them, whatever the case; none if none is near. Of
    those as near, the one of the same letters: of «pa51», «pa15» and not «pa18»."""
    por_escrito = {conocido.lower(): conocido for conocido in conocidos}
    cercanos = get_close_matches(dado.lower(), por_escrito)
    if not cercanos:
        return []
    cercano = max(cercanos, key=lambda uno: sorted(uno) == sorted(dado.lower()))
    return [_("¿Quiso decir «%s»?") % por_escrito[cercano]]


def _valores(filtro: FilterSet, nombre: str, dado: Any) -> str:
    """The accepted values of a filter over a closed list, and the nearest one."""
    if como := _COMO_SE_ESCRIBE.get(type(filtro.filters.get(nombre))):
        return str(como)
    base = filtro.filters.get(nombre.removesuffix("__in"))
    campo: Any = base.field if base else None
    if hasattr(campo, "queryset"):
        validos = list(campo.queryset.values_list("clave", flat=True)[:A_LA_VISTA])
    else:
        opciones = getattr(campo, "choices", None) or ()
        validos = [str(valor) for valor, _etiqueta in opciones if valor != ""]
    if not validos:
        return ""
    ajenos = [parte for parte in map(str.strip, dado.split(",")) if parte not in validos]
    cercano = sugerencia(ajenos[0], validos) if ajenos else []
    return " ".join([*cercano, _se_aceptan(validos)])


_COMO_SE_ESCRIBE = {
    django_filters.DateFilter: gettext_lazy("Se acepta un día, como 2015-09-17."),
    django_filters.IsoDateTimeFilter: gettext_lazy(
        "Se acepta un día, como 2015-09-17, o un instante, como 2015-09-17T18:00:00Z."
    ),
}


def leer_orden(
    texto: str | None,
    ordenes: Mapping[str, Any],
    inicial: Sequence[str],
    hay_q: bool,
    *,
    solo_adelante: bool = False,
) -> list[str]:
    """`"-fin,clave"` → `["-fin", "clave"]`; the resource's own order when there is none."""
    if not texto:
        return ["-relevancia"] if hay_q else list(inicial)
    pedidos = [parte.strip() for parte in texto.split(",")]
    publicados = [*ordenes, *(["relevancia"] if hay_q else [])]
    if len(pedidos) > ORDENES_A_LA_VEZ:
        dicho = _("Se puede ordenar por dos campos a lo más.")
        raise ParametroInvalido({"ordering": [f"{dicho} {_se_aceptan(publicados)}"]})
    for pedido in pedidos:
        if solo_adelante and pedido.startswith("-"):
            aviso = _("Esta lista solo crece y se lee en su orden: quite el «-».")
            raise ParametroInvalido({"ordering": [aviso]})
        if pedido.removeprefix("-") == "relevancia" and not hay_q:
            dicho = _("«relevancia» solo tiene sentido con «q».")
            raise ParametroInvalido({"ordering": [f"{dicho} {_se_aceptan(publicados)}"]})
        if pedido.removeprefix("-") not in publicados:
            aviso = _("No se puede ordenar por «%s».") % pedido
            llano = pedido.lstrip("-+ ")
            raise ParametroInvalido({"ordering": [desconocido(llano, publicados, aviso)]})
    return pedidos


def leer_tamano(texto: str | None) -> int:
    if texto is None:
        return TAMANO_INICIAL
    if not re.fullmatch("[1-9][0-9]{0,3}", texto) or int(texto) > TAMANO_MAXIMO:
        aviso = _("«page_size» es un entero de 1 a %s.") % TAMANO_MAXIMO
        raise ParametroInvalido({"page_size": [aviso]})
    return int(texto)


def leer_campos(texto: str | None, nombres: Sequence[str]) -> list[str] | None:
    if not texto:
        return None
    return _leer_nombres("campos", texto, nombres, _("No existe el campo «%s»."))


def leer_facetas(texto: str | None, nombres: Sequence[str]) -> list[str]:
    return _leer_nombres("facetas", texto or "", nombres, _("«%s» no se puede contar."))


def leer_incluidos(texto: str | None, nombres: Sequence[str], tamano: int = 1) -> list[str]:
    pedidos = _leer_nombres("incluir", texto or "", nombres, _("«%s» no se puede incluir."))
    if pedidos and tamano > TAMANO_CON_INCLUIDOS:
        aviso = _("Con «incluir», «page_size» es %s a lo más.") % TAMANO_CON_INCLUIDOS
        raise ParametroInvalido({"page_size": [aviso]})
    return pedidos


def _leer_nombres(parametro: str, texto: str, nombres: Sequence[str], aviso: str) -> list[str]:
    """`"a,b"` → `["a", "b"]`, each one of `nombres`, once."""
    pedidos = [parte.strip() for parte in texto.split(",")] if texto else []
    for pedido in pedidos:
        if pedido not in nombres:
            rechazo = desconocido(pedido, nombres, aviso % pedido[:100])
            raise ParametroInvalido({parametro: [rechazo]})
    if parametro in A_LA_VEZ and len(pedidos) > A_LA_VEZ[parametro]:
        dicho = _("Se admiten %(n)s a lo más.") % {"n": A_LA_VEZ[parametro]}
        raise ParametroInvalido({parametro: [dicho]})
    return list(dict.fromkeys(pedidos))
