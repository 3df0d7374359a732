"""Forms with which sides meet, propose, answer and tell what came of it."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.privacidad import a_la_vista
from gobierno_abierto.fuentes.admin import FormularioConFuentes
from secretariados.consenso import QUE_SE_DICEN, Sentido
from secretariados.models import Asiento, Asistencia, Cierre, Posicion, Sesion

__all__ = [
    "FormularioCancelacion",
    "FormularioCierre",
    "FormularioMinuta",
    "FormularioNota",
    "FormularioPosicion",
    "FormularioPropuesta",
    "FormularioProrroga",
    "FormularioRetiro",
    "FormularioSesion",
]


ANTES_NO_HUBO = 2011  # the year of the first secretariat


def no_muy_lejos(dia: date | None, *, anios: int) -> date | None:
    """A date that no calendar reaches is a mistake, and would never be over."""
    if dia and dia > timezone.localdate() + timedelta(days=366 * anios):
        raise forms.ValidationError(_("Es demasiado lejos: a lo más, %d años.") % anios)
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


class _Calendario(forms.DateInput):
    """The browser's own, which needs no script."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


def _a_la_vista(etiqueta, filas=3, largo=2000, ayuda=None) -> forms.CharField:
    """A box for words that stay in sight of everybody."""
    return forms.CharField(
        label=etiqueta,
        max_length=largo,
        widget=forms.Textarea(attrs={"rows": filas}),
        validators=[a_la_vista],
        help_text=ayuda or _("Queda a la vista de todos."),
    )


class FormularioRetiro(forms.Form):
    motivo = _a_la_vista(_("Por qué se retira"))


class FormularioProrroga(forms.Form):
    hasta = forms.DateField(label=_("Nueva fecha"), widget=_Calendario())
    motivo = _a_la_vista(
        _("Por qué"), ayuda=_("Queda a la vista de todos, junto a la fecha que se acordó.")
    )

    def clean_hasta(self):
        return no_muy_lejos(self.cleaned_data["hasta"], anios=5)


class FormularioNota(forms.Form):
    texto = _a_la_vista(
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


class FormularioCancelacion(forms.Form):
    motivo = _a_la_vista(_("Por qué se cancela"))
    modelos = (Sesion,)


class FormularioSesion(FormularioConFuentes):
    """To call a session is to publish it; its key is made when it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "publicar" in self.fields:
            self.fields["publicar"].label = _("Convocarla a la vista de todos al guardar")
            self.fields["confirmo"].label = _("Sí, convocarla")

    def clean_minuta(self):
        """Once it is there it stays (the trigger `sesion_a_su_hora`)."""
        minuta = self.cleaned_data.get("minuta")
        if self.instance.minuta and not minuta:
            raise forms.ValidationError(_("La minuta no se quita: se corrige, y se dice por qué."))
        return minuta

    def clean_inicia_en(self):
        """What was held was held; and a session of another century is a mistake."""
        cuando = self.cleaned_data["inicia_en"]
        no_muy_lejos(timezone.localdate(cuando), anios=5)
        if cuando.year < ANTES_NO_HUBO:
            raise forms.ValidationError(_("Entonces no había secretariados."))
        if self.instance.minuta and cuando > timezone.now():
            raise forms.ValidationError(_("Ya tiene minuta: no puede ser futura."))
        return cuando


class FormularioMinuta(forms.Form):
    """What was said, and of each side whether it came."""

    minuta = _a_la_vista(
        _("Minuta"),
        filas=12,
        largo=100_000,
        ayuda=_("Qué se trató y qué se dijo, por lados y oficinas: sin nombres de personas."),
    )
    modelos = (Sesion, Asistencia)

    def __init__(self, *args, sesion: Sesion, **kwargs):
        super().__init__(*args, **kwargs)
        firman = Asiento.objects.que_firman().filter(secretariado=sesion.secretariado_id)
        oficinas = {a.lado: a.firma for a in firman.select_related("institucion")}
        for lado in Lado:
            vacante = Asistencia.Condicion.VACANTE if lado.value not in oficinas else None
            self.fields[f"condicion_{lado.value}"] = forms.ChoiceField(
                label=lado.label,
                choices=[("", "—"), *Asistencia.Condicion.choices],
                initial=vacante,
            )
            self.fields[f"oficina_{lado.value}"] = forms.CharField(
                label=_("%(lado)s: oficina") % {"lado": lado.label},
                required=False,
                max_length=300,
                initial=oficinas.get(lado.value),
                validators=[a_la_vista],
                help_text=_("La oficina que asistió, sin nombres de personas."),
            )

    def clean(self):
        """The constraint `asistencia_presente_con_oficina`, said where the box is."""
        datos = super().clean() or self.cleaned_data
        for lado in Lado.values:
            presente = datos.get(f"condicion_{lado}") == Asistencia.Condicion.PRESENTE
            if presente and not datos.get(f"oficina_{lado}"):
                self.add_error(f"oficina_{lado}", _("Diga qué oficina asistió por ese lado."))
        return datos

    @property
    def asistencia(self) -> dict[str, dict[str, str | None]]:
        """Of who did not come, no office came."""
        dicha = {}
        for lado in Lado.values:
            condicion = self.cleaned_data[f"condicion_{lado}"]
            vino = condicion == Asistencia.Condicion.PRESENTE
            oficina = self.cleaned_data[f"oficina_{lado}"] if vino else None
            dicha[lado] = {"condicion": condicion, "oficina": oficina}
        return dicha
