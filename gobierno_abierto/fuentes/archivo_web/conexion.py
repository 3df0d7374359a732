"""The way out: it connects to the very address that was looked at, and nothing in it is endless.

httpcore lets one say how it connects. Ours asks for the name once, looks at every address that it
is given, and connects to one of those; so no second answer of the name's server counts. All the
rest (TLS with that name, Host, HTTP itself) is httpcore's.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Tarde
from typing import Any

import httpcore

from gobierno_abierto.fuentes.archivo_web.direcciones import PUERTOS, es_publica
from gobierno_abierto.fuentes.archivo_web.problemas import NoSeTrajo, Problema

__all__ = ["Cuota", "Permitidas", "Resolver", "Salida", "resolver_del_sistema"]

Permitidas = frozenset[tuple[str, int]]
Resolver = Callable[[str, int], Iterable[str]]

INTENTOS = 3  # of the addresses that a name has


def resolver_del_sistema(host: str, puerto: int) -> Iterable[str]:
    hallados = socket.getaddrinfo(host, puerto, type=socket.SOCK_STREAM)
    return dict.fromkeys(str(hallado[4][0]) for hallado in hallados)


class Cuota:
    """What is left of time and of bytes, for the whole of it: redirections, headers and body."""

    def __init__(self, segundos: float, bytes_: int) -> None:
        self._hasta = time.monotonic() + segundos
        self._bytes = bytes_

    def segundos(self) -> float:
        quedan = self._hasta - time.monotonic()
        if quedan <= 0:
            raise NoSeTrajo(Problema.TARDA)
        return quedan

    def recibidos(self, cuantos: int) -> None:
        self._bytes -= cuantos
        if self._bytes < 0:
            raise NoSeTrajo(Problema.GRANDE)


class Salida(httpcore.NetworkBackend):
    def __init__(self, cuota: Cuota, resolver: Resolver, permitidas: Permitidas) -> None:
        self._cuota, self._resolver, self._permitidas = cuota, resolver, permitidas

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        falla = httpcore.ConnectError()
        for direccion in self._direcciones(host, port)[:INTENTOS]:
            try:
                linea = httpcore.SyncBackend().connect_tcp(direccion, port, self._cuota.segundos())
            except httpcore.ConnectError as error:
                falla = error
            else:
                return _Linea(linea, self._cuota)
        raise falla

    def _direcciones(self, host: str, puerto: int) -> list[str]:
        """All those of the name, if all may be gone to: a name that has one of each is a trap."""
        direcciones = self._preguntar(host, puerto)
        for direccion in direcciones:
            if (direccion, puerto) in self._permitidas:
                continue
            if puerto not in PUERTOS.values():
                raise NoSeTrajo(Problema.DIRECCION)
            if not es_publica(direccion):
                raise NoSeTrajo(Problema.PROHIBIDA)
        return direcciones

    def _preguntar(self, host: str, puerto: int) -> list[str]:
        """The system's own question has no time limit."""
        hilo = ThreadPoolExecutor(1)
        try:
            pregunta = hilo.submit(lambda: list(self._resolver(host, puerto)))
            direcciones = pregunta.result(self._cuota.segundos())
        except (OSError, UnicodeError) as error:
            tarde = isinstance(error, Tarde)
            raise NoSeTrajo(Problema.TARDA if tarde else Problema.NO_EXISTE) from error
        finally:
            hilo.shutdown(wait=False)
        if not direcciones:
            raise NoSeTrajo(Problema.NO_EXISTE)
        return direcciones


class _Linea(httpcore.NetworkStream):
    """Each wait is what is left of the whole: a byte a minute does not make it longer."""

    def __init__(self, linea: httpcore.NetworkStream, cuota: Cuota) -> None:
        self._linea, self._cuota = linea, cuota

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        datos = self._linea.read(max_bytes, self._cuota.segundos())
        self._cuota.recibidos(len(datos))
        return datos

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._linea.write(buffer, self._cuota.segundos())

    def close(self) -> None:
        self._linea.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            cifrada = self._linea.start_tls(ssl_context, server_hostname, self._cuota.segundos())
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise NoSeTrajo(Problema.CERTIFICADO) from error
            raise
        return _Linea(cifrada, self._cuota)

    def get_extra_info(self, info: str) -> Any:
        return self._linea.get_extra_info(info)
