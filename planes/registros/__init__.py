"""Public records of what is being agreed."""

from planes.registros.agrupaciones import EJES, MESAS
from planes.registros.ejercicios import EJERCICIOS
from planes.registros.hitos import HITOS
from planes.registros.planes import PLANES, SIN_FECHA

__all__ = ["EJERCICIOS", "EJES", "HITOS", "MESAS", "PLANES", "SIN_FECHA"]
