from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gobierno_abierto.portal"
