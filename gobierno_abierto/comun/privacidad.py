"""What looks like a person's data, or cannot be seen: kept out of whatever is public for ever."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["PATRONES", "a_la_vista", "sin_datos_personales", "sin_invisibles"]

# Telephones as Mexico writes them, with the sign or brackets of another country, or told to be so.
TELEFONOS = (
    r"(?<![\w./-])(?:\+?52[ .-]?)?"
    r"(?:\d{10}|\(?\d{2}\)?[ .-]\d{4}[ .-]?\d{4}|\(?\d{3}\)?[ .-]\d{3}[ .-]?\d{4})(?![\w/-])",
    r"(?<![\w./-])(?:\+|\(\d{2,3}\)(?=[ .-]?\d))(?:[ .()-]{0,2}\d){7,15}(?![\w/-])",
    r"\b(?:tels?|t\xe9l|tfno|tel[e\xe9]fonos?|telephone|phone|fax|cel|celular|m[o\xf3]vil|whatsapp)\b"
    r"[ .:\xba\xb0#]{0,4}[+(]?\d(?:[ .()-]{0,2}\d){5,14}(?![\w/-])",
)
# A name with «@» inside, as in «Nosotr@s por la Democracia», is not an address: it has no domain.
PATRONES = {
    _("una dirección de correo"): re.compile(
        r"(?<![\w.+-])[\w.+-]++@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    ),
    _("un teléfono"): re.compile("|".join(TELEFONOS), re.IGNORECASE),
    _("una CURP"): re.compile(
        r"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d\b", re.IGNORECASE
    ),
    _("un RFC"): re.compile(r"\b[A-Z\u00d1&]{4}\d{6}[A-Z\d]{2}[\dA]\b"),
}


# A document's address may have any digits: that is no telephone.
DIRECCION = re.compile(r"https?://\S+")
# What all of them have, so that a text with none of it is looked at once.
DE_TODOS = re.compile(r"[@\d]")
# What a reader's program obeys instead of showing: controls, and marks that turn the text around.
INVISIBLES = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u115f\u1160\u3164\uffa0\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
MAYOR = 2**53  # JSON numbers are doubles: a larger one would not be read as it was written
HONDO = 20


def a_la_vista(valor: Any, hondo: int = 0) -> None:
    """Raise ValidationError if a value, or any within a list, should not be public for ever."""
    if isinstance(valor, str):
        if INVISIBLES.search(valor):
            raise ValidationError(
                _("Hay caracteres que no se ven: escriba el texto otra vez, sin copiarlo.")
            )
        sin_datos_personales(valor)
    elif isinstance(valor, dict | list):
        if hondo > HONDO:
            raise ValidationError(_("Hay demasiadas listas, una dentro de otra."))
        for parte in [*valor, *valor.values()] if isinstance(valor, dict) else valor:
            a_la_vista(parte, hondo + 1)
    elif isinstance(valor, int | float) and not -MAYOR <= valor <= MAYOR:
        raise ValidationError(_("Ese número es demasiado grande: escríbalo entre comillas."))


def sin_invisibles(texto: str) -> str:
    return texto if texto.isprintable() else INVISIBLES.sub("", texto)


def sin_datos_personales(texto: str) -> None:
    """Raise ValidationError if the text holds an e-mail, a telephone, a CURP or a person's RFC."""
    if not DE_TODOS.search(texto):
        return
    texto = DIRECCION.sub(" ", texto)
    for que, patron in PATRONES.items():
        if patron.search(texto):
            raise ValidationError(
                _("Parece que escribió %(que)s: aquí todo queda a la vista para siempre."),
                params={"que": que},
            )
