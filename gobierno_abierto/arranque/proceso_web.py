"""The web server as the supervisor sees it: started, asked whether it answers, stopped."""

import http.client
import signal
import sys
import time

from django.conf import settings

from gobierno_abierto.arranque.entorno import VARIABLE_DE_ROL
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.proceso import Proceso
from gobierno_abierto.arranque.puerto import TODAS, Direccion

VIVO = "/salud/vivo"
ARRANQUE = 60.0


class ProcesoWeb(Proceso):
    """Granian's main process; it ends with the block, or with us."""

    si_morimos = signal.SIGKILL  # so that the next start finds the port free

    def __init__(self, direccion: Direccion, trabajadores: int) -> None:
        super().__init__()
        self.direccion = direccion
        self.trabajadores = trabajadores

    def orden(self) -> list[str]:
        argumentos = [self.direccion.ip, str(self.direccion.puerto), str(self.trabajadores)]
        return [sys.executable, "-m", "gobierno_abierto.arranque.web", *argumentos]

    def arrancar(self) -> None:
        # The workers of a server that was killed end after it, but may take a moment.
        self.direccion.comprobar_libre(paciencia=5)
        super().arrancar()

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

    def ambiente(self) -> dict[str, str]:
        """Our environment, with the restricted role and what the options decided."""
        anfitriones = list(settings.ALLOWED_HOSTS)
        ip = self.direccion.ip
        if "*" not in anfitriones and ip not in TODAS:
            anfitriones.append(f"[{ip}]" if ":" in ip else ip)
        return {
            **super().ambiente(),
            VARIABLE_DE_ROL: "web",
            "ALLOWED_HOSTS": ",".join(dict.fromkeys(anfitriones)),
        }
