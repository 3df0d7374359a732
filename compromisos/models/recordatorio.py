"""Which reminders to report were sent, so that none is sent twice."""

from django.db import models

from gobierno_abierto.comun.codigos import Lado
from secretariados.models import Secretariado

__all__ = ["RecordatorioDeReporte"]


class RecordatorioDeReporte(models.Model):
    """Private: bookkeeping. Of each side and period, one for each number of days left to its end
    (less than none: it is past)."""

    secretariado = models.ForeignKey(Secretariado, models.CASCADE, related_name="+")
    lado = models.CharField(max_length=16, choices=Lado.choices)
    periodo = models.CharField(max_length=7)
    faltan = models.SmallIntegerField()
    puesto_en = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "recordatorio de reporte"
        verbose_name_plural = "recordatorios de reporte"
        constraints = [
            models.UniqueConstraint(
                fields=["secretariado", "lado", "periodo", "faltan"],
                name="recordatorio_de_reporte_una_vez",
            )
        ]

    def __str__(self):
        return f"{self.secretariado_id} {self.lado}: {self.periodo} ({self.faltan})"
