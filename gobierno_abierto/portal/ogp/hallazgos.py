"""What was odd in a file, row by row: nothing is mended in silence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

__all__ = ["Hallazgos", "en_tramos"]


class Hallazgos:
    """Sentences, each with the rows (lines of the file) that it is about. What was left out for
    good is apart: those rows have no record."""

    def __init__(self) -> None:
        self._rarezas: dict[str, set[int]] = defaultdict(set)
        self.rechazadas: dict[int, str] = {}
        self.retiradas: list[str] = []  # keys of statements
        self.ya_no_estan: list[str] = []  # keys that an earlier file of the edition brought
        self.encabezados: dict[str, str] = {}  # our name of a column → how the file calls it

    def anotar(self, que: str, linea: int) -> None:
        self._rarezas[que].add(linea)

    def columna(self, nuestra: str) -> str:
        return self.encabezados.get(nuestra, nuestra)

    def rechazar(self, que: str, linea: int) -> None:
        self.rechazadas[linea] = que

    @property
    def rarezas(self) -> dict[str, list[int]]:
        return {que: sorted(lineas) for que, lineas in sorted(self._rarezas.items())}

    def en_palabras(self) -> Iterator[str]:
        for que, lineas in self.rarezas.items():
            yield f"{que} {_filas(lineas)}"
        por_motivo: dict[str, list[int]] = defaultdict(list)
        for linea, que in self.rechazadas.items():
            por_motivo[que].append(linea)
        for que, lineas in sorted(por_motivo.items()):
            yield f"No entró: {que} {_filas(sorted(lineas))}"
        if self.retiradas:
            yield f"El archivo ya no lo dice, y se retiró: {', '.join(self.retiradas)}."
        if self.ya_no_estan:
            claves = ", ".join(sorted(self.ya_no_estan))
            yield f"Vinieron de esta edición, ya no están en el archivo y quedaron aquí: {claves}."


def _filas(lineas: list[int]) -> str:
    return f"Fila {lineas[0]}." if len(lineas) == 1 else f"Filas {en_tramos(lineas)}."


def en_tramos(numeros: Iterable[int]) -> str:
    """Runs of numbers in few words.

    >>> en_tramos([3, 4, 5, 9, 11, 12])
    '3-5, 9, 11-12'
    """
    tramos: list[list[int]] = []
    for numero in numeros:
        if tramos and numero == tramos[-1][1] + 1:
            tramos[-1][1] = numero
        else:
            tramos.append([numero, numero])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in tramos)
