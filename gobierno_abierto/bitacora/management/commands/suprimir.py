import re

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada, TextoBorrable
from gobierno_abierto.comun.privacidad import a_la_vista

# A word of so many letters may be part of a name; shorter ones («de», «los») are in any reason.
LETRAS = 4


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
        _sin_lo_que_se_borra(texto, motivo)
        suyos = TextoBorrable.objects.filter(
            objeto_tipo=tipo, objeto_clave=clave, texto=texto, suprimido_en=None
        )
        with en_contexto(Contexto(Entrada.Via.ORDEN, motivo=motivo)):
            for suyo in (encontrados := list(suyos)):
                suyo.suprimir()
        if not encontrados:
            raise CommandError(f"No hay en «{clave}» un texto suprimible que diga eso.")
        self.stdout.write(f"Suprimido en «{clave}». No se puede deshacer.")


def _sin_lo_que_se_borra(texto: str, motivo: str) -> None:
    """The reason stays for ever: it must not tell what is erased, nor anything like it."""
    try:
        a_la_vista(motivo)
    except ValidationError as error:
        raise CommandError(f"El motivo no sirve. {error.messages[0]}") from error
    repetidas = _palabras(texto) & _palabras(motivo)
    if repetidas:
        raise CommandError(
            f"El motivo repite lo que se borra («{sorted(repetidas)[0]}») y queda a la vista para "
            "siempre: escríbalo de otro modo."
        )


def _palabras(texto: str) -> set[str]:
    return {palabra for palabra in re.findall(r"\w+", texto.casefold()) if len(palabra) >= LETRAS}
