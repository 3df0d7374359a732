from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from gobierno_abierto.comun.admin import BusquedaPlegada
from gobierno_abierto.cuentas.models import Usuario


@admin.register(Usuario)
class UsuarioAdmin(BusquedaPlegada, UserAdmin):
    """Django's own, searched as every list is."""
