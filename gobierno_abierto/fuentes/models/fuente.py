"""Sources and what rests on them."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.objetos import TABLAS
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from gobierno_abierto.comun.traza import trazas_de_parte
from gobierno_abierto.fuentes.models.apuntador import Apunta, ConObjeto

__all__ = ["Cita", "Fuente"]


class Fuente(Publicable):
    """A document, page or data set that facts are cited from."""

    objeto = Objeto.FUENTE
    enlace = Enlace("titulo", "fuente")

    titulo = LineaHonesta(_("título"))
    url = LineaHonesta(
        _("dirección"),
        validators=[URLValidator(["http", "https"])],
        help_text=_("Donde se consultó; puede ser una copia."),
    )
    licencia = LineaHonesta(
        _("licencia"), null=True, blank=True, help_text=_("Vacío: no declara licencia.")
    )
    busqueda = columna_de_busqueda(titulo="A", url="C")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("fuente")
        verbose_name_plural = _("fuentes")
        ordering = ["titulo"]
        indexes = [indice_de_busqueda()]

    def __str__(self):
        return self.titulo


class CitaQuerySet(ConObjeto):
    def del_registro(self, con_retiradas: bool = False):
        """Those of the whole record, corrections made here among them; not of a single field.
        `con_retiradas`: also of sources withdrawn since, for who says that they were."""
        suyas = self.filter(Q(campo__isnull=True) | Q(campo=Cita.CORRECCION))
        if con_retiradas:
            return suyas.filter(fuente__publicado_en__isnull=False)
        return suyas.filter(fuente__publico=True)


class Cita(Apunta):
    """«This record rests on this source», optionally for one field, or for one correction.

    Its sources are part of what a record says: a citation moves the record's version.
    """

    CORRECCION = "correccion"  # `campo` of the citation that a correction leaves

    fuente = models.ForeignKey(
        Fuente, models.PROTECT, related_name="citas", verbose_name=_("fuente")
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    campo = LineaHonesta(
        _("campo"), null=True, blank=True, help_text=_("Vacío: apoya el registro entero.")
    )
    nota = TextoHonesto(
        _("nota"), null=True, blank=True, help_text=_("Página, pasaje o motivo de la corrección.")
    )

    objects = CitaQuerySet.as_manager()

    class Meta:
        verbose_name = _("cita")
        verbose_name_plural = _("citas")
        ordering = ["objeto_tipo", "objeto_clave", "orden", "pk"]
        indexes = [models.Index(fields=["objeto_tipo", "objeto_clave"], name="cita_objeto")]
        triggers = [
            disparadores.mueve_version_del_objeto(TABLAS),
            *trazas_de_parte(tablas=TABLAS),
        ]

    def __str__(self):
        return f"{self.objeto_clave}: {self.fuente}"
