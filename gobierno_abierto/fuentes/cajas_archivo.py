"""Boxes of a form with which somebody shows something: a file, or a link."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.fuentes.archivos import limites
from gobierno_abierto.fuentes.archivos.motivos import Motivo
from gobierno_abierto.fuentes.archivos.rechazos import FRASES
from gobierno_abierto.fuentes.archivos.tipos import Tipo
from gobierno_abierto.fuentes.models import Archivo, CopiaWeb

__all__ = ["ConArchivo", "ConDireccion"]

ACEPTA = ",".join(f".{extension}" for tipo in Tipo for extension in tipo.extensiones)
DIA = 24 * 60 * 60
_firma = TimestampSigner(salt="gobierno_abierto.archivo_recibido")


class ConArchivo(forms.Form):
    """Adds `archivo`. The one that came is kept although another box was wrong: a browser does not
    send it again by itself. `el_archivo` is it, or None; whoever refers to it keeps it, and what
    nobody refers to goes away (`limpiar_archivos`)."""

    archivo = forms.FileField(
        label=_("Archivo o foto"),
        required=False,
        error_messages={"empty": FRASES[Motivo.VACIO]},
        widget=forms.FileInput(attrs={"accept": ACEPTA}),
        help_text=_(
            "Hasta %d MB. Se quitan el autor y el lugar donde se hizo; una firma electrónica "
            "dentro del archivo se pierde. Cuide que no se vean datos personales."
        )
        % (limites.TAMANO // limites.MEGA),
    )
    archivo_recibido = forms.CharField(required=False, widget=forms.HiddenInput)

    data: Any
    el_archivo: Archivo | None = None

    def clean_archivo(self) -> None:
        """`ArchivoRechazado`, with its sentence, if it is not taken."""
        subido = self.cleaned_data["archivo"]
        if subido is None:
            return
        self.el_archivo = Archivo.objects.recibir(subido.name, subido)

    def clean_archivo_recibido(self) -> None:
        dicho = self.cleaned_data["archivo_recibido"]
        if self.el_archivo is None and dicho:
            self.el_archivo = _recibido(dicho)

    def clean(self):
        datos = super().clean()
        if self.el_archivo:  # in case that the form comes back
            recibido = _firma.sign(str(self.el_archivo.uuid))
            self.data = self.data.copy()
            self.data[self.add_prefix("archivo_recibido")] = recibido
            dicho = gettext("Ya se recibió «%s»: no hace falta elegirlo otra vez.")
            self["archivo"].help_text = dicho % self.el_archivo.nombre
        return datos


class ConDireccion(forms.Form):
    """Adds `direccion`; `la_copia` is what the portal will keep of it, or None."""

    direccion = forms.URLField(
        label=_("O una dirección de la web"),
        required=False,
        assume_scheme="https",
        help_text=_("El portal guarda una copia, y avisa si un día deja de responder."),
    )
    la_copia: CopiaWeb | None = None

    def clean_direccion(self) -> None:
        """`NoSeTrajo`, with its sentence, if the portal would not go there."""
        if url := self.cleaned_data["direccion"]:
            self.la_copia = CopiaWeb.objects.pedir(url)


def _recibido(dicho: str) -> Archivo | None:
    """The one that was received before, if it is still nobody's."""
    try:
        uuid = UUID(_firma.unsign(dicho, max_age=DIA))
    except BadSignature:
        return None
    return Archivo.objects.sueltos().filter(uuid=uuid).first()
