"""Mail of a report's way: its side is told that it waits for it; who writes it, that it came back.

What is published is in sight of everybody, and told by the feeds.
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from compromisos.models import Actividad, Reporte
from gobierno_abierto.comun.correo import enviar_correo
from gobierno_abierto.comun.roles import TABLA, Accion, Rol
from secretariados.avisos import con_correo

__all__ = ["avisar_del_reporte"]


@task()
def avisar_del_reporte(numero: int, tramite: str, de: int, origen: str, idioma: str) -> int:
    """Tell whoever it waits for now, except the account `de`, whose hand it was; how many were
    told. If by now it waits for others, another mail says so."""
    reporte = Reporte.objects.select_related("actividad", "compromiso__plan").get(pk=numero)
    if reporte.publicado_en or reporte.tramite != tramite:
        return 0
    enviado = tramite == Reporte.Tramite.ENVIADO
    roles = [Rol.MIEMBRO] if enviado else list(TABLA[Accion.REPORTAR])
    casa = reporte.compromiso.plan.secretariado_id
    cuentas = con_correo(casa, [reporte.lado], roles).exclude(pk=de)
    suya = Actividad.objects.filter(pk=reporte.actividad_id)
    correos = [c.email for c in cuentas if suya.reportables_por(c).exists()]
    with translation.override(idioma):
        quien = {"actividad": reporte.actividad.titulo, "periodo": reporte.periodo}
        asunto = (
            _("Por revisar: «%(actividad)s», %(periodo)s")
            if enviado
            else _("Se devolvió su reporte: «%(actividad)s», %(periodo)s")
        ) % quien
        enlace = origen + reverse("admin:compromisos_reporte_change", args=[reporte.pk])
        datos = {"asunto": asunto, "reporte": reporte, "enviado": enviado, "enlace": enlace}
        texto = render_to_string("compromisos/correo_reporte.txt", datos)
    for correo in correos:
        enviar_correo.enqueue(asunto, texto, [correo])
    return len(correos)
