"""Which account asks for a change: told to the database, whose triggers know what it may say.

Triggers that keep each voice its own (`compromisos/disparadores_voces.py`) ask for it, so that no
form, action or view that forgets to look lets one voice write for another. It is told by the
connection and for the length of the request; nothing of it is kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

__all__ = ["DiceQuienEscribe", "en_nombre_de"]

SOLO_LEEN = ("GET", "HEAD", "OPTIONS", "TRACE")


class DiceQuienEscribe:
    """Middleware. Nothing is told for reading, nor of whoever has no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SOLO_LEEN or not request.user.is_authenticated:
            return self.get_response(request)
        with en_nombre_de(request.user.pk):
            return self.get_response(request)


@contextmanager
def en_nombre_de(cuenta: int) -> Iterator[None]:
    """Inside the block, what is written is what that account writes."""
    _decir(str(cuenta))
    try:
        yield
    finally:
        try:
            if not connection.needs_rollback:  # else it is undone with what told it
                _decir("")
        except Error:
            connection.close()  # the next one begins without it


def _decir(quien: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.cuenta', %s, false)", [quien])
