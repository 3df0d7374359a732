"""Forms with which a side tells how what it does is going, and what it shows of it."""

import re
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from compromisos.avance import TODO, EstadoDeActividad, de_actividad
from compromisos.models import Actividad, Evidencia, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.fuentes.admin import FormularioConFuentes
from gobierno_abierto.fuentes.cajas_archivo import ConArchivo, ConDireccion
from secretariados.forms import caja_a_la_vista

__all__ = [
    "FilaForm",
    "FormularioDevolver",
    "FormularioEnviar",
    "FormularioPublicar",
    "FormularioQuitarEvidencia",
    "ReporteForm",
    "periodos_que_se_reportan",
    "por_que_decir_lo_que_impide",
]

LARGO = 20_000  # characters: some eight pages
SEMESTRES = 4  # this one and those before that somebody may still owe


def periodos_que_se_reportan(hoy: date, inicio: date | None = None) -> list[str]:
    """The newest first; none that ended before its commitment began, if that is known."""
    anio, semestre = Periodo.de(hoy)
    cuentas = [(anio * 2 + semestre - 1 - atras) for atras in range(SEMESTRES)]
    periodos = [Periodo(cuenta // 2, cuenta % 2 + 1) for cuenta in cuentas]
    return [str(periodo) for periodo in periodos if not inicio or periodo.fin >= inicio]


def por_que_decir_lo_que_impide(
    actividad: Actividad, periodo: str, estado: str, valor: Decimal | None
) -> Any:
    """The trigger `reporte_a_su_hora`, asked before: a sentence; None if nothing is asked."""
    avance = de_actividad(estado, valor, actividad.linea_base, actividad.objetivo)
    if estado == EstadoDeActividad.CONCLUIDA:
        corta = _("Se concluye sin llegar a lo que se buscaba: diga qué lo impidió.")
        return corta if avance < TODO else None
    if estado == EstadoDeActividad.DETENIDA:
        return _("Está detenida: diga qué lo impide.")
    hoy = timezone.localdate()
    if actividad.termino_su_plazo(hoy):
        return _("Está atrasada, porque su plazo terminó: diga qué lo impide.")
    terminado = Periodo.con_clave(periodo).siguiente.inicio
    esperado = actividad.esperado_al(min(hoy, terminado))
    if avance >= esperado:
        return None
    return _(
        "Está rezagada, en %(va)s %% cuando se esperaba %(esperado)s %%: diga qué lo impide."
    ) % {
        "va": localize(avance),
        "esperado": localize(esperado),
    }


class ConReglas(forms.ModelForm):
    """What the triggers refuse, said where the box is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        actividad = self._la_que_se_reporta()
        if "periodo" in self.fields:
            dia, inicio = timezone.localdate(), actividad.compromiso.inicio if actividad else None
            opciones = periodos_que_se_reportan(dia, inicio)
            # Of what was sent, `clean` says why not.
            enviado = {self.data.get(self.add_prefix("periodo"))} & {*periodos_que_se_reportan(dia)}
            for otro in filter(None, (self.instance.periodo, *enviado)):
                if otro not in opciones:
                    opciones.append(otro)
            self.fields["periodo"] = forms.ChoiceField(
                label=_("Periodo"),
                choices=[(clave, clave) for clave in opciones],
                help_text=_("El semestre que se reporta."),
            )
        for nombre in ("texto", "obstaculos"):
            if nombre in self.fields:
                self.fields[nombre].validators.append(MaxLengthValidator(LARGO))
        if "valor" in self.fields and actividad and actividad.en_que_se_mide:
            self.fields["valor"].help_text = actividad.en_que_se_mide
        if "obstaculos" in self.fields and actividad and actividad.vence:
            self.fields["obstaculos"].help_text = _(
                "Hace falta si no llega a lo esperado: su plazo termina el %(vence)s, y hoy se "
                "espera de ella %(esperado)s %%."
            ) % {
                "vence": date_format(actividad.vence),
                "esperado": localize(actividad.esperado_al(timezone.localdate())),
            }

    def _la_que_se_reporta(self) -> Actividad | None:
        """That of the report; of a new one, that which the link to it or the box says, if any."""
        suya = getattr(self.instance, "actividad", None)
        dicha = suya or self.data.get("actividad") or self.initial.get("actividad")
        if isinstance(dicha, str | int):
            numero = str(dicha)
            suyas = Actividad.objects.select_related("compromiso")
            return suyas.filter(pk=numero).first() if numero.isdecimal() else None
        return dicha or None

    def clean(self):
        datos = super().clean() or self.cleaned_data
        actividad = datos.get("actividad") or getattr(self.instance, "actividad", None)
        estado = datos.get("estado")
        if actividad and estado:
            self._decir_que_lo_impide(actividad, estado, datos)
            if self._es_anterior(actividad, datos.get("periodo")):
                dicho = _("Ese periodo terminó antes de que empezara el compromiso.")
                self.add_error("periodo", dicho)
            self._medirse(actividad, estado, datos)
        return datos

    def _medirse(self, actividad: Actividad, estado: str, datos: dict) -> None:
        """What has an indicator tells where it is: to say less would count for more."""
        dice = datos.get("valor") is not None
        a_medias = estado in (EstadoDeActividad.EN_CURSO, EstadoDeActividad.DETENIDA)
        if dice and actividad.objetivo is None:
            self.add_error("valor", _("Esa actividad no tiene indicador que se mida."))
        elif (
            a_medias and actividad.objetivo is not None and not dice and "valor" not in self.errors
        ):
            self.add_error("valor", _("Esa actividad se mide: diga el valor de su indicador."))

    def _decir_que_lo_impide(self, actividad: Actividad, estado: str, datos: dict) -> None:
        dicho = datos.get("periodo") and por_que_decir_lo_que_impide(
            actividad, datos["periodo"], estado, datos.get("valor")
        )
        if dicho and not re.search(r"[^\W_]", datos.get("obstaculos") or ""):
            self.add_error("obstaculos", dicho)

    def _es_anterior(self, actividad: Actividad, periodo: str | None) -> bool:
        inicio = actividad.compromiso.inicio
        return bool(inicio and periodo and Periodo.con_clave(periodo).fin < inicio)


class FilaForm(ConDireccion, ConReglas):
    """A row of the spreadsheet; the instance has its activity."""

    class Meta:
        model = Reporte
        fields = ["periodo", "estado", "valor", "texto", "obstaculos"]

    def guardar_evidencia(self, reporte: Reporte) -> None:
        """Once, however often the sheet is sent."""
        copia = self.la_copia
        if copia and not reporte.evidencias.filter(copia=copia).exists():  # type: ignore[attr-defined]
            Evidencia(reporte=reporte, titulo=copia.url, copia=copia).save()


class ReporteForm(ConArchivo, ConDireccion, ConReglas, FormularioConFuentes):
    muestra = forms.CharField(
        label=_("Qué muestra"),
        required=False,
        max_length=500,
        help_text=_("«El padrón publicado», por ejemplo. Vacío: el nombre del archivo."),
    )

    def clean(self):
        """Nothing is shown without what it is, nor begun twice."""
        datos = super().clean() or self.cleaned_data
        if self.instance.pk is None and datos.get("actividad") and datos.get("periodo"):
            self._no_empezado(datos["actividad"], datos["periodo"])
        nada = not (
            self.el_archivo or self.la_copia or {"archivo", "direccion"} & self.errors.keys()
        )
        if datos.get("muestra") and nada:
            self.add_error("archivo", _("Elija el archivo, o escriba la dirección."))
        return datos

    def _no_empezado(self, actividad: Actividad, periodo: str) -> None:
        """Two who begin it at once wait for each other here."""
        Actividad.objects.select_for_update().get(pk=actividad.pk)
        suyos = Reporte.objects.filter(actividad=actividad, periodo=periodo, publicado_en=None)
        if empezado := suyos.first():
            enlace = reverse("admin:compromisos_reporte_change", args=[empezado.pk])
            dicho = (
                _('Ya se envió uno de esa actividad en ese semestre: <a href="{}">véalo</a>.')
                if empezado.por_revisar
                else _(
                    'Ya hay un borrador de esa actividad en ese semestre: <a href="{}">sígalo</a>.'
                )
            )
            self.add_error("periodo", format_html(str(dicho), enlace))

    def guardar_evidencia(self, reporte: Reporte) -> None:
        """What came with the form, as evidence of that report."""
        dicho = self.cleaned_data.get("muestra")
        if self.el_archivo:
            titulo = dicho or PurePosixPath(self.el_archivo.nombre).stem
            Evidencia(reporte=reporte, titulo=titulo, archivo=self.el_archivo).save()
        if self.la_copia:
            Evidencia(
                reporte=reporte, titulo=dicho or self.la_copia.url, copia=self.la_copia
            ).save()


class FormularioEnviar(forms.Form):
    confirmo = forms.BooleanField(label=_("Sí, enviarlo a mi lado"))


class FormularioDevolver(forms.Form):
    motivo = caja_a_la_vista(_("Por qué se devuelve"), ayuda=_("Lo lee quien lo escribió."))


class FormularioQuitarEvidencia(forms.Form):
    confirmo = forms.BooleanField(label=_("Sí, quitarla del reporte"))


class FormularioPublicar(forms.Form):
    confirmo = forms.BooleanField(
        label=_("Sí, publicarlo"),
        help_text=_("Lo verá todo el mundo, y no se cambia: después se publica otro."),
    )
    leido = forms.CharField(widget=forms.HiddenInput)
    modelos = (Reporte, Evidencia)
