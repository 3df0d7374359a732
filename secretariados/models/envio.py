"""Each time that an invitation was sent: when, and by whom."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariados.models.invitacion import Invitacion

__all__ = ["Envio"]


class EnvioQuerySet(models.QuerySet):
    def de_la_ultima_hora(self):
        return self.filter(pedido_en__gt=timezone.now() - timedelta(hours=1))


class Envio(models.Model):
    """Private, as invitations are."""

    invitacion = models.ForeignKey(
        Invitacion, models.CASCADE, related_name="envios", verbose_name=_("invitación")
    )
    quien = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pedido_en = models.DateTimeField(_("mandada"), default=timezone.now, editable=False)

    objects = EnvioQuerySet.as_manager()

    class Meta:
        verbose_name = _("envío de invitación")
        verbose_name_plural = _("envíos de invitaciones")
        ordering = ["-pedido_en"]
        indexes = [models.Index(fields=["quien", "pedido_en"], name="envio_de_quien")]

    def __str__(self):
        return f"{self.invitacion} · {self.pedido_en:%Y-%m-%d %H:%M}"
