"""How an account comes to be: a place offered by mail, to whoever reads that mail."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.cuentas.models import Usuario
from secretariados.models.puesto import Puesto, PuestoQuerySet

__all__ = ["Invitacion"]

VIGENCIA = timedelta(days=7)


def huella_de(secreto: str) -> str:
    """Only this is kept: whoever reads the table accepts nothing with it."""
    return sha256(secreto.encode()).hexdigest()


class InvitacionQuerySet(PuestoQuerySet):
    def pendientes(self):
        return self.filter(aceptada_en=None, anulada_en=None, caduca_en__gt=Now())

    def anular(self) -> int:
        return self.pendientes().update(anulada_en=Now())


class Invitacion(Puesto):
    """Private, as accounts are. `huella` is of the secret in the mail, which is written nowhere
    else; it is null until the worker sends it."""

    correo = models.EmailField(
        _("correo"), max_length=150, help_text=_("Será el nombre de su cuenta.")
    )
    invita = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invita")
    )
    creada_en = models.DateTimeField(_("creada"), default=timezone.now, editable=False)
    caduca_en = models.DateTimeField(_("caduca"), editable=False)
    aceptada_en = models.DateTimeField(_("aceptada"), null=True, editable=False)
    anulada_en = models.DateTimeField(_("anulada"), null=True, editable=False)
    huella = models.CharField(max_length=64, null=True, unique=True, editable=False)

    objects = InvitacionQuerySet.as_manager()

    class Meta(Puesto.Meta):
        verbose_name = _("invitación")
        verbose_name_plural = _("invitaciones")
        ordering = ["-creada_en"]
        constraints = [
            *Puesto.Meta.constraints,
            models.CheckConstraint(
                name="invitacion_un_solo_fin",
                condition=Q(aceptada_en__isnull=True) | Q(anulada_en__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.correo} · {self.asiento or self.secretariado}"

    def clean(self):
        super().clean()
        self.correo = (self.correo or "").lower()
        if self.desde and self.rol and self._otra_voz().exists():
            raise ValidationError(
                {
                    "correo": _(
                        "Quien evalúa no habla por ningún lado, ni al revés: esa persona ya tiene "
                        "el otro papel, o se le ofreció. Termínelo o anúlelo antes."
                    )
                }
            )

    def _otra_voz(self):
        """What that person is, or was offered, that this may not be added to."""
        cuenta = Usuario.llamada(self.correo)
        ofrecidas = Invitacion.objects.pendientes().filter(correo=self.correo)
        otras = ofrecidas.incompatibles_con(self).values("pk")
        if cuenta is None:
            return otras
        return cuenta.ocupaciones.incompatibles_con(self).values("pk").union(otras)

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.correo = self.correo.lower()
            self.caduca_en = self.caduca_en or self.creada_en + VIGENCIA
        super().save(*args, **kwargs)

    @property
    def estado(self) -> str:
        if self.aceptada_en:
            return gettext("Aceptada")
        if self.anulada_en:
            return gettext("Anulada")
        return gettext("Pendiente") if self.caduca_en > timezone.now() else gettext("Caducada")

    @property
    def sirve(self) -> bool:
        """Pending, and of somebody who could still make it: what ends takes with it what it had
        given and nobody had taken."""
        pendiente = not (self.aceptada_en or self.anulada_en) and self.caduca_en > timezone.now()
        hasta = self.asiento.hasta if self.asiento else None
        if hasta and hasta <= timezone.localdate():  # the seat ended
            return False
        return pendiente and self.invita.puede_entrar and self.a_cargo_de(self.invita)

    def renovar(self, invita) -> None:
        """Offered anew, by somebody who answers for it from today: no link serves until the worker
        sends another."""
        self.invita = invita
        self.huella = None
        self.caduca_en = timezone.now() + VIGENCIA
        self.save(update_fields=["invita", "huella", "caduca_en"])

    def secreto_nuevo(self) -> str:
        """A secret for the mail; the one before stops serving."""
        secreto = secrets.token_urlsafe(32)
        self.huella = huella_de(secreto)
        self.save(update_fields=["huella"])
        return secreto
