"""`/admin/importar/`: many commitments changed with a table, seen before they are."""

import io
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.admin import caja_a_la_vista
from gobierno_abierto.comun.elecciones import EleccionConClave
from gobierno_abierto.fuentes.archivos.examen import examinar
from gobierno_abierto.fuentes.archivos.limites import TAMANO
from gobierno_abierto.fuentes.archivos.tipos import Tipo
from gobierno_abierto.fuentes.models import Cita, Fuente
from gobierno_abierto.portal.importacion.cotejo import CeldaMala
from gobierno_abierto.portal.importacion.hoja import ArchivoInvalido, Hoja, de_csv, de_libro
from gobierno_abierto.portal.importacion.parcial import Movidas, Parcial
from gobierno_abierto.portal.importacion.visto import Vista, cotejar

__all__ = ["importar"]

TABLA = "compromisos"
FILAS = 2_000
CAMBIADAS = 300  # as many as a person may look at before confirming
CONFIRMACION = 1_500_000  # characters that the preview brings back
VALE = 60 * 60  # seconds between seeing and confirming
SAL = "portal.importar"


class FormularioDeTabla(forms.Form):
    """`hoja` is what the file says."""

    archivo = forms.FileField(
        label=gettext_lazy("La tabla, en CSV o XLSX"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy(
            "Con la columna «clave» y sólo las que cambien, llamadas como en la descarga."
        ),
    )
    motivo = caja_a_la_vista(
        gettext_lazy("Por qué cambian"),
        gettext_lazy("Queda a la vista de todos en la bitácora, con su lado y su oficina."),
    )
    fuente = forms.ModelChoiceField(
        Fuente.objects.all(),
        label=gettext_lazy("Fuente de la corrección"),
        required=False,
        widget=EleccionConClave(Cita._meta.get_field("fuente"), admin.site),
        help_text=gettext_lazy("Si alguno consta en fuentes: la que dice lo que usted corrige."),
    )
    hoja: Hoja

    def clean_archivo(self) -> None:
        """`ArchivoRechazado` if it is not a file that is taken."""
        subido = self.cleaned_data["archivo"]
        try:
            if subido.name.lower().endswith(".csv") and subido.size <= TAMANO:
                # It is read and not kept: what is wrong in it is a cell's, and is told so.
                self.hoja = de_csv(subido.name, TABLA, io.BytesIO(subido.read()))
                return
            examinado = examinar(subido.name, subido)
            if examinado.tipo != Tipo.XLSX:
                raise forms.ValidationError(_("Suba una tabla en CSV o en XLSX."))
            self.hoja = de_libro(examinado.nombre, examinado.datos, [TABLA])[0]
        except ArchivoInvalido as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> None:
        hoja = getattr(self, "hoja", None)
        if hoja and len(hoja.filas) > FILAS:
            self.add_error("archivo", _("Tiene más de %d filas: pártala en varias.") % FILAS)

    def clean_fuente(self) -> Fuente | None:
        """A source that she may cite."""
        fuente: Fuente | None = self.cleaned_data["fuente"]
        if fuente and not fuente.publico:
            raise forms.ValidationError(_("Esa fuente no es pública."))
        return fuente


@never_cache
def importar(request: HttpRequest) -> HttpResponse:
    """Upload, look, confirm: the preview comes back signed, so that what is applied is what was
    seen, and by whoever saw it."""
    if not admin.site.get_model_admin(Compromiso).has_change_permission(request):
        raise PermissionDenied
    if "volver" in request.POST:
        return _pagina(request, _otra_vez(request), 200)
    if "visto" in request.POST:
        return _confirmar(request)
    formulario = FormularioDeTabla(request.POST or None, request.FILES or None)
    if request.method == "POST" and formulario.is_valid():
        return _mirar(request, formulario)
    return _pagina(request, formulario, 422 if formulario.errors else 200)


def _mirar(request: HttpRequest, formulario: FormularioDeTabla) -> HttpResponse:
    motivo, fuente = formulario.cleaned_data["motivo"], formulario.cleaned_data["fuente"]
    vistas, cotejo = cotejar(request.user, formulario.hoja)
    malas = list(cotejo.malas)
    if len(vistas) > CAMBIADAS:
        formulario.add_error("archivo", _("Cambia más de %d compromisos: pártala.") % CAMBIADAS)
        return _pagina(request, formulario, 422)
    con_algo = [vista for vista in vistas if vista.cambios]
    if con_algo:  # of a row that has a bad cell, the others are tried too
        ilegibles = {vista.renglon: cotejo.malas_de(vista.renglon) for vista in con_algo}
        parcial = Parcial(request, motivo, fuente, ilegibles)
        try:
            malas += parcial.aplicar(con_algo, ensayo=True)
        except Movidas as movidas:  # somebody confirmed while these were looked at
            return _pagina(request, formulario, 409, movidas=movidas.claves)
        for caja, dicho in parcial.del_porque.items():
            formulario.add_error(caja, dicho)
    if malas or formulario.errors:
        return _pagina(request, formulario, 422, malas=_en_orden(malas))
    visto = signing.dumps(
        [request.user.pk, motivo, fuente and fuente.pk, [vista.plana() for vista in vistas]],
        salt=SAL,
        compress=True,
    )
    if len(visto) > CONFIRMACION:
        formulario.add_error("archivo", _("Cambia demasiado texto de una vez: pártala en varias."))
        return _pagina(request, formulario, 422)
    contexto = {
        "vistas": vistas,
        "iguales": len(formulario.hoja.filas) - len(vistas),
        "no_leidas": sorted(cotejo.calculadas.items()),
        "visto": visto if vistas else "",
        "motivo": motivo,
        "fuente": fuente,
    }
    return _pagina(request, formulario, 200, **contexto)


def _confirmar(request: HttpRequest) -> HttpResponse:
    try:
        motivo, fuente, planas = _visto(request, VALE)
    except signing.BadSignature:
        return _pagina(request, _otra_vez(request), 422, caduco=True)
    vistas = [Vista(**plana) for plana in planas]
    citada = Fuente.objects.publicos().filter(pk=fuente).first() if fuente else None
    parcial = Parcial(request, motivo, citada)
    try:
        malas = parcial.aplicar(vistas, ensayo=False)
    except Movidas as movidas:
        return _pagina(request, _otra_vez(request), 409, movidas=movidas.claves)
    if malas or parcial.del_porque:  # the source is public no more
        return _pagina(request, _otra_vez(request), 422, malas=_en_orden(malas), caduco=not malas)
    dicho = ngettext("Cambió %d compromiso.", "Cambiaron %d compromisos.", len(vistas))
    messages.success(request, dicho % len(vistas))
    return HttpResponseRedirect(reverse("admin:compromisos_compromiso_changelist"))


def _visto(request: HttpRequest, vale: int | None = None) -> tuple[str, int | None, list[Any]]:
    """What was seen, and why. Raises BadSignature if it was not by this account, or is over."""
    cuenta, motivo, fuente, planas = signing.loads(
        request.POST.get("visto", ""), salt=SAL, max_age=vale
    )
    if cuenta != request.user.pk:
        raise signing.BadSignature
    return motivo, fuente, planas


def _otra_vez(request: HttpRequest) -> FormularioDeTabla:
    """With the reason as it was typed: no browser brings a file back, but that is not lost."""
    try:
        motivo, fuente, _planas = _visto(request)
    except signing.BadSignature:
        return FormularioDeTabla()
    return FormularioDeTabla(initial={"motivo": motivo, "fuente": fuente})


def _en_orden(malas: list[CeldaMala]) -> list[CeldaMala]:
    return sorted(malas, key=lambda mala: mala.renglon)


def _pagina(
    request: HttpRequest, formulario: forms.Form, estado: int, **mas: Any
) -> TemplateResponse:
    contexto = {
        **admin.site.each_context(request),
        "title": _("Cambiar muchos compromisos con una hoja de cálculo"),
        "opts": Compromiso._meta,
        "form": formulario,
        "adminform": {"form": formulario},
        "media": formulario.media,
        **mas,
    }
    return TemplateResponse(request, "admin/importar.html", contexto, status=estado)
