"""What this portal asks of allauth, where it differs from what allauth does by itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

__all__ = ["Adaptador"]

NO_COINCIDEN = _("La cuenta o la contraseña no son correctas.")
DEMASIADOS = _("Demasiados intentos. Espere unos minutos y pruebe otra vez.")


class Adaptador(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence, so that it does not tell a name from an e-mail, nor what was wrong.
        "username_password_mismatch": NO_COINCIDEN,
        "email_password_mismatch": NO_COINCIDEN,
        "too_many_login_attempts": DEMASIADOS,
        "rate_limited": DEMASIADOS,
        "incorrect_password": _("Esa no es la contraseña."),
        "enter_current_password": _("Esa no es la contraseña de ahora."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """allauth would tell an account that was ended, if its password is right, from one that
        never was."""
        cuenta = super().authenticate(request, **credentials)
        return cuenta if cuenta and cuenta.puede_entrar else None

    def pre_login(self, request: HttpRequest, user: Any, **resto: Any) -> HttpResponse | None:
        """A passkey comes in without asking the backend."""
        if not (user.is_active and user.puede_entrar):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **resto)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, NO_COINCIDEN)
        return HttpResponseRedirect(reverse("account_login"))

    def is_safe_url(self, url: str | None) -> bool:
        """Only within this very host: allauth would also take any of ALLOWED_HOSTS."""
        return url_has_allowed_host_and_scheme(
            url, {self.request.get_host()}, require_https=self.request.is_secure()
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted by account. allauth adds the Host, and whoever guesses chooses it
        among the allowed ones: each would have attempts of its own."""
        return str(credentials.get("email") or credentials.get("username") or "").lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("cuenta")
