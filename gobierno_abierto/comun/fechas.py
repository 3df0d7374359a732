"""Partial dates: the first day of the period that the source states, and how much it states.

`x` + `x_precision`: (2013-10-01, mes) is October 2013; (NULL, no_consta) is unknown. The pair is
kept coherent by `fecha_coherente`. "From" filters compare the first day, "to" filters the last one.
"""

import calendar
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Precision

__all__ = [
    "HOY",
    "dia",
    "fecha_coherente",
    "periodo_coherente",
    "precision",
    "ultimo_dia",
    "ultimo_dia_de",
]


class _Hoy(Func):
    """The day in Mexico City, as the database has it: an expression that is made once and asked
    for ever must not hold the day on which it was made."""

    template = "(now() AT TIME ZONE 'America/Mexico_City')::date"
    output_field = models.DateField()


HOY = _Hoy()


def dia(verbose_name) -> models.DateField:
    return models.DateField(
        verbose_name,
        null=True,
        blank=True,
        help_text=_("Primer día del periodo que se sabe: de «octubre de 2013», el día 1."),
    )


def precision(verbose_name) -> models.CharField:
    return models.CharField(
        verbose_name,
        max_length=10,
        choices=Precision.choices,
        default=Precision.NO_CONSTA,
        help_text=_("Cuánto se sabe de la fecha. Sin fecha: «No consta»."),
    )


class _Coherente(models.CheckConstraint):
    """Django hands PostgreSQL a missing date as a NULL without type, which `EXTRACT` refuses, and
    takes the refusal for a yes. In the database it is a CHECK like any other."""

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        campo = self.name.removesuffix("_coherente").removeprefix(f"{model._meta.model_name}_")
        p = f"{campo}_precision"
        if {campo, p} & set(exclude or ()) or getattr(instance, campo) is not None:
            super().validate(model, instance, exclude, using)
        elif getattr(instance, p) != Precision.NO_CONSTA:
            raise ValidationError(self.get_violation_error_message())

    def deconstruct(self):
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def fecha_coherente(campo: str) -> models.CheckConstraint:
    """A date has a precision and is the first day of its period; no date is `no_consta`."""
    p = f"{campo}_precision"
    return _Coherente(
        name=f"%(class)s_{campo}_coherente",
        condition=Q(**{f"{campo}__isnull": True, p: Precision.NO_CONSTA})
        | Q(**{f"{campo}__isnull": False, f"{p}__in": [Precision.DIA, Precision.APROXIMADA]})
        | Q(**{f"{campo}__day": 1, p: Precision.MES})
        | Q(**{f"{campo}__day": 1, f"{campo}__month": 1, p: Precision.ANIO}),
        violation_error_message=_(
            "La fecha y su precisión no concuerdan: un mes se escribe con su día 1, un año con el "
            "1 de enero, y sin fecha la precisión es «No consta»."
        ),
    )


def periodo_coherente(inicio: str, fin: str) -> models.CheckConstraint:
    """A period does not end before it begins (first days are compared)."""
    return models.CheckConstraint(
        name=f"%(class)s_{fin}_tras_{inicio}",
        condition=Q(**{f"{inicio}__isnull": True})
        | Q(**{f"{fin}__isnull": True})
        | Q(**{f"{fin}__gte": F(inicio)}),
        violation_error_message=_("El fin no puede ser anterior al inicio."),
    )


def ultimo_dia_de(primero: date, precision: str) -> date:
    """Last day of the period. An approximate date is taken as its whole month."""
    if precision == Precision.ANIO:
        return date(primero.year, 12, 31)
    if precision in (Precision.MES, Precision.APROXIMADA):
        return primero.replace(day=calendar.monthrange(primero.year, primero.month)[1])
    return primero


class _FinDe(Func):
    """`date_trunc(unit, day) + 1 unit - 1 day`, as a date."""

    template = (
        "(date_trunc('%(unidad)s', %(expressions)s::timestamp)"
        " + interval '1 %(unidad)s' - interval '1 day')::date"
    )
    output_field = models.DateField()


def ultimo_dia(campo: str) -> Case:
    """The same as `ultimo_dia_de`, as an expression over the pair `campo`, `campo_precision`."""
    p = f"{campo}_precision"
    return Case(
        When(**{p: Precision.ANIO}, then=_FinDe(F(campo), unidad="year")),
        When(
            **{f"{p}__in": [Precision.MES, Precision.APROXIMADA]},
            then=_FinDe(F(campo), unidad="month"),
        ),
        When(**{f"{campo}__isnull": False}, then=F(campo)),
        default=Value(None),
        output_field=models.DateField(),
    )
