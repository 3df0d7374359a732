"""A commitment that somebody reports of: the history brings none."""

from compromisos.models import Compromiso
from gobierno_abierto.fuentes.models import CopiaWeb
from tests.compromisos.factories import ActividadFactory, MetaFactory, ReporteFactory
from tests.secretariados.acordar import acordar, hacer_y_acordar


def hacer_seguido(**campos) -> Compromiso:
    """Public, with a goal, its activity, what was reported of it and what that report shows."""
    compromiso = hacer_y_acordar(**campos)
    meta = MetaFactory(compromiso=compromiso)
    ActividadFactory(meta=meta)
    acordar(meta)
    reporte = ReporteFactory(actividad=meta.actividades.get(), estado="concluida")
    copia = CopiaWeb.objects.pedir("https://ejemplo.mx/nota")
    reporte.evidencias.model(reporte=reporte, titulo="La nota", copia=copia).save()
    reporte.publicar()
    return compromiso
