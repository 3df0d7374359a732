"""What the three positions make of an agreement. One side, one voice: nobody counts heads.

No database here. The trigger `acuerdo_segun_posiciones` holds the same rule against whoever writes
without asking; `tests/secretariados/test_consenso.py` holds both to one table.
"""

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Lado

__all__ = ["QUE_SE_DICEN", "Estado", "Sentido", "cumplimiento", "resultado", "sin_consentir"]


class Sentido(TextChoices):
    CONSIENTE = "consiente", _("Consiente")
    NO_CONSIENTE = "no_consiente", _("No consiente")
    SE_ABSTIENE = "se_abstiene", _("Se abstiene")
    AUSENTE = "ausente", _("Ausente")
    VACANTE = "vacante", _("Asiento vacante")
    NO_CONSTA = "no_consta", _("No consta")


# What a side says by itself; absence and vacancy are found when the time to answer is over.
QUE_SE_DICEN = (Sentido.CONSIENTE, Sentido.NO_CONSIENTE, Sentido.SE_ABSTIENE)


class Estado(TextChoices):
    PROPUESTO = "propuesto", _("Propuesto")
    ADOPTADO = "adoptado", _("Adoptado por los tres lados")
    RECHAZADO = "rechazado", _("Rechazado: un lado no consintió")
    VENCIDO = (
        "vencido",
        _("Vencido: sin el consentimiento de los tres lados sobre el texto vigente"),
    )
    CERRADO = "cerrado", _("Cerrado: los tres lo dieron por cumplido")
    REGISTRADO = "registrado", _("Registrado de una fuente")


def resultado(posiciones: Mapping[str, str], *, terminado: bool, movido: bool = False) -> Estado:
    """What an agreement becomes, by the position of each side (none, of those that are silent),
    whether the time to answer is over and whether a text that it changes moved meanwhile. Silence
    is not consent, and neither is abstaining: with either there is no agreement. One objection is
    enough to end it. To consent to a text is not to consent to another."""
    if Sentido.NO_CONSIENTE in posiciones.values():
        return Estado.RECHAZADO
    if not sin_consentir(posiciones):
        return Estado.VENCIDO if movido else Estado.ADOPTADO
    return Estado.VENCIDO if terminado else Estado.PROPUESTO


def sin_consentir(posiciones: Mapping[str, str]) -> list[str]:
    """The sides whose consent is missing, in the order in which sides are told."""
    return [lado for lado in Lado.values if posiciones.get(lado) != Sentido.CONSIENTE]


def cumplimiento(confirman: Iterable[str]) -> Estado:
    """What an adopted agreement becomes, by the sides that confirm that it was kept: it is closed
    when the three do. The trigger `acuerdo_segun_posiciones` holds it too."""
    return Estado.CERRADO if set(Lado.values) <= set(confirman) else Estado.ADOPTADO
