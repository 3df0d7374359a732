"""Why something of the Web could not be copied."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["NoSeTrajo", "Problema"]


class Problema(models.TextChoices):
    DIRECCION = (
        "direccion",
        _(
            "La dirección no sirve: ha de empezar con http:// o https://, sin usuario ni "
            "contraseña, y sin más puerto que el 80 o el 443."
        ),
    )
    PROHIBIDA = "prohibida", _("La dirección lleva a un lugar que no es público.")
    NO_EXISTE = "no_existe", _("No existe ningún sitio con ese nombre.")
    NO_RESPONDE = "no_responde", _("El sitio no respondió.")
    CERTIFICADO = "certificado", _("El certificado del sitio no es válido.")
    TARDA = "tarda", _("El sitio tardó demasiado.")
    GRANDE = "grande", _("Lo que hay en esa dirección es demasiado grande para copiarlo.")
    VUELTAS = "vueltas", _("La dirección lleva a otra, y esa a otra, demasiadas veces.")
    NO_ESTA = "no_esta", _("El sitio respondió que ahí no hay nada que se pueda leer.")
    CONFUSO = "confuso", _("El sitio respondió algo que no se entiende.")
    CONTENIDO = "contenido", _("Lo que hay en esa dirección no es un archivo que el portal guarde.")

    @property
    def hay_algo(self) -> bool:
        """The link is alive, although what is there is not copied."""
        return self in (Problema.GRANDE, Problema.CONTENIDO)


class NoSeTrajo(ValidationError):
    """A form that lets it through tells it beside its box."""

    def __init__(self, problema: Problema) -> None:
        super().__init__(problema.label, code=problema.value)
        self.problema = problema
