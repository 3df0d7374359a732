from django.core.management.base import BaseCommand, CommandError

from gobierno_abierto.bitacora.verificacion import Rota, verificar


class Command(BaseCommand):
    help = (
        "Recalcula hojas, árbol, checkpoints y cofirmas de la bitácora, y compara lo que cuenta "
        "con lo que hay en las tablas. Termina con 1, y la primera entrada rota, si algo cambió."
    )

    def handle(self, *args, **options):
        try:
            informe = verificar()
        except Rota as error:
            raise CommandError(f"ALTERADA. {error}") from error
        for linea in informe:
            self.stdout.write(linea)
        self.stdout.write("Todo concuerda: la bitácora no ha sido alterada.")
