"""Who sat in a secretariat, stage by stage and side by side. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gobierno_abierto.comun.codigos import Lado

__all__ = ["Columna", "Integracion", "integraciones_de"]


@dataclass
class Columna:
    """One side in one stage: its seats, one after another, as they were held. `vacante_desde` is
    the seat whose end left the side without anyone: the last to end, where all that began have
    ended and no later stage seats that side again."""

    lado: Lado
    asientos: list[Any] = field(default_factory=list)
    vacante_desde: Any = None


@dataclass
class Integracion:
    """A stage: its three sides, always three, and who has no side (guests, facilitators)."""

    nombre: str
    columnas: list[Columna] = field(default_factory=lambda: [Columna(lado) for lado in Lado])
    sin_lado: list[Any] = field(default_factory=list)

    @property
    def fechada(self) -> bool:
        """Does any source give a date for any of its seats?"""
        return any(a.desde or a.hasta for columna in self.columnas for a in columna.asientos)


def integraciones_de(asientos: Iterable[Any], hoy: date) -> list[Integracion]:
    """Stages in the order of their seats; seats of no named stage make one without a name. Their
    dates are days, or days in ISO 8601."""
    etapas: dict[str, Integracion] = {}
    for asiento in asientos:
        nombre = asiento.integracion or ""
        etapa = etapas.setdefault(nombre, Integracion(nombre))
        if asiento.lado:
            columna = next(c for c in etapa.columnas if c.lado == asiento.lado)
            columna.asientos.append(asiento)
        else:
            etapa.sin_lado.append(asiento)
    for etapa in etapas.values():
        for columna in etapa.columnas:  # those without a date stay where the source has them
            columna.asientos.sort(key=lambda asiento: str(asiento.desde or ""))
    _senalar_vacantes(list(etapas.values()), hoy.isoformat())
    return list(etapas.values())


def _senalar_vacantes(etapas: list[Integracion], hoy: str) -> None:
    for lado in range(len(Lado)):
        ocupadas = [e.columnas[lado] for e in etapas if e.columnas[lado].asientos]
        if not ocupadas:
            continue
        empezados = [a for a in ocupadas[-1].asientos if str(a.desde or "") <= hoy]
        if empezados and all(a.hasta and str(a.hasta) <= hoy for a in empezados):
            ocupadas[-1].vacante_desde = max(empezados, key=lambda asiento: str(asiento.hasta))
