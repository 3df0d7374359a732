"""Forms with which sides propose and answer."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.privacidad import a_la_vista
from gobierno_abierto.fuentes.admin import FormularioConFuentes
from secretariados.consenso import QUE_SE_DICEN, Sentido
from secretariados.models import Posicion

__all__ = ["FormularioPosicion", "FormularioPropuesta", "FormularioRetiro"]


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

    def clean(self):
        datos = super().clean() or self.cleaned_data
        if datos.get("publicar") and self.instance.pk:
            movidos = [str(c) for c in self.instance.cambios.all() if not c.vigente]
            if movidos:
                movido = _(
                    "El texto sobre el que escribió ya es otro. Quite el cambio y escríbalo de "
                    "nuevo: %s"
                )
                self.add_error("publicar", movido % ", ".join(movidos))
        return datos

    def clean_responde_hasta(self):
        dia = self.cleaned_data["responde_hasta"]
        if dia and dia <= timezone.localdate():
            raise forms.ValidationError(_("Deje al menos un día para responder."))
        return dia


class FormularioPosicion(forms.ModelForm):
    """What a side says, and why."""

    sentido = forms.ChoiceField(
        label=_("Su lado"),
        choices=[(s.value, s.label) for s in QUE_SE_DICEN],
        widget=forms.RadioSelect,
    )

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
        return datos


class FormularioRetiro(forms.Form):
    motivo = forms.CharField(
        label=_("Por qué se retira"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[a_la_vista],
        help_text=_("Queda a la vista de todos."),
    )
