"""Pages and problems for what goes wrong: in Spanish, useful, never a traceback."""

import sys
from typing import Any

from django.contrib import admin
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gobierno_abierto.comun.api.problemas import problema
from gobierno_abierto.comun.lo_escrito import Motivo, conservar
from gobierno_abierto.comun.reenvio import de_aqui

__all__ = ["demasiadas", "falla", "no_existe", "peticion_mala", "prohibido", "sin_prueba_de_origen"]

API = "/api/"


def peticion_mala(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problema(400, _("Petición inválida"), _("No se entiende la petición."))
    return render(request, "400.html", status=400)


def prohibido(request: HttpRequest, exception: Exception) -> HttpResponse:
    guardado = conservar(request, Motivo.SIN_PERMISO, 403)
    return guardado or render(request, "403.html", status=403)


def demasiadas(request: HttpRequest) -> HttpResponse:
    """Too many requests in a minute from one place, which is how long it is remembered."""
    respuesta = render(request, "429.html", status=429)
    respuesta["Retry-After"] = "60"
    return respuesta


def sin_prueba_de_origen(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: of another site, and then nothing of it is shown; or of ours, in
    a tab older than the session."""
    guardado = None
    if de_aqui(request):
        con_sesion = admin.site.has_permission(request)
        motivo = Motivo.OTRA_SESION if con_sesion else Motivo.SIN_SESION
        guardado = conservar(request, motivo, 403)
    return guardado or render(request, "403.html", status=403)


def no_existe(request: HttpRequest, exception: Exception) -> HttpResponse:
    propia = _como_se_escribe(request)
    if propia:
        return HttpResponsePermanentRedirect(propia)
    return render(request, "404.html", status=404)


def _como_se_escribe(request: HttpRequest) -> str:
    """This address with its keys as their records have them, where only capitals differ: keys are
    unique whatever their case, and people copy them by hand. "" if it is no record's."""
    hallada = request.resolver_match
    vista: Any = getattr(hallada and hallada.func, "view_class", None)
    if hallada is None or not hasattr(vista, "como_se_escribe"):
        return ""
    claves = hallada.kwargs | vista.como_se_escribe(**hallada.kwargs)
    if claves == hallada.kwargs:
        return ""
    consulta = request.META["QUERY_STRING"]
    propia = reverse(hallada.view_name, kwargs=claves)
    return f"{propia}?{consulta}" if consulta else propia


def falla(request: HttpRequest) -> HttpResponse:
    """A database that does not answer is a 503 that invites to come back; the rest is ours, 500.

    The template uses no query, no session and no context processor: any of them may be what failed.
    """
    sin_base = isinstance(sys.exc_info()[1], OperationalError)
    if request.path.startswith(API):
        if sin_base:
            return problema(503, _("Servicio no disponible"), _("La base de datos no responde."))
        return problema(500, _("Error interno"), _("Algo falló de nuestro lado; quedó registrado."))
    estado = 503 if sin_base else 500
    respuesta = render(None, f"{estado}.html", status=estado)
    if sin_base:
        respuesta["Retry-After"] = "10"
    return respuesta
