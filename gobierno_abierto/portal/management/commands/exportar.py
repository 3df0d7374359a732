from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gobierno_abierto.comun.sitio import sitio_propio
from gobierno_abierto.portal.estructura import exigir_estructura
from gobierno_abierto.portal.paquete.escritura import escribir


class Command(BaseCommand):
    help = (
        "Escribe en una carpeta nueva o vacía el paquete de datos abiertos: cada tabla en CSV y "
        "NDJSON, un libro de hojas de cálculo, «datapackage.json», sumas, licencia y bitácora."
    )

    def add_arguments(self, parser):
        parser.add_argument("carpeta", type=Path, metavar="CARPETA")
        parser.add_argument("--sitio", help="dirección con que se escriben los enlaces")

    def handle(self, *args, carpeta, sitio, verbosity, **options):
        exigir_estructura()
        try:
            carpeta.mkdir(parents=True, exist_ok=True)
            if any(carpeta.iterdir()):
                raise CommandError(
                    f"«{carpeta}» no está vacía: elija otra, para no mezclar dos paquetes."
                )
            origen = sitio or sitio_propio()
            momento = escribir(carpeta, origen.rstrip("/"))
        except OSError as error:
            raise CommandError(f"No se pudo escribir en «{carpeta}»: {error.strerror}.") from error
        if verbosity:
            self.stdout.write(
                f"El paquete de la revisión {momento.revision} está en «{carpeta}». "
                "Compruébelo con: sha256sum -c sumas.sha256"
            )
