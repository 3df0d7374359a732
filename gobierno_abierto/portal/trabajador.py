"""The background worker: what is done by the clock, and what is queued, one thing at a time.

The queue is django-tasks on PostgreSQL (the API that Django 6 has by itself). What it lacks is
here: trying again, and picking up what a killed worker left half done.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import Error, close_old_connections, connections, transaction
from django.db.models import Func, IntegerField
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from compromisos.recordatorios import recordar_reportes
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.bitacora.sellado import LOTE, sellar
from gobierno_abierto.cuentas.cifrado import recifrar
from gobierno_abierto.cuentas.limpieza import limpiar_cache, limpiar_sesiones
from gobierno_abierto.fuentes.archivo_web.copias import revisar_copias
from gobierno_abierto.fuentes.models.archivo import limpiar_archivos
from gobierno_abierto.portal.entrega.limite import olvidar
from gobierno_abierto.portal.paquete.publicacion import Publicador
from secretariados.avisos import vencer_los_terminados
from secretariados.recordatorios import recordar

__all__ = ["HORARIO", "INTENTOS", "EnSuHilo", "Periodico", "Trabajador"]

registro = logging.getLogger(__name__)

RITMO = 0.5  # seconds between looks at the queue and the clock
INTENTOS = 5
ESPERA = timedelta(seconds=10)  # before the second try; then twice as long each time
HORA = 60 * 60
DIA = 24 * HORA
TARDE = timedelta(minutes=1)
READY, RUNNING, FAILED = "READY", "RUNNING", "FAILED"


@dataclass
class Periodico:
    """Something done every `cada` seconds. If it fails it is done again at its next turn."""

    nombre: str
    cada: float
    hacer: Callable[[], object]
    _turno: float = field(default=0.0, init=False)

    def si_toca(self) -> None:
        if time.monotonic() < self._turno:
            return
        self._turno = time.monotonic() + self.cada
        try:
            self.hacer()
        except Exception:
            registro.exception("Falló «%s»; se intenta otra vez en su turno.", self.nombre)
            close_old_connections()


class Sellador:
    """Seals what was committed since it last looked."""

    def __init__(self) -> None:
        self._frontera = 0

    def __call__(self) -> None:
        sellados = LOTE
        while sellados == LOTE:  # what comes while it seals waits for the next turn
            sellados, self._frontera = sellar(self._frontera)


def avisar_si_no_se_sella() -> None:
    """An open transaction or a taken lock may keep the sealer waiting: not in silence."""
    viejas = Entrada.objects.filter(instante__lt=timezone.now() - TARDE)
    if viejas.por_sellar().exists():
        registro.warning("Hay cambios sin sellar desde hace más de %s: ¿qué los detiene?", TARDE)


class EnSuHilo:
    """What waits for somebody else, such as a site of the Web, does not keep the sealer waiting.
    One at a time: if the last one is not done, this turn is let pass."""

    def __init__(self, hacer: Callable[[], object]) -> None:
        self._hacer = hacer
        self._hilo: threading.Thread | None = None

    def __call__(self) -> None:
        if self._hilo is None or not self._hilo.is_alive():
            self._hilo = threading.Thread(target=self._correr, daemon=True)
            self._hilo.start()

    def _correr(self) -> None:
        try:
            self._hacer()
        except Exception:
            registro.exception("Falló lo que iba en su hilo; se intenta otra vez en su turno.")
        finally:
            connections.close_all()


HORARIO = (
    Periodico("sellar la bitácora", 1, Sellador()),
    Periodico("ver que se selle", 60, avisar_si_no_se_sella),
    Periodico("quitar las sesiones que caducaron", DIA, limpiar_sesiones),
    Periodico("quitar los intentos que ya no cuentan", DIA, limpiar_cache),
    Periodico("cifrar los segundos factores con la clave de hoy", DIA, recifrar),
    Periodico("vencer acuerdos", 300, vencer_los_terminados),
    Periodico("copiar lo que se cita de la web", 60, EnSuHilo(revisar_copias)),
    Periodico("olvidar cuánto se pidió", 60, olvidar),
    Periodico("hacer el paquete de datos", 5, EnSuHilo(Publicador())),
    Periodico("quitar los archivos que no son de nadie", DIA, limpiar_archivos),
    Periodico("recordar reportes", HORA, recordar_reportes),
    Periodico("recordar plazos", HORA, recordar),  # every hour, so that no day goes by unseen
)


class Trabajador:
    """Works until asked to stop; then ends what it has in hand."""

    def __init__(self, horario: Sequence[Periodico] = HORARIO) -> None:
        self.horario = horario
        self._parar = threading.Event()
        self._recuperado = False

    def parar(self, *_senal: object) -> None:
        self._parar.set()

    def trabajar(self) -> None:
        while not self._parar.is_set():
            self.una_vuelta()
            self._parar.wait(RITMO)

    def una_vuelta(self) -> None:
        for trabajo in self.horario:
            trabajo.si_toca()
        try:
            self._recuperar()
            _vaciar_cola()
            reintentar()
        except Error:
            registro.exception("La base no responde; se intenta otra vez.")
            close_old_connections()

    def _recuperar(self) -> None:
        """There is one worker: what is «running» as it begins was left by one that was killed."""
        if not self._recuperado:
            abandonadas = DBTaskResult.objects.filter(status=RUNNING)
            abandonadas.update(status=READY, run_after=timezone.now())
            self._recuperado = True


def _vaciar_cola() -> None:
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="trabajador",
    ).run()


def reintentar() -> int:
    """Put back in the queue, for later each time, what failed fewer than `INTENTOS` times."""
    intentos = Func("worker_ids", function="jsonb_array_length", output_field=IntegerField())
    fallidas = DBTaskResult.objects.alias(intentos=intentos).filter(
        status=FAILED, intentos__lt=INTENTOS
    )
    with transaction.atomic():
        puestas = 0
        for tarea in fallidas.select_for_update(skip_locked=True):
            espera = ESPERA * 2 ** (len(tarea.worker_ids) - 1)
            tarea.status, tarea.run_after = READY, timezone.now() + espera
            tarea.save(update_fields=["status", "run_after"])
            puestas += 1
    return puestas
