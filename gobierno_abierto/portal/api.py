"""The public API: one line per resource; its documentation; and no HTML for what does not exist."""

from importlib.metadata import version

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, path, re_path, resolve, reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from compromisos.exports import rutas_de_tablas
from compromisos.feeds import AtomDeCompromisos, CalendarioDeActividades
from compromisos.registros import (
    ACTIVIDADES,
    COMPROMISOS,
    EVALUACIONES,
    EVIDENCIAS,
    METAS,
    POSTURAS,
    PRONUNCIAMIENTOS,
    REPLICAS,
    REPORTES,
)
from gobierno_abierto.bitacora.api import AtomDeCambios, DetalleConPasado
from gobierno_abierto.bitacora.registros import CAMBIOS
from gobierno_abierto.comun.api.citables import rutas_de_cita
from gobierno_abierto.comun.api.esquema import ref
from gobierno_abierto.comun.api.fijas import rutas_de_fijo
from gobierno_abierto.comun.api.parametros import validar_propios, validar_valores
from gobierno_abierto.comun.api.seguibles import rutas_de_seguibles
from gobierno_abierto.comun.api.vistas import Detalle, VistaApi, rutas_de
from gobierno_abierto.fuentes.registros import AFIRMACIONES, DISCREPANCIAS, FUENTES
from gobierno_abierto.portal.codigos import CODIGOS
from gobierno_abierto.portal.esquema import completar
from gobierno_abierto.portal.estado import CAMPOS_DE_ESTADO, estado_de_la_bitacora, recuentos
from gobierno_abierto.portal.referencias import inclusiones_de
from planes.mapas import MapaDeEjercicios
from planes.registros import EJERCICIOS, EJES, HITOS, MESAS, PLANES
from secretariados.feeds import AtomDeAcuerdos, CalendarioDeAcuerdos, CalendarioDeSesiones
from secretariados.registros import (
    ACUERDOS,
    INSTITUCIONES,
    JURISDICCIONES,
    PAISES,
    SECRETARIADOS,
    SESIONES,
)

__all__ = ["REGISTROS", "NoExiste", "agregar_componentes", "urlpatterns"]

REGISTROS = (
    PLANES,
    EJES,
    MESAS,
    COMPROMISOS,
    METAS,
    ACTIVIDADES,
    REPORTES,
    EVIDENCIAS,
    EVALUACIONES,
    REPLICAS,
    PRONUNCIAMIENTOS,
    POSTURAS,
    HITOS,
    SECRETARIADOS,
    SESIONES,
    ACUERDOS,
    INSTITUCIONES,
    JURISDICCIONES,
    EJERCICIOS,
    PAISES,
    AFIRMACIONES,
    DISCREPANCIAS,
    FUENTES,
)
CON_PASADO = (PLANES, COMPROMISOS)


def agregar_componentes(result, generator, request, public):
    """drf-spectacular hook: what the operations refer to, and have in common."""
    incluidos = {
        registro.recurso: {
            nombre: una.registro for nombre, una in inclusiones_de(registro, REGISTROS).items()
        }
        for registro in REGISTROS
    }
    registros = (*REGISTROS, CAMBIOS, CODIGOS)
    return completar(result, registros, {"Estado": CAMPOS_DE_ESTADO}, incluidos)


@extend_schema(exclude=True)
class Raiz(VistaApi):
    """What there is to ask for."""

    def get(self, request: Request) -> Response:
        with self.en_su_idioma:
            validar_propios(request.query_params, ())
        nombres = {registro.recurso: f"{registro.recurso}-lista" for registro in REGISTROS}
        nombres |= {"cambios": "cambios-lista", "codigos": "codigos-lista"}
        nombres |= {otra: otra for otra in ("estado", "esquema", "docs")}
        return Response({nombre: self.sitio + reverse(ruta) for nombre, ruta in nombres.items()})


class Estado(VistaApi):
    """What the portal holds, and when it last changed."""

    @extend_schema(
        operation_id="estado",
        summary="Qué hay en el portal y cuándo cambió por última vez",
        tags=["estado"],
        responses={
            (200, "application/json"): ref("Estado"),
            (400, "application/problem+json"): ref("Problema"),
        },
    )
    def get(self, request: Request) -> Response:
        with self.en_su_idioma:
            validar_propios(request.query_params, ())
        recursos = [
            {
                "recurso": fila["recurso"],
                "url": self.sitio + reverse(f"{fila['recurso']}-lista"),
                "registros": fila["registros"],
                "actualizado": fila["ultimo"],
            }
            for fila in recuentos(REGISTROS)
        ]
        return Response(
            {
                "version": version("gobierno-abierto"),
                **estado_de_la_bitacora(),
                "limite_por_minuto": settings.LIMITE_API or None,
                "actualizado": max(
                    (r["actualizado"] for r in recursos if r["actualizado"]), default=None
                ),
                "recursos": recursos,
            }
        )


class Esquema(VistaApi, SpectacularJSONAPIView):
    """OpenAPI 3.1, whatever the client says it accepts."""

    schema = None
    ACEPTA = {"lang": [codigo for codigo, _nombre in settings.LANGUAGES], "format": ["json"]}

    def get(self, request: Request, *args, **kwargs) -> Response:
        with self.en_su_idioma:
            validar_propios(request.query_params, tuple(self.ACEPTA))
            validar_valores(request.query_params, self.ACEPTA)
        return super().get(request, *args, **kwargs)


class Docs(SpectacularSwaggerSplitView):
    http_method_names = ["get", "head", "options"]

    def options(self, request, *args, **kwargs):
        return HttpResponse(status=204)


@extend_schema(exclude=True)
class NoExiste(VistaApi):
    """Everything else under the API: a problem, or the same address with its final slash."""

    def options(self, request, *args, **kwargs):
        raise Http404

    def get(self, request: Request, resto: str) -> HttpResponsePermanentRedirect:
        con_barra = f"{request.path}/"
        try:
            existe = resolve(con_barra).func is not resolve(request.path).func
        except Resolver404:
            existe = False
        if request.path.endswith("/") or not existe:
            raise Http404
        consulta = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(f"{con_barra}?{consulta}" if consulta else con_barra)


urlpatterns = [
    path("", Raiz.as_view(), name="api"),
    *(
        ruta
        for registro in REGISTROS
        for ruta in rutas_de(
            registro,
            DetalleConPasado if registro in CON_PASADO else Detalle,
            inclusiones_de(registro, REGISTROS),
        )
    ),
    *(ruta for registro in REGISTROS for ruta in rutas_de_cita(registro)),
    *rutas_de_seguibles(
        AtomDeCambios,
        AtomDeAcuerdos,
        AtomDeCompromisos,
        CalendarioDeAcuerdos,
        CalendarioDeActividades,
        CalendarioDeSesiones,
        MapaDeEjercicios,
    ),
    *rutas_de_tablas(),
    *rutas_de(CAMBIOS),
    *rutas_de_fijo(CODIGOS),
    path("estado/", Estado.as_view(), name="estado"),
    path("esquema/", Esquema.as_view(), name="esquema"),
    path("docs/", Docs.as_view(url_name="esquema"), name="docs"),
    re_path(r"^(?P<resto>[\s\S]*)$", NoExiste.as_view()),
]
