from django.contrib import admin

from gobierno_abierto.comun.admin import BusquedaPlegada
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.cuentas.sesiones import cerrar_sesiones


@admin.register(Usuario)
class UsuarioAdmin(BusquedaPlegada):
    """Who has an account. They are made by invitation, and each writes its own password: whoever
    administers could otherwise come in as a side, and speak for it. An administrator is made where
    the portal runs (`createsuperuser`)."""

    list_display = ["username", "email", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "email", "first_name", "last_name"]
    show_full_result_count = False
    fields = [
        "username",
        "email",
        ("first_name", "last_name"),
        "is_active",
        "is_superuser",
        ("date_joined", "last_login"),
    ]
    readonly_fields = ["username", "email", "is_superuser", "date_joined", "last_login"]

    def has_module_permission(self, request):
        return request.user.puede(Accion.OPERAR)

    def has_view_permission(self, request, obj=None):
        return request.user.puede(Accion.OPERAR)

    def has_change_permission(self, request, obj=None):
        return request.user.puede(Accion.OPERAR)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            cerrar_sesiones(obj)
