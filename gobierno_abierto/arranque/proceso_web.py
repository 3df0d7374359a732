"""The web server as the supervisor sees it: started, asked whether it answers, stopped."""

import http.client
import os
import signal
import subprocess
import sys
import time
from functools import partial
from types import TracebackType

from django.conf import settings

from gobierno_abierto.arranque.entorno import VARIABLE_DE_ROL
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.puerto import TODAS, Direccion
from gobierno_abierto.arranque.vigia import acabar_con_el_padre

VIVO = "/salud/vivo"
ARRANQUE = 60.0
PARADA = 20.0


class ProcesoWeb:
    """Granian's main process; it ends with the block, or with us."""

    def __init__(self, direccion: Direccion, trabajadores: int) -> None:
        self.direccion = direccion
        self.trabajadores = trabajadores
        self._proceso: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "ProcesoWeb":
        self.arrancar()
        return self

    def __exit__(
        self,
        _tipo: type[BaseException] | None,
        _error: BaseException | None,
        _traza: TracebackType | None,
    ) -> None:
        if self._proceso is None:
            return
        self._proceso.terminate()
        try:
            self._proceso.wait(PARADA)
        except subprocess.TimeoutExpired:
            self._proceso.kill()
            self._proceso.wait()

    @property
    def vive(self) -> bool:
        return self._proceso is not None and self._proceso.poll() is None

    def arrancar(self) -> None:
        # The workers of a server that was killed end after it, but may take a moment.
        self.direccion.comprobar_libre(paciencia=5)
        argumentos = [self.direccion.ip, str(self.direccion.puerto), str(self.trabajadores)]
        # The kernel ends it if we are killed, so that the next start finds the port free.
        self._proceso = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gobierno_abierto.arranque.web", *argumentos],
            cwd=settings.BASE_DIR,
            env=self._ambiente(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is for us, who stop things in order
            preexec_fn=partial(acabar_con_el_padre, signal.SIGKILL, os.getpid()),
        )

    def esperar_respuesta(self) -> None:
        limite = time.monotonic() + ARRANQUE
        while not self.contesta():
            if not self.vive:
                raise NoArranca(
                    "El servidor web no arrancó; el porqué está en las líneas de arriba."
                )
            if time.monotonic() > limite:
                raise NoArranca(f"El servidor web no contestó en {ARRANQUE:.0f} segundos.")
            time.sleep(0.05)

    def contesta(self) -> bool:
        """Whether it gives any HTTP answer: a redirect to https is a good sign too."""
        ip = self.direccion.ip
        propia = ("::1" if ":" in ip else "127.0.0.1") if ip in TODAS else ip
        conexion = http.client.HTTPConnection(propia, self.direccion.puerto, timeout=5)
        try:
            conexion.request("GET", VIVO, headers={"Host": "localhost"})
            conexion.getresponse()
        except OSError:
            return False
        else:
            return True
        finally:
            conexion.close()

    def _ambiente(self) -> dict[str, str]:
        """Our environment, with the restricted role and what the options decided."""
        anfitriones = list(settings.ALLOWED_HOSTS)
        ip = self.direccion.ip
        if "*" not in anfitriones and ip not in TODAS:
            anfitriones.append(f"[{ip}]" if ":" in ip else ip)
        return {
            **os.environ,
            VARIABLE_DE_ROL: "web",
            "DATOS_DIR": str(settings.DATOS_DIR),
            "ALLOWED_HOSTS": ",".join(dict.fromkeys(anfitriones)),
        }
