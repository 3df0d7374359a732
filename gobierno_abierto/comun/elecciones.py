"""Boxes of the admin that choose one record among many."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _

__all__ = ["EleccionCargada", "EleccionConClave"]

DE_NADIE = 0  # no record has it: the box says that it is none of its choices


class EleccionConClave(AutocompleteSelect):
    """Looks for it as one types; where nothing runs in the browser, takes its permanent key."""

    sin_hallar = ""  # the key that was typed and is of none: it stays in its box

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '{}<noscript><label>{} <input type="text" name="{}" value="{}"></label></noscript>',
            super().render(name, value, attrs, renderer),
            _("o escriba su clave:"),
            _caja_de_la_clave(name),
            self.sin_hallar,
        )

    def optgroups(self, name, value, attr=None):
        """What is no number is no record's, and was refused: nothing is looked for."""
        return super().optgroups(name, [v for v in value if str(v).isdecimal() or not v], attr)

    def value_from_datadict(self, data, files, name):
        elegido = super().value_from_datadict(data, files, name)
        clave = (data.get(_caja_de_la_clave(name)) or "").replace("\0", "").strip()
        if not clave:
            return elegido
        filas = self.field.remote_field.model._default_manager.filter(clave__iexact=clave)
        suya = filas.values_list("pk", flat=True).first()
        self.sin_hallar = "" if suya else clave
        return suya or DE_NADIE


def _caja_de_la_clave(nombre: str) -> str:
    return f"{nombre}-clave"


class EleccionCargada(EleccionConClave):
    """Shows the chosen record without asking the database for what the row already brought."""

    cargado: models.Model | None = None

    def optgroups(self, name, value, attr=None):
        if self.cargado is None or value != [str(self.cargado.pk)]:
            return super().optgroups(name, value, attr)
        etiqueta = self.choices.field.label_from_instance(self.cargado)
        opciones = [self.create_option(name, value[0], etiqueta, True, 0)]
        if not self.is_required and not self.allow_multiple_selected:
            opciones.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, opciones, 0)]
