"""Forms with which sides meet: the call, the minutes, and what the others say of them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.privacidad import a_la_vista
from gobierno_abierto.fuentes.admin import FormularioConFuentes
from gobierno_abierto.fuentes.cajas_archivo import ConArchivo
from secretariados.forms import caja_a_la_vista, no_muy_lejos
from secretariados.models import Asiento, Asistencia, Sesion

__all__ = [
    "FormularioCancelacion",
    "FormularioMinuta",
    "FormularioObservacion",
    "FormularioSesion",
]

ANTES_NO_HUBO = 2011  # the year of the first secretariat


class FormularioCancelacion(forms.Form):
    motivo = caja_a_la_vista(_("Por qué se cancela"))
    modelos = (Sesion,)


class FormularioObservacion(forms.Form):
    texto = caja_a_la_vista(
        _("Lo que su lado dice de la minuta"),
        filas=6,
        largo=10_000,
        ayuda=_("Queda a la vista de todos, junto a la minuta, y no se cambia."),
    )


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


class FormularioMinuta(ConArchivo, forms.Form):
    """What was said, of each side whether it came, and the paper, if there is one."""

    minuta = caja_a_la_vista(
        _("Minuta"),
        filas=12,
        largo=100_000,
        ayuda=_("Qué se trató y qué se dijo, por lados y oficinas: sin nombres de personas."),
    )
    modelos = (Sesion, Asistencia)

    def __init__(self, *args, sesion: Sesion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["archivo"].label = _("La minuta en papel o firmada, si la hay")
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
