from django.apps import AppConfig


class FuentesConfig(AppConfig):
    name = "gobierno_abierto.fuentes"
