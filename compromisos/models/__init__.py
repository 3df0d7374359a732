"""What was promised, who answers for it, and what each voice says came of it."""

from compromisos.models.actividades import Actividad
from compromisos.models.compromiso import Compromiso
from compromisos.models.evidencias import Evidencia
from compromisos.models.metas import Meta
from compromisos.models.partes import Clasificacion, Continuidad, Responsable
from compromisos.models.posturas import Postura
from compromisos.models.recordatorio import RecordatorioDeReporte
from compromisos.models.replicas import Replica
from compromisos.models.reportes import Reporte
from compromisos.models.voces import Codificacion, Evaluacion, Pronunciamiento

__all__ = [
    "Actividad",
    "Clasificacion",
    "Codificacion",
    "Compromiso",
    "Continuidad",
    "Evaluacion",
    "Evidencia",
    "Meta",
    "Postura",
    "Pronunciamiento",
    "RecordatorioDeReporte",
    "Replica",
    "Reporte",
    "Responsable",
]
