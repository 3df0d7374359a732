"""What is being agreed: plans, their rival groupings, working tables and the timeline."""

from planes.models.agrupacion import Eje, Mesa, clave_ajena
from planes.models.hito import Hito
from planes.models.plan import Plan

__all__ = ["Eje", "Hito", "Mesa", "Plan", "clave_ajena"]
