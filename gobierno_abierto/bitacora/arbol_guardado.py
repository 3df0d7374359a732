"""The tree as it is kept: perfect subtrees, read from the leaf that completed each."""

from gobierno_abierto.bitacora.models import Sello

__all__ = ["ArbolGuardado"]

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

    def _de(self, secuencia: int) -> list[bytes]:
        if secuencia not in self._leidos:
            sello = Sello.objects.only("hoja", "subarboles").get(secuencia=secuencia)
            octetos = bytes(sello.hoja) + bytes(sello.subarboles)
            self._leidos[secuencia] = [
                octetos[i : i + OCTETOS] for i in range(0, len(octetos), OCTETOS)
            ]
        return self._leidos[secuencia]
