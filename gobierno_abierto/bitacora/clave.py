"""The portal's own key, with which it signs checkpoints. A file, never the database."""

import base64
import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from gobierno_abierto.bitacora.prueba.nota import FIRMA, Cabeza, ClavePublica, Firma

__all__ = ["ClaveDelPortal"]

ARCHIVO = "clave_bitacora"


class ClaveDelPortal:
    """`origen` names the ledger for ever, whatever address the portal is moved to."""

    def __init__(self, origen: str, semilla: bytes) -> None:
        self.origen = origen
        self._privada = Ed25519PrivateKey.from_private_bytes(semilla)
        octetos = self._privada.public_key().public_bytes_raw()
        self.publica = ClavePublica(origen, FIRMA, octetos)

    @classmethod
    def leer_o_crear(cls) -> "ClaveDelPortal":
        """The key in the data folder; made the first time, readable by nobody else."""
        archivo = Path(settings.DATOS_DIR) / ARCHIVO
        with suppress(FileExistsError), open(archivo, "x", opener=_privado) as nuevo:
            anfitrion = urlsplit(settings.SITIO_URL).netloc or "localhost"
            semilla = base64.b64encode(os.urandom(32)).decode()
            nuevo.write(f"{anfitrion}/bitacora\n{semilla}\n")
        origen, semilla = archivo.read_text().split()
        return cls(origen, base64.b64decode(semilla))

    def firmar(self, tamano: int, raiz: bytes) -> str:
        """The signed note of the tree of that size."""
        texto = str(Cabeza(self.origen, tamano, raiz))
        octetos = self._privada.sign(texto.encode())
        return f"{texto}\n{Firma(self.publica.nombre, self.publica.codigo, octetos)}"


def _privado(ruta: str, banderas: int) -> int:
    return os.open(ruta, banderas, 0o600)
