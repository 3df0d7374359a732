"""What is not taken, and the sentence that says why."""

import io
import os
import struct
import zipfile

import pikepdf
import pytest
from PIL import Image

from gobierno_abierto.fuentes.archivos import limites
from gobierno_abierto.fuentes.archivos.aparte import limpiar_aparte
from gobierno_abierto.fuentes.archivos.examen import examinar
from gobierno_abierto.fuentes.archivos.firmas import reconocer
from gobierno_abierto.fuentes.archivos.motivos import Motivo, NoSirve
from gobierno_abierto.fuentes.archivos.paquetes import Cuenta
from gobierno_abierto.fuentes.archivos.rechazos import FRASES, ArchivoRechazado
from gobierno_abierto.fuentes.archivos.taller import limpiar
from tests.fuentes.muestras import docx, foto, ods, paquete, pdf, xlsx

PAGINA = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
UN_ZIP = paquete({"a.class": "x"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def frase(nombre: str, datos: bytes) -> str:
    """What is told to whoever sends it."""
    with pytest.raises(ArchivoRechazado) as rechazo:
        examinar(nombre, io.BytesIO(datos))
    (dicha,) = rechazo.value.messages
    return dicha


def motivo(nombre: str, datos: bytes) -> Motivo:
    """The same without the process apart, which takes longer to begin than to look."""
    with pytest.raises(NoSirve) as no:
        limpiar(reconocer(nombre, datos), datos)
    return no.value.motivo


@pytest.mark.parametrize(
    ("nombre", "datos", "dicho"),
    [
        ("nada.pdf", b"", "El archivo está vacío: tiene 0 bytes."),
        ("x.pdf", bytes(limites.TAMANO + 1), "demasiado grande: se aceptan hasta 20 MB."),
        ("programa.exe", b"MZ\x90\0\xff\xfe" + bytes(90), "No se acepta ese tipo de archivo."),
        ("foto.gif", b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff", "No se acepta ese tipo"),
        ("cosas.zip", UN_ZIP, "No se acepta ese tipo de archivo."),
        ("presentacion.odp", ods("application/vnd.oasis.opendocument.presentation"), "ese tipo"),
        ("informe.pdf", foto(), "no es lo que dice su nombre"),
        ("foto.png", foto(), "no es lo que dice su nombre"),
        ("informe.docx", xlsx(), "no es lo que dice su nombre"),
        ("informe.pdf", b"Hola, esto es texto.", "no es lo que dice su nombre"),
        ("acta.pdf.exe", pdf(), "no es lo que dice su nombre"),
        ("viejo.doc", OLE, "formato antiguo: guárdelo como DOCX"),
        ("cifrado.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "tiene contraseña"),
        ("foto.heic", b"\0\0\0\x18ftypheic" + bytes(40), "Es una foto HEIC"),
        ("datos.csv", "año,niñez".encode("latin-1"), "no está en UTF-8"),
        ("datos.csv", "año".encode("utf-16"), "no está en UTF-8"),
        ("texto.txt", b"uno\0dos", "No se acepta ese tipo de archivo."),
        ("dibujo.svg", b'<svg xmlns="x"><script>alert(1)</script></svg>', "un dibujo SVG"),
        ("dibujo.svg", b'\xef\xbb\xbf \n<?xml version="1.0"?><svg/>', "un dibujo SVG"),
        ("pagina.html", PAGINA, "Es una página web"),
        ("notas.txt", b"Hola\n< ScRiPt >alert(1)</script>", "un texto con programas dentro"),
        ("foto.jpg", foto() + UN_ZIP, "El archivo es dos cosas a la vez"),
        ("foto.png", foto("PNG") + PAGINA, "El archivo es dos cosas a la vez"),
        ("informe.pdf", pdf() + UN_ZIP, "El archivo es dos cosas a la vez"),
        ("informe.pdf", b"%PDF-1.7\n%" + PAGINA + pdf(), "El archivo es dos cosas a la vez"),
        ("foto.jpg", foto()[:20] + b"%PDF-1.7" + foto()[20:], "El archivo es dos cosas a la vez"),
    ],
)
def test_what_is_seen_at_a_glance(nombre, datos, dicho):
    assert dicho in frase(nombre, datos)


def accion(tipo, **mas):
    def tocar(documento):
        cual = pikepdf.Dictionary(S=pikepdf.Name(f"/{tipo}"), **mas)
        documento.Root.OpenAction = documento.make_indirect(cual)

    return pdf(tocar=tocar)


def con_adjunto(documento):
    documento.attachments["otro.txt"] = pikepdf.AttachedFileSpec(documento, b"hola")


def hondo(documento):
    """The action within a list, within a dictionary that is no object of its own."""
    guion = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    documento.pages[0].Annots = [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=guion)]


@pytest.mark.parametrize(
    ("datos", "cual"),
    [
        (accion("JavaScript", JS="app.alert(1)"), Motivo.ACCIONES),
        (accion("Launch", F="cmd.exe"), Motivo.ACCIONES),
        (accion("SubmitForm", F="http://ejemplo.mx"), Motivo.ACCIONES),
        (pdf(tocar=hondo), Motivo.ACCIONES),
        (pdf(tocar=con_adjunto), Motivo.INCRUSTADO),
        (pdf(encryption=pikepdf.Encryption(user="a", owner="b")), Motivo.CIFRADO),
        (pdf(encryption=pikepdf.Encryption(user="", owner="b")), Motivo.CIFRADO),
        (pdf(paginas=limites.PAGINAS + 1), Motivo.PAGINAS),
        (b"%PDF-1.7\nnada de nada", Motivo.ILEGIBLE),
    ],
)
def test_what_a_pdf_may_bring(datos, cual):
    assert motivo("informe.pdf", datos) == cual


def test_a_javascript_written_with_escapes_is_javascript():
    datos = accion("JavaScript", JS="1").replace(b"/JavaScript", b"/J#61vaScript")
    assert b"/JavaScript" not in datos
    assert motivo("informe.pdf", datos) == Motivo.ACCIONES


def bomba(megas: int) -> bytes:
    return docx(**{"word/grande.xml": bytes(megas * limites.MEGA)})


def que_miente() -> bytes:
    """A part that says that it is small: its header is not believed, nor is it read for ever."""
    datos = bytearray(bomba(12))
    entrada = datos.rindex(b"PK\x01\x02", 0, datos.rindex(b"word/grande.xml"))
    struct.pack_into("<I", datos, entrada + 24, 10)
    return bytes(datos)


def cifrado() -> bytes:
    datos = bytearray(docx())
    entrada = datos.rindex(b"PK\x01\x02", 0, datos.rindex(b"word/document.xml"))
    datos[entrada + 8] |= 1
    return bytes(datos)


def repetida() -> bytes:
    salida = io.BytesIO(docx())
    with zipfile.ZipFile(salida, "a") as otra:
        otra.writestr("WORD/document.xml", "otro documento")
    return salida.getvalue()


PLANTILLA = (
    '<Relationships><Relationship Id="1" Type="http://x/attachedTemplate" '
    'Target="http://malo.mx/t.dotm" TargetMode="External"/></Relationships>'
)
MUCHAS = {f"word/{n}.xml": "" for n in range(limites.PARTES)}
SIN_LIMITE = '<!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>'


@pytest.mark.parametrize(
    ("datos", "cual"),
    [
        (bomba(101), Motivo.BOMBA),  # more than what any may occupy
        (bomba(11), Motivo.BOMBA),  # a thousand times its weight
        (docx(**{"word/embeddings/libro.xlsx": bomba(11)}), Motivo.BOMBA),
        (docx(**MUCHAS), Motivo.BOMBA),
        (que_miente(), Motivo.ILEGIBLE),
        (cifrado(), Motivo.CIFRADO),
        (repetida(), Motivo.ILEGIBLE),
        (docx(**{"../../etc/passwd": "x"}), Motivo.ILEGIBLE),
        (docx(**{"/etc/passwd": "x"}), Motivo.ILEGIBLE),
        (docx(**{"word/vbaProject.bin": b"x"}), Motivo.MACROS),
        (docx(**{"[Content_Types].xml": "application/vnd.ms-word.macroEnabled"}), Motivo.MACROS),
        (xlsx(**{"xl/activeX/activeX1.bin": b"x"}), Motivo.MACROS),
        (docx(**{"word/embeddings/oleObject1.bin": OLE}), Motivo.INCRUSTADO),
        (docx(**{"word/media/foto.png": b"MZ" + bytes(60)}), Motivo.MACROS),
        (docx(**{"word/media/foto.png": b"\x7fELF" + bytes(60)}), Motivo.MACROS),
        (docx(**{"word/embeddings/factura.PS1": "Start-Process"}), Motivo.MACROS),
        (docx(**{"word/embeddings/1": docx(a=docx(b=docx()))}), Motivo.INCRUSTADO),
        (docx(**{"word/_rels/settings.xml.rels": PLANTILLA}), Motivo.LLAMA_AFUERA),
        (docx(**{"word/extra.xml": SIN_LIMITE}), Motivo.ILEGIBLE),
        (docx(**{"word/extra.xml": "<a/>".encode("utf-16")}), Motivo.ILEGIBLE),
        (docx()[:-40], Motivo.ILEGIBLE),
    ],
)
def test_what_a_document_may_bring(datos, cual):
    assert motivo("informe", datos) == cual


@pytest.mark.parametrize(
    ("partes", "cual"),
    [
        ({"Basic/Standard/Module1.xml": "x"}, Motivo.MACROS),
        ({"content.xml": "<a><script:event-listener/></a>"}, Motivo.MACROS),
        ({"META-INF/manifest.xml": "<manifest:encryption-data/>"}, Motivo.CIFRADO),
    ],
)
def test_what_libreoffice_may_bring(partes, cual):
    assert motivo("hoja.ods", ods(**partes)) == cual


def animada(formato: str) -> bytes:
    salida = io.BytesIO()
    cuadros = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    cuadros[0].save(salida, formato, save_all=True, append_images=cuadros[1:])
    return salida.getvalue()


def enorme() -> bytes:
    """A small file that says that it is a hundred thousand pixels wide."""
    datos = bytearray(foto("PNG"))
    struct.pack_into(">II", datos, 16, 100_000, 100_000)
    return bytes(datos)


@pytest.mark.parametrize(
    ("datos", "cual"),
    [
        (animada("PNG"), Motivo.ANIMADA),
        (animada("WEBP"), Motivo.ANIMADA),
        (foto("JPEG")[:-300], Motivo.ILEGIBLE),
        (foto("PNG")[:-30], Motivo.ILEGIBLE),
        (foto("WEBP")[:40], Motivo.ILEGIBLE),
        (b"\xff\xd8\xff\xe0" + os.urandom(300), Motivo.ILEGIBLE),
        (enorme(), Motivo.ILEGIBLE),  # its own sum no longer agrees
        (foto("PNG", tamano=(8000, 6300)), Motivo.PIXELES),
    ],
)
def test_what_an_image_may_bring(datos, cual):
    assert motivo("foto", datos) == cual


def test_a_pdf_of_ten_thousand_pages_is_told_soon_and_apart():
    assert frase("largo.pdf", pdf(paginas=10_000)) == (
        "El PDF tiene demasiadas páginas: se aceptan hasta 2000."
    )


def test_what_takes_too_much_memory_ends_apart(tmp_path):
    """Pages that nest into each other a million times take the process, and only it."""
    with pytest.raises(NoSirve) as no:
        limpiar_aparte(reconocer("a.pdf", datos := b"%PDF-1.7\n" + b"[" * 5_000_000), datos)
    assert no.value.motivo in (Motivo.ILEGIBLE, Motivo.TARDA)


def test_no_more_parts_nor_bytes_than_were_counted():
    cuenta = Cuenta(10)
    cuenta.leido(limites.EXPANDIDO_SIN_SOSPECHA)
    with pytest.raises(NoSirve):
        cuenta.leido(1)


def test_every_reason_has_its_sentence_and_no_two_the_same():
    assert set(FRASES) == set(Motivo)
    dichas = {ArchivoRechazado(cual).messages[0] for cual in Motivo}
    assert len(dichas) == len(Motivo)
    assert not any("%(" in dicha for dicha in dichas)
