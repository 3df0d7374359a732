"""The portal's own PostgreSQL: found if it runs, started if not, alive while somebody uses it.

Two locks say everything, and the kernel frees them whatever happens to their holders:

* `postgres.uso`: shared by each process that uses the server. `vigia.py` waits to have it alone,
  and then stops the server.
* `postgres.servidor`: held by every process of the server. While it is taken there is a server;
  once it is free not one of its processes remains, and another may be started.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from gobierno_abierto.arranque import candados, vigia
from gobierno_abierto.arranque.binarios import carpeta_de_binarios
from gobierno_abierto.arranque.carpetas import CarpetaAbierta, carpeta_de_datos, carpeta_privada
from gobierno_abierto.arranque.conexion import BASE, PROPIETARIO, carpeta_de_conexion
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.persona import quien_corre
from gobierno_abierto.arranque.preparacion import escribir_acceso, olvidar_proceso_muerto, preparar

# What an unready server says, and what is heard where there is none yet.
TODAVIA_NO = ("starting up", "not yet accepting", "shutting down", "recovery", "No such file",
              "Connection refused", "closed the connection unexpectedly")  # fmt: skip
# Recovery after a crash reads the whole log since the last checkpoint: patience, not a short limit.
PACIENCIA = 600.0
AVISO_CADA = 10.0

AJUSTES = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "log_checkpoints": "off",
}


@dataclass
class Cluster:
    """PostgreSQL with its data in `datos_dir`."""

    datos_dir: Path
    # Throw-away clusters (the tests') trade safety for speed; nobody else should.
    ajustes: dict[str, str] = field(default_factory=dict)
    avisar: Callable[[str], object] = lambda _mensaje: None

    @property
    def carpeta(self) -> Path:
        return self.datos_dir / "postgres"

    @property
    def conexion(self) -> Path:
        return carpeta_de_conexion(self.datos_dir)

    @property
    def registro(self) -> Path:
        return self.datos_dir / "postgres.log"

    @contextmanager
    def usar(self) -> Iterator[None]:
        """Have the server up for the length of the block; the last to leave stops it."""
        carpeta_de_datos(self.datos_dir)
        with candados.abierto(self.datos_dir / "postgres.uso") as uso:
            candados.tomar(uso, compartido=True, hasta=None)
            self.levantar()
            yield
        self._esperar_si_se_detiene()

    def levantar(self) -> bool:
        """Wait until the server answers, starting it if there is none; say whether it was us."""
        inicio = time.monotonic()
        aviso = inicio + AVISO_CADA
        vigilante: subprocess.Popen[bytes] | None = None
        while not self.responde():
            if vigilante is None:
                vigilante = self._arrancar()
            elif vigilante.poll() is not None:
                raise NoArranca(f"PostgreSQL no arrancó: {self._ultima_linea()}")
            ahora = time.monotonic()
            if ahora > inicio + PACIENCIA:
                raise NoArranca(f"PostgreSQL no respondió; el porqué está en «{self.registro}».")
            if ahora > aviso:
                self.avisar("PostgreSQL se está recuperando de un cierre inesperado…")
                aviso += AVISO_CADA
            time.sleep(0.05)
        return vigilante is not None

    def responde(self) -> bool:
        """Whether it accepts connections; a refusal that waiting will not cure is an error."""
        try:
            psycopg2.connect(host=str(self.conexion), port=5432, dbname=BASE, user=PROPIETARIO).close()
        except psycopg2.OperationalError as error:
            if any(frase in str(error) for frase in TODAVIA_NO):
                return False
            motivo = str(error).strip().splitlines()[-1]
            raise NoArranca(f"PostgreSQL rechazó la conexión: {motivo}") from error
        return True

    def _arrancar(self) -> "subprocess.Popen[bytes] | None":
        """Start the server if nobody runs it; `vigia.py` keeps it, and its lock, from then on."""
        with ExitStack() as pila:
            servidor = pila.enter_context(candados.abierto(self.datos_dir / "postgres.servidor"))
            if not candados.tomar(servidor):
                return None
            persona = quien_corre(self.carpeta)
            binarios = carpeta_de_binarios(persona)
            if not self.carpeta.exists():
                self.avisar("Preparando la base de datos por primera vez…")
                seguro = self.ajustes.get("fsync") != "off"
                preparar(self.carpeta, binarios, persona, sincronizar=seguro)
            self._comprobar_version()
            carpeta_privada(self.conexion, persona)
            datos = pila.enter_context(CarpetaAbierta(self.carpeta))
            enlace = pila.enter_context(CarpetaAbierta(self.conexion))
            escribir_acceso(datos, persona, self.datos_dir.stat().st_uid)
            olvidar_proceso_muerto(datos, persona)
            carpeta_del_enlace = enlace.camino.replace('"', '""')
            ajustes = {
                "unix_socket_directories": f'"{carpeta_del_enlace}"', **AJUSTES, **self.ajustes
            }  # fmt: skip
            orden = [binarios / "postgres", "-D", datos.camino]
            orden += [parte for par in ajustes.items() for parte in ("-c", "=".join(par))]
            heredados = [servidor, datos.descriptor, enlace.descriptor]
            registro = pila.enter_context(self._abrir_registro())
            return subprocess.Popen(  # noqa: S603
                [
                    sys.executable, "-I", vigia.__file__, self.datos_dir / "postgres.uso",
                    "" if persona.uid is None else str(persona.uid),
                    "" if persona.gid is None else str(persona.gid),
                    ",".join(map(str, heredados)), *orden,
                ],
                pass_fds=heredados,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=registro,
                stderr=registro,
                start_new_session=True,  # a Ctrl-C is for us, who will say when to stop
            )  # fmt: skip
