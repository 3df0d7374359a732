"""From permanent keys of any kind to what a reader needs: a name and an address. One query."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.apps import apps
from django.db.models import CharField, Value

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.fuentes.etiquetas import PROPIEDADES

__all__ = ["Destino", "destinos_de", "retirado_de"]


class Destino(NamedTuple):
    """A public record, as a link."""

    tipo: Objeto
    clave: str
    titulo: str
    url: str


def destinos_de(pares: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Destino]:
    """The public records that `(tipo, clave)` point to; what is not public, or is practice data,
    is not there."""
    claves: dict[Objeto, set[str]] = defaultdict(set)
    for tipo, clave in pares:
        claves[Objeto(tipo)].add(clave)
    if not claves:
        return {}
    primera, *demas = (_filas(tipo, suyas) for tipo, suyas in claves.items())
    filas = primera.union(*demas, all=True) if demas else primera
    return {
        (fila["tipo"], fila["clave"]): Destino(
            Objeto(fila["tipo"]), fila["clave"], _titulo(fila), _url(fila)
        )
        for fila in filas
    }


def retirado_de(tipo: str, clave: str) -> Publicable | None:
    """The record that it points to, if it was withdrawn."""
    modelo = apps.get_model(MODELOS[Objeto(tipo)])
    return modelo._default_manager.retirados().filter(clave=clave).first()


def _filas(tipo: Objeto, claves: set[str]):
    publicos = apps.get_model(MODELOS[tipo])._default_manager.reales().filter(clave__in=claves)
    return publicos.como_enlaces().annotate(tipo=Value(tipo.value, output_field=CharField()))


def _titulo(fila) -> str:
    """A statement is named by its property, a code, and its value."""
    if fila["tipo"] != Objeto.AFIRMACION:
        return fila["rotulo"]
    propiedad, *resto = fila["rotulo"].partition(": ")
    return str(PROPIEDADES.get(propiedad, propiedad)) + "".join(resto)


def _url(fila) -> str:
    return apps.get_model(MODELOS[Objeto(fila["tipo"])]).enlace.direccion(fila["partes"])
