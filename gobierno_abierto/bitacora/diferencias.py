"""What changed in a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

__all__ = ["Trozo", "palabra_por_palabra"]

PALABRAS = re.compile(r"\w+|\s+|[^\w\s]")
DEMASIADAS = 5000  # words: beyond, comparing takes longer than a reader waits


class Trozo(NamedTuple):
    """Words in a row with the same fate: `igual`, `quitado` or `puesto`."""

    suerte: str
    texto: str


def palabra_por_palabra(antes: str, despues: str) -> list[Trozo]:
    """The pieces that lead from one text to the other, in reading order.

    All the pieces but the added ones make the old text; all but the removed ones, the new.
    """
    viejas, nuevas = PALABRAS.findall(antes), PALABRAS.findall(despues)
    if len(viejas) + len(nuevas) > DEMASIADAS:
        return _sin_vacios([Trozo("quitado", antes), Trozo("puesto", despues)])
    trozos = []
    for suerte, i1, i2, j1, j2 in SequenceMatcher(None, viejas, nuevas, False).get_opcodes():
        if suerte == "equal":
            trozos.append(Trozo("igual", "".join(viejas[i1:i2])))
            continue
        trozos.append(Trozo("quitado", "".join(viejas[i1:i2])))
        trozos.append(Trozo("puesto", "".join(nuevas[j1:j2])))
    return _sin_vacios(trozos)


def _sin_vacios(trozos: list[Trozo]) -> list[Trozo]:
    return [trozo for trozo in trozos if trozo.texto]
