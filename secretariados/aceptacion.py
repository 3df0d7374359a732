"""The pages where an invitation is accepted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, View

from gobierno_abierto.cuentas.models import Usuario
from secretariados.invitaciones import NoSirve, aceptar, por_huella
from secretariados.models.invitacion import huella_de

__all__ = ["AbrirInvitacion", "Aceptar"]

EN_SESION = "invitacion"


def ya_no_sirve(request: HttpRequest) -> HttpResponse:
    """The same page for whatever happened to it: who has no right to it learns nothing."""
    request.session.pop(EN_SESION, None)
    return _discreta(render(request, "secretariados/invitacion_no_sirve.html", status=410))


def _discreta(respuesta: HttpResponse) -> HttpResponse:
    """Nothing of an invitation is indexed, nor told to where one goes next."""
    respuesta["Referrer-Policy"] = "no-referrer"
    respuesta["X-Robots-Tag"] = "noindex, nofollow"
    return respuesta


@method_decorator(never_cache, name="dispatch")
class AbrirInvitacion(View):
    """The link of the mail. It spends nothing: programs that look at mail open links too. The
    secret leaves the address at once, so that it is in no Referer, nor in the history's pages."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, secreto: str) -> HttpResponse:
        huella = huella_de(secreto)
        try:
            por_huella(huella)
        except NoSirve:
            return ya_no_sirve(request)
        request.session[EN_SESION] = huella
        return _discreta(HttpResponseRedirect(reverse("aceptar-invitacion")))


class ContrasenaNueva(forms.Form):
    password1 = forms.CharField(
        label=gettext_lazy("Contraseña"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(password_validators_help_text_html, str)(),
    )
    password2 = forms.CharField(
        label=gettext_lazy("La contraseña, otra vez"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, correo: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cuenta = Usuario(username=correo, email=correo)

    def clean_password1(self) -> str:
        contrasena = self.cleaned_data["password1"]
        validate_password(contrasena, self._cuenta)
        return contrasena

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if "password1" in datos and datos["password1"] != datos.get("password2"):
            self.add_error("password2", ValidationError(_("No es la misma contraseña.")))
        return datos


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class Aceptar(FormView):
    """What is offered, and the button that takes it: with a new password, or as the account of that
    e-mail, which has to sign in first."""

    template_name = "secretariados/invitacion.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            self.invitacion = por_huella(request.session.get(EN_SESION))
            respuesta = self._atender(request, *args, **kwargs)
        except NoSirve:
            return ya_no_sirve(request)
        respuesta["X-Robots-Tag"] = "noindex, nofollow"
        return respuesta

    def _atender(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        duena = Usuario.llamada(self.invitacion.correo)
        self.cuenta = request.user if request.user.is_authenticated else None
        if self.cuenta is not None and self.cuenta != duena:
            return render(request, "secretariados/invitacion_ajena.html", status=403)
        if duena is not None and duena.is_superuser:
            raise NoSirve
        if self.cuenta is None and duena is not None and duena.puede_entrar:
            return redirect_to_login(request.path)
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> forms.Form:
        datos = self.get_form_kwargs()
        if self.cuenta is not None:
            return forms.Form(**datos)
        return ContrasenaNueva(correo=self.invitacion.correo, **datos)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "invitacion": self.invitacion,
            "con_sesion": self.cuenta is not None,
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        huella = self.request.session[EN_SESION]
        aceptar(huella, self.cuenta, form.cleaned_data.get("password1", ""))
        del self.request.session[EN_SESION]
        if self.cuenta is not None:
            return HttpResponseRedirect(reverse("admin:index"))
        messages.success(self.request, _("Su cuenta está lista. Entre con su correo y contraseña."))
        return HttpResponseRedirect(reverse("account_login"))
