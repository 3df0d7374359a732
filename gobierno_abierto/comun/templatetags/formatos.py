"""How values read: partial dates, periods, instants. An unknown is said, never left blank."""

from datetime import date

from django import template
from django.template import TemplateSyntaxError
from django.utils import dateformat, timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from gobierno_abierto.comun.codigos import Precision

register = template.Library()


def escribir(momento, formato: str) -> str:
    """Like `dateformat.format`, with the months in lower case, as Spanish writes them."""
    texto = dateformat.format(momento, formato)
    return texto if get_language() == "en" else texto.lower()


def _en_palabras(dia: date, precision: str) -> tuple[str, str]:
    """The date as it is read and as a machine reads it, both with no more than is known."""
    if precision == Precision.ANIO:
        return f"{dia.year}", f"{dia.year:04}"
    mes = escribir(dia, pgettext("formato de mes y año", r"F \d\e Y"))
    if precision == Precision.MES:
        return mes, f"{dia:%Y-%m}"
    if precision == Precision.APROXIMADA:
        return _("hacia %(fecha)s") % {"fecha": mes}, f"{dia:%Y-%m}"
    return escribir(dia, pgettext("formato de día", r"j \d\e F \d\e Y")), f"{dia:%Y-%m-%d}"


@register.simple_tag
def fecha_parcial(dia, precision) -> str:
    """«octubre de 2013» of (2013-10-01, mes); «no consta» where there is no date.

    `dia` may be the ISO text that comes from JSON.
    """
    if precision not in Precision.values:
        raise TemplateSyntaxError(f"fecha_parcial: precisión desconocida {precision!r}.")
    if not dia:
        return _("no consta")
    if isinstance(dia, str):
        dia = date.fromisoformat(dia)
    texto, maquina = _en_palabras(dia, precision)
    return format_html('<time datetime="{}">{}</time>', maquina, texto)


@register.simple_tag
def hoy() -> str:
    """The day on which a page is consulted, in Mexico City."""
    return fecha_parcial(timezone.localdate(), Precision.DIA)


@register.simple_tag
def periodo(inicio, inicio_precision, fin, fin_precision) -> str:
    """«de octubre de 2013 a octubre de 2015», saying which end is unknown."""
    if not (inicio or fin):
        return _("no consta")
    desde, hasta = fecha_parcial(inicio, inicio_precision), fecha_parcial(fin, fin_precision)
    if not fin:
        plantilla = _("desde {desde}; su fin no consta")
    elif not inicio:
        plantilla = _("hasta {hasta}; su inicio no consta")
    elif desde == hasta:
        return desde
    else:
        plantilla = _("de {desde} a {hasta}")
    return format_html(plantilla, desde=desde, hasta=hasta)


@register.filter
def partible(texto) -> SafeString:
    """Names joined by bars («INAI/PNUD/GESOC») are longer than a phone: let a line end at a bar,
    and not in the middle of a name."""
    return mark_safe(escape(texto).replace("/", "/<wbr>"))  # noqa: S308 — escaped


@register.simple_tag
def instante(momento) -> str:
    """A moment, in Mexico City's time."""
    local = timezone.localtime(momento)
    texto = escribir(local, pgettext("formato de día y hora", r"j \d\e F \d\e Y, H:i"))
    return format_html('<time datetime="{}">{}</time>', local.isoformat("T", "seconds"), texto)
