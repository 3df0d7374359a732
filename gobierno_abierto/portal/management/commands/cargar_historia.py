from django.core.management.base import BaseCommand, CommandError

from gobierno_abierto.portal.estructura import exigir_estructura
from gobierno_abierto.portal.historia.carga import cargar
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida

A_LA_VISTA = 10  # keys; of an imported portal all the rows are edited ones


class Command(BaseCommand):
    help = (
        "Carga o pone al día la historia real, con sus fuentes. Puede repetirse; "
        "nunca toca lo que una persona editó."
    )

    def handle(self, *args, **options):
        exigir_estructura()
        try:
            recuentos = cargar()
        except HistoriaInvalida as error:
            raise CommandError(f"No se cargó nada. {error}") from error
        if options["verbosity"] == 0:
            return
        for nombre, recuento in recuentos.items():
            self.stdout.write(f"{nombre:<18}{recuento}")
            if recuento.respetadas:
                algunas = ", ".join(recuento.respetadas[:A_LA_VISTA])
                mas = len(recuento.respetadas) - A_LA_VISTA
                resto = f" y {mas} más" if mas > 0 else ""
                self.stdout.write(f"{'':<18}editadas: {algunas}{resto}")
