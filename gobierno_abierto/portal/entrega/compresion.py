"""Brotli for what is not secret: Django has gzip alone, and its own answers keep to it.

Pages of people who signed in carry proofs of origin, which Django's gzip pads at random against
BREACH; the API has nothing to guess.
"""

import re
from collections.abc import Iterator
from typing import Any

import brotli
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

__all__ = ["Gzip", "acepta", "comprimir"]

CALIDAD = 4  # as gzip's speed, a sixth smaller
MINIMO = 200  # bytes; what is smaller would grow
CUANTO = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*")


def acepta(request: HttpRequest, codificacion: str) -> bool:
    """Whether the client takes it: «gzip;q=0» says that it does not."""
    dichas = map(CUANTO.fullmatch, request.headers.get("Accept-Encoding", "").lower().split(","))
    cuanto = {dicha[1]: dicha[2] or "1" for dicha in dichas if dicha}
    return cuanto.get(codificacion, cuanto.get("*", "0")).strip("0.") != ""


class Gzip(GZipMiddleware):
    """Django's, which takes «gzip;q=0» for a yes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if response.get("Content-Encoding") == "identity":  # said here, to be left as it is
            del response["Content-Encoding"]
            return response
        if acepta(request, "gzip"):
            return super().process_response(request, response)
        if not response.has_header("Content-Encoding"):
            patch_vary_headers(response, ("Accept-Encoding",))
        return response


def comprimir(request: HttpRequest, respuesta: HttpResponseBase) -> None:
    """In its place, if the client takes it and nobody did it before."""
    if respuesta.has_header("Content-Encoding") or respuesta.status_code in (204, 304):
        return
    patch_vary_headers(respuesta, ("Accept-Encoding",))
    if not acepta(request, "br"):
        return
    if isinstance(respuesta, StreamingHttpResponse):
        respuesta.streaming_content = _por_trozos(respuesta.streaming_content)
        del respuesta["Content-Length"]
    elif isinstance(respuesta, HttpResponse) and len(respuesta.content) >= MINIMO:
        respuesta.content = brotli.compress(respuesta.content, quality=CALIDAD)
        respuesta["Content-Length"] = str(len(respuesta.content))
    else:
        return
    respuesta["Content-Encoding"] = "br"
    etag = respuesta.get("ETag", "")
    if etag.startswith('"'):  # other bytes, the same thing
        respuesta["ETag"] = f"W/{etag}"


def _por_trozos(trozos: Any) -> Iterator[bytes]:
    compresor = brotli.Compressor(quality=CALIDAD)
    for trozo in trozos:
        yield compresor.process(trozo)
    yield compresor.finish()
