"""Keeps one PostgreSQL alive for as long as somebody uses it.

Every process that uses the server holds a shared lock on a file. This one waits for the exclusive
lock: when it gets it nobody is left, whether they ended well or by `kill -9`, and it stops the
server. Whoever comes at that moment waits for the lock, finds no server and starts another.

It is run as a script, alone and isolated, so that it imports nothing but the standard library:
    vigia.py USE_FILE UID GID DESCRIPTORS COMMAND...
(UID and GID empty: as oneself; DESCRIPTORS: what the server inherits, separated by commas.)
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import threading
from functools import partial
from typing import Any

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def acabar_con_el_padre(senal: signal.Signals, padre: int) -> None:
    """Ask the kernel for `senal` when the parent dies, even by `kill -9`. Only Linux can."""
    if sys.platform != "linux":
        return
    LIBC.prctl(PR_SET_PDEATHSIG, senal)
    if os.getppid() != padre:  # it died before we could ask
        os.kill(os.getpid(), senal)


def vigilar(
    archivo_de_uso: str, persona: dict[str, Any], heredados: list[int], orden: list[str]
) -> int:
    servidor = subprocess.Popen(  # noqa: S603
        orden,
        pass_fds=heredados,
        preexec_fn=partial(acabar_con_el_padre, signal.SIGINT, os.getpid()),
        **persona,
    )

    def detener(*_: object) -> None:
        servidor.send_signal(signal.SIGINT)  # "fast shutdown"

    def detener_cuando_nadie_lo_use() -> None:
        fcntl.flock(os.open(archivo_de_uso, os.O_RDWR), fcntl.LOCK_EX)
        detener()

    for senal in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(senal, detener)
    threading.Thread(target=detener_cuando_nadie_lo_use, daemon=True).start()
    return servidor.wait()


if __name__ == "__main__":
    uso, uid, gid, heredados, *orden = sys.argv[1:]
    persona = {"user": int(uid), "group": int(gid), "extra_groups": []} if uid else {}
    sys.exit(vigilar(uso, persona, [int(n) for n in heredados.split(",")], orden))
