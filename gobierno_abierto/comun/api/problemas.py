"""Errors of the API: always RFC 9457 `application/problem+json`, never HTML, never a traceback."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response

__all__ = [
    "ParametroInvalido",
    "Retirado",
    "SinVersion",
    "idioma_de",
    "problema",
    "responder_problema",
]

TIPO = "application/problem+json"
# Public, language-neutral names of what can go wrong, by status.
TIPOS = {
    400: "parametro-invalido",
    404: "no-existe",
    405: "solo-lectura",
    410: "retirado",
    412: "ya-es-otra",
    429: "demasiadas-peticiones",
    500: "error-interno",
    503: "base-de-datos-no-disponible",
}


class ParametroInvalido(exceptions.APIException):
    """A parameter or value that does not exist. `errores` maps each to a list of sentences."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errores: dict[str, list[str]]):
        super().__init__(_("La petición tiene parámetros o valores que no existen."))
        self.errores = errores


class Retirado(exceptions.APIException):
    """Once public, withdrawn since: the address stays, with the reason."""

    status_code = status.HTTP_410_GONE


class SinVersion(exceptions.NotFound):
    """The record was not public at that instant."""

    def __init__(self, primera_version: str | None):
        super().__init__(_("A esa fecha el registro todavía no era público."))
        self.primera_version = primera_version


def problema(
    estado: int,
    titulo: str,
    detalle: str,
    errores: dict[str, list[str]] | None = None,
    **otros: Any,
) -> JsonResponse:
    cuerpo: dict[str, Any] = {
        "type": f"urn:gobierno-abierto:problema:{TIPOS.get(estado, 'error')}",
        "title": titulo,
        "status": estado,
        "detail": detalle,
    }
    if errores:
        cuerpo["errores"] = errores
    cuerpo |= otros
    respuesta = JsonResponse(cuerpo, status=estado, content_type=TIPO, json_dumps_params=_LEGIBLE)
    respuesta["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    patch_vary_headers(respuesta, ["Accept-Language"])
    if estado == status.HTTP_405_METHOD_NOT_ALLOWED:
        respuesta["Allow"] = "GET, HEAD, OPTIONS"
    if estado == status.HTTP_503_SERVICE_UNAVAILABLE:
        respuesta["Retry-After"] = "10"
    return respuesta


_LEGIBLE = {"ensure_ascii": False}


def idioma_de(request: HttpRequest) -> str:
    """Spanish unless the client asks for another of our languages."""
    if "HTTP_ACCEPT_LANGUAGE" not in request.META:
        return translation.get_language() or "es-mx"
    return translation.get_language_from_request(request)


def responder_problema(
    error: Exception, contexto: dict[str, Any]
) -> Response | JsonResponse | None:
    """DRF's exception handler."""
    with translation.override(idioma_de(contexto["request"])):
        match error:
            case ParametroInvalido():
                return problema(400, _("Parámetro inválido"), str(error.detail), error.errores)
            case SinVersion():
                return problema(
                    404,
                    _("No existía"),
                    str(error.detail),
                    primera_version=error.primera_version,
                )
            case Http404() | exceptions.NotFound():
                return problema(404, _("No existe"), _no_existe(error))
            case Retirado():
                return problema(410, _("Retirado"), str(error.detail))
            case exceptions.MethodNotAllowed():
                return problema(
                    405, _("Solo lectura"), _("Esta interfaz solo admite GET, HEAD y OPTIONS.")
                )
            case PermissionDenied() | exceptions.APIException():
                estado = getattr(error, "status_code", 403)
                return problema(estado, _("No se pudo atender"), str(error))
            case OperationalError():
                return problema(
                    503,
                    _("Servicio no disponible"),
                    _("La base de datos no responde. Vuelva a intentarlo en unos segundos."),
                )
    return None


def _no_existe(error: Exception) -> str:
    propio = str(error.args[0]) if isinstance(error, Http404) and error.args else ""
    return propio or _("No hay ningún registro público en esta dirección.")
