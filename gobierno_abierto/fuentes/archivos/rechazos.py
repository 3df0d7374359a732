"""Why a file was not taken, told to whoever sent it: what is wrong and what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.fuentes.archivos import limites
from gobierno_abierto.fuentes.archivos.motivos import Motivo

__all__ = ["FRASES", "ArchivoRechazado"]

FRASES = {
    Motivo.VACIO: _("El archivo está vacío: tiene 0 bytes."),
    Motivo.GRANDE: _("El archivo es demasiado grande: se aceptan hasta %(megas)s MB."),
    Motivo.TIPO: _(
        "No se acepta ese tipo de archivo. Se aceptan PDF, imágenes PNG, JPEG o WebP, texto o CSV, "
        "y documentos XLSX, DOCX, ODS u ODT."
    ),
    Motivo.EXTENSION: _(
        "Lo que contiene el archivo no es lo que dice su nombre. Cámbiele el nombre o guárdelo "
        "otra vez con el programa que lo hizo."
    ),
    Motivo.OFFICE_VIEJO: _(
        "Es un documento de Office de un formato antiguo: guárdelo como DOCX, XLSX o PDF."
    ),
    Motivo.HEIC: _(
        "Es una foto HEIC, que muchos no pueden ver: compártala desde el teléfono como JPEG, o "
        "elija ahí «Más compatible» en los ajustes de la cámara."
    ),
    Motivo.CODIFICACION: _(
        "El texto no está en UTF-8: guárdelo otra vez y elija «UTF-8» como codificación."
    ),
    Motivo.MARCADO: _(
        "Es una página web, un dibujo SVG o un texto con programas dentro: mándelo como PDF o "
        "imagen."
    ),
    Motivo.DOBLE: _(
        "El archivo es dos cosas a la vez: lleva otro escondido dentro. Guárdelo otra vez con el "
        "programa que lo hizo."
    ),
    Motivo.BOMBA: _(
        "El archivo contiene demasiado: al abrirlo ocuparía más de %(expandido)s MB, "
        "%(razon)s veces lo que pesa, o tiene más de %(partes)s partes."
    ),
    Motivo.MACROS: _("El documento lleva macros o programas: guárdelo sin ellos."),
    Motivo.CIFRADO: _("El archivo tiene contraseña o está cifrado: quítele la protección."),
    Motivo.PAGINAS: _("El PDF tiene demasiadas páginas: se aceptan hasta %(paginas)s."),
    Motivo.ACCIONES: _(
        "El PDF lleva programas o acciones que se ejecutan solas: imprímalo a un PDF nuevo."
    ),
    Motivo.INCRUSTADO: _("El archivo lleva otros archivos dentro: mándelos por separado."),
    Motivo.LLAMA_AFUERA: _(
        "El documento trae algo de otro lugar al abrirse, como una plantilla: quítele el vínculo."
    ),
    Motivo.PIXELES: _(
        "La imagen es demasiado grande: se aceptan hasta %(megapixeles)s megapíxeles."
    ),
    Motivo.ANIMADA: _("Es una imagen animada: mande una que no se mueva."),
    Motivo.ILEGIBLE: _(
        "El archivo está dañado o incompleto. Ábralo y guárdelo otra vez con el programa que lo "
        "hizo."
    ),
    Motivo.TARDA: _("Revisar el archivo toma demasiado: mande uno más sencillo o por partes."),
}
CIFRAS = {
    "megas": limites.TAMANO // limites.MEGA,
    "expandido": limites.EXPANDIDO // limites.MEGA,
    "razon": limites.RAZON,
    "partes": limites.PARTES,
    "paginas": limites.PAGINAS,
    "megapixeles": limites.PIXELES // 1_000_000,
}


class ArchivoRechazado(ValidationError):
    """A form that lets it through tells it beside its box."""

    def __init__(self, motivo: Motivo) -> None:
        super().__init__(FRASES[motivo], code=motivo.value, params=CIFRAS)
