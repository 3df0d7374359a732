"""Rows of the seats of a secretariat, in its form."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from gobierno_abierto.comun.admin import FilaCargada

__all__ = ["FilaDeAsiento", "FilasDeAsientos"]


class FilaDeAsiento(FilaCargada):
    """The trigger `asiento_que_termino`, said where the box is."""

    @property
    def termino(self) -> bool:
        hasta = self.initial.get("hasta")
        publico = self.instance.pk and self.instance.secretariado.publicado_en
        return bool(publico and hasta and hasta <= timezone.localdate())

    def clean(self):
        datos = super().clean() or self.cleaned_data
        hasta = datos.get("hasta")
        if self.termino and (hasta is None or hasta > timezone.localdate()):
            dicho = _("Ese asiento ya terminó: si alguien vuelve, agregue otro con su fecha.")
            self.add_error("hasta", dicho)
        return datos


class FilasDeAsientos(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        if any(fila.termino and self._should_delete_form(fila) for fila in self.forms):
            raise forms.ValidationError(
                _("Un asiento que terminó no se borra: es parte de la historia.")
            )
