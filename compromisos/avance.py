"""How far a commitment has come, by what its activities report. Nobody types it.

The rule, from below to above; percentages of two decimals, rounded half up at each step:

- An *activity* is where its last public report says: «concluida» is 100 and «no_iniciada» 0. In
  between, if it has an indicator and the report its value, the part of the way from the baseline to
  the target that the value has gone, never less than 0 nor more than 100; without one, 50. While
  nobody reports it is 0: silence takes nothing forward, and is told apart.
- A *goal* is the mean of its activities, by their weights; those that the three sides withdrew do
  not count.
- A *commitment* is the mean of its goals, by their weights. Without goals there is nothing to
  measure: None, which is not 0.
- A *plan* is the mean of its commitments that have any.
- A *side*, in a commitment or a plan, is the mean of its own activities, each by what it counts in
  the whole: so the sides' shares, put together, are the whole.

What is *expected* by a day is the same with each activity at 100 once its date is over and at 0
until then. An activity is late if its date is over and it is not concluded.

No database here. The SQL functions `avance_de_*` say the same to whoever writes without asking
(tests/compromisos/test_avance.py holds both to random commitments).
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

__all__ = ["NADA", "TODO", "EstadoDeActividad", "de_actividad", "esperado", "ponderado"]

NADA, MEDIO, TODO = Decimal(0), Decimal(50), Decimal(100)


class EstadoDeActividad(TextChoices):
    NO_INICIADA = "no_iniciada", _("No iniciada")
    EN_CURSO = "en_curso", _("En curso")
    DETENIDA = "detenida", _("Detenida: empezó y está parada")
    CONCLUIDA = "concluida", _("Concluida")


def de_actividad(
    estado: str | None,
    valor: Decimal | None = None,
    linea_base: Decimal | None = None,
    objetivo: Decimal | None = None,
) -> Decimal:
    """By its last report (`estado` is None where there is none) and its indicator."""
    if estado in (None, EstadoDeActividad.NO_INICIADA):
        return NADA
    if estado == EstadoDeActividad.CONCLUIDA:
        return TODO
    if valor is None or linea_base is None or objetivo is None:
        return MEDIO
    andado = Fraction(valor - linea_base) / Fraction(objetivo - linea_base)
    return _redondo(min(max(andado, Fraction(0)), Fraction(1)) * 100)


def esperado(terminado: bool) -> Decimal:
    """Of an activity, by whether its date is over."""
    return TODO if terminado else NADA


def ponderado(partes: Iterable[tuple[int | Fraction, Decimal]]) -> Decimal | None:
    """The mean of (weight, percentage); None of nothing."""
    pesos, suma = Fraction(0), Fraction(0)
    for peso, avance in partes:
        pesos += peso
        suma += peso * Fraction(avance)
    return _redondo(suma / pesos) if pesos else None


def _redondo(exacto: Fraction) -> Decimal:
    return Decimal(int(exacto * 100 + Fraction(1, 2))) / 100
