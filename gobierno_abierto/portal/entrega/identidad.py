"""`X-Request-ID`: what to quote when something fails. The client's own, if it sends one."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

__all__ = ["ConIdentidad"]

CABECERA = "X-Request-ID"
ADMISIBLE = re.compile(r"[A-Za-z0-9._-]{1,64}")  # it goes back in a header


class ConIdentidad:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        dado = request.headers.get(CABECERA, "")
        propio = dado if ADMISIBLE.fullmatch(dado) else uuid.uuid4().hex
        respuesta = self.get_response(request)
        respuesta[CABECERA] = propio
        return respuesta
