"""Reminders by mail, from the worker: what a side has not reported of a period.

Each is written down (`RecordatorioDeReporte`) in the transaction that queues its mails.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from compromisos.models import Actividad, RecordatorioDeReporte
from compromisos.periodos import Periodo
from gobierno_abierto.comun.correo import enviar_correo
from gobierno_abierto.comun.roles import TABLA, Accion
from gobierno_abierto.comun.sitio import sitio_propio
from secretariados.avisos import con_correo

__all__ = ["recordar_reportes"]

# Days left to the end of the period; less than none: it is past, and silence is in sight.
CUANDO = (14, 1, -1, -15)


def recordar_reportes(hoy: date | None = None) -> int:
    """Send those of the day; how many sides were reminded."""
    hoy = hoy or timezone.localdate()
    return sum(
        _una_vez(casa, lado, periodo, faltan)
        for periodo, faltan in _periodos_de(hoy)
        for casa, lado in _quienes_deben(periodo)
    )


def _periodos_de(hoy: date) -> Iterator[tuple[Periodo, int]]:
    """That which goes on and the one before, each with the last reminder whose day has come: one
    that a worker at rest did not send is sent late, and not lost."""
    este = Periodo.de(hoy)
    for periodo in (este.anterior, este):
        avisos = [dias for dias in CUANDO if dias >= (periodo.fin - hoy).days]
        if avisos:
            yield periodo, min(avisos)


def _quienes_deben(periodo: Periodo) -> list[tuple[int, str]]:
    """Sides, each of its secretariat, with something that nobody has reported."""
    calladas = Actividad.objects.sin_reporte_de(periodo)
    deben = calladas.order_by().values_list("compromiso__plan__secretariado", "lado").distinct()
    return sorted(deben.filter(compromiso__plan__secretariado__publico=True))


def _una_vez(casa: int, lado: str, periodo: Periodo, faltan: int) -> bool:
    suyas = Actividad.objects.sin_reporte_de(periodo).filter(
        compromiso__plan__secretariado=casa, lado=lado
    )
    if not _cuentas_de(casa, lado).exists():
        return False
    with transaction.atomic():
        _fila, nuevo = RecordatorioDeReporte.objects.get_or_create(
            secretariado_id=casa, lado=lado, periodo=str(periodo), faltan=faltan
        )
        if nuevo:
            for cuenta in _cuentas_de(casa, lado):
                _escribir(cuenta, suyas, periodo, faltan)
    return nuevo


def _cuentas_de(casa: int, lado: str) -> Any:
    return con_correo(casa, [lado], list(TABLA[Accion.REPORTAR]))


def _escribir(cuenta: Any, suyas: Any, periodo: Periodo, faltan: int) -> None:
    """What that account may report; nothing to whom it is not for."""
    le_tocan = suyas.reportables_por(cuenta).select_related("compromiso")
    actividades = list(le_tocan.order_by("clave"))
    if not actividades:
        return
    with translation.override(settings.LANGUAGE_CODE):
        asunto = _asunto(len(actividades), periodo, faltan)
        sitio = sitio_propio()
        alta = sitio + reverse("admin:compromisos_reporte_add")
        datos = {
            "asunto": asunto,
            "termino": faltan < 0,
            "periodo": periodo,
            "actividades": [(una, f"{alta}?actividad={una.pk}") for una in actividades],
        }
        texto = render_to_string("compromisos/correo_reportes.txt", datos)
    enviar_correo.enqueue(asunto, texto, [cuenta.email])


def _asunto(cuantas: int, periodo: Periodo, faltan: int) -> str:
    if faltan < 0:
        dicho = ngettext(
            "Sin reporte de %(periodo)s: %(cuantas)d actividad",
            "Sin reporte de %(periodo)s: %(cuantas)d actividades",
            cuantas,
        )
    else:
        dicho = ngettext(
            "Por reportar de %(periodo)s: %(cuantas)d actividad",
            "Por reportar de %(periodo)s: %(cuantas)d actividades",
            cuantas,
        )
    return dicho % {"periodo": periodo, "cuantas": cuantas}
