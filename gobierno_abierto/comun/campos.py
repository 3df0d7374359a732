"""Model fields that keep a rule wherever they are used."""

from django.db import models

__all__ = ["TextoHonesto"]


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


def linea(verbose_name=None, **kwargs) -> TextoHonesto:
    """A TextoHonesto of one line: titles, names, keys."""
    return TextoHonesto(verbose_name, **kwargs)
