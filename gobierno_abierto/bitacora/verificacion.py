"""The ledger checked from inside: every table of it, from the entries up."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import DataError, connection, transaction
from django.db.models import Max

from gobierno_abierto.bitacora.hojas import hoja_de
from gobierno_abierto.bitacora.models import Checkpoint, Cofirma, Entrada, Sello, TextoBorrable
from gobierno_abierto.bitacora.pasado import lo_que_no_concuerda
from gobierno_abierto.bitacora.prueba.arbol import Memoria, completados, raiz
from gobierno_abierto.bitacora.prueba.nota import Cabeza, ClavePublica, NotaInvalida, abrir

__all__ = ["Rota", "verificar"]


class Rota(Exception):
    """Something is not what was sealed; the message says what, in Spanish."""


def verificar() -> list[str]:
    """What was checked, line by line. Raises Rota at the first thing that does not agree."""
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:  # all of it as it is at one instant
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return _verificar()


def _verificar() -> list[str]:
    hojas = list(_hojas())
    arbol = Memoria(hojas)
    _subarboles(hojas, arbol)
    informe = [f"{len(hojas)} entradas selladas: cada una dice lo que se selló."]
    por_sellar = Entrada.objects.por_sellar().count()
    if por_sellar:
        informe.append(f"{por_sellar} por sellar.")
    cabezas = _checkpoints(arbol, len(hojas))
    informe.append(f"{len(cabezas)} checkpoints firmados: cada uno da su raíz.")
    informe.append(f"{_cofirmas(cabezas)} cofirmas de testigos.")
    _textos()
    _tablas()
    informe.append("Lo público es exactamente lo que la bitácora cuenta.")
    return informe


def _hojas() -> Iterator[bytes]:
    consta = datetime.min.replace(tzinfo=UTC)
    sellos = Sello.objects.select_related("entrada").order_by("secuencia")
    for esperada, sello in enumerate(sellos.iterator(chunk_size=1000), start=1):
        if sello.secuencia != esperada:
            raise Rota(f"Falta la entrada {esperada}.")
        try:
            calculada = hoja_de(sello.entrada, esperada)
        except (TypeError, ValueError, AttributeError) as error:
            raise Rota(f"La entrada {esperada} no se puede leer: {error}.") from error
        if calculada != bytes(sello.hoja):
            raise Rota(f"La entrada {esperada} no dice lo que se selló.")
        if sello.consta_desde < consta or sello.consta_desde < sello.entrada.instante:
            raise Rota(f"La entrada {esperada} no pudo constar desde la hora que se le puso.")
        consta = sello.consta_desde
        yield calculada


def _subarboles(hojas: list[bytes], arbol: Memoria) -> None:
    guardados = Sello.objects.order_by("secuencia").values_list("subarboles", flat=True)
    for indice, guardado in enumerate(guardados.iterator(chunk_size=5000)):
        if b"".join(completados(indice, hojas[indice], arbol)) != bytes(guardado):
            raise Rota(f"El árbol no es el de las entradas, en la {indice + 1}.")


def _checkpoints(arbol: Memoria, tamano: int) -> dict[int, str]:
    """The text of each signed head, by its size."""
    textos: dict[int, str] = {}
    claves: set[str] = set()
    for checkpoint in Checkpoint.objects.order_by("tamano").iterator(chunk_size=1000):
        n = checkpoint.tamano
        if checkpoint.numero != len(textos) + 1:
            raise Rota(f"Falta un checkpoint, el número {len(textos) + 1}.")
        try:
            texto, firmas = abrir(checkpoint.nota)
            cabeza = Cabeza.leer(texto)
            ClavePublica.leer(checkpoint.clave_publica).firma_de(texto, firmas)
        except NotaInvalida as error:
            raise Rota(f"El checkpoint de {n} entradas no está bien firmado: {error}") from error
        if n > tamano:
            raise Rota(f"Faltan entradas: se firmaron {n} y hay {tamano}.")
        if (cabeza.tamano, cabeza.raiz) != (n, bytes(checkpoint.raiz)):
            raise Rota(f"El checkpoint de {n} entradas no dice lo que se firmó.")
        if raiz(n, arbol) != cabeza.raiz:
            raise Rota(f"Las primeras {n} entradas no son las que se firmaron.")
        claves.add(checkpoint.clave_publica)
        textos[n] = texto
    if len(claves) > 1:
        raise Rota("Hay checkpoints firmados con claves distintas.")
    ultima = Sello.objects.aggregate(n=Max("secuencia"))["n"] or 0
    if ultima and ultima not in textos:
        raise Rota(f"Falta el checkpoint de las {ultima} entradas.")
    return textos


def _cofirmas(textos: dict[int, str]) -> int:
    cuantas = 0
    for cofirma in Cofirma.objects.select_related("testigo"):
        texto = textos.get(cofirma.checkpoint_id)
        if texto is None:
            raise Rota(f"Falta el checkpoint que cofirmó «{cofirma.testigo}».")
        try:
            _texto, firmas = abrir(f"{texto}\n{cofirma.linea}")
            firma = ClavePublica.leer(cofirma.testigo.clave_publica).firma_de(texto, firmas)
        except NotaInvalida as error:
            raise Rota(f"La cofirma de «{cofirma.testigo}» no es buena: {error}") from error
        if firma.segundo != int(cofirma.atestiguado_en.timestamp()):
            raise Rota(f"La hora de la cofirma de «{cofirma.testigo}» no es la que firmó.")
        cuantas += 1
    return cuantas


def _textos() -> None:
    """That each text that may be erased, and was not, is the one whose hash the ledger holds."""
    for texto in TextoBorrable.objects.filter(suprimido_en=None).iterator(chunk_size=1000):
        if texto.huella != TextoBorrable.huella_de(bytes(texto.sal or b""), texto.texto or ""):
            raise Rota(
                f"Un texto de {texto.objeto_tipo} {texto.objeto_clave} fue cambiado por otro."
            )


def _tablas() -> None:
    try:
        distinta = lo_que_no_concuerda()
    except DataError as error:
        raise Rota(f"Lo que dice la bitácora no cabe en su tabla: {error}") from error
    if distinta:
        raise Rota(f"Alguien cambió una tabla sin que lo supiera la bitácora: {distinta}.")
