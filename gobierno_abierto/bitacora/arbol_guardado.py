"""The tree as it is kept: perfect subtrees, read from the leaf that completed each."""

from collections.abc import Callable, Iterable

from gobierno_abierto.bitacora.models import Sello
from gobierno_abierto.bitacora.prueba.arbol import Subarbol

__all__ = ["ArbolGuardado", "de_una_lectura"]

OCTETOS = 32


class ArbolGuardado:
    """A `subarbol(nivel, indice)` for `prueba.arbol`. Reads each row once."""

    def __init__(self) -> None:
        self._leidos: dict[int, list[bytes]] = {}

    def __call__(self, nivel: int, indice: int) -> bytes:
        return self._de((indice + 1) << nivel)[nivel]

    def anotar(self, secuencia: int, hoja: bytes, subarboles: list[bytes]) -> None:
        """A leaf that is about to be written."""
        self._leidos[secuencia] = [hoja, *subarboles]

    def leer(self, secuencias: Iterable[int]) -> None:
        for sello in Sello.objects.only("hoja", "subarboles").filter(secuencia__in=secuencias):
            octetos = bytes(sello.hoja) + bytes(sello.subarboles)
            self._leidos[sello.secuencia] = [
                octetos[i : i + OCTETOS] for i in range(0, len(octetos), OCTETOS)
            ]

    def _de(self, secuencia: int) -> list[bytes]:
        if secuencia not in self._leidos:
            self.leer([secuencia])
        return self._leidos[secuencia]


def de_una_lectura(calcular: Callable[[Subarbol], list[bytes]]) -> list[bytes]:
    """What `calcular` gives over the kept tree, in one query: it is run once in vain, to learn
    which subtrees it asks for."""
    pedidas: set[int] = set()

    def apuntar(nivel: int, indice: int) -> bytes:
        pedidas.add((indice + 1) << nivel)
        return b""

    calcular(apuntar)
    guardado = ArbolGuardado()
    guardado.leer(pedidas)
    return calcular(guardado)
