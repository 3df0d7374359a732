"""Files, as they are downloaded."""

import logging
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gobierno_abierto.fuentes.models import Archivo

__all__ = ["descargar", "entregar"]

logger = logging.getLogger(__name__)

# Should a browser show it all the same, it can do nothing: no programs, no forms, no other address.
ENCERRADO = (
    "default-src 'none'; sandbox; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
)
UN_ANO = 365 * 24 * 60 * 60


@require_safe
def descargar(request: HttpRequest, uuid: UUID, nombre: str) -> HttpResponseBase:
    """What is public, always as a download. It never changes, so it may be kept for ever."""
    archivo = get_object_or_404(Archivo.objects.publicos(), uuid=uuid)
    if archivo.nombre != nombre:
        raise Http404
    return entregar(request, archivo, cache=f"public, max-age={UN_ANO}, immutable")


def entregar(request: HttpRequest, archivo: Archivo, *, cache: str) -> HttpResponseBase:
    """Whether whoever asks may have it, the caller knows."""
    tipo = archivo.tipo
    if tipo.startswith("text/"):
        tipo += "; charset=utf-8"
    cabeceras = {
        "Content-Length": str(archivo.tamano),
        "Content-Disposition": content_disposition_header(True, archivo.nombre) or "attachment",
        "Content-Security-Policy": ENCERRADO,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": cache,
        "ETag": f'"{archivo.sha256}"',
        # As they are: compressed already, most of them; and its length and ETag are of these bytes.
        "Content-Encoding": "identity",
    }
    sin_cuerpo = HttpResponse(content_type=tipo, headers=cabeceras)
    respuesta = get_conditional_response(request, cabeceras["ETag"], response=sin_cuerpo)
    if request.method == "HEAD" or respuesta is not sin_cuerpo:
        return respuesta or sin_cuerpo
    try:
        bytes_ = archivo.abrir()
    except FileNotFoundError as error:
        logger.exception(_("Falta en el disco el archivo %s."), archivo.uuid)
        raise Http404(_("El archivo no está: avise a quien opera el portal.")) from error
    return FileResponse(
        bytes_,
        as_attachment=True,
        filename=archivo.nombre,
        content_type=tipo,
        headers=cabeceras,
    )
