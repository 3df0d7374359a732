"""Real files, made here: with their author, their place, and whatever is wrong with them."""

import io
import zipfile

import pikepdf
from PIL import Image

__all__ = ["AUTORA", "docx", "foto", "ods", "paquete", "pdf", "xlsx"]

AUTORA = "Autora Secreta"
TIPOS = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
NUCLEO = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/'
    '2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>'
    f"{AUTORA}</dc:creator><cp:lastModifiedBy>{AUTORA}</cp:lastModifiedBy></cp:coreProperties>"
)
EMPRESA = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Company>{AUTORA}</Company></Properties>"
)


def foto(formato: str = "JPEG", orientacion: int = 6, tamano: tuple[int, int] = (40, 20)) -> bytes:
    """Taken somewhere, by somebody, with the camera on its side."""
    imagen = Image.linear_gradient("L").resize(tamano).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientacion
    exif[0x013B] = AUTORA
    lugar = exif.get_ifd(0x8825)
    lugar[1], lugar[2], lugar[3], lugar[4] = "N", (19.0, 25.0, 57.0), "W", (99.0, 7.0, 59.0)
    salida = io.BytesIO()
    comentario = {"comment": AUTORA.encode()} if formato == "JPEG" else {}
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{AUTORA}</x:xmpmeta>'.encode()
    imagen.save(salida, formato, exif=exif, xmp=xmp, **comentario)
    return salida.getvalue()


def pdf(paginas: int = 1, tocar=None, **guardar) -> bytes:
    """`tocar` does to it whatever the test is about."""
    documento = pikepdf.new()
    for _ in range(paginas):
        documento.add_blank_page()
    with documento.open_metadata() as metadatos:
        metadatos["dc:creator"] = [AUTORA]
    documento.docinfo["/Author"] = AUTORA
    if tocar:
        tocar(documento)
    salida = io.BytesIO()
    documento.save(salida, **guardar)
    return salida.getvalue()


def paquete(partes: dict[str, str | bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.comment = AUTORA.encode()
        for nombre, contenido in partes.items():
            zip_.writestr(nombre, contenido)
    return salida.getvalue()


def docx(**otras: str | bytes) -> bytes:
    texto = f'<w:document><w:ins w:author="{AUTORA}">Texto que queda</w:ins></w:document>'
    return paquete(
        {
            "[Content_Types].xml": TIPOS,
            "word/document.xml": texto,
            "docProps/core.xml": NUCLEO,
            "docProps/app.xml": EMPRESA,
            "word/media/image1.jpeg": foto(),
            **otras,
        }
    )


def xlsx(**otras: str | bytes) -> bytes:
    libro = (
        r'<workbook><x15ac:absPath url="C:\Users\Autora Secreta\"/><sheets>que queda</sheets>'
        f'<fileSharing userName="{AUTORA}"/></workbook>'
    )
    persona = f'<personList><person displayName="{AUTORA}" userId="{AUTORA}" id="1"/></personList>'
    return paquete(
        {
            "[Content_Types].xml": TIPOS,
            "xl/workbook.xml": libro,
            "xl/comments1.xml": f"<comments><author>{AUTORA}</author></comments>",
            "xl/persons/person.xml": persona,
            "docProps/core.xml": NUCLEO,
            **otras,
        }
    )


def ods(mimetype: str = "application/vnd.oasis.opendocument.spreadsheet", **otras) -> bytes:
    meta = (
        '<?xml version="1.0"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:'
        f'xmlns:office:1.0"><office:meta><meta:initial-creator>{AUTORA}</meta:initial-creator>'
        "</office:meta></office:document-meta>"
    )
    nota = f"<office:annotation><dc:creator>{AUTORA}</dc:creator>que queda</office:annotation>"
    impresora = (
        f'<config:config-item config:name="PrinterName" config:type="string">{AUTORA}'
        "</config:config-item>"
    )
    return paquete(
        {
            "mimetype": mimetype,
            "content.xml": nota,
            "meta.xml": meta,
            "settings.xml": impresora,
            **otras,
        }
    )
