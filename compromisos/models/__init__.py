"""What was promised, who answers for it, and what each voice says came of it."""

from compromisos.models.compromiso import Clasificacion, Compromiso, Responsable
from compromisos.models.voces import Codificacion, Evaluacion, Pronunciamiento

__all__ = [
    "Clasificacion",
    "Codificacion",
    "Compromiso",
    "Evaluacion",
    "Pronunciamiento",
    "Responsable",
]
