"""What the tests of invitations share: to make one, to mail it, to send it again."""

import re

from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from secretariados.invitaciones import mandar_invitacion
from tests.cuentas.conftest import CLAVE

AGREGAR = "/admin/secretariados/invitacion/add/"
INVITACIONES = "/admin/secretariados/invitacion/"
OCUPACIONES = "/admin/secretariados/ocupacion/"
ACEPTAR = "/cuenta/invitacion/"
NUEVA = {"password1": CLAVE, "password2": CLAVE}


def datos(asiento, **campos):
    return {
        "correo": "eva@ejemplo.mx",
        "rol": "miembro",
        "asiento": asiento.pk,
        "desde": timezone.localdate().isoformat(),
    } | campos


def invitacion_huella(invitacion) -> str:
    invitacion.refresh_from_db()
    return invitacion.huella


def pedir_otro(client, *invitaciones):
    """Choosing them in the list, «volver a enviar». What she is told."""
    elegidas = [i.pk for i in invitaciones]
    datos = {"action": "volver_a_enviar", "_selected_action": elegidas}
    return client.post(INVITACIONES, datos, follow=True).content.decode()


def enlace_nuevo() -> str:
    """What the worker mails, of the last that was queued."""
    mail.outbox.clear()
    mandar_invitacion.call(*DBTaskResult.objects.order_by("enqueued_at").last().args_kwargs["args"])
    return re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
