from django.apps import AppConfig


class CuentasConfig(AppConfig):
    name = "gobierno_abierto.cuentas"

    def ready(self):
        from gobierno_abierto.cuentas import sesiones  # noqa: F401 — listens to changes of factor
