"""The background worker as the supervisor sees it."""

import signal
import sys

from django.conf import settings

from gobierno_abierto.arranque.entorno import VARIABLE_DE_LOCAL
from gobierno_abierto.arranque.proceso import Proceso

__all__ = ["ProcesoTrabajador"]


class ProcesoTrabajador(Proceso):
    """`manage.py trabajar`, with the owner's role: it seals the ledger, which the web may not."""

    si_morimos = signal.SIGTERM

    def __init__(self, local: str) -> None:
        super().__init__()
        self._local = local

    def ambiente(self) -> dict[str, str]:
        """What it writes for others has addresses, and nobody's request to take them from."""
        return {**super().ambiente(), VARIABLE_DE_LOCAL: self._local}

    def orden(self) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), "trabajar"]
