"""Reminders by mail, from the worker: what a side has not answered, what it answers for.

Each is written down (`Recordatorio`) in the transaction that queues its mails: however often the
worker looks, and whenever it is killed, nobody is told the same twice, nor told nothing.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.correo import enviar_correo
from gobierno_abierto.comun.sitio import sitio_propio
from secretariados.avisos import correos_de
from secretariados.models import Acuerdo, Recordatorio

__all__ = ["recordar"]

# Days left; less than none: it is past.
PARA_RESPONDER = (3, 1)
PARA_CUMPLIR = (7, 1, -1)


def recordar() -> int:
    """Send today's; how many acts were reminded."""
    hoy = timezone.localdate()
    return sum(
        _una_vez(acto, plazo, (plazo - hoy).days, lados)
        for acto, plazo, lados in (*_por_responder(hoy), *_por_cumplir(hoy))
    )


def _por_responder(hoy: date) -> Iterator[tuple[Acuerdo, date, Collection[str]]]:
    """Open ones, each with the sides that have not spoken."""
    plazos = [hoy + timedelta(days=faltan) for faltan in PARA_RESPONDER]
    abiertos = Acuerdo.objects.abiertos().filter(responde_hasta__in=plazos)
    for acto in abiertos.prefetch_related("posiciones"):
        dichos = {posicion.lado for posicion in acto.posiciones.all()}  # type: ignore[attr-defined]
        if callan := set(Lado.values) - dichos:
            yield acto, acto.responde_hasta, callan  # type: ignore[misc]


def _por_cumplir(hoy: date) -> Iterator[tuple[Acuerdo, date, Collection[str]]]:
    """Adopted ones, each with the side that answers for it."""
    for faltan in PARA_CUMPLIR:
        plazo = hoy + timedelta(days=faltan)
        for acto in Acuerdo.objects.que_vencen(plazo):
            yield acto, plazo, {acto.responsable_lado}


def _una_vez(acto: Acuerdo, plazo: date, faltan: int, lados: Collection[str]) -> bool:
    with transaction.atomic():
        _fila, nuevo = Recordatorio.objects.get_or_create(acuerdo=acto, plazo=plazo, faltan=faltan)
        if not nuevo:
            return False
        with translation.override(settings.LANGUAGE_CODE):
            asunto = _asunto(acto, faltan)
            datos = {
                "acto": acto,
                "asunto": asunto,
                "plazo": plazo,
                "enlace": sitio_propio() + acto.get_absolute_url(),
                "hacerlo": sitio_propio() + _donde_se_hace(acto),
            }
            texto = render_to_string("secretariados/correo_recordatorio.txt", datos)
        for correo in sorted(correos_de(acto, lados)):
            enviar_correo.enqueue(asunto, texto, [correo])
    return True


def _donde_se_hace(acto: Acuerdo) -> str:
    """The page of the admin where the side does what it is reminded of."""
    cual = "secretariados_acuerdo_change" if acto.se_sigue else "tomar-posicion"
    return reverse(f"admin:{cual}", args=[acto.pk])


def _asunto(acto: Acuerdo, faltan: int) -> str:
    if acto.se_sigue:
        dicho = (
            _("Venció ayer: %(titulo)s")
            if faltan < 0
            else _("Por cumplir, faltan %(dias)d días: %(titulo)s")
            if faltan > 1
            else _("Por cumplir mañana: %(titulo)s")
        )
    else:
        dicho = (
            _("Sin respuesta de su lado, faltan %(dias)d días: %(titulo)s")
            if faltan > 1
            else _("Sin respuesta de su lado, el plazo termina mañana: %(titulo)s")
        )
    return dicho % {"dias": faltan, "titulo": acto.titulo}
