"""The two views of every public resource: its list (and exports) and its detail.

Everything they know of a resource is its `Registro`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import F
from django.http import (
    FileResponse,
    Http404,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.formatos import EXPORTADORES, TIPOS, XLSX
from gobierno_abierto.comun.api.hojas import FILAS, libro_de
from gobierno_abierto.comun.api.inclusiones import Inclusion, con_incluidos
from gobierno_abierto.comun.api.lectura import leer_adelantado
from gobierno_abierto.comun.api.operaciones import EsquemaDeRegistro
from gobierno_abierto.comun.api.paginacion import Pagina, paginar
from gobierno_abierto.comun.api.problemas import ParametroInvalido, Retirado, idioma_de
from gobierno_abierto.comun.facetas import VALORES, Cuenta, contar_facetas, facetas_de, propios_de
from gobierno_abierto.comun.registro import Campo, Registro

__all__ = ["Detalle", "VistaApi", "VistaDeLista", "ambito_de", "rutas_de", "rutas_de_lista"]


CLAVE = "r_la_clave"  # in the projection, whatever fields were asked for
QUE_CUENTAN = gettext_noop(
    "Cada faceta respeta los demás filtros y no el suyo; de cada una, los %s valores con más."
)


class _SiempreJson(BaseContentNegotiation):
    """One representation: whatever the client says it accepts, it is not given HTML."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class VistaApi(APIView):
    """Open, read-only, for any origin."""

    http_method_names = ["get", "head", "options"]
    content_negotiation_class = _SiempreJson
    registro: ClassVar[Registro]

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        with self.en_su_idioma:
            parametros.exigir_utf8(request.META["QUERY_STRING"])

    def options(self, request, *args, **kwargs):
        return Response(status=204)

    @property
    def en_su_idioma(self):
        """For what may be refused: refusals are in the client's language, records never are."""
        return translation.override(idioma_de(self.request))

    @property
    def sitio(self) -> str:
        return self.request.build_absolute_uri("/").rstrip("/")


class VistaDeLista(VistaApi):
    """How a list answers: a page of it in its envelope, or the whole of it in an export format."""

    exportador = ""

    def sobre(
        self, total: int, resultados: Iterable[Any], pagina: Pagina, **otros: Any
    ) -> Response:
        vecinas = {"next": self._con(pagina.siguiente), "prev": self._con(pagina.anterior)}
        respuesta = Response(
            {
                "count": total,
                "next": vecinas["next"],
                "previous": vecinas["prev"],
                "results": list(resultados),
                **otros,
            }
        )
        enlaces = {"first": self._sin_y_con(("cursor",)), **vecinas}
        respuesta["Link"] = ", ".join(f'<{u}>; rel="{r}"' for r, u in enlaces.items() if u)
        return respuesta

    def _con(self, cursor: str | None) -> str | None:
        return None if cursor is None else self._sin_y_con((), cursor=cursor)

    def _sin_y_con(self, sobran: Iterable[str], **dados: str) -> str:
        """This address without some of its parameters, and with others."""
        dado = self.request.query_params.copy()
        for nombre in sobran:
            dado.pop(nombre, None)
        for nombre, valor in dados.items():
            dado[nombre] = valor
        consulta = f"?{dado.urlencode()}" if dado else ""
        return f"{self.sitio}{self.request.path}{consulta}"

    def archivo(
        self, recurso: str, resultados: Iterable[Any], campos: Sequence[Campo]
    ) -> StreamingHttpResponse:
        respuesta: StreamingHttpResponse
        nombre = f"{recurso}.{self.exportador}"
        if self.exportador == "xlsx":
            respuesta = FileResponse(libro_de(recurso, resultados, campos), content_type=XLSX)
            respuesta["Content-Encoding"] = "identity"  # it is compressed, and its length known
        else:
            tipo, escribir = EXPORTADORES[self.exportador]
            respuesta = StreamingHttpResponse(
                escribir(resultados, campos, bom=self.request.query_params.get("bom") == "1"),
                content_type=tipo,
            )
        respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
        return respuesta


class Lista(VistaDeLista):
    """A filtered, ordered list of the rows of a `Registro`."""

    schema = EsquemaDeRegistro()
    inclusiones: ClassVar[Mapping[str, Inclusion]] = {}

    def get(self, request: Request) -> Any:
        registro, dado = self.registro, request.query_params
        filtro = registro.filtro(dado, queryset=registro.publicos(), request=request)
        with self.en_su_idioma:
            parametros.validar(filtro, dado, self.exportador)
            hay_q = bool(filtro.form.cleaned_data.get("q"))
            orden = parametros.leer_orden(
                dado.get("ordering"),
                registro.ordenes,
                registro.orden_inicial,
                hay_q,
                solo_adelante=registro.solo_adelante,
            )
            campos = registro.elegidos(parametros.leer_campos(dado.get("campos"), registro.nombres))
            tamano = parametros.leer_tamano(dado.get("page_size"))
            facetas = parametros.leer_facetas(dado.get("facetas"), facetas_de(registro.filtro))
            incluidos = parametros.leer_incluidos(
                dado.get("incluir"), list(self.inclusiones), tamano
            )
        if self.exportador:
            return self._exportar(filtro.qs, campos, orden)
        pagina = self._pagina(filtro.qs, campos, orden, tamano)
        registros: Iterable[Any] = registro.presentar(pagina.filas, campos, self.sitio)
        if incluidos:
            pedidas = {nombre: self.inclusiones[nombre] for nombre in incluidos}
            claves = [fila[CLAVE] for fila in pagina.filas]
            registros = con_incluidos(registros, claves, pedidas, self.sitio)
        otros = self._facetas(filtro, facetas) if facetas else {}
        if filtro.con_erratas and pagina.filas:
            otros["con_erratas"] = True
        return self.sobre(filtro.qs.count(), registros, pagina, **otros)

    def _ordenes(self, orden):
        disponibles = {**self.registro.ordenes, "relevancia": "relevancia"}
        return [(nombre, _expresion(disponibles[nombre.removeprefix("-")])) for nombre in orden]

    def _pagina(self, filas, campos, orden, tamano) -> Pagina:
        dado = self.request.query_params
        with self.en_su_idioma:
            return paginar(
                self.registro.proyectar(filas, campos, **{CLAVE: self.registro.campo_clave}),
                ordenes=self._ordenes(orden),
                ambito=ambito_de(self.registro.recurso, dado),
                tamano=tamano,
                cursor=dado.get("cursor"),
            )

    def _facetas(self, filtro, nombres) -> dict[str, Any]:
        contadas = {
            nombre: [self._de_faceta(nombre, cuenta) for cuenta in cuentas]
            for nombre, cuentas in contar_facetas(filtro, nombres).items()
        }
        return {"facetas": contadas, "facetas_nota": _(QUE_CUENTAN) % VALORES}

    def _de_faceta(self, nombre: str, cuenta: Cuenta) -> dict[str, Any]:
        suyos = propios_de(self.registro.filtro, nombre)
        pedido = {f"{nombre}__isnull": "true"} if cuenta.valor is None else {nombre: cuenta.valor}
        return {
            "valor": cuenta.valor,
            "etiqueta": cuenta.etiqueta,
            "total": cuenta.total,
            "url": self._sin_y_con((*suyos, "cursor"), **pedido),
        }

    def _exportar(self, filas, campos, orden) -> StreamingHttpResponse:
        if self.exportador == "xlsx":
            self._exigir_que_quepan(filas)
        llaves = {f"k{i}": e for i, (_n, e) in enumerate(self._ordenes(orden))}
        sentidos = ["-" if nombre.startswith("-") else "" for nombre in orden]
        proyectadas = self.registro.proyectar(filas.alias(**llaves), campos).order_by(
            *(s + llave for s, llave in zip(sentidos, llaves, strict=True)), "pk"
        )
        leidas = leer_adelantado(proyectadas)
        registros = self.registro.presentar(leidas, campos, self.sitio)
        return self.archivo(self.registro.recurso, registros, campos)

    def _exigir_que_quepan(self, filas) -> None:
        """Sooner than after having written a million of them."""
        if filas.count() > FILAS:
            with self.en_su_idioma:
                aviso = _("Son más de %s filas: no caben en una hoja. Pida CSV, o filtre.") % FILAS
                raise ParametroInvalido({"formato": [aviso]})


class Detalle(VistaApi):
    """One record by its permanent key: 404 if it never was, 410 with the reason if withdrawn."""

    schema = EsquemaDeRegistro()
    acepta: tuple[str, ...] = ("campos", "incluir")
    inclusiones: ClassVar[Mapping[str, Inclusion]] = {}

    def get(self, request: Request, clave: str) -> Response | HttpResponsePermanentRedirect:
        registro, dado = self.registro, request.query_params
        with self.en_su_idioma:
            acepta = [nombre for nombre in self.acepta if nombre != "incluir" or self.inclusiones]
            parametros.validar_propios(dado, acepta)
            pedidos = parametros.leer_campos(dado.get("campos"), registro.nombres)
            incluidos = parametros.leer_incluidos(dado.get("incluir"), list(self.inclusiones))
        try:
            campos = registro.elegidos(pedidos)
            hallado = self.hallar({registro.campo_clave: clave}, campos)
            pedidas = {nombre: self.inclusiones[nombre] for nombre in incluidos}
            return Response(con_incluidos([hallado], [clave], pedidas, self.sitio)[0])
        except Http404:
            propia = self._como_se_escribe(clave)
            if propia in ("", clave):
                raise
        consulta = request.META["QUERY_STRING"]
        ruta = reverse(f"{registro.recurso}-detalle", args=[propia])
        return HttpResponsePermanentRedirect(f"{ruta}?{consulta}" if consulta else ruta)

    def _como_se_escribe(self, clave: str) -> str:
        """The key as its record has it, where only capitals differ; "" if there is none."""
        registro = self.registro
        if not registro.se_retira:
            return ""
        campo = registro.campo_clave
        for filas in (registro.publicos(), registro.modelo._default_manager.retirados()):
            propia = filas.filter(**{f"{campo}__iexact": clave}).values_list(campo, flat=True)
            if propia:
                return propia[0]
        return ""

    def hallar(self, esta: dict[str, str], campos: Sequence[Campo]) -> dict[str, Any]:
        registro = self.registro
        try:
            filas = registro.publicos().filter(**esta)
        except ValueError:  # a word where the key is a number
            raise Http404 from None
        fila = registro.proyectar(filas, campos).first()
        if fila is not None:
            return next(registro.presentar([fila], campos, self.sitio))
        if registro.se_retira:
            retirado = registro.modelo._default_manager.retirados().filter(**esta).first()
            if retirado:
                raise Retirado(retirado.motivo_del_retiro)
        raise Http404


def _expresion(orden: Any) -> Any:
    return F(orden) if isinstance(orden, str) else orden


# What changes how many rows come at a time, or what comes with them, and not which nor in which
# order: a cursor goes on.
SIN_EFECTO = ("cursor", "page_size", "campos", "facetas", "incluir")


def ambito_de(recurso: str, dado) -> str:
    """What a cursor is bound to: the resource and every parameter but the page's own."""
    propio = sorted((k, v) for k, v in dado.items() if k not in SIN_EFECTO)
    return hashlib.sha256(repr((recurso, propio)).encode()).hexdigest()[:16]


def rutas_de_lista(recurso: str, lista: type[VistaDeLista]) -> list[URLPattern]:
    """A page at a time, and one address for each export format."""
    return [
        path(f"{recurso}/", lista.as_view(), name=f"{recurso}-lista"),
        *(
            path(
                f"{recurso}.{extension}",
                lista.as_view(exportador=extension),
                name=f"{recurso}-{extension}",
            )
            for extension in TIPOS
        ),
    ]


def rutas_de(
    registro: Registro,
    base: type[Detalle] = Detalle,
    inclusiones: Mapping[str, Inclusion] | None = None,
) -> list[URLPattern]:
    """The addresses of a resource: list, exports, detail (`base` is the kind of detail)."""
    recurso = registro.recurso
    suyo = {"registro": registro, "inclusiones": inclusiones or {}}
    lista: type[Lista] = type(f"{registro.componente}Lista", (Lista,), suyo)
    detalle: type[Detalle] = type(f"{registro.componente}Detalle", (base,), suyo)
    return [
        *rutas_de_lista(recurso, lista),
        path(f"{recurso}/<clave:clave>/", detalle.as_view(), name=f"{recurso}-detalle"),
    ]
