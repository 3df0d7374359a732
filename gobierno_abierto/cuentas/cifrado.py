"""What the second factor keeps secret, sealed: whoever reads the database has no one's codes.

The key is made of SECRET_KEY, which is not in the database. What was sealed with a former one still
opens while that one is among SECRET_KEY_FALLBACKS, and `recifrar` seals it anew.
"""

import base64
import logging
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

__all__ = ["NoSeAbre", "cifrar", "descifrar", "recifrar"]

registro = logging.getLogger(__name__)

PARA = b"gobierno-abierto: segundo factor"  # no other use of SECRET_KEY makes the same key
SELLADO = "gAAAA"  # how all that Fernet seals begins, and no secret of allauth's does


class NoSeAbre(Exception):
    """It was sealed with a key that is not known any more."""


def _llave(clave: str) -> Fernet:
    derivada = HKDF(algorithm=SHA256(), length=32, salt=None, info=PARA).derive(clave.encode())
    return Fernet(base64.urlsafe_b64encode(derivada))


def _llaves() -> MultiFernet:
    """The first seals; any of them opens."""
    return MultiFernet([_llave(c) for c in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def cifrar(texto: str) -> str:
    return _llaves().encrypt(texto.encode()).decode()


def descifrar(cifrado: str) -> str:
    """What was kept before secrets were sealed is as it was, until `recifrar` sees to it."""
    if not cifrado.startswith(SELLADO):
        return cifrado
    try:
        return _llaves().decrypt(cifrado.encode()).decode()
    except InvalidToken as error:
        registro.error("Un segundo factor no se abre: ¿cambió SECRET_KEY?")
        raise NoSeAbre from error


def _con_secretos(datos: dict, hacer: Callable[[str], str]) -> dict:
    """The data of a factor with each of its secrets made another thing; the rest as it is."""
    nuevos = dict(datos)
    for nombre in ("secret", "seed"):
        if nombre in datos:
            nuevos[nombre] = hacer(datos[nombre])
    if "migrated_codes" in datos:
        nuevos["migrated_codes"] = [hacer(codigo) for codigo in datos["migrated_codes"]]
    return nuevos


def recifrar() -> int:
    """Seal with today's key what was not sealed, or was with a former one. How many were."""
    hoy = _llave(settings.SECRET_KEY)

    def al_dia(cifrado: str) -> str:
        try:
            hoy.decrypt(cifrado)
        except InvalidToken:
            return cifrar(descifrar(cifrado))
        return cifrado

    puestos = 0
    for numero in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            for factor in Authenticator.objects.select_for_update().filter(pk=numero):
                try:
                    datos = _con_secretos(factor.data, al_dia)
                except NoSeAbre:
                    continue  # the key may still turn up
                if datos != factor.data:
                    factor.data = datos
                    factor.save(update_fields=["data"])
                    puestos += 1
    return puestos
