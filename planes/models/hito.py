"""The timeline."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.texto import (
    columna_de_busqueda,
    indice_de_busqueda,
)
from planes.models.agrupacion import DePlanQuerySet
from planes.models.plan import Plan
from secretariados.models import Jurisdiccion

__all__ = ["Hito"]


class Hito(Publicable):
    """Something that happened: the timeline. It stays when its plan is withdrawn, unnamed then."""

    class Tipo(models.TextChoices):
        ANTECEDENTE = "antecedente", _("Antecedente")
        AGA = "aga", _("La Alianza")
        SOCIEDAD_CIVIL = "sociedad_civil", _("Sociedad civil")
        PLAN = "plan", _("Plan")
        SECRETARIADO = "secretariado", _("Secretariado")
        INFORME = "informe", _("Informe")
        NORMA = "norma", _("Norma")
        SEGUIMIENTO = "seguimiento", _("Seguimiento")
        LOCAL = "local", _("Local")
        CRISIS = "crisis", _("Crisis")

    objeto = Objeto.HITO
    enlace = Enlace("titulo", "historia", (), "clave", "descripcion")
    se_escribe_con = Accion.REDACTAR
    se_corrige_con = Accion.CORREGIR
    secretariado_en = "plan__secretariado"

    fecha = dia(_("fecha"))
    fecha_precision = precision(_("precisión"))
    tipo = models.CharField(_("tipo"), max_length=14, choices=Tipo.choices)
    titulo = LineaHonesta(_("título"))
    descripcion = TextoHonesto(_("descripción"))
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="hitos", verbose_name=_("plan")
    )
    jurisdiccion = models.ForeignKey(
        Jurisdiccion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hitos",
        verbose_name=_("jurisdicción"),
    )
    busqueda = columna_de_busqueda(titulo="A", descripcion="B")

    objects = DePlanQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("hito")
        verbose_name_plural = _("hitos")
        ordering = ["fecha", "clave"]
        constraints = [*Publicable.Meta.constraints, fecha_coherente("fecha")]
        indexes = [indice_de_busqueda()]

    def __str__(self):
        return self.titulo
