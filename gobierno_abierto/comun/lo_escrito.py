"""Nothing typed is ever lost: what a form of the admin brought and could not be saved, shown."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gobierno_abierto.comun.reenvio import CAJA as VALE
from gobierno_abierto.comun.reenvio import Vale

__all__ = ["GuardaLoEscrito", "Motivo", "conservar", "forma_de"]

# Never sent back: what nobody should read over somebody's shoulder.
SECRETO = re.compile(r"passw|contrase|csrf|token|otp|secret|^code|recovery", re.I)
# `titulo`, or `responsables-0-lado`; what is called otherwise nobody typed.
CAJA = re.compile(r"(?:(?P<parte>\w+)-(?P<numero>\d{1,4})-)?(?P<columna>[a-zA-Z]\w*)")
DE_LA_FORMA = {"version", "visto", "id", "DELETE"}


class Motivo(models.TextChoices):
    """Why it was not saved."""

    SIN_SESION = "sin_sesion"
    OTRA_SESION = "otra_sesion"  # signed in again, in another tab: the form is of the former one
    YA_NO_ESTA = "ya_no_esta"
    SIN_PERMISO = "sin_permiso"


class GuardaLoEscrito:
    """Middleware: a form of the admin that is sent after its session ended comes back with all
    that it brought, and not as an empty page to sign in. Whoever gets this far proved that the
    form is ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs) -> HttpResponse | None:
        if _de_que_registro(request) is None or admin.site.has_permission(request):
            return None
        return conservar(request, Motivo.SIN_SESION, 403)


def conservar(request: HttpRequest, motivo: Motivo, estado: int) -> HttpResponse | None:
    """The page that shows what was typed; None if the request is not a record's form."""
    admin_del_modelo = _de_que_registro(request)
    if admin_del_modelo is None:
        return None
    de_reenviar = motivo in (Motivo.SIN_SESION, Motivo.OTRA_SESION)
    vale = Vale.para(request)
    respuesta = render(
        request,
        "admin/lo_escrito.html",
        {
            **admin.site.each_context(request),
            "motivo": motivo.value,
            "opts": admin_del_modelo.opts,
            "escrito": list(_escrito(request, admin_del_modelo)),
            "reenviar": [*_por_reenviar(request), (VALE, vale.firmado)] if de_reenviar else [],
            "entrar": f"{reverse('admin:login')}?{urlencode({'next': request.path})}",
        },
        status=estado,
    )
    if de_reenviar:
        vale.poner(respuesta)
    add_never_cache_headers(respuesta)
    return respuesta


def forma_de(suyo: admin.ModelAdmin, vista: Callable[..., HttpResponse]) -> Callable:
    """A view of that admin whose form outlives the session too, if `otras_formas` names it."""
    propia = suyo.admin_site.admin_view(vista)
    propia.model_admin = suyo  # type: ignore[attr-defined]
    return propia


def _de_que_registro(request: HttpRequest) -> admin.ModelAdmin | None:
    """The admin of the record whose form was sent: to add it, to change it, or another of those
    that it names in `otras_formas`."""
    hallada = request.resolver_match
    suyo = getattr(hallada and hallada.func, "model_admin", None)
    if request.method != "POST" or hallada is None or suyo is None:
        return None
    base = f"{suyo.opts.app_label}_{suyo.opts.model_name}"
    formas = (f"{base}_add", f"{base}_change", *getattr(suyo, "otras_formas", ()))
    return suyo if hallada.url_name in formas else None


def _por_reenviar(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for nombre, valores in request.POST.lists():
        if nombre != VALE and not SECRETO.search(nombre):
            yield from ((nombre, valor) for valor in valores)


def _escrito(request: HttpRequest, suyo: admin.ModelAdmin) -> Iterator[tuple[str, str]]:
    """Each box that says something, by its name, to be read and copied. Nothing is asked of the
    database: who reads this may be nobody yet."""
    modelo: Any = suyo.model
    ajenas = suyo.form.declared_fields  # boxes that are no columns
    partes = {str(r.get_accessor_name()): r.related_model for r in modelo._meta.related_objects}
    for nombre, valor in _por_reenviar(request):
        caja = CAJA.fullmatch(nombre)
        if not valor or caja is None or caja["columna"] in DE_LA_FORMA:
            continue
        parte = partes.get(caja["parte"] or "")
        campo = _campo(parte or modelo, caja["columna"])
        if parte and campo and campo.related_model is modelo:  # what ties the row to its record
            continue
        rotulo: Any = campo.verbose_name if campo else caja["columna"]
        if campo is None and caja["columna"] in ajenas:
            rotulo = ajenas[caja["columna"]].label
        etiqueta = capfirst(str(rotulo))
        if parte:
            etiqueta = (
                f"{capfirst(parte._meta.verbose_name)} {int(caja['numero']) + 1} · {etiqueta}"
            )
        yield etiqueta, _dicho(campo, valor)


def _campo(modelo: Any, columna: str) -> Any:
    """The column; of a date and its time, which are two boxes, the one that both are of."""
    for nombre in (columna, re.sub(r"_[01]$", "", columna)):
        try:
            return modelo._meta.get_field(nombre)
        except FieldDoesNotExist:
            continue
    return None


def _dicho(campo: Any, valor: str) -> str:
    if campo and campo.is_relation:
        return _("elección número %s") % valor
    return str(dict(getattr(campo, "flatchoices", ())).get(valor, valor))
