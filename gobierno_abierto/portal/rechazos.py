"""What a trigger refuses and no form foresaw: told to whoever asked, and one line in the log."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gobierno_abierto.comun.rechazo import en_palabras

__all__ = ["DiceElRechazo"]

DE_DISPARADOR = "23514"  # check_violation; of a constraint it also says which
bitacora = logging.getLogger(__name__)


class DiceElRechazo:
    """Middleware. A rule that did its work is no failure of ours: a trigger's words are for people.
    A constraint that breaks is, and goes on as one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        diagnostico: Any = getattr(error.__cause__, "diag", None)
        de_disparador = getattr(diagnostico, "sqlstate", None) == DE_DISPARADOR
        if not isinstance(error, IntegrityError) or not de_disparador:
            return None
        if diagnostico.constraint_name:
            return None
        dicho = en_palabras(error)
        bitacora.warning("Rechazado %s %s: %s", request.method, request.path, dicho)
        return render(request, "409.html", {"dicho": dicho}, status=409)
