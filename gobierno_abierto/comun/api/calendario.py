"""RFC 5545: events as a calendar that programs follow. No database.

Ours because it is a page of code with one shape of event; a library would be a dependency more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from gobierno_abierto.comun.privacidad import sin_invisibles

__all__ = ["Evento", "calendario", "doblar", "escapar"]

OCTETOS = 75  # of a line, its end apart
DOMINIO = "gobierno-abierto"  # what follows the key in a UID: not the host, which may change
QUIEN_LO_HACE = "-//Gobierno Abierto//Portal//ES"


@dataclass(frozen=True)
class Evento:
    """`uid` comes from a permanent key, so that a calendar knows it again; `sello` is when the
    record last changed, so that what did not change reads the same each time. `cuando` is a day, or
    an instant."""

    uid: str
    sello: datetime
    cuando: date | datetime
    resumen: str
    url: str
    descripcion: str = ""
    lugar: str = ""
    cancelado: bool = False


def calendario(nombre: str, eventos: Iterable[Evento]) -> Iterator[str]:
    """The text of a calendar, an event at a time."""
    yield _lineas("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{QUIEN_LO_HACE}", "CALSCALE:GREGORIAN",
                  "METHOD:PUBLISH", f"X-WR-CALNAME:{escapar(nombre)}")  # fmt: skip
    for evento in eventos:
        yield _lineas(*_de_evento(evento))
    yield _lineas("END:VCALENDAR")


def _de_evento(evento: Evento) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escapar(evento.uid)}@{DOMINIO}"
    yield f"DTSTAMP:{_instante(evento.sello)}"
    yield f"LAST-MODIFIED:{_instante(evento.sello)}"
    if isinstance(evento.cuando, datetime):
        yield f"DTSTART:{_instante(evento.cuando)}"
    else:
        yield f"DTSTART;VALUE=DATE:{evento.cuando:%Y%m%d}"
        if evento.cuando < date.max:  # without an end, it is that day
            yield f"DTEND;VALUE=DATE:{evento.cuando + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"  # a day on which something is due is not a day that is taken
    yield f"SUMMARY:{escapar(evento.resumen)}"
    if evento.descripcion:
        yield f"DESCRIPTION:{escapar(evento.descripcion)}"
    if evento.lugar:
        yield f"LOCATION:{escapar(evento.lugar)}"
    yield f"URL:{evento.url}"
    yield f"STATUS:{'CANCELLED' if evento.cancelado else 'CONFIRMED'}"
    yield "END:VEVENT"


def escapar(texto: str) -> str:
    """Text of a property: its signs, and what ends a line, escaped; what cannot be seen, out."""
    limpio = sin_invisibles(texto.replace("\r\n", "\n").replace("\r", "\n"))
    for signo in ("\\", ";", ","):
        limpio = limpio.replace(signo, f"\\{signo}")
    return limpio.replace("\n", "\\n")


def doblar(linea: str) -> str:
    """No line of more than 75 octets: the next one begins with a space. No letter is cut in two."""
    partes, octetos = [""], 0
    for letra in linea:
        mide = len(letra.encode())
        if octetos + mide > OCTETOS:
            partes.append(" ")
            octetos = 1
        partes[-1] += letra
        octetos += mide
    return "\r\n".join(partes)


def _lineas(*lineas: str) -> str:
    return "".join(f"{doblar(linea)}\r\n" for linea in lineas)


def _instante(instante: datetime) -> str:
    return f"{instante.astimezone(UTC):%Y%m%dT%H%M%SZ}"
