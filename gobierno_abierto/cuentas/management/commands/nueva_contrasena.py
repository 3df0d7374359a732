"""Whoever operates the machine gives an account another way in: no mail, no other person."""

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.cuentas.sesiones import cerrar_sesiones


class Command(BaseCommand):
    help = "Da a una cuenta otra contraseña, que se muestra una sola vez, y cierra sus sesiones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cuenta", help="El nombre de la cuenta, o su correo.")
        parser.add_argument(
            "--sin-segundo-factor",
            action="store_true",
            help="Le quita además el segundo factor, a quien perdió el teléfono y los códigos.",
        )

    def handle(self, *args: Any, cuenta: str, sin_segundo_factor: bool, **options: Any) -> None:
        hallada = Usuario.llamada(cuenta)
        if hallada is None:
            raise CommandError(f"No hay ninguna cuenta «{cuenta}».")
        contrasena = secrets.token_urlsafe(12)
        with transaction.atomic():
            hallada.set_password(contrasena)
            hallada.save(update_fields=["password"])
            if sin_segundo_factor:
                Authenticator.objects.filter(user=hallada).delete()
            cerrar_sesiones(hallada)
        self.stdout.write(
            f"Contraseña nueva de {hallada.username}: anótela, no se vuelve a mostrar."
        )
        self.stdout.write(f"\n  {contrasena}\n\n")
        self.stdout.write("Sus sesiones quedaron cerradas; que la cambie en cuanto entre.")
        if sin_segundo_factor:
            self.stdout.write("Ya no tiene segundo factor: que ponga otro.")
        if not hallada.puede_entrar:
            self.stdout.write("Ojo: hoy no tiene ningún papel vigente, así que no podrá entrar.")
