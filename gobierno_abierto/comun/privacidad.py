"""What looks like a person's data: kept out of whatever is public for ever."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["PATRONES", "sin_datos_personales"]

# A name with «@» inside, as in «Nosotr@s por la Democracia», is not an address: it has no domain.
PATRONES = {
    _("una dirección de correo"): re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    _("un teléfono"): re.compile(
        r"(?<![\w./-])(?:\+?52[ -]?)?"
        r"(?:\d{10}|\d{2}[ -]\d{4}[ -]?\d{4}|\d{3}[ -]\d{3}[ -]?\d{4})(?![\w/-])"
    ),
    _("una CURP"): re.compile(r"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d\b"),
    _("un RFC"): re.compile(r"\b[A-Z\u00d1&]{4}\d{6}[A-Z\d]{2}[\dA]\b"),
}


def sin_datos_personales(texto: str) -> None:
    """Raise ValidationError if the text holds an e-mail, a telephone, a CURP or a person's RFC."""
    for que, patron in PATRONES.items():
        if patron.search(texto):
            raise ValidationError(
                _("Parece que escribió %(que)s: aquí todo queda a la vista para siempre."),
                params={"que": que},
            )
