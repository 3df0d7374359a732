"""What accounts leave behind and serves nobody any more, thrown away once a day."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

__all__ = ["limpiar_cache", "limpiar_sesiones"]


def limpiar_sesiones() -> int:
    """Those that expired, and what allauth kept of those that are no more. How many it kept.
    Whoever never comes back would leave them for ever, with their addresses."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    vivas = Session.objects.values("session_key")
    return UserSession.objects.exclude(session_key__in=vivas).delete()[0]


def limpiar_cache() -> int:
    """Attempts and used codes that count no more. Django looks at a row's date only when that row
    is asked for, or when there are more than MAX_ENTRIES."""
    tabla = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {tabla} WHERE expires < now()")  # noqa: S608 — settings' name
        return cursor.rowcount
