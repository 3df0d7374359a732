"""What a file is, by what is in it: neither its name nor what the browser says is believed."""

import io
import re
import zipfile

from gobierno_abierto.fuentes.archivos.motivos import Motivo, NoSirve
from gobierno_abierto.fuentes.archivos.nombres import extension_dicha
from gobierno_abierto.fuentes.archivos.tipos import Tipo

__all__ = ["OLE", "ZIP", "imagen_por_su_firma", "reconocer"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and today's when it has a password
DE_TELEFONOS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
BLANCOS = b"\xef\xbb\xbf \t\r\n\f"
CABEZA = 1024
COLA = 64 * 1024
MARCADO = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|iframe|body)\b", re.I)
CONTROLES = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
PRINCIPALES = {"word/document.xml": Tipo.DOCX, "xl/workbook.xml": Tipo.XLSX}


def reconocer(nombre: str, datos: bytes) -> Tipo:
    """The kind of file, or `NoSirve` if it is none that is taken, pretends to be another, or is two
    at once."""
    tipo = _por_su_firma(datos) or _como_texto(nombre, datos)
    extension = extension_dicha(nombre)
    if extension and extension not in tipo.extensiones:
        raise NoSirve(Motivo.EXTENSION)
    _que_no_sea_dos(tipo, datos)
    return tipo


def imagen_por_su_firma(datos: bytes) -> Tipo | None:
    if datos.startswith(b"\x89PNG\r\n\x1a\n"):
        return Tipo.PNG
    if datos.startswith(b"\xff\xd8\xff"):
        return Tipo.JPEG
    return Tipo.WEBP if datos.startswith(b"RIFF") and datos[8:12] == b"WEBP" else None


def _por_su_firma(datos: bytes) -> Tipo | None:
    if imagen := imagen_por_su_firma(datos):
        return imagen
    if datos.lstrip(BLANCOS).startswith(b"%PDF-"):
        return Tipo.PDF
    if datos.startswith(ZIP):
        return _paquete(datos)
    if datos[4:8] == b"ftyp" and datos[8:12] in DE_TELEFONOS:
        raise NoSirve(Motivo.HEIC)
    if datos.startswith(OLE):
        cifrado = "EncryptedPackage".encode("utf-16-le") in datos
        raise NoSirve(Motivo.CIFRADO if cifrado else Motivo.OFFICE_VIEJO)
    return None


def _paquete(datos: bytes) -> Tipo:
    """Which document a zip is. Its list of parts is read, and nothing is expanded but `mimetype`,
    which is a line."""
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as paquete:
            partes = set(paquete.namelist())
            if "mimetype" in partes:
                with paquete.open("mimetype") as abierta:
                    dicho = abierta.read(200).decode("ascii", "replace")
                return next(t for t in (Tipo.ODS, Tipo.ODT) if t == dicho.strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NoSirve(Motivo.ILEGIBLE) from error
    except StopIteration as error:
        raise NoSirve(Motivo.TIPO) from error
    for parte, tipo in PRINCIPALES.items():
        if parte in partes:
            return tipo
    raise NoSirve(Motivo.TIPO)


def _como_texto(nombre: str, datos: bytes) -> Tipo:
    if datos.lstrip(BLANCOS).startswith((b"<?xml", b"<!")):
        raise NoSirve(Motivo.MARCADO)
    extension = extension_dicha(nombre)
    dice_ser_texto = extension in (*Tipo.TEXTO.extensiones, *Tipo.CSV.extensiones)
    try:
        texto = datos.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoSirve(Motivo.CODIFICACION if dice_ser_texto else Motivo.TIPO) from error
    if MARCADO.search(datos):
        raise NoSirve(Motivo.MARCADO)
    if CONTROLES.search(texto):
        raise NoSirve(Motivo.TIPO)
    return Tipo.CSV if extension in Tipo.CSV.extensiones else Tipo.TEXTO


def _que_no_sea_dos(tipo: Tipo, datos: bytes) -> None:
    """A document or image that other programs would take for something else: a zip after it, or a
    page or a PDF where programs look for them."""
    principio, final = datos[:CABEZA], datos[-COLA:]
    tambien_pdf = tipo is not Tipo.PDF and b"%PDF-" in principio
    tambien_pagina = MARCADO.search(principio) or (tipo.es_imagen and MARCADO.search(final))
    tambien_zip = not datos.startswith(ZIP) and zipfile.is_zipfile(io.BytesIO(datos))
    if tambien_pdf or tambien_pagina or tambien_zip:
        raise NoSirve(Motivo.DOBLE)
