"""What the sides say of an agreement once it is adopted. All of it is only added."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.traza import trazas_de_parte
from secretariados.disparadores_seguimiento import (
    CIERRE_DE_UN_LADO,
    NOTA_QUE_QUEDA,
    PRORROGA_DE_QUIEN_RESPONDE,
)
from secretariados.models.acuerdo import Acuerdo

__all__ = ["Cierre", "NotaDeSeguimiento", "Prorroga"]

_DEL_ACUERDO = (
    disparadores.mueve_version_de("secretariados_acuerdo", "acuerdo_id"),
    *trazas_de_parte("acuerdo"),
)


class Prorroga(models.Model):
    """More time, given to itself by the side that answers for the agreement, and why."""

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="prorrogas")
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    hasta = models.DateField(_("hasta"))
    motivo = TextoHonesto(_("motivo"))
    dada_en = models.DateTimeField(_("dada"), null=True, editable=False)

    class Meta:
        verbose_name = _("prórroga")
        verbose_name_plural = _("prórrogas")
        ordering = ["hasta"]
        triggers = [PRORROGA_DE_QUIEN_RESPONDE, *_DEL_ACUERDO]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.hasta}"


class NotaDeSeguimiento(models.Model):
    """How it goes, as one side tells it."""

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="notas_de_seguimiento")
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    oficina = LineaHonesta(_("oficina"), null=True, blank=True)
    texto = TextoHonesto(_("texto"))
    escrita_en = models.DateTimeField(_("escrita"), null=True, editable=False)

    class Meta:
        verbose_name = _("nota de seguimiento")
        verbose_name_plural = _("notas de seguimiento")
        ordering = ["pk"]
        triggers = [NOTA_QUE_QUEDA, *_DEL_ACUERDO]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.texto}"


class Cierre(models.Model):
    """A side confirms that the agreement was kept. It closes with the third."""

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="cierres")
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    oficina = LineaHonesta(_("oficina"), null=True, blank=True)
    dada_en = models.DateTimeField(_("dada"), null=True, editable=False)

    class Meta:
        verbose_name = _("confirmación de cumplimiento")
        verbose_name_plural = _("confirmaciones de cumplimiento")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["acuerdo", "lado"],
                name="cierre_uno_por_lado",
                violation_error_message=_("Ese lado ya lo dio por cumplido."),
            )
        ]
        triggers = [CIERRE_DE_UN_LADO, *_DEL_ACUERDO]

    def __str__(self):
        return self.get_lado_display()
