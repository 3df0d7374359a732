"""Which reminders were sent, so that none is sent twice."""

from django.db import models

from secretariados.models.acuerdo import Acuerdo

__all__ = ["Recordatorio"]


class Recordatorio(models.Model):
    """Private: bookkeeping. Of each act, each date that it has (an extension brings another) and
    each number of days left (less than none: it is past), one."""

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="recordatorios")
    plazo = models.DateField()
    faltan = models.SmallIntegerField()
    puesto_en = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "recordatorio"
        verbose_name_plural = "recordatorios"
        constraints = [
            models.UniqueConstraint(
                fields=["acuerdo", "plazo", "faltan"], name="recordatorio_una_vez"
            )
        ]

    def __str__(self):
        return f"{self.acuerdo_id}: {self.plazo} ({self.faltan})"
