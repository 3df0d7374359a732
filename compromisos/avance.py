"""How far a commitment has come, by what its activities report. Nobody types it.

The rule, from below to above; percentages of two decimals, rounded half up at each step:

- An *activity* is where its last public report says: «no_iniciada» is 0. Otherwise, if it has an
  indicator and the report its value, the part of the way from the baseline to the target that the
  value has gone, never less than 0 nor more than 100: what is given for done short of its target is
  not all done. Without one, «concluida» is 100, and the rest 50. While nobody reports it is 0:
  silence takes nothing forward, and is told apart.
- A *goal* is the mean of its activities, by their weights; those that the three sides withdrew do
  not count.
- A *commitment* is the mean of its goals, by their weights. Without goals there is nothing to
  measure: None, which is not 0.
- A *plan* is the mean of its commitments that have any.
- A *side*, in a commitment or a plan, is the mean of its own activities, each by what it counts in
  the whole: so the sides' shares, put together, are the whole.

What is *expected* by a day is the same, with each activity where its agreed dates put it:

- 100 once its last day is over.
- Until then, nothing if no beginning was agreed, or none of its time was gone when the last
  semester ended: sides report by semester, and so nobody is behind for what is not asked yet.
- In between, with an indicator, the part of its days that was gone when that semester ended;
  without one, 50: it should have begun.

Dates of a month or a year are their last day. An activity is *late* if its last day is over and
nobody said that it is concluded; *behind*, if it is not late and is less than what is expected.

No database here. The SQL functions `avance_de_*` say the same to whoever writes without asking
(tests/compromisos/test_avance.py holds both to random commitments).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from compromisos.periodos import Periodo

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
    if valor is None or linea_base is None or objetivo is None:
        return TODO if estado == EstadoDeActividad.CONCLUIDA else MEDIO
    andado = Fraction(valor - linea_base) / Fraction(objetivo - linea_base)
    return _redondo(min(max(andado, Fraction(0)), Fraction(1)) * 100)


def esperado(dia: date, desde: date | None, hasta: date | None, con_indicador: bool) -> Decimal:
    """Of an activity, by that day. `desde` and `hasta` are its last days to begin and to end."""
    if hasta is None:
        return NADA
    if hasta < dia:
        return TODO
    corte = Periodo.de(dia).anterior.fin
    if desde is None or corte <= desde:
        return NADA
    if not con_indicador:
        return MEDIO
    return _redondo(Fraction((corte - desde).days, (hasta - desde).days) * 100)


def ponderado(partes: Iterable[tuple[int | Fraction, Decimal]]) -> Decimal | None:
    """The mean of (weight, percentage); None of nothing."""
    pesos, suma = Fraction(0), Fraction(0)
    for peso, avance in partes:
        pesos += peso
        suma += peso * Fraction(avance)
    return _redondo(suma / pesos) if pesos else None


def _redondo(exacto: Fraction) -> Decimal:
    return Decimal(int(exacto * 100 + Fraction(1, 2))) / 100
