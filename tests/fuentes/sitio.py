"""Sites of the Web, here: real servers on this machine, each doing what the test is about."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Sitio", "crudo", "sitio"]


class Sitio:
    """What each path answers: (status, headers, body). It remembers what it was asked."""

    def __init__(self, respuestas: dict[str, tuple[int, dict[str, str], bytes]]) -> None:
        self.respuestas = respuestas
        self.pedidos: list[tuple[str, dict[str, str]]] = []
        self.puerto = 0
        self.nombre_tls = ""

    @property
    def permitida(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.puerto)})

    def url(self, ruta: str = "/") -> str:
        return f"http://127.0.0.1:{self.puerto}{ruta}"


@contextmanager
def sitio(
    respuestas: dict[str, tuple[int, dict[str, str], bytes]], tls: ssl.SSLContext | None = None
) -> Iterator[Sitio]:
    este = Sitio(respuestas)

    class Responde(BaseHTTPRequestHandler):
        def do_GET(self):
            este.pedidos.append((self.path, dict(self.headers)))
            estado, cabeceras, cuerpo = este.respuestas.get(self.path, (404, {}, b"nada"))
            self.send_response(estado)
            for nombre, valor in cabeceras.items():
                self.send_header(nombre, valor)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(cuerpo)

        def log_message(self, *_nada):
            pass

    class Servidor(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_quien):
            pass

    servidor = Servidor(("127.0.0.1", 0), Responde)
    if tls:

        def anotar(_linea, nombre, _contexto):
            este.nombre_tls = nombre

        tls.sni_callback = anotar
        servidor.socket = tls.wrap_socket(servidor.socket, server_side=True)
    este.puerto = servidor.server_address[1]
    hilo = threading.Thread(target=servidor.serve_forever, args=(0.02,))
    hilo.start()
    try:
        yield este
    finally:
        servidor.shutdown()
        hilo.join()
        servidor.server_close()


@contextmanager
def crudo(principio: bytes, trozo: bytes, cada: float = 0.0) -> Iterator[Sitio]:
    """Answers `principio` and then `trozo` for ever, a piece every `cada` seconds."""
    este = Sitio({})
    with socket.create_server(("127.0.0.1", 0)) as puerta:
        este.puerto = puerta.getsockname()[1]
        acabar = threading.Event()
        hilo = threading.Thread(target=_sin_fin, args=(puerta, principio, trozo, cada, acabar))
        hilo.start()
        try:
            yield este
        finally:
            acabar.set()
            hilo.join()


def _sin_fin(
    puerta: socket.socket, principio: bytes, trozo: bytes, cada: float, acabar: threading.Event
) -> None:
    puerta.settimeout(5)
    with suppress(OSError), puerta.accept()[0] as linea:
        linea.recv(65536)
        linea.sendall(principio)
        hasta = time.monotonic() + 10
        while not acabar.wait(cada) and time.monotonic() < hasta:
            linea.sendall(trozo)
