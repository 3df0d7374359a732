"""How much is looked at, and no more. Each is told in the sentence that refuses what exceeds it."""

__all__ = [
    "EXPANDIDO",
    "EXPANDIDO_SIN_SOSPECHA",
    "MEGA",
    "MEMORIA",
    "PAGINAS",
    "PARTES",
    "PIXELES",
    "RAZON",
    "SEGUNDOS",
    "TAMANO",
]

MEGA = 1024 * 1024

TAMANO = 20 * MEGA  # of the file as it is sent
PAGINAS = 2_000
PIXELES = 50_000_000
PARTES = 2_000  # files inside a document, at any depth
EXPANDIDO = 100 * MEGA  # all of them, expanded
EXPANDIDO_SIN_SOSPECHA = 10 * MEGA  # below this, however well it was compressed
RAZON = 100  # times what it occupies compressed

# Of the process that opens it.
SEGUNDOS = 20
MEMORIA = 1024 * MEGA
