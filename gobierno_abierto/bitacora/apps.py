from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BitacoraConfig(AppConfig):
    name = "gobierno_abierto.bitacora"
    verbose_name = _("bitácora")

    def ready(self):
        from django.apps import apps

        from gobierno_abierto.bitacora.pasado import crear_vistas

        # The signal comes once for each app; the last one finds every table as it will be.
        ultima = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(crear_vistas, sender=ultima)
