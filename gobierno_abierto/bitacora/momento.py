"""Reading `?al=`: the instant that somebody wants to see."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.filters import leer_instante
from gobierno_abierto.bitacora.models import Entrada

__all__ = ["leer_al", "primera_version"]


def leer_al(texto: str) -> datetime:
    """A day (its end, in Mexico City) or an RFC 3339 instant, not to come.

    Raises ValidationError.
    """
    # In a query a «+» that nobody escaped arrives as a space.
    instante = leer_instante(texto.strip().replace(" ", "+"), al_final=True)
    if instante is None:
        raise ValidationError(
            _("«al» es una fecha (2026-11-24) o un instante RFC 3339 (2026-11-24T18:00:00Z).")
        )
    if timezone.localdate(instante) > timezone.localdate():
        raise ValidationError(_("«al» no puede ser una fecha futura."))
    return instante


def primera_version(tipo: str, clave: str) -> datetime | None:
    """When the ledger first knew of a record."""
    primera = Entrada.objects.filter(objeto_tipo=tipo, objeto_clave=clave).order_by("pk").first()
    return primera.instante if primera else None
