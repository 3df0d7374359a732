"""Pages of the admin with which a side reports many activities at once, in a spreadsheet."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from compromisos.forms_reportes import FilaForm, periodos_que_se_reportan
from compromisos.hoja import Fila, HojaIlegible, hacer_hoja, leer_hoja
from compromisos.models import Actividad, Compromiso, Reporte
from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.fuentes.archivos.examen import examinar
from gobierno_abierto.fuentes.archivos.tipos import Tipo

__all__ = ["ConHoja"]

XLSX = Tipo.XLSX.value


class FormularioHoja(forms.Form):
    """`filas` is what the spreadsheet says."""

    hoja = forms.FileField(
        label=gettext_lazy("La hoja, ya llena"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy("Cada renglón queda como un reporte en borrador. O todos, o nada."),
    )
    filas: list[Fila]

    def clean_hoja(self) -> None:
        """`ArchivoRechazado` if it is not a file that is taken."""
        subida = self.cleaned_data["hoja"]
        examinado = examinar(subida.name, subida)
        ajena = _("No es la hoja de este portal: baje otra vez la del compromiso y llénela.")
        if examinado.tipo != Tipo.XLSX:
            raise forms.ValidationError(ajena)
        try:
            self.filas = list(leer_hoja(examinado.datos))
        except HojaIlegible as causa:
            raise forms.ValidationError(ajena) from causa
        if not self.filas:
            raise forms.ValidationError(_("La hoja no dice nada todavía."))


class ConHoja:
    """For the admin of reports."""

    admin_site: Any
    opts: Any

    def rutas_de_la_hoja(self) -> list[Any]:
        suyo: Any = self
        return [
            path("hoja/<int:pk>/", forma_de(suyo, self.hoja), name="hoja-de-reportes"),
            path("hoja/<int:pk>/bajar/", forma_de(suyo, self.bajar_hoja), name="bajar-hoja"),
        ]

    def bajar_hoja(self, request, pk):
        compromiso, actividades = self._le_tocan(request, pk)
        periodos = periodos_que_se_reportan(timezone.localdate(), compromiso.inicio)
        respuesta = HttpResponse(hacer_hoja(actividades, periodos), content_type=XLSX)
        nombre = f"reportes-{compromiso.clave}.xlsx"
        respuesta["Content-Disposition"] = content_disposition_header(True, nombre)
        return respuesta

    def hoja(self, request, pk):
        compromiso, actividades = self._le_tocan(request, pk)
        form = FormularioHoja(request.POST or None, request.FILES or None)
        fallas: list[str] = []
        if request.method == "POST" and form.is_valid():
            formas = [(fila, self._forma(fila, actividades, request)) for fila in form.filas]
            fallas = [falla for fila, forma in formas for falla in _fallas(fila, forma)]
            fallas += _repetidas(form.filas)
            if not fallas:
                return self._guardadas(request, [forma for _fila, forma in formas])
        contexto = {
            **self.admin_site.each_context(request),
            "title": _("Reportar en una hoja de cálculo"),
            "opts": self.opts,
            "compromiso": compromiso,
            "actividades": actividades,
            "form": form,
            "adminform": {"form": form},
            "fallas": fallas,
        }
        return TemplateResponse(request, "admin/compromisos/hoja.html", contexto)

    def _le_tocan(self, request, pk) -> tuple[Compromiso, list[Actividad]]:
        """Its activities that the account reports; 404 if none is."""
        suyas = Actividad.objects.reportables_por(request.user).filter(compromiso=pk)
        actividades = list(suyas.select_related("compromiso").order_by("clave"))
        if not actividades:
            raise Http404
        return actividades[0].compromiso, actividades

    def _forma(self, fila: Fila, actividades: list[Actividad], request) -> FilaForm | None:
        """Of the draft that it goes on with, if there is one of that activity and period."""
        actividad = {una.clave: una for una in actividades}.get(fila.clave)
        if actividad is None:
            return None
        abiertos = Reporte.objects.editables_por(request.user).abiertos()
        suyo = abiertos.filter(actividad=actividad, periodo=fila.datos["periodo"]).first()
        if suyo is None:
            return FilaForm(fila.datos, instance=Reporte(actividad=actividad))
        return FilaForm(_sobre(suyo, fila.datos), instance=suyo)

    def _guardadas(self, request, formas: list[FilaForm]) -> HttpResponseRedirect:
        seguidos = sum(forma.instance.pk is not None for forma in formas)
        with transaction.atomic():
            for forma in formas:
                reporte = forma.save(commit=False)
                if reporte.pk is None:
                    self.firmar(request, reporte)
                reporte.save()
                forma.guardar_evidencia(reporte)
        dicho = ngettext(
            "Quedó %d reporte en borrador: falta enviarlo a su lado.",
            "Quedaron %d reportes en borrador: falta enviarlos a su lado.",
            len(formas),
        )
        messages.success(request, dicho % len(formas))
        if seguidos:
            ya = ngettext(
                "%d ya estaba empezado: quedó como dice la hoja, con lo que ella no dice.",
                "%d ya estaban empezados: quedaron como dice la hoja, con lo que ella no dice.",
                seguidos,
            )
            messages.info(request, ya % seguidos)
        lista = reverse("admin:compromisos_reporte_changelist")
        return HttpResponseRedirect(f"{lista}?publico__exact=0")

    def firmar(self, request, reporte: Reporte) -> None:
        raise NotImplementedError


def _sobre(reporte: Reporte, dicho: dict[str, str]) -> dict[str, Any]:
    """What the row says, over what the draft said already: an empty cell takes nothing away."""
    return {caja: valor or getattr(reporte, caja, "") for caja, valor in dicho.items()}


def _repetidas(filas: list[Fila]) -> list[str]:
    """Of two rows for the same activity and period one would be lost."""
    vistas: dict[tuple[str, str], Fila] = {}
    fallas = []
    for fila in filas:
        primera = vistas.setdefault((fila.clave, fila.datos["periodo"]), fila)
        if primera is not fila:
            dicho = _("Ya reporta esa actividad en ese periodo el renglón %d.") % primera.numero
            fallas.append(f"{fila.celdas['clave']}: {dicho}")
    return fallas


def _fallas(fila: Fila, forma: FilaForm | None) -> list[str]:
    """«F4: Diga qué lo impide.»"""
    if forma is None:
        dicho = _("%(clave)s no es una actividad que usted reporte.")
        return [f"{fila.celdas['clave']}: {dicho % {'clave': fila.clave or '—'}}"]
    if fila.sin_calcular:
        dicho = _("Es una fórmula sin su resultado: guarde la hoja en su programa, o escríbalo.")
        return [f"{fila.celdas[caja]}: {dicho}" for caja in fila.sin_calcular]
    return [
        f"{fila.celdas.get(caja, fila.celdas['clave'])}: {falla}"
        for caja, fallas in forma.errors.items()
        for falla in fallas
    ]
