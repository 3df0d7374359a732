from django.apps import AppConfig


class ArranqueConfig(AppConfig):
    name = "gobierno_abierto.arranque"
