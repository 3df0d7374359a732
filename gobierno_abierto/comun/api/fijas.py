"""Lists that are not rows of a table: the code lists. They answer as any other list does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import StreamingHttpResponse
from django.urls import URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.operaciones import EsquemaDeRegistro
from gobierno_abierto.comun.api.paginacion import paginar_fijas
from gobierno_abierto.comun.api.problemas import ParametroInvalido
from gobierno_abierto.comun.api.vistas import VistaDeLista, ambito_de, rutas_de_lista
from gobierno_abierto.comun.registro import Campo

__all__ = ["RegistroFijo", "rutas_de_fijo"]

Fila = Mapping[str, Any]
DE_TABLAS = ("ordering", "facetas", "incluir")  # what only a list of rows of a table takes


@dataclass(frozen=True)
class RegistroFijo:
    """A public list that the program itself knows. `filtros` are fields asked for by their value;
    the rows keep their order."""

    recurso: str
    componente: str
    es: str | Promise
    en: str
    filas: Callable[[], list[Fila]]
    filtros: tuple[str, ...]
    campos: tuple[Campo, ...]

    @property
    def nombres(self) -> list[str]:
        return [campo.nombre for campo in self.campos]

    def filtrar(self, pedidos: Mapping[str, str]) -> list[Fila]:
        """Rows whose fields have the values of `pedidos`. Raises `ParametroInvalido`."""
        todas = self.filas()
        for nombre in self.filtros:
            validos = sorted({fila[nombre] for fila in todas})
            if nombre in pedidos and pedidos[nombre] not in validos:
                aviso = _("«%(valor)s» no es un valor de este filtro.") % {"valor": pedidos[nombre]}
                rechazo = parametros.desconocido(pedidos[nombre], validos, aviso)
                raise ParametroInvalido({nombre: [rechazo]})
        return [
            fila
            for fila in todas
            if all(fila[n] == pedidos[n] for n in self.filtros if n in pedidos)
        ]


class EsquemaDeFijo(EsquemaDeRegistro):
    def _filtros(self):
        for nombre in self._registro.filtros:
            yield OpenApiParameter(nombre, str)

    def _con_mas(self):
        return ()

    def _ordenes(self):
        return ()


class ListaFija(VistaDeLista):
    registro: ClassVar[RegistroFijo]  # type: ignore[assignment]
    schema = EsquemaDeFijo()

    def get(self, request: Request) -> Response | StreamingHttpResponse:
        registro, dado = self.registro, request.query_params
        with self.en_su_idioma:
            propios = [p for p in parametros.propios(self.exportador) if p not in DE_TABLAS]
            parametros.validar_propios(dado, (*registro.filtros, *propios))
            filas = registro.filtrar(dado.dict())
            pedidos = parametros.leer_campos(dado.get("campos"), registro.nombres)
            pagina = paginar_fijas(
                filas,
                ambito=ambito_de(registro.recurso, dado),
                tamano=parametros.leer_tamano(dado.get("page_size")),
                cursor=dado.get("cursor"),
            )
        campos = [c for c in registro.campos if pedidos is None or c.nombre in pedidos]
        if self.exportador:
            return self.archivo(registro.recurso, _cortar(filas, campos), campos)
        return self.sobre(len(filas), _cortar(pagina.filas, campos), pagina)


def _cortar(filas: Sequence[Fila], campos: list[Campo]) -> list[Fila]:
    return [{campo.nombre: fila[campo.nombre] for campo in campos} for fila in filas]


def rutas_de_fijo(registro: RegistroFijo) -> list[URLPattern]:
    """The addresses of a fixed list: it has no detail."""
    lista: type[ListaFija] = type(
        f"{registro.componente}Lista", (ListaFija,), {"registro": registro}
    )
    return rutas_de_lista(registro.recurso, lista)
