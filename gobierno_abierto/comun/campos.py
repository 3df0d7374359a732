"""Model fields that keep a rule wherever they are used."""

from django import forms
from django.db import models

__all__ = ["LineaHonesta", "TextoHonesto"]


class TextoHonesto(models.TextField):
    """Text that is either there or NULL, never "": an empty box on a form is an unknown.

    The database refuses '' too (a column CHECK), so raw SQL keeps the rule.
    """

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
