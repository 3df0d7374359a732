from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from secretariados.models.jurisdiccion import Jurisdiccion

__all__ = ["MembresiaAGA"]


class MembresiaAGA(Publicable):
    """Who joined or left the Alliance (AGA/OGP), and how many were in it, as sources tell."""

    class Tipo(models.TextChoices):
        COHORTE = "cohorte", _("Cohorte de ingreso")
        PAIS = "pais", _("Ingreso de un país")
        RETIRO = "retiro", _("Retiro de un país")
        TOTAL = "total", _("Total de participantes")

    objeto = Objeto.MEMBRESIA
    enlace = Enlace("nombre", "alianza", (), "clave", "notas")

    tipo = models.CharField(_("tipo"), max_length=8, choices=Tipo.choices)
    nombre = LineaHonesta(_("nombre"))
    pais = models.ForeignKey(
        Jurisdiccion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="membresias",
        verbose_name=_("país"),
    )
    cohorte = models.PositiveSmallIntegerField(_("cohorte"), null=True, blank=True)
    fecha = dia(_("fecha"))
    fecha_precision = precision(_("precisión"))
    cantidad = models.PositiveSmallIntegerField(
        _("cuántos países"),
        null=True,
        blank=True,
        help_text=_("Lo que dice la fuente, no un conteo."),
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)
    busqueda = columna_de_busqueda(nombre="A", notas="C")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("membresía de la Alianza")
        verbose_name_plural = _("membresías de la Alianza")
        ordering = ["fecha", "clave"]
        indexes = [indice_de_busqueda()]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("fecha"),
            models.CheckConstraint(
                name="membresia_pais_segun_tipo",
                condition=Q(tipo__in=["pais", "retiro"], pais__isnull=False)
                | Q(tipo__in=["cohorte", "total"], pais__isnull=True, cantidad__isnull=False),
                violation_error_message=_(
                    "Un ingreso o retiro nombra su país; una cohorte o un total, cuántos fueron."
                ),
            ),
        ]

    def __str__(self):
        return self.nombre
