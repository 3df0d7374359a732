"""What the API and the files of open data promise to every program, whatever it asks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from gobierno_abierto.comun.api.problemas import idioma_de, problema
from gobierno_abierto.portal.entrega.compresion import comprimir
from gobierno_abierto.portal.entrega.condicional import etag_de, la_tiene, quiere_otra
from gobierno_abierto.portal.entrega.limite import consumir

__all__ = ["EntregaDeLaApi"]

API = "/api/"
ARCHIVOS = ("/datos/gobierno-abierto.zip", "/datos/catalogo.jsonld", "/datos/instantaneas/")
UN_DIA = str(24 * 60 * 60)
# From any site's scripts: what they may send, and what they may read of what comes.
DESDE_DONDE_SEA = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Disposition, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
    ),
}
AL_PREGUNTAR = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept-Language, Content-Type, If-None-Match, X-Request-ID",
    "Access-Control-Max-Age": UN_DIA,
}


class EntregaDeLaApi:
    """Between Django's gzip, which leaves alone what is compressed here, and its conditional
    answers, which keep only some headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(API):
            respuesta = self._de_la_api(request)
        elif request.path.startswith(ARCHIVOS):
            preguntan = request.method == "OPTIONS"
            respuesta = HttpResponse(status=204) if preguntan else self.get_response(request)
        else:
            return self.get_response(request)
        for nombre, valor in DESDE_DONDE_SEA.items():
            respuesta[nombre] = valor
        if request.method == "OPTIONS":
            for nombre, valor in AL_PREGUNTAR.items():
                respuesta[nombre] = valor
        return respuesta

    def _de_la_api(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return self.get_response(request)
        etag = etag_de(request)
        if etag and quiere_otra(request, etag):
            return _es_otra(request)
        if etag and la_tiene(request, etag):  # nothing was computed: it does not count
            return HttpResponseNotModified(
                headers={"ETag": etag, "Cache-Control": A_COMPROBAR, "Vary": VARIA}
            )
        consumo = consumir(request)
        respuesta = (
            _demasiadas(request) if consumo and consumo.excede else self.get_response(request)
        )
        if consumo:
            consumo.anunciar(respuesta)
            if consumo.excede:
                respuesta["Retry-After"] = str(consumo.faltan)
        if respuesta.status_code == 412:  # Django's, which says nothing
            respuesta = _es_otra(request)
        if respuesta.status_code in (200, 304):
            respuesta.headers.setdefault("Cache-Control", A_COMPROBAR)
            if etag:  # instead of Django's, of the bytes, which is known only once they are made
                # A workbook says when it was made: the same cells, other bytes.
                respuesta["ETag"] = f"W/{etag}" if request.path.endswith(".xlsx") else etag
        else:
            respuesta.headers.setdefault("Cache-Control", "no-store")
            respuesta.headers.pop("ETag", None)  # Django's, of a refusal
        if request.method == "HEAD":
            _sin_cuerpo(respuesta)
        else:
            comprimir(request, respuesta)
        return respuesta


VARIA = "Accept-Language, Accept-Encoding"  # as what it was given the first time says
A_COMPROBAR = "public, no-cache"  # keep it, and ask each time whether it is still so


def _demasiadas(request: HttpRequest) -> HttpResponse:
    with override(idioma_de(request)):
        return problema(
            429,
            _("Demasiadas peticiones"),
            _(
                "Pidió más de lo que se atiende por minuto a cada dirección. Espere los segundos "
                "que dice «Retry-After». Para tenerlo todo, baje el paquete de datos abiertos: "
                "/datos/gobierno-abierto.zip"
            ),
        )


def _es_otra(request: HttpRequest) -> HttpResponse:
    with override(idioma_de(request)):
        respuesta = problema(
            412,
            _("Ya es otra"),
            _("Lo que hay no es lo que pide «If-Match»: quite esa cabecera para leer lo de hoy."),
        )
    respuesta["Vary"] = VARIA
    return respuesta


def _sin_cuerpo(respuesta: HttpResponseBase) -> None:
    """The same headers, and nothing is read from the database to be thrown away."""
    if isinstance(respuesta, StreamingHttpResponse):
        respuesta.streaming_content = iter(())
