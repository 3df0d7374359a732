"""allauth's pages, where they must answer otherwise; and the page of one's own account."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from gobierno_abierto.cuentas.formularios import demasiados_intentos
from gobierno_abierto.cuentas.segundo_factor import AdaptadorDeFactores, tiene_segundo_factor

__all__ = ["ESPERA", "CerrarSesion", "Cuenta", "Entrar", "QuitarLlave", "SegundoFactor"]

ESPERA = 300  # seconds: how long attempts are remembered


class Entrar(LoginView):
    def form_invalid(self, form: Any) -> HttpResponse:
        respuesta = super().form_invalid(form)
        if demasiados_intentos(form):
            respuesta.status_code = 429
            respuesta["Retry-After"] = str(ESPERA)
        return respuesta


class SegundoFactor(IndexView):
    extra_context = {"obligatorio": settings.SEGUNDO_FACTOR_OBLIGATORIO}


class QuitarLlave(RemoveWebAuthnView):
    """allauth asks whether a factor may be taken off only of the application of codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        adaptador = AdaptadorDeFactores()
        if adaptador.can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, str(adaptador.error_messages["cannot_delete_authenticator"]))
        return HttpResponseRedirect(self.get_success_url())


@method_decorator(login_required, name="dispatch")
class Cuenta(TemplateView):
    template_name = "cuentas/cuenta.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cuenta: Any = self.request.user
        return super().get_context_data(**kwargs) | {
            "cuenta": cuenta,
            "con_factor": tiene_segundo_factor(cuenta),
        }


@method_decorator(login_required, name="dispatch")
class CerrarSesion(View):
    """One of one's own sessions; allauth closes only all the others."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(UserSession, user=request.user, pk=pk).end()
        messages.success(request, _("La sesión quedó cerrada."))
        return HttpResponseRedirect(reverse("usersessions_list"))
