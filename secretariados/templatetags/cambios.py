"""Agreed texts on pages: what an act changes, and which acts are behind a text."""

from collections import defaultdict
from typing import Any

from django import template
from django.db.models import Q
from django.utils.translation import gettext as _

from gobierno_abierto.comun.consentible import Consentible
from secretariados.consenso import Estado, Sentido, sin_consentir
from secretariados.models import Acuerdo, CambioPropuesto
from secretariados.textos import renglones

register = template.Library()


@register.inclusion_tag("secretariados/_cambios.html")
def cambios_de(acuerdo: Acuerdo, nivel: int = 3, en_administracion: bool = False) -> dict[str, Any]:
    """Each text that the act changes, as it is and as it would be."""
    cambios = list(acuerdo.cambios.all())  # type: ignore[attr-defined]
    registros = _registros(cambios)
    return {
        "cambios": [
            {
                "cambio": cambio,
                "renglones": renglones(cambio.objeto_tipo, cambio.antes, cambio.despues),
                "registro": registros.get((cambio.objeto_tipo, cambio.objeto_clave)),
                "movido": acuerdo.estado == Estado.PROPUESTO and not cambio.vigente,
            }
            for cambio in cambios
        ],
        "acuerdo": acuerdo,
        "nivel": nivel,
        "en_administracion": en_administracion,
    }


def _registros(cambios: list[CambioPropuesto]) -> dict[tuple[str, str], Any]:
    """Those that are public, practice data too. One query for each kind."""
    claves: dict[str, list[str]] = defaultdict(list)
    modelos = {cambio.objeto_tipo: cambio.modelo for cambio in cambios}
    for cambio in cambios:
        claves[cambio.objeto_tipo].append(cambio.objeto_clave)
    return {
        (tipo, fila.clave): fila
        for tipo, suyas in claves.items()
        for fila in modelos[tipo]._default_manager.publicos().filter(clave__in=suyas)
    }


@register.inclusion_tag("secretariados/_documento.html")
def documento_de(registro: Consentible) -> dict[str, Any]:
    """The text of a draft, as it would be agreed."""
    return {"renglones": renglones(registro.objeto, None, registro.texto_acordado())}


@register.inclusion_tag("secretariados/_consentimiento.html")
def consentimiento_de(registro: Any) -> dict[str, Any]:
    """Which acts are behind the record's text; or that sources tell it; or whose consent lacks.
    Two queries."""
    suyos = CambioPropuesto.objects.de(registro.objeto, registro.clave)
    cambios = suyos.filter(acuerdo__publico=True).select_related("acuerdo")
    consta: list[Acuerdo] = []
    if registro.consta_en_fuente:
        propio = Q(aplica_a_tipo=registro.objeto, aplica_a_clave=registro.clave)
        if registro.cuelga_de:
            arriba = getattr(registro, registro.cuelga_de)
            propio |= Q(aplica_a_tipo=arriba.objeto, aplica_a_clave=arriba.clave)
        actos = Acuerdo.objects.publicos().filter(propio, estado=Estado.REGISTRADO)
        consta = list(actos.prefetch_related("posiciones"))
    return {
        "registro": registro,
        "acordaron": [
            c.acuerdo for c in cambios if c.acuerdo.estado in (Estado.ADOPTADO, Estado.CERRADO)
        ],
        "propuestos": [c.acuerdo for c in cambios if c.acuerdo.estado == Estado.PROPUESTO],
        "constan": [(acto, _faltaron(acto)) for acto in consta],
    }


def _faltaron(acto: Acuerdo) -> str:
    """In words, whose consent an act of the sources lacks; "" where they do not say of anybody."""
    dichas = {p.lado: p for p in acto.posiciones.all() if p.sentido != Sentido.NO_CONSTA}  # type: ignore[attr-defined]
    if acto.tipo == Acuerdo.Tipo.ACTO_UNILATERAL:
        suyos = ", ".join(p.get_lado_display() for p in dichas.values())
        return _("es un acto de una sola parte (%s)") % suyos
    faltan = sin_consentir({lado: p.sentido for lado, p in dichas.items()})
    return ", ".join(
        f"{dichas[lado].get_lado_display()} ({dichas[lado].get_sentido_display().lower()})"
        for lado in faltan
        if lado in dichas
    )
