"""Addresses of accounts: allauth's pages, one by one and in Spanish. What is not here (to sign up,
to change the e-mail) is not served at all."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as cuenta
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recuperacion
from allauth.mfa.totp import views as aplicacion
from allauth.mfa.webauthn import views as llave
from allauth.usersessions.views import list_usersessions
from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache

from gobierno_abierto.cuentas.views import CerrarSesion, Cuenta, Entrar, QuitarLlave, SegundoFactor


def pagina(ruta: str, vista: Callable[..., Any], nombre: str) -> URLPattern:
    """No page of an account is kept by any cache."""
    return path(f"cuenta/{ruta}", never_cache(vista), name=nombre)


urlpatterns = [
    pagina("", Cuenta.as_view(), "cuenta"),
    pagina("entrar/", Entrar.as_view(), "account_login"),
    pagina("entrar/codigo/", factor.authenticate, "mfa_authenticate"),
    pagina("entrar/llave/", llave.login_webauthn, "mfa_login_webauthn"),
    pagina("salir/", cuenta.logout, "account_logout"),
    pagina("confirmar/", cuenta.reauthenticate, "account_reauthenticate"),
    pagina("confirmar/codigo/", factor.reauthenticate, "mfa_reauthenticate"),
    pagina("confirmar/llave/", llave.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    pagina("contrasena/", cuenta.password_change, "account_change_password"),
    pagina("contrasena/olvidada/", cuenta.password_reset, "account_reset_password"),
    pagina(
        "contrasena/olvidada/enviada/", cuenta.password_reset_done, "account_reset_password_done"
    ),
    pagina(
        "contrasena/nueva/lista/",
        cuenta.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^cuenta/contrasena/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        never_cache(cuenta.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    pagina("segundo-factor/", SegundoFactor.as_view(), "mfa_index"),
    pagina("segundo-factor/aplicacion/", aplicacion.activate_totp, "mfa_activate_totp"),
    pagina("segundo-factor/aplicacion/quitar/", aplicacion.deactivate_totp, "mfa_deactivate_totp"),
    pagina("segundo-factor/llaves/", llave.list_webauthn, "mfa_list_webauthn"),
    pagina("segundo-factor/llaves/agregar/", llave.add_webauthn, "mfa_add_webauthn"),
    pagina("segundo-factor/llaves/<int:pk>/nombre/", llave.edit_webauthn, "mfa_edit_webauthn"),
    pagina("segundo-factor/llaves/<int:pk>/quitar/", QuitarLlave.as_view(), "mfa_remove_webauthn"),
    pagina(
        "segundo-factor/recuperacion/", recuperacion.view_recovery_codes, "mfa_view_recovery_codes"
    ),
    pagina(
        "segundo-factor/recuperacion/nuevos/",
        recuperacion.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    pagina(
        "segundo-factor/recuperacion/archivo/",
        recuperacion.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    pagina("sesiones/", list_usersessions, "usersessions_list"),
    pagina("sesiones/<int:pk>/cerrar/", CerrarSesion.as_view(), "cerrar-sesion"),
]
