from django.core.management.base import BaseCommand, CommandError

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada, TextoBorrable


class Command(BaseCommand):
    help = (
        "Borra para siempre un texto que una persona pidió suprimir (su nombre, por ejemplo). "
        "La bitácora dice que se suprimió y por qué; el texto no queda en ninguna parte."
    )

    def add_arguments(self, parser):
        parser.add_argument("tipo", help="tipo del registro donde está: secretariado…")
        parser.add_argument("clave", help="clave permanente del registro")
        parser.add_argument("texto", help="el texto, tal como se lee")
        parser.add_argument("--motivo", required=True, help="por qué; queda a la vista")

    def handle(self, *args, tipo, clave, texto, motivo, **options):
        suyos = TextoBorrable.objects.filter(
            objeto_tipo=tipo, objeto_clave=clave, texto=texto, suprimido_en=None
        )
        with en_contexto(Contexto(Entrada.Via.ORDEN, motivo=motivo)):
            for suyo in (encontrados := list(suyos)):
                suyo.suprimir()
        if not encontrados:
            raise CommandError(f"No hay en «{clave}» un texto suprimible que diga eso.")
        self.stdout.write(f"Suprimido en «{clave}». No se puede deshacer.")
