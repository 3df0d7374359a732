"""Images without what they say of who made them and where.

A picture is made of pieces, each with its name and length. Only those that are needed to see it are
kept, as they are: no pixel changes, unlike in one that is compressed again. Places, cameras,
authors, comments, thumbnails and whatever comes after its end are in the others.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator

from PIL import Image

from gobierno_abierto.fuentes.archivos.limites import PIXELES
from gobierno_abierto.fuentes.archivos.motivos import Motivo, NoSirve
from gobierno_abierto.fuentes.archivos.tipos import Tipo

__all__ = ["limpiar_imagen", "limpiar_jpeg"]

ORIENTACION = 0x0112
FORMATOS = {Tipo.JPEG: "JPEG", Tipo.PNG: "PNG", Tipo.WEBP: "WEBP"}
DE_PNG = b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP".split()
DE_WEBP = b"VP8X|VP8 |VP8L|ALPH|ICCP".split(b"|")
EXIF_Y_XMP = 0x08 | 0x04  # what a WebP says that it has
DE_LOS_COLORES = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")  # of a JPEG, which it is not seen without
SOS, EOI, APP0, COM = 0xDA, 0xD9, 0xE0, 0xFE
SIN_LARGO = {0x01, *range(0xD0, 0xD8)}


def limpiar_imagen(tipo: Tipo, datos: bytes) -> bytes:
    exif = _orientacion(tipo, datos)
    try:
        limpia = {Tipo.JPEG: limpiar_jpeg, Tipo.PNG: _png, Tipo.WEBP: _webp}[tipo](datos, exif)
    except (struct.error, IndexError) as error:
        raise NoSirve(Motivo.ILEGIBLE) from error
    with _abrir(tipo, limpia) as imagen:
        imagen.load()  # it is seen whole, and not only begun
        if set(imagen.getexif()) - {ORIENTACION} or "xmp" in imagen.info:
            raise NoSirve(Motivo.ILEGIBLE)
    return limpia


def _abrir(tipo: Tipo, datos: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings(action="ignore"):  # of sizes: ours is the limit
            imagen = Image.open(io.BytesIO(datos), formats=[FORMATOS[tipo]])
    except Image.DecompressionBombError as error:  # so large that it is not even begun
        raise NoSirve(Motivo.PIXELES) from error
    if imagen.width * imagen.height > PIXELES:
        raise NoSirve(Motivo.PIXELES)
    if getattr(imagen, "is_animated", False) and tipo is not Tipo.JPEG:
        raise NoSirve(Motivo.ANIMADA)
    return imagen


def _orientacion(tipo: Tipo, datos: bytes) -> bytes:
    """EXIF with which side is up and nothing else; b"" if it is up already."""
    with _abrir(tipo, datos) as imagen:
        cual = imagen.getexif().get(ORIENTACION, 1)
    if cual not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTACION] = cual
    return exif.tobytes()


def limpiar_jpeg(datos: bytes, exif: bytes = b"") -> bytes:
    """Also for those inside a PDF, whose viewers turn nothing."""
    limpio = bytearray(b"\xff\xd8")
    if exif:
        limpio += b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    for marca, pieza in _segmentos(datos):
        de_programas = marca in range(APP0, APP0 + 16) or marca == COM
        if not de_programas or pieza[4:].startswith(DE_LOS_COLORES):
            limpio += pieza
    return bytes(limpio)


def _segmentos(datos: bytes) -> Iterator[tuple[int, bytes]]:
    """Each piece after the first mark, up to the end of the picture; its compressed data go with
    the piece that begins them."""
    lugar = 2
    while True:
        while datos[lugar : lugar + 2] == b"\xff\xff":  # filling
            lugar += 1
        if datos[lugar] != 0xFF:
            raise NoSirve(Motivo.ILEGIBLE)
        marca, principio = datos[lugar + 1], lugar
        lugar += 2
        if marca not in SIN_LARGO and marca != EOI:
            lugar += max(2, struct.unpack_from(">H", datos, lugar)[0])
        if marca == SOS:
            lugar = _fin_de_lo_comprimido(datos, lugar)
        yield marca, datos[principio:lugar]
        if marca == EOI:
            return


def _fin_de_lo_comprimido(datos: bytes, lugar: int) -> int:
    while (lugar := datos.find(b"\xff", lugar)) >= 0:
        siguiente = datos[lugar + 1]
        if siguiente != 0 and siguiente not in range(0xD0, 0xD8) and siguiente != 0xFF:
            return lugar
        lugar += 1 if siguiente == 0xFF else 2
    raise NoSirve(Motivo.ILEGIBLE)


def _png(datos: bytes, exif: bytes) -> bytes:
    limpio, lugar, nombre = bytearray(datos[:8]), 8, b""
    while nombre != b"IEND":
        largo, nombre = struct.unpack_from(">I4s", datos, lugar)
        if nombre == b"IDAT" and exif:
            limpio += _pieza_de_png(b"eXIf", exif.removeprefix(b"Exif\0\0"))
            exif = b""
        if nombre in DE_PNG:
            limpio += datos[lugar : lugar + largo + 12]
        lugar += largo + 12
    return bytes(limpio)


def _pieza_de_png(nombre: bytes, datos: bytes) -> bytes:
    return (
        struct.pack(">I", len(datos))
        + nombre
        + datos
        + struct.pack(">I", zlib.crc32(nombre + datos))
    )


def _webp(datos: bytes, exif: bytes) -> bytes:
    piezas = bytearray()
    fin = min(len(datos), struct.unpack_from("<I", datos, 4)[0] + 8)
    lugar = 12
    while lugar < fin:
        nombre, largo = struct.unpack_from("<4sI", datos, lugar)
        pieza = bytearray(datos[lugar : lugar + 8 + largo + largo % 2])
        if nombre == b"VP8X":
            pieza[8] = pieza[8] & ~EXIF_Y_XMP | (0x08 if exif else 0)
        if nombre in DE_WEBP:
            piezas += pieza
        lugar += len(pieza)
    if exif:
        piezas += b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2)
    return b"RIFF" + struct.pack("<I", len(piezas) + 4) + b"WEBP" + bytes(piezas)
