from django.apps import AppConfig


class ComunConfig(AppConfig):
    name = "gobierno_abierto.comun"

    def ready(self):
        from gobierno_abierto.comun import rutas  # noqa: F401 — registers <clave:…> for every urls.py
