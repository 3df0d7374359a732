"""Pages of the ledger, and what machines need to check it."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from gobierno_abierto.bitacora import hojas
from gobierno_abierto.bitacora.arbol_guardado import de_una_lectura
from gobierno_abierto.bitacora.guiones import guion
from gobierno_abierto.bitacora.historia import hasta_el_acto, ultima_entrada_de
from gobierno_abierto.bitacora.models import Checkpoint, Cofirma, Entrada, Sello
from gobierno_abierto.bitacora.momento import leer_al, primera_version, secuencia_al
from gobierno_abierto.bitacora.pasado import como_estaba
from gobierno_abierto.bitacora.prueba import arbol
from gobierno_abierto.bitacora.registros import CAMBIOS
from gobierno_abierto.comun.api.problemas import problema
from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.vistas import ListaPublica

__all__ = [
    "CambioDetail",
    "CambioList",
    "ConPasado",
    "DeUnaVersion",
    "checkpoint",
    "clave",
    "consistencia",
    "prueba",
]

_MUESTRA = Procedencia.MUESTRA.value


class CambioList(ListaPublica):
    """The newest change first; those that are not sealed yet, above."""

    registro = CAMBIOS
    template_name = "bitacora/cambio_list.html"

    def para_pagina(self, filas):
        filas = filas.select_related("entrada")
        return filas if self.con_practica else filas.exclude(entrada__procedencia=_MUESTRA)

    @property
    def con_practica(self) -> bool:
        """Practice data confuse who came to read: on the page they are there for whoever names
        them. The API, which others keep copies of, leaves nothing out."""
        nombrados = ("procedencia", "procedencia__in", "objeto_clave")
        return any(self.request.GET.get(nombre) for nombre in nombrados)

    def orden(self):
        return ["-secuencia"]

    def get_context_data(self, **kwargs):
        self._en_palabras_llanas(self.filtro.form)
        contexto = super().get_context_data(**kwargs)
        por_sellar = Entrada.objects.por_sellar().order_by("-pk")
        if not self.con_practica:
            por_sellar = por_sellar.exclude(procedencia=_MUESTRA)
        return contexto | {
            "por_sellar": list(por_sellar[:10]),
            "ultimo": Checkpoint.objects.first(),
            "de_practica": self._de_practica(),
            "semana": [] if contexto["elegidos"] else self._semana(),
            "atestiguan": self._atestiguan(),
        }

    @staticmethod
    def _en_palabras_llanas(formulario) -> None:
        """The API's word for a moment is RFC 3339; a reader types a day."""
        desde = formulario["desde"]
        desde.label = _("Después de qué día")
        desde.help_text = _("Año-mes-día: 2026-11-24. También vale el número de una entrada.")
        if "desde" in formulario.errors:
            dicho = _("No se entiende esa fecha. Escríbala así, año-mes-día: 2026-11-24.")
            formulario.errors["desde"] = formulario.error_class([dicho])

    def _de_practica(self) -> dict[str, Any] | None:
        """How many entries of practice data this very list leaves out, and where they are."""
        if self.con_practica or not self.filtro.is_valid():
            return None
        consulta = self.request.GET.copy()
        consulta.pop(self.page_kwarg, None)
        consulta["procedencia"] = _MUESTRA
        suyas = self.registro.filtro(
            consulta, queryset=self.registro.publicos(), request=self.request
        )
        return {"total": suyas.qs.count(), "url": f"?{consulta.urlencode()}"}

    @staticmethod
    def _semana() -> list[dict[str, Any]]:
        """What changed in the last seven days, by kind of change."""
        dia = timezone.localdate() - timedelta(days=7)
        primer_instante = timezone.make_aware(datetime.combine(dia, time.min))
        recientes = Entrada.objects.filter(instante__gt=primer_instante, sello__isnull=False)
        cuentas = dict(
            recientes.exclude(procedencia=_MUESTRA)
            .order_by()
            .values_list("tipo")
            .annotate(Count("pk"))
        )
        return [
            {"etiqueta": tipo.label, "total": cuentas[tipo], "url": f"?tipo={tipo}&desde={dia}"}
            for tipo in Entrada.Tipo
            if tipo in cuentas
        ]

    @staticmethod
    def _atestiguan() -> int:
        """How many of the three sides have vouched for it of late, practice apart."""
        recientes = Cofirma.objects.filter(
            atestiguado_en__gt=timezone.now() - timedelta(days=14), testigo__publico=True
        )
        lados = recientes.exclude(testigo__procedencia=_MUESTRA).values("testigo__lado")
        return lados.order_by().distinct().count()


class CambioDetail(DetailView):
    """One sealed change, for ever at this address."""

    template_name = "bitacora/cambio_detail.html"
    context_object_name = "sello"

    def get_queryset(self):
        return Sello.objects.select_related("entrada")

    def get_object(self, queryset=None):
        fila = self.get_queryset().filter(secuencia=self.kwargs["secuencia"]).first()
        if fila is None:
            raise Http404
        return fila

    def get_context_data(self, **kwargs):
        vecinas = {
            "anterior": self.object.secuencia - 1,
            "siguiente": self.object.secuencia + 1,
        }
        ultima = Sello.objects.aggregate(ultima=Max("secuencia"))["ultima"]
        return super().get_context_data(**kwargs) | vecinas | {"ultima": ultima}


class ConPasado:
    """A record's page, or with `?al=` the page as it would have been then."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pasado: dict[str, Any] | None = None
        self.aviso_al = ""
        al = request.GET.get("al")
        if not al:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        try:
            instante = leer_al(al)
        except ValidationError as error:
            self.aviso_al = error.messages[0]
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        primera = primera_version(self.model.objeto, kwargs["clave"])  # type: ignore[attr-defined]
        if primera and instante < primera:
            datos = {"instante": instante, "primera": primera, "ahora": request.path}
            return render(request, "bitacora/sin_version.html", datos, status=404)
        self.pasado = {"instante": instante}
        return self.hacer(secuencia_al(instante), request, *args, **kwargs)

    def hacer(
        self, hasta: int | None, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The whole answer, while the past lasts: a template is otherwise filled in later."""
        dia = timezone.localdate(self.pasado["instante"]) if self.pasado else None
        with como_estaba(hasta, dia):
            respuesta = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            return respuesta.render() if hasattr(respuesta, "render") else respuesta

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)  # type: ignore[misc]
        return contexto | {"pasado": self.pasado, "aviso_al": self.aviso_al}


class DeUnaVersion(ConPasado):
    """A record's page as one version of it was, by its number: it says the same for ever."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pasado, self.aviso_al = None, ""
        objeto = self.model.objeto  # type: ignore[attr-defined]
        entrada = ultima_entrada_de(objeto, kwargs["clave"], kwargs["n"])
        if entrada is None:
            raise Http404(_("Este registro no tiene una versión con ese número."))
        hasta = hasta_el_acto(entrada)
        if hasta is None:
            return self.por_sellar(request)
        self.pasado = {"version": kwargs["n"], "instante": entrada.instante}
        return self.hacer(hasta, request, *args, **kwargs)

    @staticmethod
    def por_sellar(request: HttpRequest) -> HttpResponse:
        """What it says for ever is known once its act is sealed, in a moment."""
        respuesta = render(request, "bitacora/por_sellar.html", status=503)
        respuesta["Retry-After"] = "2"
        return respuesta

    def responder_retirado(self, registro: Any) -> HttpResponse:
        """The version that the withdrawal left, which is read for ever too."""
        return self.responder_lapida(registro, 200)  # type: ignore[attr-defined]


def _para_todos(respuesta: HttpResponse) -> HttpResponse:
    """Whoever checks may do it from anywhere, a page of their own included."""
    respuesta["Access-Control-Allow-Origin"] = "*"
    return respuesta


def _texto(contenido: str) -> HttpResponse:
    return _para_todos(HttpResponse(contenido, content_type="text/plain; charset=utf-8"))


def _aun_no() -> HttpResponse:
    return problema(503, _("Todavía no"), _("La bitácora aún no tiene nada sellado."))


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed head of the tree, or that of `?tamano=`, with its co-signatures."""
    tamano = request.GET.get("tamano")
    cabezas = Checkpoint.objects.prefetch_related("cofirmas")
    if tamano is not None:
        cabezas = (
            cabezas.filter(tamano=int(tamano))
            if tamano.isascii() and tamano.isdigit()
            else cabezas.none()
        )
    cabeza = cabezas.first()
    if cabeza is None:
        if tamano is None:
            return _aun_no()
        return problema(404, _("No existe"), _("No hay checkpoint de ese tamaño."))
    return _texto(cabeza.nota + "".join(cofirma.linea for cofirma in cabeza.cofirmas.all()))


def clave(request: HttpRequest) -> HttpResponse:
    """The public key of the newest checkpoint."""
    cabeza = Checkpoint.objects.first()
    return _texto(f"{cabeza.clave_publica}\n") if cabeza else _aun_no()


def prueba(request: HttpRequest, secuencia: int) -> HttpResponse:
    """That the leaf is in the newest tree: data, path and root (RFC 9162, 2.1.3)."""
    cabeza = Checkpoint.objects.first()
    sello = Sello.objects.select_related("entrada").filter(secuencia=secuencia).first()
    if cabeza is None or sello is None or secuencia > cabeza.tamano:
        return problema(404, _("No existe"), _("No hay ninguna entrada sellada con ese número."))
    camino = de_una_lectura(lambda a: arbol.inclusion(secuencia - 1, cabeza.tamano, a))
    return _para_todos(
        JsonResponse(
            {
                "secuencia": secuencia,
                "tamano": cabeza.tamano,
                "contenido": hojas.contenido(sello.entrada, secuencia),
                "hoja": bytes(sello.hoja).hex(),
                "prueba": [octetos.hex() for octetos in camino],
                "raiz": bytes(cabeza.raiz).hex(),
                "checkpoint": cabeza.nota,
            },
            json_dumps_params={"ensure_ascii": False},
        )
    )


def consistencia(request: HttpRequest, antes: int, despues: int) -> HttpResponse:
    """That the tree of `despues` leaves begins with that of `antes` (RFC 9162, 2.1.4)."""
    ultima = Sello.objects.aggregate(ultima=Max("secuencia"))["ultima"] or 0
    if not 0 < antes <= despues <= ultima:
        return problema(404, _("No existe"), _("La bitácora no ha tenido esos tamaños."))
    camino = de_una_lectura(lambda a: arbol.consistencia(antes, despues, a))
    return _para_todos(
        JsonResponse(
            {
                "antes": antes,
                "despues": despues,
                "prueba": [octetos.hex() for octetos in camino],
            }
        )
    )


def descargar(request: HttpRequest, nombre: str) -> HttpResponse:
    """A script that checks from outside, whole in one file."""
    sitio = request.build_absolute_uri(reverse("inicio"))
    respuesta = HttpResponse(
        guion(nombre, sitio.removesuffix("/")), content_type="text/x-python; charset=utf-8"
    )
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}.py"'
    return _para_todos(respuesta)
