"""`manage.py portal`: the whole portal, with one command."""

import os
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.puerto import Direccion
from gobierno_abierto.arranque.supervisor import Supervisor

TRABAJADORES_MAXIMOS = 32  # two threads each, at the least, fit in PostgreSQL's 100 connections


class Command(BaseCommand):
    help = "Pone en marcha el portal: PostgreSQL, estructura, historia y servidor web."
    # The checks that matter run in `migrate`; this process serves nothing itself.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        omision = max(2, min(os.cpu_count() or 2, 8))
        parser.allow_abbrev = False
        parser.error = self._opcion_mala  # type: ignore[method-assign]
        parser.add_argument("--puerto", default="8000", metavar="N", help="8000 si no se indica")
        parser.add_argument(
            "--host", default="localhost", metavar="H", help="localhost; 0.0.0.0 para toda la red"
        )
        parser.add_argument(
            "--datos", metavar="CARPETA", help="carpeta de datos, en lugar de DATOS_DIR"
        )
        parser.add_argument(
            "--trabajadores", default=str(omision), metavar="N", help="procesos web, 2 o más"
        )
        parser.add_argument(
            "--sin-carga", action="store_true", help="no cargar ni refrescar la historia"
        )

    def handle(self, *_args: Any, **opciones: Any) -> None:
        # `--datos` has done its work by now: `orden.ejecutar` reads it before the settings.
        puerto = _entero("--puerto", opciones["puerto"], 1, 65535)
        Supervisor(
            direccion=Direccion.resolver(opciones["host"], puerto),
            trabajadores=_entero(
                "--trabajadores", opciones["trabajadores"], 2, TRABAJADORES_MAXIMOS
            ),
            con_carga=not opciones["sin_carga"],
            decir=self._decir,
        ).correr()

    def _decir(self, linea: str) -> None:
        """Print at once, also through a pipe; a terminal that was closed must stop nothing."""
        try:
            self.stdout.write(linea)
            self.stdout.flush()
        except OSError:
            pass

    @staticmethod
    def _opcion_mala(message: str) -> NoReturn:
        raise NoArranca(f"Opción no válida ({message}); vea «manage.py portal --help».")


def _entero(opcion: str, texto: str, minimo: int, maximo: int) -> int:
    valor = int(texto) if texto.isascii() and texto.isdigit() else -1
    if not minimo <= valor <= maximo:
        raise NoArranca(f"{opcion}: «{texto}» no es un número de {minimo} a {maximo}.")
    return valor
