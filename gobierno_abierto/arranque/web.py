"""The production server, Granian, run by the supervisor as a process of its own.

Granian because it needs no proxy in front: slow clients do not take its threads. Two of its habits
are mended here. It shuts down whole when a worker is killed, unless told to replace it; and its
workers outlive it and keep the port, unless the kernel is asked to end them with it.

    python -m gobierno_abierto.arranque.web IP PORT WORKERS
"""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gobierno_abierto.arranque.vigia import acabar_con_el_padre

# Each thread keeps a connection to the database, and PostgreSQL admits 100 by default.
CONEXIONES = 64
HILOS = 8


def servir(ip: str, puerto: int, trabajadores: int) -> None:
    servidor = Granian(
        "gobierno_abierto.wsgi:application",
        address=ip,
        port=puerto,
        interface=Interfaces.WSGI,
        workers=trabajadores,
        blocking_threads=max(1, min(HILOS, CONEXIONES // trabajadores)),
        blocking_threads_idle_timeout=600,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.error,
    )
    servidor.serve(target_loader=partial(_cargar, os.getpid()), wrap_loader=False)


def _cargar(principal: int) -> Callable[..., Any]:
    """In each worker: tie its life to the main process, then load Django."""
    acabar_con_el_padre(signal.SIGKILL, principal)
    # Until Granian sets its own, a worker has those of the main process, which ignore a SIGTERM.
    for senal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(senal, signal.SIG_DFL)
    from gobierno_abierto.wsgi import application

    return application


if __name__ == "__main__":
    servir(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
