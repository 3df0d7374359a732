"""Public records of who decides."""

from secretariados.registros.acuerdos import ACUERDOS
from secretariados.registros.instituciones import INSTITUCIONES
from secretariados.registros.jurisdicciones import JURISDICCIONES
from secretariados.registros.paises import PAISES
from secretariados.registros.secretariados import SECRETARIADOS
from secretariados.registros.sesiones import SESIONES

__all__ = ["ACUERDOS", "INSTITUCIONES", "JURISDICCIONES", "PAISES", "SECRETARIADOS", "SESIONES"]
