"""The admin's door is the portal's own: one sign-in, one second factor, one way out."""

from functools import update_wrapper

from allauth.account.views import logout
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import reverse

from gobierno_abierto.cuentas.segundo_factor import falta_segundo_factor, tiene_segundo_factor

__all__ = ["SitioAdmin"]

# The page of the admin that was asked for without a second factor: the session has it until one is
# put. It is a path that this site served, so it leads nowhere else, whatever any address says.
ADONDE_IBA = "adonde_iba"


class SitioAdmin(admin.AdminSite):
    def has_permission(self, request):
        """Whoever has something to do here today; `is_staff` says nothing."""
        cuenta = request.user
        return cuenta.is_active and getattr(cuenta, "puede_entrar", False)

    def get_app_list(self, request, app_label=None):
        """A page of the admin may be shown to nobody yet: what was typed when a session ended."""
        return super().get_app_list(request, app_label) if self.has_permission(request) else []

    def admin_view(self, view, cacheable=False):
        interior = super().admin_view(view, cacheable)

        def con_llave(request, *args, **kwargs):
            if not self.has_permission(request):
                return redirect_to_login(request.get_full_path())
            if falta_segundo_factor(request.user):
                return _a_ponerlo(request)
            request.session.pop(ADONDE_IBA, None)
            return interior(request, *args, **kwargs)

        return update_wrapper(con_llave, interior)

    def get_urls(self):
        """Without Django's way from a number to a public address, which asks nobody who they are
        and would tell the keys of others' drafts."""
        return [ruta for ruta in super().get_urls() if getattr(ruta, "name", "") != "view_on_site"]

    def login(self, request, extra_context=None):
        """The sign-in page sees to `next`, and to whoever is in already."""
        consulta = request.META.get("QUERY_STRING", "")
        entrar = reverse("account_login")
        return HttpResponseRedirect(f"{entrar}?{consulta}" if consulta else entrar)

    def logout(self, request, extra_context=None):
        return logout(request)

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))

    def index(self, request, extra_context=None):
        """The first page offers a second factor to whoever has none."""
        sin_factor = not tiene_segundo_factor(request.user)
        return super().index(request, {"sin_segundo_factor": sin_factor} | (extra_context or {}))


def _a_ponerlo(request):
    if request.method == "GET":
        request.session[ADONDE_IBA] = request.get_full_path()
    return HttpResponseRedirect(reverse("mfa_index"))
