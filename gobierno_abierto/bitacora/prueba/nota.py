"""Signed notes, checkpoints and co-signatures, in the forms of C2SP.

signed-note: a text, a blank line, and lines `— name base64(key id, signature)`.
tlog-checkpoint: a text of three lines: origin, size, root in base64.
tlog-cosignature, v1: a witness signs the checkpoint together with the time when it saw it.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gobierno_abierto.bitacora.prueba.ed25519 import verificar

__all__ = [
    "COFIRMA",
    "SIN_ESPACIOS",
    "Cabeza",
    "ClavePublica",
    "Firma",
    "NotaInvalida",
    "abrir",
    "de_cofirma",
    "es_nombre",
]

FIRMA, COFIRMA = 1, 4  # C2SP's numbers for the two kinds of Ed25519 signature
RAYA = "\u2014"
SIN_ESPACIOS = "El nombre de la clave no lleva espacios ni signos de más (+)."
TAMANO = re.compile("[0-9]{1,18}")


class NotaInvalida(ValueError):
    """It is not what it says it is; the message, in Spanish, says why."""


@dataclass(frozen=True)
class ClavePublica:
    """A named key. Written `name+code+base64`, as Go's `note` package does."""

    nombre: str
    tipo: int
    octetos: bytes

    @classmethod
    def leer(cls, texto: str) -> "ClavePublica":
        partes = texto.strip().split("+", 2)
        if len(partes) != 3:
            raise NotaInvalida("Una clave pública se escribe nombre+código+base64.")
        crudo = _de_base64(partes[2])
        clave = cls(partes[0], crudo[0] if crudo else 0, crudo[1:])
        if not es_nombre(clave.nombre):
            raise NotaInvalida(SIN_ESPACIOS)
        if clave.tipo not in (FIRMA, COFIRMA) or len(clave.octetos) != 32:
            raise NotaInvalida("No es una clave pública Ed25519.")
        if clave.codigo.hex() != partes[1]:
            raise NotaInvalida("El código no corresponde a la clave: falta o sobra algo.")
        return clave

    @property
    def codigo(self) -> bytes:
        propio = self.nombre.encode() + b"\n" + bytes([self.tipo]) + self.octetos
        return hashlib.sha256(propio).digest()[:4]

    def __str__(self) -> str:
        crudo = base64.b64encode(bytes([self.tipo]) + self.octetos).decode()
        return f"{self.nombre}+{self.codigo.hex()}+{crudo}"

    def firma_de(self, texto: str, firmas: list["Firma"]) -> "Firma":
        """Its good signature among those of a note. Raises NotaInvalida if there is none."""
        for firma in firmas:
            if (firma.nombre, firma.codigo) != (self.nombre, self.codigo):
                continue
            mensaje, octetos = texto.encode(), firma.octetos
            if self.tipo == COFIRMA:
                mensaje, octetos = de_cofirma(texto, firma.segundo), octetos[8:]
            if verificar(self.octetos, mensaje, octetos):
                return firma
            raise NotaInvalida(f"La firma de «{self.nombre}» no corresponde a lo firmado.")
        raise NotaInvalida(f"Falta la firma de «{self.nombre}».")


@dataclass(frozen=True)
class Firma:
    """One signature line. `octetos` of a co-signature begin with eight of time."""

    nombre: str
    codigo: bytes
    octetos: bytes

    @property
    def segundo(self) -> int:
        """When a witness saw it: seconds since 1970."""
        return int.from_bytes(self.octetos[:8], "big")

    def __str__(self) -> str:
        return f"{RAYA} {self.nombre} {base64.b64encode(self.codigo + self.octetos).decode()}\n"


@dataclass(frozen=True)
class Cabeza:
    """What a checkpoint says: whose tree, how many leaves, which root."""

    origen: str
    tamano: int
    raiz: bytes

    @classmethod
    def leer(cls, texto: str) -> "Cabeza":
        lineas = texto.split("\n")
        if len(lineas) < 4 or not lineas[0] or not TAMANO.fullmatch(lineas[1]):
            raise NotaInvalida("No es un checkpoint: lleva origen, tamaño y raíz, uno por línea.")
        return cls(lineas[0], int(lineas[1]), _de_base64(lineas[2]))

    def __str__(self) -> str:
        return f"{self.origen}\n{self.tamano}\n{base64.b64encode(self.raiz).decode()}\n"


def de_cofirma(texto: str, segundo: int) -> bytes:
    """What a witness signs: the note's text and when it saw it."""
    return f"cosignature/v1\ntime {segundo}\n{texto}".encode()


def abrir(nota: str) -> tuple[str, list[Firma]]:
    """The text of a signed note, with its final newline, and its signatures. Trusts none yet."""
    nota = nota.replace("\r\n", "\n")
    texto, separador, pie = nota.rpartition("\n\n")
    if not separador:
        raise NotaInvalida("No es una nota firmada: falta la línea en blanco antes de las firmas.")
    return texto + "\n", list(_firmas(pie))


def _firmas(pie: str) -> Iterator[Firma]:
    for linea in pie.rstrip("\n").split("\n"):
        partes = linea.split(" ")
        if len(partes) != 3 or partes[0] != RAYA or not es_nombre(partes[1]):
            raise NotaInvalida(f"No es una línea de firma: «{linea[:60]}».")
        crudo = _de_base64(partes[2])
        if len(crudo) < 5:
            raise NotaInvalida(f"La firma de «{partes[1]}» está incompleta.")
        yield Firma(partes[1], crudo[:4], crudo[4:])


def es_nombre(nombre: str) -> bool:
    """Whether a signature line can carry it."""
    return bool(nombre) and not any(c.isspace() or c == "+" for c in nombre)


def _de_base64(texto: str) -> bytes:
    try:
        return base64.b64decode(texto, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotaInvalida("Hay algo que debía ser base64 y no lo es.") from error
