"""Pages of the open data, and its files as they are downloaded."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from gobierno_abierto.comun import licencia
from gobierno_abierto.comun.api.problemas import idioma_de, problema
from gobierno_abierto.portal.paquete.columnar import hay_parquet
from gobierno_abierto.portal.paquete.publicacion import (
    CATALOGO,
    Hecho,
    actual,
    instantanea,
    instantaneas,
)
from gobierno_abierto.portal.paquete.tablas import tablas
from gobierno_abierto.portal.preguntas import PREGUNTAS
from gobierno_abierto.portal.recetas import RECETAS

__all__ = ["Datos", "Diccionario", "catalogo", "paquete", "pasado"]

ESPERA = 30  # seconds until asking again for the first package
UN_ANO = 365 * 24 * 60 * 60


class Datos(TemplateView):
    """What there is to download, ten questions with their answers, and recipes."""

    template_name = "portal/datos/datos.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sitio = self.request.build_absolute_uri("/").rstrip("/")
        return super().get_context_data(**kwargs) | {
            "sitio": sitio,
            "paquete": actual(),
            "hay_parquet": hay_parquet(),
            "instantaneas": instantaneas(),
            "preguntas": PREGUNTAS,
            "recetas": [(receta, receta.en(sitio)) for receta in RECETAS],
            "licencia": licencia,
        }


class Diccionario(TemplateView):
    """Every table and every column, in the reader's language."""

    template_name = "portal/datos/diccionario.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ingles = (get_language() or "").startswith("en")
        todas = [
            {
                "nombre": tabla.nombre,
                "dice": tabla.en if ingles else tabla.es,
                "llave": tabla.llave,
                "columnas": [
                    {
                        "nombre": columna.nombre,
                        "tipo": columna.campo.tipo.value,
                        "nulo": columna.nulo,
                        "dice": columna.en if ingles else columna.es,
                    }
                    for columna in tabla.columnas
                ],
                "referencias": list(tabla.referencias()),
            }
            for tabla in tablas()
        ]
        return super().get_context_data(**kwargs) | {"tablas": todas}


def _para_todos(
    vista: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """From any origin, and its refusals in the client's language."""

    @wraps(vista)
    def con_cabeceras(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        with override(idioma_de(request)):
            return vista(request, **kwargs)

    return csrf_exempt(require_safe(con_cabeceras))  # another verb is a 405, whoever sends it


@_para_todos
def paquete(request: HttpRequest) -> HttpResponseBase:
    """The latest complete package, always at this address."""
    hecho = actual()
    return _zip(request, hecho, "public, no-cache") if hecho else _todavia_no()


@_para_todos
def catalogo(request: HttpRequest) -> HttpResponseBase:
    hecho = actual()
    if hecho is None:
        return _todavia_no()
    try:
        contenido = hecho.archivo.with_name(CATALOGO).read_bytes()
    except OSError:  # another took its place between the two
        return _todavia_no()
    return HttpResponse(
        contenido,
        content_type="application/ld+json",
        headers={
            "Cache-Control": "public, no-cache",
            "ETag": f'"{hashlib.sha256(contenido).hexdigest()}"',
        },
    )


@_para_todos
def pasado(request: HttpRequest, nombre: str) -> HttpResponseBase:
    """The package of a past day: it never changes. One that held what was erased is gone."""
    hecho = instantanea(nombre)
    if hecho is None:
        raise Http404(_("No hay un paquete de ese día."))
    if hecho.suprimido:
        aviso = _("Este paquete contenía un texto que después se suprimió por privacidad.")
        return problema(410, _("Retirado"), aviso)
    return _zip(request, hecho, f"public, max-age={UN_ANO}, immutable")


def _zip(request: HttpRequest, hecho: Hecho, cache: str) -> HttpResponseBase:
    try:
        archivo = open(hecho.archivo, "rb")  # noqa: SIM115 — the answer closes it
    except OSError:
        return _todavia_no()
    respuesta = FileResponse(
        archivo,
        as_attachment=True,
        filename=hecho.nombre,
        content_type="application/zip",
        headers={
            "Cache-Control": cache,
            "ETag": f'"{hecho.sha256}"',
            "Accept-Ranges": "none",
            "Content-Encoding": "identity",  # its length and its ETag are of these bytes
        },
    )
    # Any answer has the headers that it looks at.
    condicional: Any = get_conditional_response(request, respuesta["ETag"], response=respuesta)  # type: ignore[arg-type]
    if condicional is not respuesta:
        archivo.close()
    return condicional or respuesta


def _todavia_no() -> HttpResponse:
    dicho = _("El primer paquete se está haciendo. Vuelva a pedirlo en medio minuto.")
    respuesta = problema(503, _("Todavía no"), dicho)
    respuesta["Retry-After"] = str(ESPERA)
    return respuesta
