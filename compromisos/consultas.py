"""Sets of commitments, named as adjectives."""

from gobierno_abierto.comun.models import PublicableQuerySet
from planes.models import Plan

__all__ = ["CompromisoQuerySet"]


class CompromisoQuerySet(PublicableQuerySet):
    def publicos(self):
        """A commitment is public when it and its plan are."""
        return super().publicos().filter(plan__publico=True)

    def editables_por(self, usuario):
        return self.filter(plan__in=Plan.objects.editables_por(usuario))
