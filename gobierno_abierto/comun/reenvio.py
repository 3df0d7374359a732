"""To send again what was typed, having signed in anew in another tab: signing in changes Django's
proof of origin, so the page that offers it carries one of its own, which signing in leaves alone.

It is worth what Django's is: half in the page and half in a cookie that no script reads and no
other site sends, each useless without the other; for one address, and for as long as a session
lasts. And the browser itself must say that the form is ours.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

__all__ = ["CAJA", "ReconoceElReenvio", "Vale", "de_aqui"]

GALLETA = CAJA = "reenvio"


@dataclass(frozen=True)
class Vale:
    galleta: str
    direccion: str

    @classmethod
    def para(cls, request: HttpRequest) -> "Vale":
        """Two pages of one record share the cookie, so that neither spoils the other."""
        return cls(request.COOKIES.get(GALLETA) or secrets.token_urlsafe(32), request.path)

    @property
    def firmado(self) -> str:
        """The half that goes in the page."""
        return self._firma.sign(self.direccion)

    @property
    def _firma(self) -> TimestampSigner:
        return TimestampSigner(salt=f"gobierno_abierto.reenvio:{self.galleta}")

    def poner(self, respuesta: HttpResponse) -> None:
        respuesta.set_cookie(
            GALLETA,
            self.galleta,
            max_age=settings.SESSION_COOKIE_AGE,
            path=self.direccion,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )

    def es(self, firmado: str) -> bool:
        try:
            direccion = self._firma.unsign(firmado, max_age=settings.SESSION_COOKIE_AGE)
        except BadSignature:
            return False
        return direccion == self.direccion


def de_aqui(request: HttpRequest) -> bool:
    """Does the browser itself say that the form is of this site? Nothing that another one made up
    is ever offered to be sent again."""
    origen = request.headers.get("Origin") or request.headers.get("Referer", "")
    partes = urlsplit(origen)
    return (partes.scheme, partes.netloc) == (request.scheme, request.get_host())


class ReconoceElReenvio:
    """Middleware, before Django's own: a form that brings this proof needs no other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, *_vista: Any) -> None:
        if request.method != "POST" or GALLETA not in request.COOKIES or not de_aqui(request):
            return
        if Vale.para(request).es(request.POST.get(CAJA, "")):
            request.csrf_processing_done = True  # how Django's knows that it was seen to
