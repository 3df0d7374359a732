"""Fetches something of the Web, and says what came, from where and when.

Without cookies, credentials nor whatever proxy the environment names: httpcore has none of them.
"""

import hashlib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import httpcore
from django.conf import settings
from django.utils import timezone

from gobierno_abierto.fuentes.archivo_web.conexion import (
    Cuota,
    Permitidas,
    Resolver,
    Salida,
    resolver_del_sistema,
)
from gobierno_abierto.fuentes.archivo_web.direcciones import PUERTOS, Destino, es_publica, leer
from gobierno_abierto.fuentes.archivo_web.problemas import NoSeTrajo, Problema
from gobierno_abierto.fuentes.archivos.limites import TAMANO

__all__ = ["Traido", "comprobar", "traer"]

SEGUNDOS = 30.0
SALTOS = 5
CABECERAS = 128 * 1024  # of all the answers together; httpcore refuses any that is longer by itself
A_OTRA = (301, 302, 303, 307, 308)
PEDIMOS = [
    ("User-Agent", f"gobierno-abierto {settings.SITIO_URL}".strip()),  # so that a site may ask us
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),  # its bytes, and not what they expand to
    ("Connection", "close"),
]


@dataclass(frozen=True)
class Traido:
    estado: int
    url: str  # where it was, after going round
    tipo: str  # what the site says that it is; "" if it does not
    datos: bytes
    cuando: datetime

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.datos).hexdigest()


def comprobar(url: str) -> None:
    """What can be said at once of an address, without asking anybody: for forms."""
    destino = leer(url)
    if destino.puerto not in PUERTOS.values():
        raise NoSeTrajo(Problema.DIRECCION)
    if destino.es_de_dentro or (destino.es_numero and not es_publica(destino.host)):
        raise NoSeTrajo(Problema.PROHIBIDA)


def traer(
    url: str,
    *,
    permitidas: Permitidas = frozenset(),
    resolver: Resolver = resolver_del_sistema,
    segundos: float = SEGUNDOS,
    tamano: int = TAMANO,
    tls: ssl.SSLContext | None = None,
) -> Traido:
    """What is there, whatever its status; `NoSeTrajo` if nothing came.

    `permitidas` are the pairs (address, port) that may be gone to although they are nobody's but
    ours: none, in production.
    """
    cuota = Cuota(segundos, tamano + CABECERAS)
    salida = Salida(cuota, resolver, permitidas)
    destino = leer(url)
    tls = tls or httpcore.default_ssl_context()
    for _salto in range(SALTOS + 1):
        vino = _pedir(destino, salida, tls, tamano)
        if isinstance(vino, Traido):
            return vino
        destino = leer(vino)
    raise NoSeTrajo(Problema.VUELTAS)


def _pedir(destino: Destino, salida: Salida, tls: ssl.SSLContext, tamano: int) -> Traido | str:
    """What came, or where it says that it is."""
    url = httpcore.URL(
        scheme=destino.esquema, host=destino.host, port=destino.puerto, target=destino.ruta
    )
    try:
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=salida) as conexiones,
            conexiones.stream("GET", url, headers=[("Host", destino.anfitrion), *PEDIMOS]) as vino,
        ):
            return _leer(destino, vino, tamano)
    except httpcore.TimeoutException as error:
        raise NoSeTrajo(Problema.TARDA) from error
    except (httpcore.NetworkError, OSError) as error:
        raise NoSeTrajo(Problema.NO_RESPONDE) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise NoSeTrajo(Problema.CONFUSO) from error


def _leer(destino: Destino, vino: httpcore.Response, tamano: int) -> Traido | str:
    cabeceras = {nombre.lower(): valor.decode("latin-1") for nombre, valor in vino.headers}
    if vino.status in A_OTRA and (otra := cabeceras.get(b"location", "")):
        return _otra(destino, otra)
    if cabeceras.get(b"content-encoding", "identity").lower() != "identity":
        raise NoSeTrajo(Problema.CONFUSO)
    datos = bytearray()
    for trozo in vino.iter_stream():
        datos += trozo
        if len(datos) > tamano:
            raise NoSeTrajo(Problema.GRANDE)
    tipo = cabeceras.get(b"content-type", "")
    return Traido(vino.status, destino.url, tipo, bytes(datos), timezone.now())


def _otra(destino: Destino, dicha: str) -> str:
    with suppress(UnicodeDecodeError):  # sites write it in UTF-8, whatever the rules say
        dicha = dicha.encode("latin-1").decode()
    try:
        return urljoin(destino.url, dicha.strip())
    except ValueError as error:
        raise NoSeTrajo(Problema.DIRECCION) from error
