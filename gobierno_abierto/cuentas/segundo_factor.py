"""The second factor: who must have one, and how the portal names itself to it."""

import base64
import secrets
from typing import Any

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from gobierno_abierto.cuentas.cifrado import NoSeAbre, cifrar, descifrar
from gobierno_abierto.cuentas.models import Usuario

__all__ = ["AdaptadorDeFactores", "falta_segundo_factor", "tiene_segundo_factor"]

# Recovery codes only stand in for one of these.
FACTORES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def tiene_segundo_factor(cuenta: Usuario) -> bool:
    return Authenticator.objects.filter(user=cuenta, type__in=FACTORES).exists()


def falta_segundo_factor(cuenta: Usuario) -> bool:
    """Of a portal that has an address, every role: each may write what the public reads."""
    return settings.SEGUNDO_FACTOR_OBLIGATORIO and not tiene_segundo_factor(cuenta)


class AdaptadorDeFactores(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Ese código no es válido, o ya se usó."),
        "cannot_delete_authenticator": _(
            "Aquí el segundo factor es obligatorio: agregue otro antes de quitar este."
        ),
    }

    def _get_site_name(self) -> str:
        return "Gobierno Abierto"

    def encrypt(self, text: str) -> str:
        return cifrar(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Of a key that is lost, a secret that nobody has: no code is right, and nothing breaks."""
        try:
            return descifrar(encrypted_text)
        except NoSeAbre:
            return base64.b32encode(secrets.token_bytes(40)).decode()

    def build_totp_svg(self, url: str) -> str:
        """With its own white paper: on a dark page a telephone would not read it."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Where one is compulsory the last one is not taken off: another is added first."""
        otros = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORES)
        return (
            not settings.SEGUNDO_FACTOR_OBLIGATORIO or otros.exclude(pk=authenticator.pk).exists()
        )
