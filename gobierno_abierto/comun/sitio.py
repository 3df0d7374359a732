"""Where the portal is, for whoever writes an address that nobody asked from: mails, packages."""

from django.conf import settings

__all__ = ["sitio_propio"]


def sitio_propio() -> str:
    """`SITIO_URL`; of a portal that was told none, that of the machine it runs on."""
    return settings.SITIO_URL or settings.SITIO_LOCAL
