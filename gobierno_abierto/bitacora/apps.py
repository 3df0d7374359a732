from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BitacoraConfig(AppConfig):
    name = "gobierno_abierto.bitacora"
    verbose_name = _("bitácora")

    def ready(self):
        from gobierno_abierto.bitacora.pasado import crear_vistas

        post_migrate.connect(crear_vistas, sender=self)
