"""RFC 5545, held to what the standard says, whatever the text."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from gobierno_abierto.comun.api.calendario import OCTETOS, Evento, calendario, doblar, escapar
from gobierno_abierto.comun.privacidad import sin_invisibles

TEXTOS = st.text(st.characters(codec="utf-8"), max_size=300)
INSTANTES = st.datetimes(
    datetime(1900, 1, 1),
    datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-6))]),
)


def desdoblar(texto: str) -> list[str]:
    return texto.replace("\r\n ", "").split("\r\n")[:-1]


def leer(texto: str) -> str:
    """What a calendar reads of an escaped text."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], texto)


@given(TEXTOS.filter(lambda t: "\r" not in t and "\n" not in t))
@example("ñ" * 200)
@example("🏛️" * 60)
def test_no_line_is_longer_and_no_letter_is_cut(linea):
    doblada = doblar(linea)
    for parte in doblada.split("\r\n"):
        assert len(parte.encode()) <= OCTETOS
    assert doblada.replace("\r\n ", "") == linea


@given(TEXTOS)
@example("a\\n,b;c\r\nd\re\\")
def test_what_is_escaped_is_read_as_it_was_written(texto):
    escapado = escapar(texto)
    assert "\n" not in escapado
    assert "\r" not in escapado
    visible = sin_invisibles(texto.replace("\r\n", "\n").replace("\r", "\n"))
    assert leer(escapado) == visible


@given(st.lists(st.builds(
    Evento, uid=st.from_regex(r"[A-Z]{3}-[A-Z0-9]{1,20}", fullmatch=True), sello=INSTANTES,
    cuando=st.one_of(st.dates(date(1900, 1, 1), date(2200, 1, 1)), INSTANTES), resumen=TEXTOS,
    url=st.just("https://ejemplo.mx/sesiones/SES-1/"), descripcion=TEXTOS, lugar=TEXTOS,
    cancelado=st.booleans(),
), max_size=3))  # fmt: skip
def test_a_calendar_is_well_formed(eventos):
    texto = "".join(calendario("Sesiones", eventos))
    assert texto.endswith("\r\n")
    assert "\n" not in texto.replace("\r\n", "")
    lineas = desdoblar(texto)
    assert all(re.match(r"[A-Z-]+[:;]", linea) for linea in lineas)
    assert lineas[0] == "BEGIN:VCALENDAR"
    assert lineas[-1] == "END:VCALENDAR"
    for que in ("BEGIN:VEVENT", "END:VEVENT"):
        assert lineas.count(que) == len(eventos)
    for propiedad in ("UID:", "DTSTAMP:", "DTSTART", "SUMMARY:", "STATUS:"):
        assert sum(linea.startswith(propiedad) for linea in lineas) == len(eventos)


def test_instants_are_told_in_utc_and_days_as_days():
    sello = datetime(2026, 11, 26, 10, tzinfo=timezone(timedelta(hours=-6)))
    url = "https://ejemplo.mx/"
    de_dia = Evento("ACU-1", sello, date(2026, 12, 31), "Cumplir", url)
    con_hora = Evento("SES-1", sello, sello, "Sesión", url, cancelado=True)
    lineas = desdoblar("".join(calendario("x", [de_dia, con_hora])))
    assert "DTSTAMP:20261126T160000Z" in lineas
    assert "DTSTART;VALUE=DATE:20261231" in lineas
    assert "DTEND;VALUE=DATE:20270101" in lineas
    assert "DTSTART:20261126T160000Z" in lineas
    assert "UID:SES-1@gobierno-abierto" in lineas
    assert "STATUS:CANCELLED" in lineas
