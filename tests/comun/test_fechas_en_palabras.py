"""Dates read as sources state them: no more precise, never blank."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from gobierno_abierto.comun.templatetags.formatos import fecha_parcial, instante, periodo

OCTUBRE = date(2013, 10, 1)


@pytest.mark.parametrize(
    ("dia", "precision", "maquina", "palabras"),
    [
        (date(2015, 9, 17), "dia", "2015-09-17", "17 de septiembre de 2015"),
        ("2015-09-17", "dia", "2015-09-17", "17 de septiembre de 2015"),
        (OCTUBRE, "mes", "2013-10", "octubre de 2013"),
        (date(2013, 1, 1), "anio", "2013", "2013"),
        (date(2014, 12, 9), "aproximada", "2014-12", "hacia diciembre de 2014"),
    ],
)
def test_as_much_as_is_known(dia, precision, maquina, palabras):
    with translation.override("es-mx"):
        assert fecha_parcial(dia, precision) == f'<time datetime="{maquina}">{palabras}</time>'


def test_unknown_is_said():
    with translation.override("es-mx"):
        assert fecha_parcial(None, "no_consta") == "no consta"


@pytest.mark.parametrize(
    ("precision", "palabras"),
    [
        ("dia", "1 October 2013"),
        ("mes", "October 2013"),
        ("anio", "2013"),
        ("aproximada", "around October 2013"),
    ],
)
def test_in_english(precision, palabras):
    with translation.override("en"):
        assert f">{palabras}</time>" in fecha_parcial(OCTUBRE, precision)


@pytest.mark.parametrize(
    ("fechas", "palabras"),
    [
        ((OCTUBRE, "mes", date(2015, 10, 1), "mes"), "de octubre de 2013 a octubre de 2015"),
        ((OCTUBRE, "mes", None, "no_consta"), "desde octubre de 2013; su fin no consta"),
        ((None, "no_consta", OCTUBRE, "anio"), "hasta 2013; su inicio no consta"),
        ((OCTUBRE, "mes", OCTUBRE, "mes"), "octubre de 2013"),
        ((None, "no_consta", None, "no_consta"), "no consta"),
    ],
)
def test_a_period_says_which_end_is_unknown(fechas, palabras):
    with translation.override("es-mx"):
        html = Template("{{ html|striptags }}").render(Context({"html": periodo(*fechas)}))

    assert html == palabras


def test_an_instant_is_in_mexico_city():
    momento = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)

    with translation.override("es-mx"):
        assert instante(momento) == (
            '<time datetime="2026-11-22T20:05:00-06:00">22 de noviembre de 2026, 20:05</time>'
        )
