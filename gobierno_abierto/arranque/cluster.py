"""The portal's own PostgreSQL: found if it runs, started if not, alive while somebody uses it.

Two locks say everything, and the kernel frees them whatever happens to their holders:

* `postgres.uso`: shared by each process that uses the server. `vigia.py` waits to have it alone,
  and then stops the server.
* `postgres.servidor`: held by every process of the server. While it is taken there is a server;
  once it is free not one of its processes remains, and another may be started.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from threading import Thread

import psycopg2  # type: ignore[import-untyped]

from gobierno_abierto.arranque import candados, servidor
from gobierno_abierto.arranque.carpetas import carpeta_de_datos
from gobierno_abierto.arranque.conexion import BASE, PROPIETARIO, carpeta_de_conexion
from gobierno_abierto.arranque.errores import NoArranca

# What an unready server says, and what is heard where there is none yet.
TODAVIA_NO = (
    "starting up",
    "not yet accepting",
    "shutting down",
    "in recovery mode",
    "No such file",
    "Connection refused",
    "server closed the connection",
    "timeout expired",
)
# Recovery after a crash replays the log since the last checkpoint: patience, not a short limit.
PACIENCIA = 600.0
AVISO_CADA = 10.0
PARADA = 60.0


def callar(_mensaje: str) -> None:
    """Say nothing: commands do not speak of the server they borrow."""


@dataclass
class Cluster:
    """PostgreSQL with its data in `datos_dir`.

    `ajustes` overrides server parameters: a throw-away cluster may trade safety for speed.
    """

    datos_dir: Path
    ajustes: dict[str, str] = field(default_factory=dict)
    avisar: Callable[[str], None] = callar
    _vigia: Popen[bytes] | None = None

    @property
    def conexion(self) -> Path:
        return carpeta_de_conexion(self.datos_dir)

    @contextmanager
    def usar(self) -> Iterator[None]:
        """Have the server up during the block; the last one to leave stops it."""
        carpeta_de_datos(self.datos_dir)
        try:
            with candados.abierto(self.datos_dir / "postgres.uso") as uso:
                candados.tomar(uso, compartido=True, hasta=None)
                self.levantar()
                yield
        finally:
            self._esperar_si_se_detiene()

    def levantar(self) -> None:
        """Wait until the server answers, starting it if nobody has."""
        inicio = time.monotonic()
        aviso = inicio + AVISO_CADA
        self._vigia = None
        while not self.responde():
            ahora = time.monotonic()
            if self._vigia is None:
                self._vigia = self._arrancar()
            elif self._vigia.poll() is not None:
                raise NoArranca(f"PostgreSQL no arrancó: {servidor.ultima_linea(self.datos_dir)}")
            elif ahora > inicio + PACIENCIA:
                raise NoArranca(f"PostgreSQL no respondió en {PACIENCIA:.0f} segundos.")
            elif ahora > aviso:
                self.avisar("PostgreSQL se recupera de un cierre inesperado; hay que esperarlo…")
                aviso += AVISO_CADA
            time.sleep(0.03)

    def responde(self) -> bool:
        """Whether it accepts connections; a refusal that waiting will not cure is an error."""
        try:
            psycopg2.connect(
                host=str(self.conexion),
                port=5432,
                dbname=BASE,
                user=PROPIETARIO,
                connect_timeout=5,
            ).close()
        except psycopg2.OperationalError as error:
            if any(frase in str(error) for frase in TODAVIA_NO):
                return False
            motivo = str(error).strip().splitlines()[-1]
            raise NoArranca(f"PostgreSQL rechazó la conexión: {motivo}") from error
        return True

    def vive(self) -> bool:
        """Whether any process of the server remains."""
        with candados.abierto(self.datos_dir / "postgres.servidor") as candado:
            return not candados.tomar(candado)

    def _arrancar(self) -> Popen[bytes] | None:
        with candados.abierto(self.datos_dir / "postgres.servidor") as candado:
            if not candados.tomar(candado):
                return None  # somebody runs it already, or is starting it
            vigia = servidor.arrancar(self.datos_dir, candado, self.ajustes, self.avisar)
        # Whichever process starts it buries it, whatever else that process is busy with.
        Thread(target=vigia.wait, daemon=True).start()
        return vigia

    def _esperar_si_se_detiene(self) -> None:
        """Wait for the end of the server, unless others use it: it stays up for them."""
        limite = time.monotonic() + PARADA
        with (
            candados.abierto(self.datos_dir / "postgres.uso") as uso,
            candados.abierto(self.datos_dir / "postgres.servidor") as candado,
        ):
            while not candados.tomar(candado) and time.monotonic() < limite:
                if not candados.tomar(uso) and candados.tomar(uso, compartido=True):
                    if self._vigia is not None:
                        self._vigia.returncode = 0  # theirs from now on: not ours to wait for
                    return
                candados.soltar(uso)
                time.sleep(0.02)
        if self._vigia is not None:
            self._vigia.wait()
