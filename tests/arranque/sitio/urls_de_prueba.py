"""A site that tells which worker and role answered, and writes a row when asked."""

import os

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


def vivo(_peticion: HttpRequest) -> JsonResponse:
    return JsonResponse({"proceso": os.getpid()})


def rol(_peticion: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        actual, sesion = cursor.fetchone()
    return JsonResponse({"actual": actual, "sesion": sesion})


@csrf_exempt
def filas(peticion: HttpRequest) -> JsonResponse:
    """GET lists the rows; POST adds one and answers once it is committed."""
    with connection.cursor() as cursor:
        if peticion.method == "POST":
            cursor.execute("INSERT INTO prueba_de_filas VALUES (%s)", [peticion.body.decode()])
        cursor.execute("SELECT texto FROM prueba_de_filas")
        return JsonResponse({"filas": [fila[0] for fila in cursor.fetchall()]})


urlpatterns = [path("salud/vivo", vivo), path("rol", rol), path("filas", filas)]
