"""How much one address may ask the API in a minute, for all the web processes together.

Who asked is not kept: a hash that only this portal can make, of this minute alone, for a few
minutes. One statement adds and reads, so that many at once are counted right; a cache would read
and then write.
"""

import hashlib
import hmac
import ipaddress
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

__all__ = ["PERIODO", "Consumo", "consumir", "olvidar"]

PERIODO = 60  # seconds
SUMAR = """
INSERT INTO portal_peticiones AS p (quien, minuto, cuantas) VALUES (%s, %s, 1)
ON CONFLICT (quien, minuto) DO UPDATE SET cuantas = p.cuantas + 1 RETURNING cuantas
"""


@dataclass(frozen=True)
class Consumo:
    """What was asked in this minute, of how much, and how many seconds are left of it."""

    cuantas: int
    limite: int
    faltan: int

    @property
    def excede(self) -> bool:
        return self.cuantas > self.limite

    def anunciar(self, respuesta: HttpResponseBase) -> None:
        """As the IETF's draft of rate-limit headers says it."""
        quedan = max(0, self.limite - self.cuantas)
        respuesta["RateLimit-Policy"] = f'"api";q={self.limite};w={PERIODO}'
        respuesta["RateLimit"] = f'"api";r={quedan};t={self.faltan}'


def consumir(request: HttpRequest) -> Consumo | None:
    """Count this request; None where there is no limit."""
    if not settings.LIMITE_API:
        return None
    ahora = time.time()
    minuto = int(ahora // PERIODO)
    with connection.cursor() as cursor:
        cursor.execute(SUMAR, [_quien(request, minuto), minuto])
        (cuantas,) = cursor.fetchone()
    return Consumo(cuantas, settings.LIMITE_API, PERIODO - int(ahora % PERIODO))


def olvidar() -> int:
    """The minutes that are over; how many rows."""
    with connection.cursor() as cursor:
        minuto = int(time.time() // PERIODO)
        cursor.execute("DELETE FROM portal_peticiones WHERE minuto < %s", [minuto - 1])
        return cursor.rowcount


def _quien(request: HttpRequest, minuto: int) -> str:
    clave = settings.SECRET_KEY.encode()
    return hmac.new(clave, f"{minuto} {_red(request)}".encode(), hashlib.sha256).hexdigest()[:32]


def _red(request: HttpRequest) -> str:
    """The address; of the long ones, the network, since each house has all of it."""
    try:
        direccion = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):  # a proxy that does not say whose it is
        return request.META.get("REMOTE_ADDR", "")
    if direccion.version == 4:
        return str(direccion)
    return str(ipaddress.ip_network((direccion, 64), strict=False))
