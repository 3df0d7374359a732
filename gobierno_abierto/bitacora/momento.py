"""How far the ledger goes at the instant that somebody wants to see (`?al=`)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.filters import leer_instante
from gobierno_abierto.bitacora.models import Sello

__all__ = ["leer_al", "primera_version", "secuencia_al"]


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
        hoy = timezone.localdate().isoformat()
        raise ValidationError(
            _("«al» no puede ser una fecha futura: en la Ciudad de México hoy es %s.") % hoy
        )
    return instante


def secuencia_al(instante: datetime) -> int | None:
    """The last entry that the past of an instant includes: 0 if none, None if it is not past."""
    if instante >= timezone.now():
        return None
    hasta = Sello.objects.filter(consta_desde__lte=instante)
    return hasta.aggregate(ultima=Max("secuencia"))["ultima"] or 0


def primera_version(tipo: str, clave: str) -> datetime | None:
    """From when on the past includes a record; None if it does not yet."""
    sellos = Sello.objects.filter(entrada__objeto_tipo=tipo, entrada__objeto_clave=clave)
    return sellos.order_by("secuencia").values_list("consta_desde", flat=True).first()
