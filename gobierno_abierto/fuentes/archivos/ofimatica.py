"""Word, Excel, LibreOffice: without authors, places or programs."""

import re

from gobierno_abierto.fuentes.archivos.autores import sin_autores
from gobierno_abierto.fuentes.archivos.firmas import OLE, ZIP, imagen_por_su_firma
from gobierno_abierto.fuentes.archivos.imagenes import limpiar_imagen
from gobierno_abierto.fuentes.archivos.motivos import Motivo, NoSirve
from gobierno_abierto.fuentes.archivos.paquetes import Cuenta, armar, partes

__all__ = ["limpiar_documento"]

HONDO = 2  # a chart of Word brings its own spreadsheet, and that is enough
MACROS = re.compile(
    r"(?:^|/)(?:vbaProject|vbaData)[^/]*$|(?:^|/)(?:macrosheets|activeX|Basic|Scripts)/", re.I
)
TIPOS_CON_MACROS = re.compile(rb"macroEnabled|macrosheet|vbaProject|activeX", re.I)
# A relation with something outside that is opened with the document, and not when one clicks.
RELACION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
SE_ABRE_SOLA = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument)[\"']")
# Of Windows, of Linux and of macOS; and what a shell or PowerShell would take for theirs, by name.
PROGRAMAS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"
)  # fmt: skip
SE_EJECUTA = re.compile(
    r"\.(?:exe|dll|com|scr|msi|cpl|lnk|jar|apk|app|bat|cmd|ps1|psm1|sh|vbs|vbe|js|jse|wsf|wsh|hta|py)$",
    re.I,
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def limpiar_documento(datos: bytes) -> bytes:
    return _limpiar(datos, Cuenta(len(datos)), HONDO)


def _limpiar(datos: bytes, cuenta: Cuenta, hondo: int) -> bytes:
    if not hondo:
        raise NoSirve(Motivo.INCRUSTADO)
    limpias = {}
    for nombre, contenido in partes(datos, cuenta):
        if MACROS.search(nombre) or SE_EJECUTA.search(nombre) or contenido.startswith(PROGRAMAS):
            raise NoSirve(Motivo.MACROS)
        if nombre != "META-INF/documentsignatures.xml":  # what it signs is no longer so
            limpias[nombre] = _parte(nombre, contenido, cuenta, hondo)
    return armar(limpias)


def _parte(nombre: str, contenido: bytes, cuenta: Cuenta, hondo: int) -> bytes:
    if contenido.startswith((OLE, b"%PDF-")):
        raise NoSirve(Motivo.INCRUSTADO)
    if contenido.startswith(ZIP):
        return _limpiar(contenido, cuenta, hondo - 1)
    if tipo := imagen_por_su_firma(contenido):
        return limpiar_imagen(tipo, contenido)
    if nombre.endswith((".xml", ".rels", ".rdf")):
        _que_no_actue(nombre, contenido)
        return sin_autores(nombre, contenido)
    return contenido


def _que_no_actue(nombre: str, xml: bytes) -> None:
    if xml.startswith(UTF_16) or b"<!ENTITY" in xml:
        raise NoSirve(Motivo.ILEGIBLE)  # none of these programs writes so: what is in it is hidden
    if nombre == "META-INF/manifest.xml" and b"encryption-data" in xml:
        raise NoSirve(Motivo.CIFRADO)
    tipos_con_macros = nombre == "[Content_Types].xml" and TIPOS_CON_MACROS.search(xml)
    if tipos_con_macros or b"<script:" in xml:
        raise NoSirve(Motivo.MACROS)
    if nombre.endswith(".rels"):
        for relacion in RELACION.findall(xml):
            if b"External" in relacion and SE_ABRE_SOLA.search(relacion):
                raise NoSirve(Motivo.LLAMA_AFUERA)
