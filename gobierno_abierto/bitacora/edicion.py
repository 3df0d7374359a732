"""Two editors never overwrite each other, and nobody is told «saved» who was not."""

from copy import copy

from django.contrib import admin
from django.contrib.admin.helpers import AdminErrorList
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from gobierno_abierto.bitacora.conflicto import Conflicto
from gobierno_abierto.comun.lo_escrito import Motivo, conservar
from gobierno_abierto.comun.lo_visto import LoVisto
from gobierno_abierto.comun.reaplicar import reaplicar

__all__ = ["SinPisarse"]

CONFLICTO = 409


class SinPisarse(admin.ModelAdmin):
    """`version` is the lock: a form saves the version that it was opened on, or does not save.

    The row is taken first of all, so that of many who send at once one saves, and each of the
    others sees, once that is done, that it came late.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        ver = super().changeform_view
        if request.method != "POST" or object_id is None:
            return self._con_candado(request, ver(request, object_id, form_url, extra_context))
        if self._tomar(object_id) == request.POST.get("version", ""):
            return self._con_candado(request, ver(request, object_id, form_url, extra_context))
        try:
            hoy = ver(_de_lectura(request), object_id, form_url, extra_context)
        except Http404:
            perdido = conservar(request, Motivo.YA_NO_ESTA, 404)
            if perdido is None:
                raise
            return perdido
        if not self.has_change_permission(request, _contexto(hoy)["original"]):
            raise PermissionDenied
        return _en_conflicto(request, self._con_candado(request, hoy))

    def delete_view(self, request, object_id, extra_context=None):
        ver = super().delete_view
        tomada = self._tomar(object_id) if request.method == "POST" else None
        if tomada in (None, request.POST.get("version")):
            return _con_version(ver(request, object_id, extra_context))
        hoy = _con_version(ver(_de_lectura(request), object_id, extra_context))
        _contexto(hoy)["cambio_mientras"] = True
        hoy.status_code = CONFLICTO
        return hoy

    def _tomar(self, object_id: str) -> str | None:
        """The record's version, which nobody else moves until this transaction ends."""
        try:
            pk = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        filas = self.model._base_manager.select_for_update(no_key=True).filter(pk=pk)
        version = filas.order_by("pk").values_list("version", flat=True).first()
        return None if version is None else str(version)

    def _con_candado(self, request: HttpRequest, respuesta: HttpResponse) -> HttpResponse:
        """The form says which version it is of, and what it shows."""
        if not isinstance(respuesta, TemplateResponse):
            return respuesta
        contexto = _contexto(respuesta)
        registro = contexto["original"]
        if registro and self.has_change_permission(request, registro):
            formsets = [parte.formset for parte in contexto["inline_admin_formsets"]]
            visto = LoVisto.de(contexto["adminform"].form, formsets)
            contexto["edicion"] = {"version": registro.version, "visto": visto.firmado()}
        return respuesta


def _con_version(respuesta: HttpResponse) -> HttpResponse:
    """The confirmation of a deletion says what it would delete."""
    if isinstance(respuesta, TemplateResponse):
        contexto = _contexto(respuesta)
        contexto["edicion"] = {"version": contexto["object"].version}
    return respuesta


def _en_conflicto(request: HttpRequest, hoy: TemplateResponse) -> HttpResponse:
    """Today's form with what this person typed on top. Nothing here can save it."""
    contexto = _contexto(hoy)
    en_linea = contexto["inline_admin_formsets"]
    reaplicado = reaplicar(contexto["adminform"].form, en_linea, request.POST)
    contexto["adminform"].form = reaplicado.formulario
    for parte, formset in zip(en_linea, reaplicado.formsets, strict=True):
        parte.formset = formset
    contexto["errors"] = AdminErrorList(reaplicado.formulario, reaplicado.formsets)
    vista = request.POST.get("version", "")
    contexto["conflicto"] = Conflicto(contexto["original"], reaplicado, vista)
    hoy.status_code = CONFLICTO
    return hoy


def _de_lectura(request: HttpRequest) -> HttpRequest:
    """The same request, as if it only asked to see."""
    lectura = copy(request)
    lectura.method = "GET"
    lectura.POST = QueryDict()
    return lectura


def _contexto(respuesta: TemplateResponse) -> dict:
    assert respuesta.context_data is not None  # noqa: S101 — the admin's pages always have one
    return respuesta.context_data
