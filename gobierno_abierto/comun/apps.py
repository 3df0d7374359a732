from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ComunConfig(AppConfig):
    name = "gobierno_abierto.comun"

    def ready(self):
        from gobierno_abierto.comun import rutas  # noqa: F401 — registers <clave:…> for every urls.py
        from gobierno_abierto.comun.disparadores import sin_engano, sin_interruptor

        post_migrate.connect(sin_interruptor, sender=self)
        post_migrate.connect(sin_engano, sender=self)
