"""Model fields that keep a rule wherever they are used."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.privacidad import a_la_vista
from gobierno_abierto.comun.somero import JsonSomero

__all__ = ["LineaHonesta", "ListaDe", "ListaJson", "TextoHonesto", "es_numero"]


class TextoHonesto(models.TextField):
    """Text that is either there or NULL, never "": an empty box on a form is an unknown.

    The database refuses '' too (a column CHECK), so raw SQL keeps the rule. Whoever types it is
    refused what should not be public for ever.
    """

    default_validators = [a_la_vista]

    def get_prep_value(self, value):
        return super().get_prep_value(value) or None

    def db_check(self, connection):
        return f"{connection.ops.quote_name(self.column)} <> ''"

    def formfield(self, **kwargs):
        return super().formfield(**({"empty_value": None} | kwargs))


class LineaHonesta(TextoHonesto):
    """The same for what fits in one line: keys, names, titles. Only its form box differs."""

    def formfield(self, **kwargs):
        return super().formfield(**({"widget": forms.TextInput} | kwargs))


def _sin_vacios(lista: object) -> None:
    for uno in lista if isinstance(lista, list) else []:
        for texto in uno.values() if isinstance(uno, dict) else [uno]:
            if isinstance(texto, str) and not texto.strip():
                raise ValidationError(_("Tiene un texto vacío: escríbalo o quítelo."))


class ListaJson(models.JSONField):
    """A short list that is always there: an empty box is an empty list, never NULL. Its texts say
    something."""

    default_validators = [a_la_vista, _sin_vacios]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **({"default": list, "blank": True} | kwargs))

    def formfield(self, **kwargs):
        return super().formfield(**({"decoder": JsonSomero} | kwargs))

    def save_form_data(self, instance, data):
        super().save_form_data(instance, [] if data is None else data)


class ListaDe(models.Func):
    """The JSON column is an array whose elements are all of one type; if they are objects, they
    have the texts `con`. A condition for a CHECK."""

    output_field = models.BooleanField()

    def __init__(self, columna: str, tipo: str, con: tuple[str, ...] = ()):
        self.columna, self.tipo, self.con = columna, tipo, con
        self.referenced_base_fields = {columna}  # as a Q has it
        bueno = " && ".join([f'@.type() == "{tipo}"', *(f'@.{c}.type() == "string"' for c in con)])
        super().__init__(
            models.F(columna),
            # Strict, so that an array inside the array is not taken for its elements; a missing key
            # is then «unknown», and so is no good.
            template=(
                'COALESCE(jsonb_path_match(%(expressions)s, \'strict $.type() == "array" && '
                f"!exists($[*] ? (({bueno}) is unknown || !({bueno})))', '{{}}', true), false)"
            ),
        )

    def deconstruct(self):
        return (
            "gobierno_abierto.comun.campos.ListaDe",
            [self.columna, self.tipo],
            {"con": self.con},
        )


def es_numero(campo: str) -> models.CheckConstraint:
    """PostgreSQL has a number that is none, «NaN», greater than every other: no sum outlives it."""
    return models.CheckConstraint(
        name=f"%(class)s_{campo}_es_numero",
        condition=models.Q(**{f"{campo}__lt": 10**12}),
        violation_error_message=_("Escriba un número de hasta doce cifras."),
    )
