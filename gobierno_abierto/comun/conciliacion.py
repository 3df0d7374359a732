"""What becomes of a form when somebody else saved the record meanwhile: no Django here.

Of each box there are three values: what the person saw when she opened the form, what she sends,
and what there is today. What she did not touch is theirs; what she touched is hers; and where both
moved it, both values are kept, so that she is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["AUSENTE", "Caja", "Enviada", "Fila", "Valor", "conciliar", "conciliar_filas"]

Valor = tuple[str, ...]  # what a browser sends of one box; () is a box that was not ticked

# A box that was not on the form: not seen, not sent, or not there any more.
AUSENTE = None


@dataclass(frozen=True)
class Caja:
    """One box. `visto` is AUSENTE also where it is not known what the person saw."""

    visto: Valor | None
    mio: Valor | None
    suyo: Valor | None

    @property
    def toque(self) -> bool:
        """Did this person change it? What nobody knows that she saw, she typed, if it differs."""
        if self.mio is AUSENTE:
            return False
        return self.mio != (self.suyo if self.visto is AUSENTE else self.visto)

    @property
    def tocaron(self) -> bool:
        """Did somebody else? That is only known of what was seen."""
        return AUSENTE not in (self.visto, self.suyo) and self.suyo != self.visto

    @property
    def queda(self) -> Valor | None:
        return self.mio if self.toque and self.suyo is not AUSENTE else self.suyo

    @property
    def choca(self) -> bool:
        """What she typed would take the place of something that she has not seen."""
        return self.toque and self.mio != self.suyo and (self.tocaron or self.visto is AUSENTE)

    @property
    def sin_lugar(self) -> bool:
        """She typed something, and today's form has no box for it."""
        return self.toque and self.suyo is AUSENTE


Valores = Mapping[str, Valor]


def conciliar(visto: Valores | None, mio: Valores, suyo: Valores) -> dict[str, Caja]:
    """Each box of the form, today's first; `visto` is None where it is not known."""
    nombres = dict.fromkeys([*suyo, *mio])
    visto = visto or {}
    return {n: Caja(visto.get(n), mio.get(n), suyo.get(n)) for n in nombres}


@dataclass(frozen=True)
class Enviada:
    """A row as the browser sent it."""

    pk: str | None
    valores: Valores
    quita: bool = False


@dataclass(frozen=True)
class Fila:
    """One row of the parts of a record. `pk` is None for one that this person adds."""

    pk: str | None
    cajas: Mapping[str, Caja]
    estaba: bool = False  # she saw it, or says that she did
    esta: bool = False
    quita: bool = False  # she asks to take it away

    @property
    def volveria(self) -> bool:
        """She changed it, and meanwhile somebody took it away: it can only be added again."""
        return self.pk is not None and not self.esta and not self.quita and self.toque

    @property
    def aparecio(self) -> bool:
        return self.esta and not self.estaba

    @property
    def desaparecio(self) -> bool:
        return self.pk is not None and self.estaba and not self.esta

    @property
    def toque(self) -> bool:
        return any(caja.toque for caja in self.cajas.values())

    @property
    def tocaron(self) -> bool:
        return any(caja.tocaron for caja in self.cajas.values())

    @property
    def queda(self) -> dict[str, Valor]:
        """Its values on the form that comes back."""
        if self.esta:
            return {n: caja.queda for n, caja in self.cajas.items() if caja.queda is not None}
        return {n: caja.mio for n, caja in self.cajas.items() if caja.mio is not None}


def conciliar_filas(
    visto: Mapping[str, Valores] | None, mio: Iterable[Enviada], suyo: Mapping[str, Valores]
) -> list[Fila]:
    """Today's rows in their order, then those that this person adds, and those that she was
    writing in when somebody took them away. `visto` and `suyo` go by the row's number."""
    mias = list(mio)
    vistas = visto or {}
    de_antes = {fila.pk: fila for fila in mias if fila.pk is not None}
    filas = []
    for pk, valores in suyo.items():
        mia = de_antes.get(pk)
        enviados = mia.valores if mia else {}
        filas.append(
            Fila(
                pk,
                conciliar(vistas.get(pk), enviados, valores),
                estaba=pk in vistas or mia is not None,
                esta=True,
                quita=bool(mia and mia.quita),
            )
        )
    for pk, mia in de_antes.items():
        if pk not in suyo:
            filas.append(
                Fila(pk, _sin_suyo(vistas.get(pk), mia.valores), estaba=True, quita=mia.quita)
            )
    filas += [Fila(None, _sin_suyo(None, m.valores)) for m in mias if m.pk is None and not m.quita]
    return filas


def _sin_suyo(visto: Valores | None, mio: Valores) -> dict[str, Caja]:
    """Boxes of a row that is not there today. Of one whose values were not known, all is hers."""
    vistos = visto or {}
    return {n: Caja(vistos.get(n, AUSENTE), valor, AUSENTE) for n, valor in mio.items()}
