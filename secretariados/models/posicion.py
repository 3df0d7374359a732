"""The position of each side on an act."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.traza import trazas_de_parte
from secretariados.consenso import Sentido
from secretariados.disparadores import POSICION_A_TIEMPO
from secretariados.models.acuerdo import Acuerdo
from secretariados.models.secretariado import Asiento

__all__ = ["Posicion"]


class Posicion(models.Model):
    """What one side said. One side, one voice; silence is a public state, never consent."""

    Sentido = Sentido

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="posiciones")
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    sentido = models.CharField(_("sentido"), max_length=14, choices=Sentido.choices)
    razon = TextoHonesto(_("razón"), null=True, blank=True)
    oficina = LineaHonesta(_("oficina"), null=True, blank=True)
    papel = models.CharField(
        _("como"),
        max_length=12,
        choices=Asiento.Papel.choices,
        null=True,
        blank=True,
        editable=False,
    )
    dada_en = models.DateTimeField(_("dada"), null=True, editable=False)

    class Meta:
        verbose_name = _("posición")
        verbose_name_plural = _("posiciones")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["acuerdo", "lado"],
                name="posicion_una_por_lado",
                violation_error_message=_("Cada lado tiene una sola posición en un acuerdo."),
            ),
            models.CheckConstraint(
                name="posicion_negada_con_razon",
                condition=~Q(sentido="no_consiente", dada_en__isnull=False, razon__isnull=True),
                violation_error_message=_("Diga por qué su lado no consiente."),
            ),
        ]
        triggers = [
            POSICION_A_TIEMPO,
            disparadores.mueve_version_de("secretariados_acuerdo", "acuerdo_id"),
            *trazas_de_parte("acuerdo"),
        ]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.get_sentido_display()}"
