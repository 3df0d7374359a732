from django.apps import AppConfig


class CuentasConfig(AppConfig):
    name = "gobierno_abierto.cuentas"
