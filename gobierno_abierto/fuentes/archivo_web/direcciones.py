"""Which addresses are out in the Web, and which are of somebody's own network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from gobierno_abierto.fuentes.archivo_web.problemas import NoSeTrajo, Problema

__all__ = ["PUERTOS", "Destino", "es_publica", "leer"]

PUERTOS = {"http": 80, "https": 443}
LARGO = 2_000
RAROS = re.compile(r"[\x00-\x20\x7f\\]")
NOMBRE = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?")
# No name ends so: it is a number in disguise (`0x7f.1`, `2130706433`), which systems understand.
NUMERO = re.compile(r"(?:\d+|0x[0-9a-f]*)\.?")
# Names of somebody's own network, or of nobody (RFC 6761, 6762, 8375 and what is not given out).
DE_DENTRO = re.compile(
    r"(?:.+\.)?(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|"
    r"invalid|example|onion)\.?|[^.]+\.?"
)
SEGUROS = "/%:@!$&'()*+,;=~-._"

IP = IPv4Address | IPv6Address
# Older versions of `ipaddress` take these for public.
RESERVADAS: list[IPv4Network | IPv6Network] = [
    *(IPv4Network(red) for red in ("192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10")),
    IPv4Network("168.63.129.16"),  # public by its number, and yet the host of Azure's machines
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
]
# All that has been given out of IPv6. Outside are IPv4's addresses mapped, translated (NAT64) or
# compatible, which lead wherever they say inside.
DE_TODOS = IPv6Network("2000::/3")


@dataclass(frozen=True)
class Destino:
    """An address of the Web, in pieces."""

    esquema: str
    host: str
    puerto: int
    ruta: str

    @property
    def es_numero(self) -> bool:
        return _como_ip(self.host) is not None

    @property
    def es_de_dentro(self) -> bool:
        """Known by its name alone, without asking anybody."""
        return not self.es_numero and DE_DENTRO.fullmatch(self.host) is not None

    @property
    def anfitrion(self) -> str:
        """As the Host header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.puerto == PUERTOS[self.esquema] else f"{host}:{self.puerto}"

    @property
    def url(self) -> str:
        return f"{self.esquema}://{self.anfitrion}{self.ruta}"


def leer(url: str) -> Destino:
    """Its pieces; `NoSeTrajo` if it is not one that browsers and we read in the same way."""
    try:
        partes = urlsplit(url)
        host, puerto = (partes.hostname or "").lower(), partes.port
        if not host.isascii():
            host = host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise NoSeTrajo(Problema.DIRECCION) from error
    if (
        RAROS.search(url)
        or len(url) > LARGO
        or partes.scheme not in PUERTOS
        or "@" in partes.netloc
    ):
        raise NoSeTrajo(Problema.DIRECCION)
    es_nombre = NOMBRE.fullmatch(host) and not NUMERO.fullmatch(host.rstrip(".").split(".")[-1])
    if _como_ip(host) is None and not es_nombre:
        raise NoSeTrajo(Problema.DIRECCION)
    ruta = quote(partes.path or "/", SEGUROS)
    if partes.query:
        ruta += "?" + quote(partes.query, SEGUROS + "?")
    return Destino(partes.scheme, host, PUERTOS[partes.scheme] if puerto is None else puerto, ruta)


def es_publica(direccion: str) -> bool:
    """Out in the Web, and so are the addresses that it carries inside, if it carries any."""
    ip = _como_ip(direccion)
    return ip is not None and all(_de_todos(una) for una in (ip, *_dentro(ip)))


def _como_ip(texto: str) -> IP | None:
    try:
        ip = ip_address(texto)
    except ValueError:
        return None
    return None if isinstance(ip, IPv6Address) and ip.scope_id else ip


def _de_todos(ip: IP) -> bool:
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    if isinstance(ip, IPv6Address) and ip not in DE_TODOS:
        return False
    return not any(ip in red for red in RESERVADAS)


def _dentro(ip: IP) -> Iterator[IPv4Address]:
    """The address of IPv4 where a packet to this one may come out."""
    if isinstance(ip, IPv4Address):
        return
    if ip.sixtofour:
        yield ip.sixtofour
    if ip.teredo:
        yield from ip.teredo
