import signal

from django.core.management.base import BaseCommand

from gobierno_abierto.portal.trabajador import Trabajador


class Command(BaseCommand):
    help = "Trabaja en segundo plano hasta que se le pida parar. «portal» lo pone en marcha."

    def handle(self, *args, **options):
        trabajador = Trabajador()
        for senal in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(senal, trabajador.parar)
        trabajador.trabajar()
