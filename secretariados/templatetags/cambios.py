"""Agreed texts on pages: what an act changes, and which acts are behind a text."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django import template
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.consentible import Consentible
from secretariados.consenso import Estado, Sentido, sin_consentir
from secretariados.models import Acuerdo, CambioPropuesto, Posicion
from secretariados.textos import renglones

register = template.Library()


@register.inclusion_tag("secretariados/_cambios.html")
def cambios_de(acuerdo: Acuerdo, nivel: int = 3, en_administracion: bool = False) -> dict[str, Any]:
    """Each text that the act changes, as it is and as it would be."""
    cambios = list(acuerdo.cambios.all())  # type: ignore[attr-defined]
    registros = _registros(cambios)
    borradores = (
        _borradores(cambios) if en_administracion and acuerdo.estado == Estado.PROPUESTO else {}
    )
    return {
        "cambios": [
            {
                "cambio": cambio,
                "renglones": renglones(cambio.objeto_tipo, cambio.antes, cambio.despues),
                "registro": registros.get((cambio.objeto_tipo, cambio.objeto_clave)),
                "borrador": borradores.get((cambio.objeto_tipo, cambio.objeto_clave)),
                "movido": acuerdo.estado == Estado.PROPUESTO and not cambio.vigente,
            }
            for cambio in cambios
        ],
        "acuerdo": acuerdo,
        "no_se_aplico": _consintieron_otro_texto(acuerdo),
        "nivel": nivel,
        "en_administracion": en_administracion,
    }


def _borradores(cambios: list[CambioPropuesto]) -> dict[tuple[str, str], str]:
    """Of those that the act would publish, their page in the admin, which the sides of the house
    read while they answer. One query for each kind."""
    return {
        (tipo, fila.clave): reverse(f"admin:{fila._meta.db_table}_change", args=[fila.pk])
        for tipo, filas in _por_tipo(cambios)
        for fila in filas.filter(publicado_en=None)
    }


def _consintieron_otro_texto(acuerdo: Any) -> bool:
    """The three consented, and yet it expired: the text was another by then."""
    dichas = {p.lado: p.sentido for p in acuerdo.posiciones.all()}
    return acuerdo.estado == Estado.VENCIDO and not sin_consentir(dichas)


def _registros(cambios: list[CambioPropuesto]) -> dict[tuple[str, str], Any]:
    """Those that are public, practice data too. One query for each kind."""
    return {
        (tipo, fila.clave): fila for tipo, filas in _por_tipo(cambios) for fila in filas.publicos()
    }


def _por_tipo(cambios: list[CambioPropuesto]) -> Iterator[tuple[str, Any]]:
    """The records that the changes are of, each kind's together."""
    claves: dict[str, list[str]] = defaultdict(list)
    modelos = {cambio.objeto_tipo: cambio.modelo for cambio in cambios}
    for cambio in cambios:
        claves[cambio.objeto_tipo].append(cambio.objeto_clave)
    for tipo, suyas in claves.items():
        yield tipo, modelos[tipo]._default_manager.filter(clave__in=suyas)


@register.inclusion_tag("secretariados/_documento.html")
def documento_de(registro: Consentible) -> dict[str, Any]:
    """The text of a draft, as it would be agreed."""
    return {"renglones": renglones(registro.objeto, None, registro.texto_acordado())}


@register.inclusion_tag("secretariados/_consentimiento.html")
def consentimiento_de(registro: Any) -> dict[str, Any]:
    """Which acts are behind the record's text; or that sources tell it; or whose consent lacks.
    One query."""
    if registro.consta_en_fuente:
        return {"registro": registro, "constan": _constan(registro)}
    suyos = CambioPropuesto.objects.de(registro.objeto, registro.clave)
    cambios = suyos.filter(acuerdo__publico=True).select_related("acuerdo")
    actos = [cambio.acuerdo for cambio in cambios.order_by("acuerdo__resuelto_en", "pk")]
    return {
        "registro": registro,
        "acordaron": [a for a in actos if a.estado in (Estado.ADOPTADO, Estado.CERRADO)],
        "propuestos": [acto for acto in actos if acto.estado == Estado.PROPUESTO],
    }


def _constan(registro: Any) -> list[tuple[Acuerdo, str]]:
    """The acts that sources record of it or of its plan, and whose consent they lack."""
    suyos = Q(aplica_a_tipo=registro.objeto, aplica_a_clave=registro.clave)
    if registro.cuelga_de:
        arriba = getattr(registro, registro.cuelga_de)
        suyos |= Q(aplica_a_tipo=arriba.objeto, aplica_a_clave=arriba.clave)
    dichas = Posicion.objects.filter(acuerdo=OuterRef("pk")).exclude(sentido=Sentido.NO_CONSTA)
    actos = Acuerdo.objects.publicos().filter(suyos, estado=Estado.REGISTRADO)
    actos = actos.annotate(
        dichas=ArraySubquery(dichas.values(json=JSONObject(lado="lado", sentido="sentido")))
    )
    return [(acto, _faltaron(acto)) for acto in actos]


def _faltaron(acto: Any) -> str:
    """In words, whose consent it lacks; "" where the sources do not say of anybody."""
    dichas = {dicha["lado"]: dicha["sentido"] for dicha in acto.dichas}
    if acto.tipo == Acuerdo.Tipo.ACTO_UNILATERAL:
        return _("es un acto de una sola parte (%s)") % ", ".join(map(_lado, dichas))
    return ", ".join(
        f"{_lado(lado)} ({Sentido(dichas[lado]).label.lower()})"
        for lado in sin_consentir(dichas)
        if lado in dichas
    )


def _lado(codigo: str) -> str:
    return str(Lado(codigo).label)
