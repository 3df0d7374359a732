"""Pieces about who decides, for the pages of this app and of those above."""

from typing import Any

from django import template
from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from gobierno_abierto.comun.codigos import Lado, Precision
from gobierno_abierto.comun.templatetags.formatos import fecha_parcial
from secretariados.consenso import Estado, Sentido
from secretariados.models import (
    Acuerdo,
    AcuerdoOrgano,
    Asiento,
    Asistencia,
    Cierre,
    Institucion,
    Posicion,
    Secretariado,
    Sesion,
)

register = template.Library()


@register.inclusion_tag("secretariados/_acuerdos.html")
def acuerdos_de(secretariado):
    """The acts of a secretariat, by date."""
    organos = AcuerdoOrgano.objects.filter(institucion__publico=True).select_related("institucion")
    suyos = Acuerdo.objects.publicos().filter(secretariado=secretariado).para_lista()
    return {"acuerdos": suyos.prefetch_related(Prefetch("organos", organos), "posiciones")}


@register.inclusion_tag("secretariados/_peso.html")
def peso_de(secretariado):
    """What each side proposed and answered here: three columns of one width, whoever sits in them.
    Four queries; nothing if nothing was ever proposed."""
    actos = Acuerdo.objects.publicos().filter(secretariado=secretariado)
    actos = actos.exclude(estado=Estado.REGISTRADO)
    propuso = dict(actos.order_by().values_list("propone_lado").annotate(n=Count("pk")))
    if not propuso:
        return {"filas": []}
    suyas = Posicion.objects.filter(acuerdo__in=actos).order_by()
    dijo = {(p["lado"], p["sentido"]): p["n"]
            for p in suyas.values("lado", "sentido").annotate(n=Count("pk"))}  # fmt: skip
    calla = {
        lado: actos.filter(estado=Estado.PROPUESTO).exclude(posiciones__lado=lado) for lado in Lado
    }
    callados = actos.aggregate(
        **{lado.value: Count("pk", filter=Q(pk__in=calla[lado].values("pk"))) for lado in Lado}
    )
    filas = [(_("Propuso"), [propuso.get(lado, 0) for lado in Lado])]
    filas += [
        (sentido.label, [dijo.get((lado, sentido), 0) for lado in Lado])
        for sentido in Sentido
        if sentido != Sentido.NO_CONSTA
    ]
    filas.append((_("Sin responder todavía"), [callados[lado] for lado in Lado]))
    debe = dict(actos.vencidos().order_by().values_list("responsable_lado").annotate(n=Count("pk")))
    filas.append((_("Vencidos que le toca cumplir"), [debe.get(lado, 0) for lado in Lado]))
    lados = [lado.label for lado in Lado]
    return {
        "lados": lados,
        "filas": [(que, list(zip(lados, cuantos, strict=True))) for que, cuantos in filas],
    }


@register.inclusion_tag("secretariados/_sesiones.html")
def sesiones_de(secretariado):
    """Its sessions: to come, the nearest first, then the others, the last first. One query."""
    suyas = list(Sesion.objects.publicos().filter(secretariado=secretariado))
    proximas = [sesion for sesion in reversed(suyas) if sesion.por_venir]
    return {"proximas": proximas, "pasadas": [s for s in suyas if not s.por_venir]}


@register.filter
def asistencia_por_lado(sesion: Sesion) -> list[tuple[Lado, Asistencia | None]]:
    """Each side and whether it came; the three of them, whatever was told."""
    dichas = {asistencia.lado: asistencia for asistencia in sesion.asistencias.all()}  # type: ignore[attr-defined]
    return [(lado, dichas.get(lado)) for lado in Lado]


@register.filter
def cierre_por_lado(acuerdo: Acuerdo) -> list[tuple[Lado, Cierre | None]]:
    """Each side and its confirmation that the agreement was kept, if it gave it."""
    dados = {cierre.lado: cierre for cierre in acuerdo.cierres.all()}  # type: ignore[attr-defined]
    return [(lado, dados.get(lado)) for lado in Lado]


@register.filter
def por_lado(acuerdo: Acuerdo) -> list[tuple[Lado, Posicion | None]]:
    """Each side and its position in the act; the three of them, whatever the source leaves out."""
    dichas = {posicion.lado: posicion for posicion in acuerdo.posiciones.all()}
    return [(lado, dichas.get(lado)) for lado in Lado]


@register.filter
def lo_que_dijo(posicion: Posicion, acuerdo: Acuerdo) -> str:
    """A position in words. Whoever acts alone does not «consent» to its own act; the code stays."""
    consienten = [p for p in acuerdo.posiciones.all() if p.sentido == Posicion.Sentido.CONSIENTE]
    if acuerdo.tipo == Acuerdo.Tipo.ACTO_UNILATERAL and consienten == [posicion]:
        return _("Es su acto")
    return posicion.get_sentido_display()


@register.filter
def lo_que_calla(lado: Lado, acuerdo: Acuerdo) -> str:
    """In words, that a side has not spoken: silence is a public state, never consent."""
    if acuerdo.estado == Estado.REGISTRADO:
        return _("No consta")
    if not acuerdo.abierto:
        return _("No respondió")
    if lado not in _lados_que_firman(acuerdo):
        return _("Asiento vacante: nadie firma por este lado")
    desde = fecha_parcial(timezone.localdate(acuerdo.publicado_en), Precision.DIA)
    return format_html(_("Sin respuesta desde el {dia}"), dia=desde)


def _lados_que_firman(acuerdo: Any) -> list[str]:
    """Those that have somebody who signs today. One query, unless it comes from a list."""
    if not hasattr(acuerdo, "lados_que_firman"):
        firman = Asiento.objects.que_firman().filter(secretariado=acuerdo.secretariado_id)
        acuerdo.lados_que_firman = list(firman.values_list("lado", flat=True))
    return acuerdo.lados_que_firman


@register.simple_tag
def dejaron_su_asiento(acuerdo: Acuerdo) -> str:
    """The sides whose position counts no more, in an act that is still open: whoever gave it left
    the seat. One query."""
    if acuerdo.estado != Estado.PROPUESTO:
        return ""
    firman = Asiento.objects.que_firman().filter(secretariado=acuerdo.secretariado_id)
    asientos = list(firman.select_related("institucion"))
    dichas = acuerdo.posiciones.all()  # type: ignore[attr-defined]
    sueltas = [p for p in dichas if not any(asiento.dio(p) for asiento in asientos)]
    return ", ".join(str(p.get_lado_display()) for p in sueltas)


@register.filter
def sin_posiciones(acuerdo: Acuerdo) -> bool:
    """Does no source tell what any side said?"""
    callado = (None, Posicion.Sentido.NO_CONSTA)
    return acuerdo.estado == Estado.REGISTRADO and all(
        (p and p.sentido) in callado for _lado, p in por_lado(acuerdo)
    )


@register.simple_tag
def acuerdo_ld(acuerdo: Acuerdo, url: str) -> dict[str, Any]:
    """An act as linked data."""
    return {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "identifier": acuerdo.clave,
        "name": acuerdo.titulo,
        "text": acuerdo.texto,
        "inLanguage": "es",
        "version": acuerdo.version,
        "dateModified": acuerdo.actualizado.isoformat(),
    }


@register.simple_tag
def sesion_ld(sesion: Sesion, url: str) -> dict[str, Any]:
    """A session as linked data."""
    estados = {Sesion.Estado.CANCELADA: "EventCancelled"}
    return {
        "@type": "Event",
        "@id": url,
        "url": url,
        "identifier": sesion.clave,
        "name": f"{sesion.nombre} · {sesion.secretariado.nombre}",
        "description": sesion.orden_del_dia,
        "startDate": timezone.localtime(sesion.inicia_en).isoformat(),
        "eventStatus": f"https://schema.org/{estados.get(sesion.estado, 'EventScheduled')}",
        "organizer": {"@type": "Organization", "name": sesion.secretariado.nombre},
        "inLanguage": "es",
        "dateModified": sesion.actualizado.isoformat(),
    }


@register.simple_tag
def organizacion_ld(registro: Institucion | Secretariado, url: str) -> dict[str, Any]:
    """An institution or a secretariat as linked data."""
    siglas = getattr(registro, "siglas", None)
    return {
        "@type": "Organization",
        "@id": url,
        "url": url,
        "identifier": registro.clave,
        "name": registro.nombre,
        "areaServed": registro.jurisdiccion.nombre,
    } | ({"alternateName": siglas} if siglas else {})
