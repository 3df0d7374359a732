from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gobierno_abierto.portal.estructura import exigir_estructura
from gobierno_abierto.portal.importacion.carga import ConCeldasMalas, Resultado, importar
from gobierno_abierto.portal.importacion.hoja import ArchivoInvalido


class Command(BaseCommand):
    help = (
        "Carga lo que «exportar» escribió: el paquete entero (carpeta o ZIP), o una de sus tablas "
        "(CSV o XLSX), con todas sus columnas o algunas. Todo o nada: si algo está mal, dice cada "
        "celda y no escribe. Lo que los lados acordaron o dijeron aquí no lo cambia un archivo."
    )

    def add_arguments(self, parser):
        parser.add_argument("ruta", type=Path, metavar="CARPETA_O_ARCHIVO")
        parser.add_argument(
            "--simular", action="store_true", help="dice lo que haría, y no escribe nada"
        )

    def handle(self, *args, ruta, simular, verbosity, **options):
        exigir_estructura()
        try:
            resultado = importar(ruta, simular)
        except ArchivoInvalido as error:
            raise CommandError(f"No se importó nada de «{ruta.name}». {error}") from error
        except ConCeldasMalas as error:
            raise CommandError(
                f"No se importó nada de «{ruta.name}». Celdas que hay que corregir: "
                f"{len(error.malas)}.\n{error}"
            ) from error
        if verbosity:
            self.contar(resultado, simular)

    def contar(self, resultado: Resultado, simular: bool) -> None:
        for nombre, recuento in resultado.recuentos.items():
            self.stdout.write(f"{nombre:<18}{recuento}")
        for nombre, columnas in resultado.calculadas.items():
            cuales = ", ".join(
                f"{columna} ({len(suyas)})" for columna, suyas in sorted(columnas.items())
            )
            self.stdout.write(f"{nombre}: no se leen, porque las calcula el portal: {cuales}.")
        if simular:
            self.stdout.write("Simulación: no se escribió nada.")
