"""Public records of what was promised, and of what each voice says came of it."""

from compromisos.registros.compromisos import COMPROMISOS, como_registro
from compromisos.registros.evaluaciones import EVALUACIONES
from compromisos.registros.evidencias import EVIDENCIAS
from compromisos.registros.metas import ACTIVIDADES, METAS, REPORTES
from compromisos.registros.pronunciamientos import POSTURAS, PRONUNCIAMIENTOS, REPLICAS

__all__ = [
    "ACTIVIDADES",
    "COMPROMISOS",
    "EVALUACIONES",
    "EVIDENCIAS",
    "METAS",
    "POSTURAS",
    "PRONUNCIAMIENTOS",
    "REPLICAS",
    "REPORTES",
    "como_registro",
]
