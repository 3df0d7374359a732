"""Who answers for a commitment, and how each grouping classifies it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compromisos.disparadores import EJE_DE_SU_PLAN
from compromisos.disparadores_voces import CONTINUA_OTRO_PLAN
from compromisos.models.compromiso import Compromiso
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import TextoHonesto
from gobierno_abierto.comun.codigos import Lado, Objeto, Origen
from gobierno_abierto.comun.consentible import Texto
from gobierno_abierto.comun.traza import trazas_de_parte
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Eje
from secretariados.disparadores_cambio import conforme_a_lo_acordado
from secretariados.models import Institucion

__all__ = ["Clasificacion", "Continuidad", "Responsable"]


class Responsable(models.Model):
    """An institution that answers for a commitment, on which side and in what part."""

    class Papel(models.TextChoices):
        RESPONSABLE = "responsable", _("Responsable")
        CORRESPONSABLE = "corresponsable", _("Corresponsable")
        PARTICIPANTE = "participante", _("Participante")
        APOYO = "apoyo", _("Apoyo")

    compromiso = models.ForeignKey(Compromiso, models.CASCADE, related_name="responsables")
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        related_name="responsabilidades",
        verbose_name=_("institución"),
        help_text=_("La que firmó, con el nombre que tenía entonces."),
    )
    lado = models.CharField(
        _("lado"),
        max_length=16,
        choices=Lado.choices,
        null=True,
        blank=True,
        help_text=_("Vacío: la fuente no lo pone en ningún lado."),
    )
    papel = models.CharField(
        _("papel"), max_length=14, choices=Papel.choices, default=Papel.RESPONSABLE
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("responsable")
        verbose_name_plural = _("responsables")
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compromiso", "institucion", "lado", "papel"],
                name="responsable_unico",
                nulls_distinct=False,
                violation_error_message=_("Esa institución ya está con ese lado y ese papel."),
            )
        ]
        triggers = [
            conforme_a_lo_acordado(
                Objeto.COMPROMISO, de="compromisos_compromiso", columna="compromiso_id"
            ),
            disparadores.mueve_version_de("compromisos_compromiso", "compromiso_id"),
            *trazas_de_parte("compromiso"),
        ]

    def __str__(self):
        return f"{self.get_papel_display()}: {self.institucion}"

    @classmethod
    def en_renglon(cls, dicha: Texto, institucion: str) -> str:
        """«Responsable · Gobierno: Secretaría…», of a row of the agreed text."""
        papel, lado = cls.Papel(dicha["papel"]).label, dicha["lado"]
        return f"{papel}{f' · {Lado(lado).label}' if lado else ''}: {institucion}"


class Clasificacion(models.Model):
    """Which theme of one grouping a commitment falls under, and who says so."""

    compromiso = models.ForeignKey(Compromiso, models.CASCADE, related_name="clasificaciones")
    eje = models.ForeignKey(
        Eje, models.PROTECT, related_name="clasificaciones", verbose_name=_("eje")
    )
    origen = models.CharField(
        _("origen"), max_length=10, choices=Origen.choices, default=Origen.DECLARADO
    )
    fuente = models.ForeignKey(
        Fuente,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fuente"),
        help_text=_("Vacío: las del compromiso."),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("clasificación")
        verbose_name_plural = _("clasificaciones")
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compromiso", "eje"],
                name="clasificacion_unica",
                violation_error_message=_("El compromiso ya está en ese eje."),
            )
        ]
        triggers = [
            EJE_DE_SU_PLAN,
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", son_muchas=True
            ),
            *trazas_de_parte("compromiso"),
        ]

    def __str__(self):
        return str(self.eje)

    def clean(self):
        """The trigger `eje_de_su_plan`, said where the box is."""
        super().clean()
        if self.eje_id and self.eje.plan_id not in (None, self.compromiso.plan_id):
            raise ValidationError({"eje": _("Ese eje es de otro plan.")})


class Continuidad(models.Model):
    """A commitment takes up again what another plan promised, and who says so."""

    compromiso = models.ForeignKey(Compromiso, models.CASCADE, related_name="antecedentes")
    anterior = models.ForeignKey(
        Compromiso,
        models.PROTECT,
        related_name="continuaciones",
        verbose_name=_("compromiso anterior"),
        help_text=_("El de otro plan que este continúa o vuelve a prometer."),
    )
    origen = models.CharField(
        _("origen"), max_length=10, choices=Origen.choices, default=Origen.DECLARADO
    )
    fuente = models.ForeignKey(
        Fuente, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fuente")
    )
    nota = TextoHonesto(_("en qué se parece"), null=True, blank=True)

    class Meta:
        verbose_name = _("antecedente")
        verbose_name_plural = _("antecedentes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compromiso", "anterior"],
                name="continuidad_unica",
                violation_error_message=_("Ya consta que continúa a ese compromiso."),
            ),
            models.CheckConstraint(
                name="continuidad_con_apoyo",
                condition=Q(origen="declarado", fuente__isnull=False)
                | Q(~Q(origen="declarado"), nota__isnull=False),
                violation_error_message=_(
                    "Si lo declara una fuente, diga cuál; si se dedujo, diga de qué."
                ),
            ),
        ]
        triggers = [
            CONTINUA_OTRO_PLAN,
            disparadores.mueve_version_de("compromisos_compromiso", "compromiso_id"),
            *trazas_de_parte("compromiso"),
        ]

    def __str__(self):
        return str(self.anterior)

    def clean(self):
        """The trigger `continua_otro_plan`, said where the box is."""
        super().clean()
        if self.anterior_id and self.anterior.plan_id == self.compromiso.plan_id:
            raise ValidationError({"anterior": _("Un compromiso continúa a uno de otro plan.")})
