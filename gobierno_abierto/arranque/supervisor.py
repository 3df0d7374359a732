"""What `manage.py portal` does: bring everything up in order, keep it up, take it down."""

import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import Error, connections

from gobierno_abierto.arranque import base
from gobierno_abierto.arranque.carpetas import carpeta_de_datos
from gobierno_abierto.arranque.cluster import Cluster
from gobierno_abierto.arranque.entorno import guardar_clave
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.estaticos import reunir_estaticos
from gobierno_abierto.arranque.proceso_trabajador import ProcesoTrabajador
from gobierno_abierto.arranque.proceso_web import ProcesoWeb
from gobierno_abierto.arranque.puerto import Direccion
from gobierno_abierto.arranque.unico import unico_portal

SENALES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CUENTAS_DE_PRACTICA = "crear_cuentas_de_practica"
RONDA = 0.5
# A web server that falls so many times running, before it answers once, needs somebody to look.
CAIDAS = 5
REINTENTO = 5.0
RELEVO = 1.0  # between two starts of the worker: what is written meanwhile waits to be sealed


@dataclass
class Supervisor:
    """One run of the portal, from the checks to the last process stopped."""

    direccion: Direccion
    trabajadores: int
    con_carga: bool
    decir: Callable[[str], None]

    def correr(self) -> None:
        """Serve until asked to stop by Ctrl-C, SIGTERM or SIGHUP; then end with code 0."""
        for senal in SENALES:
            signal.signal(senal, self._terminar)
        try:
            self._correr()
        except SystemExit:
            self.decir("Todo quedó detenido.")
            raise

    def _correr(self) -> None:
        # The cheap refusals first: nothing has been started or written yet.
        carpeta_de_datos(settings.DATOS_DIR)
        with ExitStack() as pila:
            pila.enter_context(unico_portal(settings.DATOS_DIR, self.direccion.url))
            pila.enter_context(self.direccion.reservada())
            guardar_clave(settings.DATOS_DIR, settings.SECRET_KEY)
            cluster = base.cluster_propio(self.decir)
            donde = f"datos en «{settings.DATOS_DIR}»" if cluster else base.nombre_publico()
            self._paso("PostgreSQL propio" if cluster else "Servidor de DATABASE_URL", donde)
            pila.enter_context(base.base_disponible(cluster))
            self._poner_al_dia()
            self._paso("Servidor web", f"{self.trabajadores} procesos")
            web = pila.enter_context(ProcesoWeb(self.direccion, self.trabajadores))
            web.esperar_respuesta()
            trabajador = pila.enter_context(ProcesoTrabajador(self.direccion.url))
            self._presentar()
            self._cuidar(web, trabajador, cluster)

    def _poner_al_dia(self) -> None:
        self._paso("Estructura de la base")
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Error as error:
            motivo = str(error).strip().splitlines()[0]
            raise NoArranca(
                f"No se pudo actualizar la estructura de la base: {motivo} "
                "(el detalle, con «manage.py migrate»)."
            ) from error
        if not base.es_propia():
            base.comprobar_rol_web()
        if self.con_carga:
            self._paso("Historia")
            call_command("cargar_historia")
        self._paso("Archivos estáticos")
        reunir_estaticos()
        if settings.ES_DEMO and CUENTAS_DE_PRACTICA in get_commands():
            call_command(CUENTAS_DE_PRACTICA)
        connections.close_all()

    def _presentar(self) -> None:
        local = self.direccion.url
        url = settings.SITIO_URL or local  # with https the local address only redirects there
        self.decir(f"\nEl portal está en {local}/")
        if settings.SITIO_URL:
            self.decir(f"Su dirección pública: {settings.SITIO_URL}/")
        self.decir(f"  para leer:      {url}/compromisos/")
        self.decir(f"  para trabajar:  {url}/admin/")
        self.decir(f"  para programar: {url}/api/v1/")
        self.decir("Ctrl-C lo detiene todo; los datos quedan guardados.\n")

    def _cuidar(
        self, web: ProcesoWeb, trabajador: ProcesoTrabajador, cluster: Cluster | None
    ) -> None:
        """Raise again whatever falls, until a signal ends the process."""
        caidas, contesta, proximo, relevo = 0, True, 0.0, 0.0
        while True:
            time.sleep(RONDA)
            if cluster and time.monotonic() >= proximo and not cluster.vive():
                self.decir("PostgreSQL se detuvo sin aviso; se levanta otra vez…")
                try:
                    cluster.levantar()
                    self.decir("PostgreSQL responde de nuevo.")
                except NoArranca as error:
                    # The web stays up: it can still show what it keeps on disk, and say so.
                    self.decir(f"{error} Se reintenta en {REINTENTO:.0f} segundos.")
                    proximo = time.monotonic() + REINTENTO
            if not trabajador.vive and time.monotonic() >= relevo:
                # The portal is whole without it, except that nothing is sealed: never give up.
                self.decir("El trabajador de fondo se detuvo sin aviso; se levanta otra vez…")
                trabajador.arrancar()
                relevo = time.monotonic() + RELEVO
            if web.vive:
                contesta = contesta or web.contesta()
                continue
            caidas = 0 if contesta else caidas + 1
            if caidas == CAIDAS:
                raise NoArranca("El servidor web se cae una y otra vez; vea las líneas de arriba.")
            self.decir("El servidor web se detuvo sin aviso; se levanta otra vez…")
            web.arrancar()
            contesta = False

    def _paso(self, nombre: str, detalle: str = "") -> None:
        self.decir(f"· {nombre}{f': {detalle}' if detalle else ''}")

    @staticmethod
    def _terminar(*_: object) -> None:
        """Unwind everything, once: a second Ctrl-C must not leave half of it running."""
        for senal in SENALES:
            signal.signal(senal, signal.SIG_IGN)
        raise SystemExit(0)
