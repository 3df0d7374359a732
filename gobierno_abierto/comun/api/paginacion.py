"""Cursors: opaque, signed keysets, bound to the order and the filters they were made for.

A page is "the rows after these values", so a list that changes while it is read never repeats or
skips the rows that stayed. The key is the list's orders and, last, the primary key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from gobierno_abierto.comun.api.problemas import ParametroInvalido

__all__ = ["Pagina", "paginar", "paginar_fijas"]

SAL = "gobierno_abierto.cursor"


@dataclass(frozen=True)
class Pagina:
    """One page: its projected rows and the cursors of its neighbours, where there are any."""

    filas: list[dict[str, Any]]
    siguiente: str | None
    anterior: str | None


def paginar(
    filas: QuerySet,
    *,
    ordenes: Sequence[tuple[str, Any]],
    ambito: str,
    tamano: int,
    cursor: str | None,
) -> Pagina:
    """Page of `filas` (already projected with `values()`).

    `ordenes` pairs "name" or "-name" with a never-NULL expression; `ambito` is what the cursor is
    bound to. One query.
    """
    desde = _leer(cursor, ambito) if cursor else None
    hacia_atras = bool(desde and desde["atras"])
    llaves = {f"k{i}": expresion for i, (_nombre, expresion) in enumerate(ordenes)} | {
        "k_pk": F("pk")
    }
    descendentes = [nombre.startswith("-") for nombre, _expresion in ordenes] + [False]
    if hacia_atras:
        descendentes = [not d for d in descendentes]
    filas = filas.annotate(**llaves)
    if desde:
        filas = filas.filter(_despues_de(list(llaves), descendentes, desde["llave"]))
    ordenadas = filas.order_by(
        *(f"-{llave}" if d else llave for llave, d in zip(llaves, descendentes, strict=True))
    )
    leidas = list(ordenadas[: tamano + 1])
    hay_mas, leidas = len(leidas) > tamano, leidas[:tamano]
    if hacia_atras:
        leidas.reverse()
    antes, despues = (hay_mas, True) if hacia_atras else (bool(desde), hay_mas)
    return Pagina(
        filas=leidas,
        siguiente=_escribir(leidas[-1], llaves, ambito, False) if leidas and despues else None,
        anterior=_escribir(leidas[0], llaves, ambito, True) if leidas and antes else None,
    )


def paginar_fijas(filas: Sequence[Any], *, ambito: str, tamano: int, cursor: str | None) -> Pagina:
    """Page of rows that are in memory and never move: the cursor is a place among them."""
    desde = _leer(cursor, ambito)["desde"] if cursor else 0
    hasta = desde + tamano
    return Pagina(
        filas=list(filas[desde:hasta]),
        siguiente=_firmar({"desde": hasta, "ambito": ambito}) if hasta < len(filas) else None,
        anterior=_firmar({"desde": max(desde - tamano, 0), "ambito": ambito}) if desde else None,
    )


def _despues_de(llaves: Sequence[str], descendentes: Sequence[bool], valores: Sequence[Any]) -> Q:
    """(k0, k1, …) strictly after `valores`, each in its own direction."""
    condicion, iguales = Q(), Q()
    for llave, descendente, valor in zip(llaves, descendentes, valores, strict=True):
        condicion |= iguales & Q(**{f"{llave}__{'lt' if descendente else 'gt'}": valor})
        iguales &= Q(**{llave: valor})
    return condicion


class _Codificador:
    """JSON that keeps microseconds: a truncated instant would repeat or skip rows."""

    class _Json(DjangoJSONEncoder):
        def default(self, o):
            return o.isoformat() if isinstance(o, date | datetime) else super().default(o)

    def dumps(self, obj):
        return self._Json(separators=(",", ":")).encode(obj).encode()

    def loads(self, data):
        return signing.JSONSerializer().loads(data)


def _escribir(fila: Mapping[str, Any], llaves: Mapping[str, Any], ambito: str, atras: bool) -> str:
    datos = {"llave": [fila[llave] for llave in llaves], "ambito": ambito, "atras": atras}
    return _firmar(datos)


def _firmar(datos: dict[str, Any]) -> str:
    """Without the hour, unlike `signing.dumps`: the same page is always the same bytes."""
    return signing.Signer(salt=SAL).sign_object(datos, serializer=_Codificador, compress=True)


def _leer(cursor: str, ambito: str) -> dict[str, Any]:
    try:
        datos = signing.Signer(salt=SAL).unsign_object(cursor, serializer=_Codificador)
    except signing.BadSignature:
        raise ParametroInvalido({"cursor": [_("El cursor no es válido.")]}) from None
    if datos["ambito"] != ambito:
        aviso = _("El cursor es de otra consulta: se usa con los filtros y el orden que lo dieron.")
        raise ParametroInvalido({"cursor": [aviso]})
    return datos
