"""What was promised, who answers for it, and what each voice says came of it."""

from compromisos.models.compromiso import Compromiso
from compromisos.models.evidencias import Evidencia
from compromisos.models.metas import Actividad, Meta
from compromisos.models.partes import Clasificacion, Responsable
from compromisos.models.recordatorio import RecordatorioDeReporte
from compromisos.models.reportes import Reporte
from compromisos.models.voces import Codificacion, Evaluacion, Pronunciamiento

__all__ = [
    "Actividad",
    "Clasificacion",
    "Codificacion",
    "Compromiso",
    "Evaluacion",
    "Evidencia",
    "Meta",
    "Pronunciamiento",
    "RecordatorioDeReporte",
    "Reporte",
    "Responsable",
]
