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
from django.utils.cache import patch_vary_headers

__all__ = ["comprimir"]

CALIDAD = 4  # as gzip's speed, a sixth smaller
MINIMO = 200  # bytes; what is smaller would grow
LO_QUIERE = re.compile(r"(?:^|,)\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[0-9.]+)?\s*(?:,|$)")


def comprimir(request: HttpRequest, respuesta: HttpResponseBase) -> None:
    """In its place, if the client takes it and nobody did it before."""
    if respuesta.has_header("Content-Encoding") or respuesta.status_code in (204, 304):
        return
    patch_vary_headers(respuesta, ("Accept-Encoding",))
    if not LO_QUIERE.search(request.headers.get("Accept-Encoding", "")):
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
