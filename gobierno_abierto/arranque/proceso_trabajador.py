"""The background worker as the supervisor sees it."""

import signal
import sys

from django.conf import settings

from gobierno_abierto.arranque.proceso import Proceso

__all__ = ["ProcesoTrabajador"]


class ProcesoTrabajador(Proceso):
    """`manage.py trabajar`, with the owner's role: it seals the ledger, which the web may not."""

    si_morimos = signal.SIGTERM

    def orden(self) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), "trabajar"]
