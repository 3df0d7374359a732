"""Who comes in: an account that has something to do here today, and proves that it is itself."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from gobierno_abierto.cuentas.models import Usuario

__all__ = ["PorLoQueEsHoy"]


class PorLoQueEsHoy(AuthenticationBackend):
    """By account name or e-mail. Every request asks again: whoever has no role in force has no
    session either, whenever it was opened."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Usuario | None:
        """One password is hashed, whatever the answer. allauth's own tries an e-mail twice if there
        is such an account and once if there is none: the clock told who has one."""
        quien = credentials.get("email") or credentials.get("username")
        contrasena = credentials.get("password")
        if not quien or not contrasena or "\0" in quien:
            return None
        cuenta = Usuario.llamada(quien)
        if cuenta is None:
            make_password(contrasena)
            return None
        valida = cuenta.check_password(contrasena)
        return cuenta if valida and self.user_can_authenticate(cuenta) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return user.is_active and user.puede_entrar
