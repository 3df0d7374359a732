"""What is taken loses its author and its place, and nothing else."""

import hashlib
import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gobierno_abierto.fuentes.archivos.examen import examinar
from gobierno_abierto.fuentes.archivos.taller import limpiar
from gobierno_abierto.fuentes.archivos.tipos import Tipo
from tests.fuentes.muestras import AUTORA, docx, foto, ods, paquete, pdf, xlsx

IMAGENES = {"JPEG": Tipo.JPEG, "PNG": Tipo.PNG, "WEBP": Tipo.WEBP}
ODT = "application/vnd.oasis.opendocument.text"


def contenido(datos: bytes) -> bytes:
    """All that there is in a package, expanded."""
    with zipfile.ZipFile(io.BytesIO(datos)) as zip_:
        return zip_.comment + b"".join(zip_.read(nombre) for nombre in zip_.namelist())


@pytest.mark.parametrize("formato", IMAGENES)
@pytest.mark.parametrize("orientacion", [1, 6])
def test_an_image_keeps_its_pixels_and_which_side_is_up(formato, orientacion):
    cruda = foto(formato, orientacion)
    antes = Image.open(io.BytesIO(cruda))
    assert antes.getexif().get_ifd(0x8825)  # a place
    assert AUTORA.encode() in cruda

    limpia = limpiar(IMAGENES[formato], cruda)

    despues = Image.open(io.BytesIO(limpia))
    assert dict(despues.getexif()) == ({0x0112: 6} if orientacion == 6 else {})
    assert despues.tobytes() == antes.tobytes()
    assert AUTORA.encode() not in limpia
    assert {"xmp", "comment"}.isdisjoint(despues.info)


@pytest.mark.parametrize("formato", IMAGENES)
def test_what_comes_after_the_end_of_an_image_goes(formato):
    cruda = foto(formato)
    assert limpiar(IMAGENES[formato], cruda + b"una pelicula") == limpiar(IMAGENES[formato], cruda)


def test_the_colours_of_a_photograph_stay():
    imagen, salida = Image.new("RGB", (8, 8), "red"), io.BytesIO()
    imagen.save(salida, "JPEG", icc_profile=b"un perfil", progressive=True)
    limpia = Image.open(io.BytesIO(limpiar(Tipo.JPEG, salida.getvalue())))
    assert limpia.info["icc_profile"] == b"un perfil"


def con_foto(documento):
    imagen = documento.make_stream(
        foto(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Filter=pikepdf.Name.DCTDecode,
        Width=40,
        Height=20,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
    )
    imagen.Metadata = documento.make_stream(AUTORA.encode())
    pagina = documento.pages[0]
    pagina.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=imagen))
    pagina.PieceInfo = pikepdf.Dictionary(Programa=pikepdf.Dictionary(Private=AUTORA))


def test_a_note_on_a_pdf_loses_who_wrote_it_and_a_box_keeps_its_name():
    def anotar(documento):
        nota, caja = (
            documento.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(tipo), Rect=[0, 0, 9, 9],
                    T=AUTORA, M="D:20200101", Contents="Falta la firma",
                )
            )
            for tipo in ("/Text", "/Widget")
        )  # fmt: skip
        documento.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([caja]))
        documento.pages[0].Annots = pikepdf.Array([nota, caja])

    limpio = pikepdf.open(io.BytesIO(examinar("a.pdf", io.BytesIO(pdf(tocar=anotar))).datos))
    nota, caja = limpio.pages[0].Annots
    assert ("/T" in nota, "/M" in nota, "/T" in caja) == (False, False, True)
    assert str(nota.Contents) == "Falta la firma"


def test_a_pdf_loses_who_made_it_and_so_do_its_photographs():
    crudo = pdf(tocar=con_foto)
    assert AUTORA.encode() in crudo

    limpio = limpiar(Tipo.PDF, crudo)

    assert AUTORA.encode() not in limpio
    with pikepdf.open(io.BytesIO(limpio)) as documento:
        assert "/Info" not in documento.trailer
        assert "/Metadata" not in documento.Root
        dentro = documento.pages[0].Resources.XObject.Foto.read_raw_bytes()
        assert Image.open(io.BytesIO(dentro)).getexif() == {}
    assert limpiar(Tipo.PDF, crudo) == limpio  # so that its SHA-256 is the same again


def test_what_an_edited_pdf_said_before_goes():
    crudo = pdf()
    with pikepdf.open(io.BytesIO(crudo)) as documento:
        borrado = documento.make_indirect(pikepdf.Dictionary(Texto="lo que se tachó"))
        documento.Root.Algo = borrado
        salida = io.BytesIO()
        documento.save(salida)
    editado = salida.getvalue().replace(b"/Algo", b"/Null")
    assert b"/Algo" not in limpiar(Tipo.PDF, editado)


@pytest.mark.parametrize(
    ("tipo", "crudo", "queda"),
    [
        (Tipo.DOCX, docx(), b'<w:ins w:author="">Texto que queda</w:ins>'),
        (Tipo.XLSX, xlsx(), b"<sheets>que queda</sheets>"),
        (Tipo.ODS, ods(), b"<dc:creator></dc:creator>que queda"),
        (Tipo.ODT, ods(ODT), b"<dc:creator></dc:creator>que queda"),
    ],
)
def test_a_document_loses_its_author_and_keeps_its_text(tipo, crudo, queda):
    assert AUTORA.encode() in contenido(crudo)
    limpio = limpiar(tipo, crudo)
    assert AUTORA.encode() not in contenido(limpio)
    assert queda in contenido(limpio)
    assert zipfile.ZipFile(io.BytesIO(limpio)).testzip() is None


def test_the_photographs_and_charts_of_a_document_lose_theirs_too():
    limpio = limpiar(Tipo.DOCX, docx(**{"word/embeddings/libro.xlsx": xlsx()}))
    with zipfile.ZipFile(io.BytesIO(limpio)) as zip_:
        exif = Image.open(zip_.open("word/media/image1.jpeg")).getexif()
        assert dict(exif) == {0x0112: 6}
        assert AUTORA.encode() not in contenido(zip_.read("word/embeddings/libro.xlsx"))


def test_a_document_that_speaks_of_properties_is_not_one_of_them():
    """Word ties boxes of the text to the properties by their name space."""
    texto = '<w:document xmlns:w="w" x="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">Hola</w:document>'
    assert b"Hola" in contenido(limpiar(Tipo.DOCX, docx(**{"word/document.xml": texto})))


def test_libreoffice_still_knows_its_own():
    limpio = limpiar(Tipo.ODS, ods())
    assert limpio[30:38] == b"mimetype"
    assert limpio[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("nombre", "datos", "tipo", "queda"),
    [
        ("Fotografía.JPEG", foto(), Tipo.JPEG, "Fotografía.jpg"),
        ("acta", pdf(), Tipo.PDF, "acta.pdf"),
        ("Acta del 12.03.2024", pdf(), Tipo.PDF, "Acta del 12.03.2024.pdf"),
        ("hoja.ods", ods(), Tipo.ODS, "hoja.ods"),
        ("datos.csv", "\ufeffaño,monto\n1,=2\n".encode(), Tipo.CSV, "datos.csv"),
        ("notas", "Que 3 < 5 y «ñ».".encode(), Tipo.TEXTO, "notas.txt"),
    ],
)
def test_what_is_taken(nombre, datos, tipo, queda):
    examinado = examinar(nombre, SimpleUploadedFile(nombre, datos, "application/x-mentira"))
    assert (examinado.tipo, examinado.nombre) == (tipo, queda)
    assert examinado.sha256 == hashlib.sha256(examinado.datos).hexdigest()
    assert AUTORA.encode() not in examinado.datos
    if tipo.es_texto:
        assert examinado.datos == datos


def test_the_name_is_for_ever_too():
    with pytest.raises(ValidationError, match="una dirección de correo"):
        examinar("de ana@ejemplo.mx.txt", io.BytesIO(b"Hola"))


def test_a_package_inside_a_package_is_counted_once():
    assert contenido(limpiar(Tipo.DOCX, docx(a=paquete({"b.xml": "<b/>"}))))
