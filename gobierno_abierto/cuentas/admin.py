from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from gobierno_abierto.cuentas.models import Usuario

admin.site.register(Usuario, UserAdmin)
