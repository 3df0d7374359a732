"""A process that the supervisor keeps: started, watched, stopped with it."""

import os
import signal
import subprocess
from functools import partial
from types import TracebackType
from typing import ClassVar, Self

from django.conf import settings

from gobierno_abierto.arranque.vigia import acabar_con_el_padre

PARADA = 20.0


class Proceso:
    """Ends with the block, or with us: the kernel sends it `si_morimos` if we are killed."""

    si_morimos: ClassVar[signal.Signals]

    def __init__(self) -> None:
        self._proceso: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
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

    def orden(self) -> list[str]:
        """The command line."""
        raise NotImplementedError

    def ambiente(self) -> dict[str, str]:
        return {**os.environ, "DATOS_DIR": str(settings.DATOS_DIR)}

    def arrancar(self) -> None:
        self._proceso = subprocess.Popen(  # noqa: S603
            self.orden(),
            cwd=settings.BASE_DIR,
            env=self.ambiente(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is for us, who stop things in order
            preexec_fn=partial(acabar_con_el_padre, self.si_morimos, os.getpid()),
        )
