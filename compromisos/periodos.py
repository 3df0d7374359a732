"""Periods in which sides report: the civil semesters, «2026-S1» and «2026-S2». No database here."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

__all__ = ["CLAVE", "Periodo"]

CLAVE = r"^2\d{3}-S[12]$"


class Periodo(NamedTuple):
    anio: int
    semestre: int

    @classmethod
    def de(cls, dia: date) -> "Periodo":
        """The one that the day is in."""
        return cls(dia.year, 1 if dia.month <= 6 else 2)

    @classmethod
    def con_clave(cls, clave: str) -> "Periodo":
        """Raises ValueError if it is no key of a period."""
        if not re.fullmatch(CLAVE, clave):
            raise ValueError(clave)
        return cls(int(clave[:4]), int(clave[-1]))

    def __str__(self) -> str:
        return f"{self.anio}-S{self.semestre}"

    @property
    def inicio(self) -> date:
        return date(self.anio, 1 if self.semestre == 1 else 7, 1)

    @property
    def fin(self) -> date:
        """Its last day."""
        return date(self.anio, 6, 30) if self.semestre == 1 else date(self.anio, 12, 31)

    @property
    def siguiente(self) -> "Periodo":
        return Periodo(self.anio, 2) if self.semestre == 1 else Periodo(self.anio + 1, 1)

    @property
    def anterior(self) -> "Periodo":
        return Periodo(self.anio, 1) if self.semestre == 2 else Periodo(self.anio - 1, 2)

    @classmethod
    def terminados(cls, desde: date, hoy: date) -> Iterator["Periodo"]:
        """Those that ended before `hoy`, from that of `desde` on, in order."""
        periodo = cls.de(desde)
        while periodo.fin < hoy:
            yield periodo
            periodo = periodo.siguiente
