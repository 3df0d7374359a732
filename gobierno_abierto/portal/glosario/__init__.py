"""The field's terms, as this portal uses them. Definitions are the portal's own words."""

from gobierno_abierto.portal.glosario.campo import DEL_CAMPO
from gobierno_abierto.portal.glosario.portal import DEL_PORTAL
from gobierno_abierto.portal.glosario.termino import Termino

__all__ = ["GLOSARIO", "Termino"]

GLOSARIO = DEL_CAMPO + DEL_PORTAL
