"""Partial dates: the pair stays coherent and the two readings of "last day" agree."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gobierno_abierto.comun.codigos import Precision
from gobierno_abierto.comun.fechas import ultimo_dia, ultimo_dia_de
from planes.models import Hito

pytestmark = pytest.mark.django_db

CON_FECHA = [Precision.DIA, Precision.MES, Precision.ANIO, Precision.APROXIMADA]


def primer_dia(dia: date, precision: str) -> date:
    if precision == Precision.ANIO:
        return date(dia.year, 1, 1)
    return dia.replace(day=1) if precision == Precision.MES else dia


def hito(**campos) -> Hito:
    return Hito.objects.create(
        clave="prueba", titulo="Prueba", descripcion="Prueba", tipo="plan", **campos
    )


@pytest.mark.parametrize(
    ("dia", "precision", "ultimo"),
    [
        (date(2015, 9, 17), "dia", date(2015, 9, 17)),
        (date(2013, 10, 1), "mes", date(2013, 10, 31)),
        (date(2016, 2, 1), "mes", date(2016, 2, 29)),
        (date(2013, 1, 1), "anio", date(2013, 12, 31)),
        (date(2014, 12, 1), "aproximada", date(2014, 12, 31)),
    ],
)
def test_last_day_of_the_stated_period(dia, precision, ultimo):
    assert ultimo_dia_de(dia, precision) == ultimo


def test_database_and_python_agree_on_every_last_day():
    casos = []

    @given(
        st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)),
        st.sampled_from(CON_FECHA),
    )
    def reunir(dia, precision):
        casos.append((primer_dia(dia, precision), precision))

    reunir()
    for dia, precision in casos[:60]:
        with transaction.atomic():
            hito(fecha=dia, fecha_precision=precision)
            (dado,) = (
                Hito.objects.filter(clave="prueba")
                .annotate(ultimo=ultimo_dia("fecha"))
                .values_list("ultimo", flat=True)
            )
            assert dado == ultimo_dia_de(dia, precision)
            Hito.objects.filter(clave="prueba").delete()


@pytest.mark.parametrize(
    ("dia", "precision"),
    [
        (None, "dia"),
        (date(2013, 10, 1), "no_consta"),
        (date(2013, 10, 31), "mes"),
        (date(2013, 10, 1), "anio"),
        (date(2013, 10, 1), "siglo"),
    ],
)
def test_the_database_refuses_an_incoherent_pair(dia, precision):
    with pytest.raises(IntegrityError, match="hito_fecha_coherente"), transaction.atomic():
        hito(fecha=dia, fecha_precision=precision)


def test_an_unknown_date_is_null_and_says_so():
    sin_fecha = hito()
    assert (sin_fecha.fecha, sin_fecha.fecha_precision) == (None, "no_consta")


def test_no_text_column_of_ours_holds_an_empty_string(historia):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT table_name, column_name FROM information_schema.columns
               WHERE table_schema = 'public' AND data_type = 'text'
                 AND table_name ~ '^(fuentes|secretariados|planes|compromisos)_'"""
        )
        columnas = cursor.fetchall()
        assert len(columnas) > 50
        for tabla, columna in columnas:
            cursor.execute(f'SELECT count(*) FROM "{tabla}" WHERE "{columna}" = \'\'')
            assert cursor.fetchone() == (0,), (tabla, columna)
