from django.apps import AppConfig


class SecretariadosConfig(AppConfig):
    name = "secretariados"
