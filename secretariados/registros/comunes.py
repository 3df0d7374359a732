"""What these resources share, and those of what is agreed."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value

from gobierno_abierto.comun.registro import Campo, Tipo
from secretariados.models import CambioPropuesto

__all__ = ["SIN_FECHA", "acuerdos_de"]

# Unknown dates sort last; the value itself is never shown.
SIN_FECHA = Value(date(9999, 12, 31))


def acuerdos_de(objeto: str) -> Campo:
    """Field of a record of that kind whose text the three sides agree."""
    suyos = CambioPropuesto.objects.de(objeto, OuterRef("clave")).filter(acuerdo__publico=True)
    return Campo(
        "acuerdos",
        Tipo.LISTA,
        "Claves de los acuerdos de los tres lados que le dieron su texto, en orden; el último, el "
        "vigente. Ninguno si consta en una fuente.",
        "Keys of the agreements of the three sides that gave it its text, in order; the last one "
        "is in force. None if sources tell it.",
        ArraySubquery(suyos.adoptados().values("acuerdo__clave")),
    )
