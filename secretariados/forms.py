"""Forms with which sides propose, answer and tell what came of it."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gobierno_abierto.comun.privacidad import a_la_vista
from gobierno_abierto.fuentes.admin import FormularioConFuentes
from secretariados.consenso import QUE_SE_DICEN, Sentido
from secretariados.models import Cierre, Posicion

__all__ = [
    "FormularioCierre",
    "FormularioNota",
    "FormularioPosicion",
    "FormularioPropuesta",
    "FormularioProrroga",
    "FormularioQuitar",
    "FormularioRetiro",
    "FormularioRetomar",
    "caja_a_la_vista",
    "no_muy_lejos",
]


def no_muy_lejos(dia: date | None, *, anios: int) -> date | None:
    """A date that no calendar reaches is a mistake, and would never be over."""
    if dia and dia > timezone.localdate() + timedelta(days=366 * anios):
        dicho = ngettext(
            "Es demasiado lejos: a lo más, %d año.", "Es demasiado lejos: a lo más, %d años.", anios
        )
        raise forms.ValidationError(dicho % anios)
    return dia


class FormularioPropuesta(FormularioConFuentes):
    """To propose is to publish: the three sides, and everybody, read it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nombre in ("secretariado", "justificacion", "responde_hasta"):
            if nombre in self.fields:
                self.fields[nombre].required = True
        if "publicar" in self.fields:
            self.fields["publicar"].label = _("Proponerlo a los otros lados al guardar")
            self.fields["confirmo"].label = _("Sí, proponerlo")

    def clean_responde_hasta(self):
        dia = self.cleaned_data["responde_hasta"]
        if dia and dia <= timezone.localdate():
            raise forms.ValidationError(_("Deje al menos un día para responder."))
        return no_muy_lejos(dia, anios=1)

    def clean_cumplir_hasta(self):
        return no_muy_lejos(self.cleaned_data.get("cumplir_hasta"), anios=10)

    def clean(self):
        """The trigger `sesion_de_su_secretariado`, said where the box is; and that a text moved,
        before the sides are asked about it."""
        datos = super().clean() or self.cleaned_data
        if datos.get("publicar") and self.instance.pk:
            self._sobre_el_texto_vigente()
        sesion, donde = datos.get("sesion"), datos.get("secretariado")
        if sesion and donde and sesion.secretariado_id != donde.pk:
            self.add_error("sesion", _("La sesión es de otro secretariado."))
        elif sesion and sesion.cancelada_motivo:
            self.add_error("sesion", _("Esa sesión se canceló: elija otra, o ninguna."))
        return datos

    def _sobre_el_texto_vigente(self):
        movidos = [str(c) for c in self.instance.cambios.all() if not c.vigente]
        if movidos:
            movido = _(
                "El texto sobre el que escribió ya es otro. Quite el cambio y escríbalo de "
                "nuevo: %s"
            )
            self.add_error("publicar", movido % ", ".join(movidos))


class FormularioPosicion(forms.ModelForm):
    """What a side says, and why."""

    sentido = forms.ChoiceField(
        label=_("Su lado"),
        choices=[(s.value, s.label) for s in QUE_SE_DICEN],
        widget=forms.RadioSelect,
    )
    leida = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dada = self.instance.dada_en
        self.initial["leida"] = self.leida_hoy = dada.isoformat() if dada else ""

    class Meta:
        model = Posicion
        fields = ["sentido", "razon"]
        help_texts = {
            "razon": _("Queda a la vista de todos. Si su lado no consiente, diga por qué.")
        }

    def clean_razon(self):
        razon = self.cleaned_data.get("razon")
        if razon:
            a_la_vista(razon)
        return razon

    def clean(self):
        datos = super().clean() or self.cleaned_data
        if datos.get("sentido") == Sentido.NO_CONSIENTE and not datos.get("razon"):
            self.add_error("razon", _("Diga por qué su lado no consiente."))
        if self.leida_hoy and datos.get("leida", "") != self.leida_hoy:
            self._su_lado_ya_dijo()
        return datos

    def _su_lado_ya_dijo(self):
        """Two members of one side: the second is told, and says again what she wants said."""
        self.data = self.data.copy()
        self.data["leida"] = self.leida_hoy
        dicho = _(
            "Mientras usted leía, su lado ya respondió: «%s». Si aun así quiere cambiarlo, envíe "
            "otra vez."
        )
        self.add_error(None, dicho % self.instance.get_sentido_display())


class _Calendario(forms.DateInput):
    """The browser's own, which needs no script."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


def caja_a_la_vista(etiqueta, filas=3, largo=2000, ayuda=None) -> forms.CharField:
    """A box for words that stay in sight of everybody."""
    return forms.CharField(
        label=etiqueta,
        max_length=largo,
        widget=forms.Textarea(attrs={"rows": filas}),
        validators=[a_la_vista],
        help_text=ayuda or _("Queda a la vista de todos."),
    )


class FormularioQuitar(forms.Form):
    confirmo = forms.BooleanField(label=_("Sí, quitar este cambio"))


class FormularioRetiro(forms.Form):
    motivo = caja_a_la_vista(_("Por qué se retira"))


class FormularioRetomar(forms.Form):
    motivo = caja_a_la_vista(_("Por qué se propone otra vez"))


class FormularioProrroga(forms.Form):
    hasta = forms.DateField(label=_("Nueva fecha"), widget=_Calendario())
    motivo = caja_a_la_vista(
        _("Por qué"), ayuda=_("Queda a la vista de todos, junto a la fecha que se acordó.")
    )

    def clean_hasta(self):
        return no_muy_lejos(self.cleaned_data["hasta"], anios=5)


class FormularioNota(forms.Form):
    texto = caja_a_la_vista(
        _("Cómo va"),
        filas=6,
        largo=10_000,
        ayuda=_("Queda a la vista de todos, y no se cambia: si algo falta, se escribe otra."),
    )


class FormularioCierre(forms.Form):
    confirmo = forms.BooleanField(
        label=_("Sí, mi lado lo da por cumplido"),
        help_text=_("Queda a la vista de todos, y no se deshace."),
    )
    modelos = (Cierre,)
