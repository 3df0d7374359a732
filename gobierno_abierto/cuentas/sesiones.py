"""The sessions of an account, and how they end before their time."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from django.dispatch import receiver
from django.http import HttpRequest

from gobierno_abierto.cuentas.models import Usuario

__all__ = ["cerrar_sesiones"]


def cerrar_sesiones(cuenta: Usuario, *, salvo: str | None = None) -> int:
    """End every session of the account but that of the given key. How many there were."""
    sesiones = UserSession.objects.filter(user=cuenta).exclude(session_key=salvo or "")
    cerradas = 0
    for sesion in sesiones:
        sesion.end()
        cerradas += 1
    return cerradas


@receiver([authenticator_added, authenticator_removed])
def _al_cambiar_de_factor(sender: Any, request: HttpRequest, user: Usuario, **_: Any) -> None:
    """Sessions that were opened with less than is asked now do not go on."""
    cerrar_sesiones(user, salvo=request.session.session_key)
