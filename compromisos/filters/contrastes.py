"""The filters of the contrasts: those of the commitments, and how they are grouped."""

import django_filters
from django.utils.translation import gettext_lazy as _

from compromisos.agrupados import Por
from compromisos.filters.compromisos import CompromisoFilter

__all__ = ["ContrasteFilter"]


class ContrasteFilter(CompromisoFilter):
    por = django_filters.ChoiceFilter(label=_("Agrupados"), choices=Por.choices, method="agrupar")

    class Meta(CompromisoFilter.Meta):
        pass

    def agrupar(self, filas, _nombre, _por):
        """It changes how they are counted, and not which."""
        return filas
