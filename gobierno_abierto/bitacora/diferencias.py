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
    trozos: list[Trozo] = []
    quitado = puesto = ""
    pasos = SequenceMatcher(None, viejas, nuevas, False).get_opcodes()
    for suerte, i1, i2, j1, j2 in pasos:
        viejo, nuevo = "".join(viejas[i1:i2]), "".join(nuevas[j1:j2])
        if suerte == "equal" and (viejo.strip() or not (quitado or puesto)):
            trozos += [Trozo("quitado", quitado), Trozo("puesto", puesto), Trozo("igual", viejo)]
            quitado = puesto = ""
        else:  # the space between two words that both changed is of the change
            quitado, puesto = quitado + viejo, puesto + nuevo
    return _sin_vacios([*trozos, Trozo("quitado", quitado), Trozo("puesto", puesto)])


def _sin_vacios(trozos: list[Trozo]) -> list[Trozo]:
    return [trozo for trozo in trozos if trozo.texto]
