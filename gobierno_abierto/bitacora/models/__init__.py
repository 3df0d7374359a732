"""The public ledger: what changed, in what order, who vouches for it, and what may be forgotten."""

from gobierno_abierto.bitacora.models.entrada import Entrada, Revision
from gobierno_abierto.bitacora.models.sello import Checkpoint, Sello
from gobierno_abierto.bitacora.models.testigo import Cofirma, Testigo
from gobierno_abierto.bitacora.models.texto import TextoBorrable

__all__ = [
    "Checkpoint",
    "Cofirma",
    "Entrada",
    "Revision",
    "Sello",
    "Testigo",
    "TextoBorrable",
]
