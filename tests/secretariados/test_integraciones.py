"""Who sat on each side, stage by stage. Plain functions: no database."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gobierno_abierto.comun.codigos import Lado
from secretariados.integraciones import integraciones_de

HOY = date(2026, 11, 26)


@dataclass
class Asiento:
    lado: str | None = None
    integracion: str | None = None
    desde: date | None = None
    hasta: date | None = None


asientos = st.lists(
    st.builds(
        Asiento,
        lado=st.sampled_from([None, *Lado.values]),
        integracion=st.sampled_from([None, "primera", "segunda"]),
        hasta=st.sampled_from([None, date(2015, 1, 1), date(2017, 5, 23)]),
    )
)


@given(asientos)
def test_three_sides_always_and_nobody_is_lost(dados):
    etapas = integraciones_de(dados, HOY)
    for etapa in etapas:
        assert [columna.lado for columna in etapa.columnas] == list(Lado)
    puestos = [a for e in etapas for c in e.columnas for a in c.asientos]
    puestos += [a for e in etapas for a in e.sin_lado]
    assert sorted(map(id, puestos)) == sorted(map(id, dados))


@given(asientos)
def test_a_side_is_vacant_at_most_once_and_only_where_all_left(dados):
    for lado in range(3):
        columnas = [etapa.columnas[lado] for etapa in integraciones_de(dados, HOY)]
        vacantes = [columna for columna in columnas if columna.vacante_desde]
        assert len(vacantes) <= 1
        for columna in vacantes:
            assert all(asiento.hasta for asiento in columna.asientos)
            assert columna.vacante_desde.hasta == max(a.hasta for a in columna.asientos)


def test_a_side_seated_again_later_is_not_vacant():
    se_fue = Asiento("gobierno", "primera", hasta=date(2015, 1, 1))
    primera, segunda = integraciones_de([se_fue, Asiento("gobierno", "segunda")], HOY)
    assert primera.columnas[0].vacante_desde is None
    assert segunda.columnas[0].vacante_desde is None


def test_one_who_stays_keeps_the_side():
    (etapa,) = integraciones_de(
        [Asiento("sociedad_civil", hasta=date(2017, 5, 23)), Asiento("sociedad_civil")], HOY
    )
    assert etapa.columnas[2].vacante_desde is None


def test_dated_only_if_a_source_dates_a_seat():
    assert not integraciones_de([Asiento("gobierno")], HOY)[0].fechada
    assert integraciones_de([Asiento("gobierno", desde=date(2011, 12, 9))], HOY)[0].fechada


def test_a_seat_that_ends_tomorrow_is_not_vacant_today():
    (etapa,) = integraciones_de([Asiento("gobierno", hasta=date(2026, 11, 27))], HOY)
    assert etapa.columnas[0].vacante_desde is None


def test_a_side_that_waits_for_who_comes_is():
    se_fue = Asiento("gobierno", hasta=date(2026, 11, 1))
    viene = Asiento("gobierno", desde=date(2026, 12, 1))
    (etapa,) = integraciones_de([viene, se_fue], HOY)
    assert etapa.columnas[0].vacante_desde is se_fue


def test_a_seat_that_rotates_is_told_in_order():
    anios = [2016, 2012, 2014]
    sentados = [Asiento("sociedad_civil", desde=date(anio, 1, 1)) for anio in anios]
    (etapa,) = integraciones_de(sentados, HOY)
    assert [a.desde.year for a in etapa.columnas[2].asientos] == [2012, 2014, 2016]
