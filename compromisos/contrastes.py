"""What the government claims beside what the review says, counted by group. No database.

Counts, and never an average: a commitment that nobody compares is neither right nor wrong. One that
is in several groups (two institutions answer for it) counts in each, so groups are not added up.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Comparado", "Cuenta", "contar"]


class Comparado(NamedTuple):
    """A commitment and how its two voices compare."""

    pk: int
    contraste: str
    mismo_momento: bool | None
    gobierno: str | None  # both on the common scale
    revision: str | None


@dataclass
class Cuenta:
    """Of the commitments of one group."""

    total: int = 0
    coinciden: int = 0
    difieren: int = 0
    sin_contraste: int = 0
    otro_momento: int = 0  # of those compared, how many are of different moments
    cumplidos: int = 0  # completed, as the government says
    completos: int = 0  # completed, as the review says
    revisados: int = 0  # whatever the review says of it

    @property
    def comparados(self) -> int:
        return self.coinciden + self.difieren

    def sumar(self, suyo: Comparado) -> None:
        self.total += 1
        self.coinciden += suyo.contraste == "coincide"
        self.difieren += suyo.contraste == "difiere"
        self.sin_contraste += suyo.contraste == "sin_contraste"
        self.otro_momento += suyo.mismo_momento is False and suyo.contraste != "sin_contraste"
        self.cumplidos += suyo.gobierno == "completo"
        self.completos += suyo.revision == "completo"
        self.revisados += suyo.revision is not None


def contar(
    comparados: Iterable[Comparado], grupos: Iterable[tuple[str, int]]
) -> tuple[Cuenta, dict[str, Cuenta]]:
    """The count of all of them, and that of each group: `grupos` are pairs (group, commitment).

    >>> todos, por = contar([Comparado(1, "difiere", False, "completo", "limitado")], [("a", 1)])
    >>> (todos.difieren, por["a"].otro_momento)
    (1, 1)
    """
    de_cada_uno = {suyo.pk: suyo for suyo in comparados}
    todos, por_grupo = Cuenta(), defaultdict[str, Cuenta](Cuenta)
    for suyo in de_cada_uno.values():
        todos.sumar(suyo)
    for grupo, pk in dict.fromkeys(grupos):
        if pk in de_cada_uno:
            por_grupo[grupo].sumar(de_cada_uno[pk])
    return todos, dict(por_grupo)
