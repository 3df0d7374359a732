"""What the minutes of a session say of each side, and what each side says of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.traza import trazas_de_parte
from secretariados.disparadores_seguimiento import ASISTENCIA_A_SU_HORA, OBSERVACION_QUE_QUEDA
from secretariados.models.sesion import Sesion

__all__ = ["Asistencia", "Observacion"]

_DE_LA_SESION = (
    disparadores.mueve_version_de("secretariados_sesion", "sesion_id"),
    *trazas_de_parte("sesion"),
)


class Asistencia(models.Model):
    """Whether a side came to a session. Offices, never persons: ten of them are one side."""

    class Condicion(models.TextChoices):
        PRESENTE = "presente", _("Presente")
        AUSENTE = "ausente", _("Ausente")
        VACANTE = "vacante", _("Asiento vacante")

    sesion = models.ForeignKey(Sesion, models.CASCADE, related_name="asistencias")
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    condicion = models.CharField(_("asistencia"), max_length=8, choices=Condicion.choices)
    oficina = LineaHonesta(
        _("oficina"), null=True, blank=True, help_text=_("Sin nombres de personas.")
    )

    class Meta:
        verbose_name = _("asistencia")
        verbose_name_plural = _("asistencias")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sesion", "lado"],
                name="asistencia_una_por_lado",
                violation_error_message=_("Cada lado asiste, o no, una vez."),
            ),
            models.CheckConstraint(
                name="asistencia_presente_con_oficina",
                condition=~Q(condicion="presente", oficina__isnull=True),
                violation_error_message=_("Diga qué oficina asistió por ese lado."),
            ),
        ]
        triggers = [ASISTENCIA_A_SU_HORA, *_DE_LA_SESION]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.get_condicion_display()}"


class Observacion(models.Model):
    """What one side says of minutes that another wrote, or of its own; nobody writes over it."""

    sesion = models.ForeignKey(Sesion, models.CASCADE, related_name="observaciones")
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    oficina = LineaHonesta(_("oficina"), null=True, blank=True)
    texto = TextoHonesto(_("texto"))
    escrita_en = models.DateTimeField(_("escrita"), null=True, editable=False)

    class Meta:
        verbose_name = _("observación a la minuta")
        verbose_name_plural = _("observaciones a la minuta")
        ordering = ["pk"]
        triggers = [OBSERVACION_QUE_QUEDA, *_DE_LA_SESION]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.texto}"
