"""Orders that several pages of plans share."""

from django.db.models.functions import Coalesce

__all__ = ["EN_EL_TIEMPO"]

# The country's own plans first, then the states', each from its beginning; undated ones last.
EN_EL_TIEMPO = [
    "jurisdiccion__ruta",
    Coalesce("inicio", "presentado").asc(nulls_last=True),
    "clave",
]
