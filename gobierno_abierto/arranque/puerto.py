"""The web's address: checked before any work, and kept from another portal's start."""

import errno
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from gobierno_abierto.arranque.carpetas import razon
from gobierno_abierto.arranque.errores import NoArranca

TODAS = {"0.0.0.0", "::"}  # noqa: S104


@dataclass(frozen=True)
class Direccion:
    """Where the web server listens."""

    ip: str
    puerto: int

    @classmethod
    def resolver(cls, host: str, puerto: int) -> "Direccion":
        if host == "localhost":
            return cls("127.0.0.1", puerto)
        try:
            encontradas = socket.getaddrinfo(host, puerto, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NoArranca(f"--host: no se conoce «{host}».") from error
        return cls(str(encontradas[0][4][0]), puerto)

    @property
    def familia(self) -> socket.AddressFamily:
        return socket.AF_INET6 if ":" in self.ip else socket.AF_INET

    @property
    def url(self) -> str:
        """Address to open in a browser of this machine, without a final slash."""
        if self.ip in TODAS or self.ip in {"127.0.0.1", "::1"}:
            return f"http://localhost:{self.puerto}"
        return f"http://{f'[{self.ip}]' if ':' in self.ip else self.ip}:{self.puerto}"

    @contextmanager
    def reservada(self) -> Iterator[None]:
        """Refuse a port in use; during the block, no other portal starts on it.

        The server's workers share the port (SO_REUSEPORT), so the kernel would let a second portal
        of the same user in, and visitors would reach now one, now the other. An abstract name,
        which Linux frees by itself, keeps it out; elsewhere only the check remains.
        """
        with ExitStack() as pila:
            if sys.platform == "linux":
                reserva = pila.enter_context(socket.socket(socket.AF_UNIX))
                try:
                    reserva.bind(f"\0gobierno-abierto-{self.puerto}")
                except OSError as error:
                    raise self._ocupado() from error
            self.comprobar_libre()
            yield

    def comprobar_libre(self, paciencia: float = 0) -> None:
        """Refuse a port where somebody listens, after `paciencia` seconds for them to end."""
        limite = time.monotonic() + paciencia
        while True:
            try:
                self._probar()
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise NoArranca(
                        f"No se puede atender en {self.ip}, puerto {self.puerto} ({razon(error)})."
                    ) from error
                if time.monotonic() > limite:
                    raise self._ocupado() from error
                time.sleep(0.05)
            else:
                return

    def _probar(self) -> None:
        with socket.socket(self.familia) as prueba:
            prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            prueba.bind((self.ip, self.puerto))
            prueba.listen()

    def _ocupado(self) -> NoArranca:
        return NoArranca(
            f"El puerto {self.puerto} ya está en uso; elija otro con --puerto, "
            f"por ejemplo --puerto {self.puerto + 1 if self.puerto < 65535 else 8000}."
        )
