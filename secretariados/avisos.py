"""Mail to the three sides: what is proposed to them, and what became of it."""

import logging
from collections.abc import Collection

from django.conf import settings
from django.db import IntegrityError
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.correo import enviar_correo
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.comun.sitio import sitio_propio
from gobierno_abierto.cuentas.models import Usuario
from secretariados.models import Acuerdo, Ocupacion

__all__ = ["avisar", "con_correo", "correos_de", "vencer_los_terminados"]

logger = logging.getLogger(__name__)


@task()
def avisar(numero: int, origen: str, idioma: str, estado: str) -> int:
    """Tell the members of the three sides what became of an act; how many were told. One mail each,
    so that nobody reads another's address. If it is something else by now, another mail says it."""
    acto = Acuerdo.objects.select_related("secretariado").get(pk=numero)
    if acto.en_que_quedo != estado:
        return 0
    with translation.override(idioma):
        como = _("Retirado por quien lo propuso") if acto.retirado_en else acto.get_estado_display()
        asunto = _("%(estado)s: %(titulo)s") % {"estado": como, "titulo": acto.titulo}
        datos = {
            "acto": acto,
            "asunto": asunto,
            "enlace": origen + acto.get_absolute_url(),
            "responder": origen + reverse("admin:tomar-posicion", args=[acto.pk]),
        }
        texto = render_to_string("secretariados/correo_acuerdo.txt", datos)
        correos = sorted(correos_de(acto))
        for correo in correos:
            enviar_correo.enqueue(asunto, texto, [correo])
    return len(correos)


def vencer_los_terminados() -> None:
    """Acts whose time to answer is over: the worker says what became of them."""
    for acto in Acuerdo.objects.terminados():
        motivo = _("Terminó el plazo para responder.")
        try:
            with en_contexto(Contexto(Entrada.Via.ORDEN, Entrada.Tipo.ALTA, motivo=motivo)):
                estado = acto.vencer()
        except IntegrityError:  # one that cannot be settled does not keep the others waiting
            logger.exception(_("No se pudo resolver el acuerdo %s."), acto.clave)
            continue
        avisar.enqueue(acto.pk, sitio_propio(), settings.LANGUAGE_CODE, estado)


def correos_de(acto: Acuerdo, lados: Collection[str] = Lado.values) -> set[str]:
    """Of the members of those sides, where the act is proposed."""
    miembros = con_correo(acto.secretariado_id, lados, [Rol.MIEMBRO])
    return set(miembros.values_list("email", flat=True))


def con_correo(
    casa: int | None, lados: Collection[str], roles: Collection[Rol]
) -> QuerySet[Usuario]:
    """The accounts that act there today, from seats of those sides, and can be written to."""
    desde_ahi = Ocupacion.objects.vigentes().filter(
        rol__in=roles, asiento__secretariado=casa, asiento__lado__in=lados
    )
    cuentas = Usuario.objects.filter(pk__in=desde_ahi.values("usuario"), is_active=True)
    return cuentas.exclude(email="").order_by("pk")
