"""An invitation, from whoever gives it to the account that it makes."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django_tasks import task

from gobierno_abierto.comun.correo import enviar_correo
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.cuentas.sesiones import cerrar_sesiones
from secretariados.models import Invitacion, Ocupacion

__all__ = ["NoSirve", "aceptar", "mandar_invitacion", "por_huella"]


class NoSirve(Exception):
    """Used, expired, annulled, or for another account: which, is nobody else's business."""


@task()
def mandar_invitacion(numero: int, origen: str, idioma: str) -> bool:
    """Make the secret and mail it, in the worker: if it fails and is tried again, another secret is
    made and the one before is worth nothing."""
    invitacion = Invitacion.objects.filter(pk=numero).first()
    if invitacion is None or not invitacion.sirve:
        return False
    secreto = invitacion.secreto_nuevo()
    with translation.override(idioma):
        datos = {
            "enlace": origen + reverse("abrir-invitacion", args=[secreto]),
            "papel": invitacion.get_rol_display(),
            "secretariado": invitacion.del_secretariado,
            "caduca": localdate(invitacion.caduca_en),
        }
        texto = render_to_string("secretariados/correo_invitacion.txt", datos)
        enviar_correo.call(_("Le invitan a Gobierno Abierto"), texto, [invitacion.correo])
    return True


def por_huella(huella: str | None, *, con_llave: bool = False) -> Invitacion:
    """The invitation that still serves; `con_llave` locks it until the transaction ends."""
    filas = Invitacion.objects.select_related("asiento", "secretariado", "invita")
    if con_llave:
        filas = filas.select_for_update(of=("self",))
    invitacion = filas.filter(huella=huella).first() if huella else None
    if invitacion is None or not invitacion.sirve:
        raise NoSirve
    return invitacion


@transaction.atomic
def aceptar(huella: str, cuenta: Usuario | None, contrasena: str = "") -> Usuario:
    """Take the place offered. `cuenta` is who is signed in; without it the account of that e-mail
    is made or, if it has no role today and so cannot sign in, opened again with this password.

    Two at once: the second waits for the first, and finds it used.
    """
    invitacion = por_huella(huella, con_llave=True)
    duena = Usuario.llamada(invitacion.correo)
    if cuenta is not None:
        if duena is None or cuenta.pk != duena.pk:
            raise NoSirve
    elif duena is None:
        duena = _cuenta_nueva(invitacion.correo, contrasena)
    elif duena.puede_entrar or not duena.is_active:
        raise NoSirve
    else:
        duena.set_password(contrasena)
        duena.save(update_fields=["password"])
        cerrar_sesiones(duena)
    try:
        with transaction.atomic():
            Ocupacion.objects.create(
                usuario=duena,
                rol=invitacion.rol,
                asiento=invitacion.asiento,
                secretariado=invitacion.secretariado,
                institucion=invitacion.institucion,
                desde=invitacion.desde,
                hasta=invitacion.hasta,
            )
    except IntegrityError as error:  # she speaks for another side there
        raise NoSirve from error
    Invitacion.objects.filter(pk=invitacion.pk).update(aceptada_en=Now())
    return duena


def _cuenta_nueva(correo: str, contrasena: str) -> Usuario:
    try:
        with transaction.atomic():
            return Usuario.objects.create_user(correo, email=correo, password=contrasena)
    except IntegrityError as error:  # another invitation to the same address, this very moment
        raise NoSirve from error
