"""Under what terms others may use what the portal publishes. The one place that says so."""

from django.utils.translation import gettext_lazy as _

__all__ = ["AVISO", "LICENCIA", "LICENCIA_NOMBRE", "LICENCIA_URL", "PUBLICA"]

PUBLICA = "Gobierno Abierto"
LICENCIA = "CC-BY-4.0"
LICENCIA_NOMBRE = "Creative Commons Atribución 4.0 Internacional"
LICENCIA_URL = "https://creativecommons.org/licenses/by/4.0/"
AVISO = _(
    "Lo que escribe y ordena el portal se puede usar citándolo, según la licencia CC BY 4.0. Lo "
    "que es de una fuente conserva la de ella, que está en la tabla «fuentes»; donde dice que no "
    "declara ninguna, el portal no puede darla."
)
