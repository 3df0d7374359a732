from django.apps import AppConfig


class ComunConfig(AppConfig):
    name = "gobierno_abierto.comun"
