"""Sending an invitation, once more too; and how many one person may have about."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gobierno_abierto.cuentas.models import Usuario
from secretariados.invitaciones import mandar_invitacion
from secretariados.models import Envio, Invitacion
from secretariados.models.invitacion import InvitacionQuerySet

__all__ = ["PENDIENTES", "POR_HORA", "mandar", "reenviar", "revisar_limites"]

# More than a secretariat has seats, less than what is useful to whoever took somebody's account:
# the portal writes to addresses that nobody gave it.
PENDIENTES = 50
POR_HORA = 20


def revisar_limites(quien: Usuario, *, envios: int = 1, nuevas: int = 1) -> None:
    """May this person send so many, of which so many would be pending and are not hers today? Two
    tabs at once: the second waits for the first, and counts what it sent."""
    Usuario.objects.select_for_update(no_key=True).get(pk=quien.pk)
    pendientes = Invitacion.objects.pendientes().filter(invita=quien).count()
    if nuevas and pendientes + nuevas > PENDIENTES:
        dicho = _(
            "Puede tener %(tope)d invitaciones sin aceptar y tiene %(van)d: anule alguna, o espere "
            "a que las acepten o caduquen."
        )
        raise ValidationError(dicho % {"tope": PENDIENTES, "van": pendientes})
    ultimas = Envio.objects.de_la_ultima_hora().filter(quien=quien)
    mandadas = list(ultimas.values_list("pedido_en", flat=True))
    if len(mandadas) + envios <= POR_HORA:
        return
    if not mandadas:
        raise ValidationError(_("Puede mandar %d invitaciones por hora: elija menos.") % POR_HORA)
    desde = timezone.localtime(mandadas[-1] + timedelta(hours=1, minutes=1))
    dicho = _(
        "Puede mandar %(tope)d invitaciones por hora y ya mandó %(van)d. Podrá mandar otra desde "
        "las %(hora)s."
    )
    datos = {"tope": POR_HORA, "van": len(mandadas), "hora": desde.strftime("%H:%M")}
    raise ValidationError(dicho % datos)


def mandar(invitacion: Invitacion, quien: Usuario, origen: str, idioma: str) -> None:
    Envio.objects.create(invitacion=invitacion, quien=quien)
    mandar_invitacion.enqueue(invitacion.pk, origen, idioma)


@transaction.atomic
def reenviar(
    filas: InvitacionQuerySet, quien: Usuario, origen: str, idioma: str
) -> list[Invitacion]:
    """Send again those that nobody took nor annulled, as of today. The link before serves no more
    from now, and who sends it again answers for it, since who first did may be gone. All or none.
    """
    abiertas = filas.filter(aceptada_en=None, anulada_en=None).order_by("pk")
    elegidas = list(abiertas.select_for_update(of=("self",)))
    suyas = sum(i.invita_id == quien.pk and i.caduca_en > timezone.now() for i in elegidas)
    if elegidas:
        revisar_limites(quien, envios=len(elegidas), nuevas=len(elegidas) - suyas)
    for invitacion in elegidas:
        invitacion.renovar(quien)
        mandar(invitacion, quien, origen, idioma)
    return elegidas
