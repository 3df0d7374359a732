"""What the orders of these resources share."""

from datetime import date

from django.db.models import Value

__all__ = ["SIN_FECHA"]

# Unknown dates sort last; the value itself is never shown.
SIN_FECHA = Value(date(9999, 12, 31))
