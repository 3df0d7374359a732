"""Merkle trees as in RFC 6962 and RFC 9162, section 2.1. Leaves are counted from 0 here.

A tree is known by its perfect subtrees: `subarbol(nivel, indice)` is the hash over the leaves
`indice * 2**nivel` to `(indice + 1) * 2**nivel - 1`. Where they are kept is somebody else's affair.
"""

import hashlib
from collections.abc import Callable, Sequence

__all__ = [
    "Memoria",
    "Subarbol",
    "completados",
    "consistencia",
    "hoja",
    "inclusion",
    "nodo",
    "raiz",
    "raiz_por_inclusion",
    "son_consistentes",
]

Subarbol = Callable[[int, int], bytes]


def hoja(dato: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + dato).digest()


def nodo(izquierdo: bytes, derecho: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + izquierdo + derecho).digest()


def raiz(tamano: int, subarbol: Subarbol, inicio: int = 0) -> bytes:
    """Hash of the `tamano` leaves from `inicio`, which is a multiple of the split above it."""
    if tamano == 0:
        return hashlib.sha256(b"").digest()
    nivel = tamano.bit_length() - 1
    if tamano == 1 << nivel:
        return subarbol(nivel, inicio >> nivel)
    corte = _corte(tamano)
    return nodo(raiz(corte, subarbol, inicio), raiz(tamano - corte, subarbol, inicio + corte))


def completados(indice: int, hoja_nueva: bytes, subarbol: Subarbol) -> list[bytes]:
    """Hashes of the perfect subtrees that leaf `indice` completes, from the pair up."""
    hechos, actual, nivel = [], hoja_nueva, 0
    while (indice >> nivel) & 1:
        actual = nodo(subarbol(nivel, (indice >> nivel) - 1), actual)
        hechos.append(actual)
        nivel += 1
    return hechos


def inclusion(indice: int, tamano: int, subarbol: Subarbol, inicio: int = 0) -> list[bytes]:
    """Proof that leaf `indice` is in the tree of `tamano` leaves (RFC 9162, 2.1.3.1)."""
    if tamano == 1:
        return []
    corte = _corte(tamano)
    if indice < corte:
        otra = raiz(tamano - corte, subarbol, inicio + corte)
        return [*inclusion(indice, corte, subarbol, inicio), otra]
    otra = raiz(corte, subarbol, inicio)
    return [*inclusion(indice - corte, tamano - corte, subarbol, inicio + corte), otra]


def raiz_por_inclusion(
    indice: int, tamano: int, hoja_dada: bytes, prueba: Sequence[bytes]
) -> bytes | None:
    """The root that the proof leads to (RFC 9162, 2.1.3.2); None if it cannot be a proof."""
    if not 0 <= indice < tamano:
        return None
    aqui, ultima, actual = indice, tamano - 1, hoja_dada
    for otra in prueba:
        if ultima == 0:
            return None
        if aqui & 1 or aqui == ultima:
            actual = nodo(otra, actual)
            while not aqui & 1 and aqui:
                aqui, ultima = aqui >> 1, ultima >> 1
        else:
            actual = nodo(actual, otra)
        aqui, ultima = aqui >> 1, ultima >> 1
    return actual if ultima == 0 else None


def consistencia(antes: int, despues: int, subarbol: Subarbol) -> list[bytes]:
    """Proof that the tree of `despues` leaves begins with that of `antes` (RFC 9162, 2.1.4.1)."""
    if not 0 < antes <= despues:
        return []
    return _subprueba(antes, despues, subarbol, 0, completo=True)


def _subprueba(
    antes: int, despues: int, subarbol: Subarbol, inicio: int, *, completo: bool
) -> list[bytes]:
    if antes == despues:
        return [] if completo else [raiz(antes, subarbol, inicio)]
    corte = _corte(despues)
    if antes <= corte:
        otra = raiz(despues - corte, subarbol, inicio + corte)
        return [*_subprueba(antes, corte, subarbol, inicio, completo=completo), otra]
    otra = raiz(corte, subarbol, inicio)
    resto = _subprueba(antes - corte, despues - corte, subarbol, inicio + corte, completo=False)
    return [*resto, otra]


def son_consistentes(
    antes: int, despues: int, raiz_antes: bytes, raiz_despues: bytes, prueba: Sequence[bytes]
) -> bool:
    """Does the second tree begin with the first? (RFC 9162, 2.1.4.2.)"""
    if antes == 0:
        return not prueba and raiz_antes == hashlib.sha256(b"").digest()
    if antes == despues:
        return not prueba and raiz_antes == raiz_despues
    if not (0 < antes < despues and prueba):
        return False
    camino = list(prueba)
    if antes & (antes - 1) == 0:
        camino.insert(0, raiz_antes)
    aqui, ultima = antes - 1, despues - 1
    while aqui & 1:
        aqui, ultima = aqui >> 1, ultima >> 1
    vieja = nueva = camino[0]
    for otra in camino[1:]:
        if ultima == 0:
            return False
        if aqui & 1 or aqui == ultima:
            vieja, nueva = nodo(otra, vieja), nodo(otra, nueva)
            while not aqui & 1 and aqui:
                aqui, ultima = aqui >> 1, ultima >> 1
        else:
            nueva = nodo(nueva, otra)
        aqui, ultima = aqui >> 1, ultima >> 1
    return ultima == 0 and vieja == raiz_antes and nueva == raiz_despues


class Memoria:
    """The perfect subtrees of a list of leaf hashes."""

    def __init__(self, hojas: Sequence[bytes]) -> None:
        self.niveles = [list(hojas)]
        while len(self.niveles[-1]) > 1:
            abajo = self.niveles[-1]
            pares = zip(abajo[::2], abajo[1::2], strict=False)  # the odd one out has no pair yet
            self.niveles.append([nodo(a, b) for a, b in pares])

    def __call__(self, nivel: int, indice: int) -> bytes:
        return self.niveles[nivel][indice]


def _corte(tamano: int) -> int:
    """The largest power of two smaller than `tamano`."""
    return 1 << ((tamano - 1).bit_length() - 1)
