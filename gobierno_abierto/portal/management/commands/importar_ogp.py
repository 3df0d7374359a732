from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gobierno_abierto.portal.estructura import exigir_estructura
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida
from gobierno_abierto.portal.ogp.importacion import Resultado, importar
from gobierno_abierto.portal.ogp.lectura import ArchivoInvalido
from gobierno_abierto.portal.ogp.paises import Pais, pais_de


class Command(BaseCommand):
    help = (
        "Importa la base de compromisos y revisiones de OGP, de cualquiera de sus ediciones. Puede "
        "repetirse; nunca toca lo que una persona editó, y lo de México solo lo compara."
    )
    requires_system_checks = ()  # of pages and forms, which it does not use and take a second

    def add_arguments(self, parser):
        parser.add_argument("archivo", type=Path, metavar="ARCHIVO.csv")
        parser.add_argument("--pais", help="solo sus filas: «Uruguay» o «UY»")
        parser.add_argument(
            "--simular", action="store_true", help="dice lo que haría, y no escribe nada"
        )

    def handle(self, *args, archivo, pais, simular, verbosity, **options):
        exigir_estructura()
        decir = self.stdout.write if verbosity else lambda _dicho: None
        try:
            resultado = importar(archivo, _pais(pais), simular, lambda dicho: decir(f"… {dicho}"))
        except (ArchivoInvalido, HistoriaInvalida) as error:
            raise CommandError(f"No se importó nada de {archivo.name}. {error}") from error
        if verbosity:
            self.contar(resultado, simular)

    def contar(self, resultado: Resultado, simular: bool) -> None:
        decir = self.stdout.write
        for dicho in resultado.hallazgos.en_palabras():
            decir(f"- {dicho}")
        decir(
            f"{resultado.filas} filas: {resultado.compromisos} compromisos, "
            f"{resultado.hitos} hitos, {resultado.comparadas} comparadas con lo que ya había y "
            f"{resultado.rechazadas} que no entraron."
        )
        for nombre, recuento in resultado.recuentos.items():
            decir(f"{nombre:<18}{recuento}")
            if recuento.respetadas:
                decir(f"{'':<18}editadas: {', '.join(recuento.respetadas)}")
        if simular:
            decir("Simulación: no se escribió nada.")


def _pais(escrito: str | None) -> Pais | None:
    if escrito is None:
        return None
    pais = pais_de(escrito)
    if pais is None:
        raise CommandError(
            f"No se conoce el país «{escrito}»: escríbalo como la base, en inglés, en español "
            "o con su código ISO."
        )
    return pais
