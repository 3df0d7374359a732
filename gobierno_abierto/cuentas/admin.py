from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from gobierno_abierto.comun.admin import BusquedaPlegada
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.cuentas.sesiones import cerrar_sesiones


@admin.register(Usuario)
class UsuarioAdmin(BusquedaPlegada):
    """Who has an account. They are made by invitation, and each writes its own password: whoever
    administers could otherwise come in as a side, and speak for it. An administrator is made where
    the portal runs (`createsuperuser`).

    Nothing is typed here: an account is closed and opened by acts, which say what they do today
    and overwrite nothing, so no lock is needed."""

    list_display = ["username", "email", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "email"]
    show_full_result_count = False
    fields = ["username", "email", "is_active", "is_superuser", ("date_joined", "last_login")]
    actions = ["cerrar", "abrir"]

    def has_module_permission(self, request):
        return request.user.puede(Accion.OPERAR)

    def has_view_permission(self, request, obj=None):
        return request.user.puede(Accion.OPERAR)

    def has_operar_permission(self, request):
        return request.user.puede(Accion.OPERAR)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=gettext_lazy("Cerrar la cuenta"), permissions=["operar"])
    def cerrar(self, request, queryset):
        """At once, sessions included. Not one's own: nobody might be left to open it."""
        cuentas = list(queryset.filter(is_active=True).exclude(pk=request.user.pk))
        cerradas = Usuario.objects.filter(pk__in=[c.pk for c in cuentas]).update(is_active=False)
        for cuenta in cuentas:
            cerrar_sesiones(cuenta)
        dicho = ngettext(
            "Se cerró %(n)d cuenta, con sus sesiones.",
            "Se cerraron %(n)d cuentas, con sus sesiones.",
            cerradas,
        )
        self._decir(request, dicho, cerradas)

    @admin.action(description=gettext_lazy("Abrir la cuenta"), permissions=["operar"])
    def abrir(self, request, queryset):
        """It may sign in again, if it has a role in force."""
        abiertas = queryset.filter(is_active=False).update(is_active=True)
        dicho = ngettext("Se abrió %(n)d cuenta.", "Se abrieron %(n)d cuentas.", abiertas)
        self._decir(request, dicho, abiertas)

    def _decir(self, request, dicho, cuantas):
        nivel = messages.SUCCESS if cuantas else messages.WARNING
        self.message_user(request, dicho % {"n": cuantas}, nivel)
