"""allauth's forms, with this portal's words and without telling who has an account."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.correo import origen_de
from gobierno_abierto.cuentas.tareas import mandar_contrasena_olvidada

__all__ = [
    "AgregarLlave",
    "ContrasenaOlvidada",
    "Entrada",
    "NombrarLlave",
    "PonerAplicacion",
    "demasiados_intentos",
]


class Entrada(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quien = self.fields["login"]
        quien.label = _("Cuenta o correo")
        quien.max_length = 254
        quien.widget.attrs = {"autocomplete": "username", "maxlength": "254"}
        self.fields["password"].label = _("Contraseña")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


def demasiados_intentos(formulario: forms.Form) -> bool:
    return any(
        error.code == "too_many_login_attempts"
        for errores in formulario.errors.as_data().values()
        for error in errores
    )


class ContrasenaOlvidada(forms.Form):
    """Nothing is looked up here: the worker does, so that answer and time are the same for all."""

    email = forms.EmailField(
        label=_("Correo"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def save(self, request: HttpRequest, **_: Any) -> str:
        correo = self.cleaned_data["email"].lower()
        mandar_contrasena_olvidada.enqueue(correo, origen_de(request), get_language())
        return correo


class PonerAplicacion(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Código de la aplicación")
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
        }

    def clean_code(self) -> str:
        """Whoever saw this code being typed does not sign in with it: allauth forgets that it was
        used to set the application up."""
        codigo = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(codigo)
        return codigo


def _nombre() -> forms.CharField:
    return forms.CharField(
        label=_("Nombre de la llave"),
        max_length=60,
        required=False,
        help_text=_("Para distinguirla: «teléfono», «llave azul»."),
    )


class AgregarLlave(AddWebAuthnForm):
    name = _nombre()
    passwordless = forms.BooleanField(
        label=_("Entrar sólo con ella, sin contraseña"),
        required=False,
        help_text=_("Pide la huella, la cara o el PIN, y que quepa en la llave."),
    )
    field_order = ["name", "passwordless"]


class NombrarLlave(EditWebAuthnForm):
    name = _nombre()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
