"""Why a file is not taken. Plain Python: the process that opens files, without Django, says it too.

The sentence of each is in `rechazos.py`.
"""

from enum import StrEnum

__all__ = ["RECHAZO", "Motivo", "NoSirve"]

RECHAZO = 3  # how the process that opens files ends when it says why not


class Motivo(StrEnum):
    VACIO = "vacio"
    GRANDE = "grande"
    TIPO = "tipo"
    EXTENSION = "extension"
    OFFICE_VIEJO = "office_viejo"
    HEIC = "heic"
    CODIFICACION = "codificacion"
    MARCADO = "marcado"
    DOBLE = "doble"
    BOMBA = "bomba"
    MACROS = "macros"
    CIFRADO = "cifrado"
    PAGINAS = "paginas"
    ACCIONES = "acciones"
    INCRUSTADO = "incrustado"
    LLAMA_AFUERA = "llama_afuera"
    PIXELES = "pixeles"
    ANIMADA = "animada"
    ILEGIBLE = "ilegible"
    TARDA = "tarda"


class NoSirve(Exception):
    def __init__(self, motivo: Motivo) -> None:
        super().__init__(motivo)
        self.motivo = motivo
