"""A list in the formats that programs follow: a feed (`.atom`), a calendar (`.ics`), a map
(`.geojson`).

They take the filters of the list. What each row becomes, its resource says.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation

from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.atom import Novedad, atom
from gobierno_abierto.comun.api.calendario import Evento, calendario
from gobierno_abierto.comun.api.formatos import a_json
from gobierno_abierto.comun.api.operaciones import EsquemaDeSeguible
from gobierno_abierto.comun.api.vistas import VistaApi
from gobierno_abierto.comun.registro import Registro

__all__ = [
    "EnAtom",
    "EnCalendario",
    "EnGeojson",
    "Novedad",
    "rutas_de_seguibles",
]


class _Seguible(VistaApi):
    registro: ClassVar[Registro]
    formato: ClassVar[str]
    schema = EsquemaDeSeguible()

    def filas(self, request: Any) -> QuerySet:
        registro, dado = self.registro, request.query_params
        filtro = registro.filtro(dado, queryset=registro.publicos(), request=request)
        with self.en_su_idioma:
            parametros.validar(filtro, dado, self.formato)
            return filtro.qs


class EnAtom(_Seguible):
    """All of it, the newest first, for feed readers. Streamed."""

    formato = "atom"
    titulo: ClassVar[str]
    pagina: ClassVar[str]  # name of the address where people read the same

    def novedades(self, filas: QuerySet) -> Iterable[Novedad]:
        raise NotImplementedError

    def get(self, request: Any) -> StreamingHttpResponse:
        partes = atom(
            self.sitio,
            self.novedades(self.filas(request)),
            title=f"Gobierno Abierto: {self.titulo}",
            link=self.sitio + reverse(self.pagina),
            feed_url=request.build_absolute_uri(),
            description=str(self.registro.es),
        )
        tipo = "application/atom+xml; charset=utf-8"
        return StreamingHttpResponse(_en_espanol(partes), content_type=tipo)


class EnCalendario(_Seguible):
    """Its dates. Streamed, as the other formats: the whole of it, in constant memory."""

    formato = "ics"
    nombre: ClassVar[str]

    def eventos(self, filas: QuerySet) -> Iterable[Evento]:
        raise NotImplementedError

    def get(self, request: Any) -> StreamingHttpResponse:
        filas = self.filas(request)
        respuesta = StreamingHttpResponse(
            _en_espanol(calendario(f"Gobierno Abierto: {self.nombre}", self.eventos(filas))),
            content_type="text/calendar; charset=utf-8",
        )
        nombre = f"{self.registro.recurso}.{self.formato}"
        respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
        return respuesta


class EnGeojson(_Seguible):
    """Its places (RFC 7946): longitude first. One that nobody knows where it is has no geometry."""

    formato = "geojson"

    def rasgos(self, filas: QuerySet) -> Iterable[dict[str, Any]]:
        raise NotImplementedError

    @staticmethod
    def rasgo(clave: str, punto: list[float] | None, propiedades: dict[str, Any]) -> dict[str, Any]:
        geometria = {"type": "Point", "coordinates": punto} if punto else None
        return {
            "type": "Feature",
            "id": clave,
            "geometry": geometria,
            "properties": propiedades,
        }

    def get(self, request: Any) -> HttpResponse:
        rasgos = list(self.rasgos(self.filas(request)))
        return HttpResponse(
            a_json({"type": "FeatureCollection", "features": rasgos}),
            content_type="application/geo+json",
        )


def _en_espanol(partes: Iterable[str]) -> Iterable[str]:
    """Records are not translated, whatever the reader's language; each part is made under ours."""
    suyas = iter(partes)
    while True:
        with translation.override(settings.LANGUAGE_CODE):
            parte = next(suyas, None)
        if parte is None:
            return
        yield parte


def rutas_de_seguibles(*vistas: type[_Seguible]) -> list[URLPattern]:
    rutas = []
    for vista in vistas:
        recurso, formato = vista.registro.recurso, vista.formato
        rutas.append(path(f"{recurso}.{formato}", vista.as_view(), name=f"{recurso}-{formato}"))
    return rutas
