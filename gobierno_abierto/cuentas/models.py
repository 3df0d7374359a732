from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

__all__ = ["Usuario"]


class Usuario(AbstractUser):
    """An account. Which side it speaks for comes from the seat it occupies, never from here."""

    class Meta:
        verbose_name = _("cuenta")
        verbose_name_plural = _("cuentas")
