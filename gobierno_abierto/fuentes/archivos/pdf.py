"""PDF without author, dates or programs."""

import io
import struct
from collections.abc import Iterator

import pikepdf

from gobierno_abierto.fuentes.archivos.imagenes import limpiar_jpeg
from gobierno_abierto.fuentes.archivos.limites import PAGINAS
from gobierno_abierto.fuentes.archivos.motivos import Motivo, NoSirve

__all__ = ["limpiar_pdf"]

# What an action does by itself: run a program, ours or the reader's, or send what was written.
ACCIONES = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/GoToE")
PROGRAMAS = ("/JS", "/XFA")
INCRUSTADOS = ("/EF", "/EmbeddedFiles", "/RichMediaContent")
DE_QUIEN_LO_HIZO = ("/Metadata", "/PieceInfo", "/LastModified")
# Whoever wrote a note on it and when; «/T» of a box to fill is its name, which it needs.
DE_QUIEN_ANOTO = ("/T", "/M", "/CreationDate")
JPEG = pikepdf.Name.DCTDecode


def limpiar_pdf(datos: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(datos), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise NoSirve(Motivo.CIFRADO)
            return _limpio(pdf)
    except pikepdf.PasswordError as error:
        raise NoSirve(Motivo.CIFRADO) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise NoSirve(Motivo.ILEGIBLE) from error


def _limpio(pdf: pikepdf.Pdf) -> bytes:
    paginas = len(pdf.pages)
    if paginas > PAGINAS:
        raise NoSirve(Motivo.PAGINAS)
    if not paginas:
        raise NoSirve(Motivo.ILEGIBLE)
    for objeto in _diccionarios(pdf):
        _que_no_actue(objeto)
        for clave in DE_QUIEN_LO_HIZO:
            if clave in objeto:
                del objeto[clave]
        if "/Subtype" in objeto and "/Rect" in objeto and objeto.get("/Subtype") != "/Widget":
            for clave in DE_QUIEN_ANOTO:
                if clave in objeto:
                    del objeto[clave]
        if isinstance(objeto, pikepdf.Stream) and objeto.get("/Filter") in (JPEG, [JPEG]):
            _limpiar_foto(objeto)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    salida = io.BytesIO()
    # Only what its pages lead to is written: former versions of an edited PDF are gone. Its
    # identifier depends on what it says, so the same file is kept with the same SHA-256.
    pdf.save(salida, deterministic_id=True)
    return salida.getvalue()


def _diccionarios(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All there are, however deep. What is indirect comes by itself."""
    for objeto in pdf.objects:
        por_ver = [objeto]
        while por_ver:
            este = por_ver.pop()
            if isinstance(este, pikepdf.Dictionary | pikepdf.Stream):
                yield este
                partes = [parte for _clave, parte in este.items()]
            else:
                partes = list(este) if isinstance(este, pikepdf.Array) else []
            por_ver += [
                p
                for p in partes
                if isinstance(p, pikepdf.Dictionary | pikepdf.Array) and not p.is_indirect
            ]


def _que_no_actue(objeto: pikepdf.Object) -> None:
    if objeto.get("/S") in ACCIONES or any(clave in objeto for clave in PROGRAMAS):
        raise NoSirve(Motivo.ACCIONES)
    if any(clave in objeto for clave in INCRUSTADOS) or objeto.get("/Type") == "/EmbeddedFile":
        raise NoSirve(Motivo.INCRUSTADO)


def _limpiar_foto(foto: pikepdf.Stream) -> None:
    """A photograph goes into a PDF as it left the camera, with its place."""
    cruda = foto.read_raw_bytes()
    try:
        limpia = limpiar_jpeg(cruda)
    except (NoSirve, IndexError, struct.error):
        if b"Exif\0" in cruda or b"ns.adobe.com" in cruda:
            raise NoSirve(Motivo.ILEGIBLE) from None
        return
    if limpia != cruda:
        como = foto.get("/DecodeParms")
        conocido = como if isinstance(como, pikepdf.Dictionary | pikepdf.Array) else None
        foto.write(limpia, filter=JPEG, decode_parms=conocido)
