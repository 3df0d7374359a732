"""Three values of each box: what was seen, what is sent, what there is."""

from hypothesis import given
from hypothesis import strategies as st

from gobierno_abierto.comun.conciliacion import AUSENTE, Caja, Enviada, conciliar, conciliar_filas

VALORES = st.tuples(st.sampled_from(["", "a", "b", "c"])) | st.just(())
QUIZA = st.none() | VALORES
FORMAS = st.dictionaries(st.sampled_from("xyz"), VALORES)
FILAS = st.dictionaries(st.sampled_from(["1", "2", "3"]), FORMAS)
ENVIADAS = st.lists(
    st.builds(Enviada, st.none() | st.sampled_from(["1", "2", "3"]), FORMAS, st.booleans()),
    unique_by=lambda fila: fila.pk or id(fila),
)


@given(VALORES, VALORES)
def test_what_i_did_not_touch_is_theirs(visto, suyo):
    caja = Caja(visto, visto, suyo)
    assert caja.queda == suyo
    assert not caja.choca


@given(QUIZA, VALORES, VALORES)
def test_what_i_touched_is_mine(visto, mio, suyo):
    caja = Caja(visto, mio, suyo)
    assert caja.queda == (mio if caja.toque else suyo)
    assert caja.toque or mio in (visto, suyo)


@given(QUIZA, QUIZA, QUIZA)
def test_nothing_of_theirs_goes_without_being_told(visto, mio, suyo):
    """What there is today stays, or this person saw it, or she is told of both."""
    caja = Caja(visto, mio, suyo)
    assert caja.queda == suyo or suyo == visto or caja.choca


@given(QUIZA, QUIZA, QUIZA)
def test_nothing_of_mine_goes(visto, mio, suyo):
    """What I typed stays in its box, or is told to have none."""
    caja = Caja(visto, mio, suyo)
    assert not caja.toque or caja.queda == mio or caja.sin_lugar


@given(QUIZA, QUIZA, QUIZA)
def test_to_send_it_again_is_to_have_nothing_to_concile(visto, mio, suyo):
    queda = Caja(visto, mio, suyo).queda
    if queda is not AUSENTE and suyo is not AUSENTE:
        otra = Caja(suyo, queda, suyo)
        assert not otra.choca
        assert otra.queda == queda


@given(st.none() | FORMAS, FORMAS, FORMAS)
def test_each_box_is_there_once(visto, mio, suyo):
    assert conciliar(visto, mio, suyo).keys() == mio.keys() | suyo.keys()


@given(st.none() | FILAS, ENVIADAS, FILAS)
def test_todays_rows_stay_in_their_order_and_mine_after_them(visto, mio, suyo):
    filas = conciliar_filas(visto, mio, suyo)
    assert [fila.pk for fila in filas if fila.esta] == list(suyo)
    nuevas = [fila for fila in filas if fila.pk is None]
    assert len(nuevas) == sum(fila.pk is None and not fila.quita for fila in mio)
    for fila in filas:
        if fila.esta:
            assert fila.queda.keys() >= suyo[fila.pk].keys()


@given(st.none() | FILAS, ENVIADAS, FILAS)
def test_a_row_taken_away_is_told_and_comes_back_only_if_i_wrote_in_it(visto, mio, suyo):
    for fila in conciliar_filas(visto, mio, suyo):
        if fila.pk is not None and not fila.esta:
            assert fila.desaparecio
            if fila.volveria:
                enviada = next(m for m in mio if m.pk == fila.pk)
                assert fila.queda == dict(enviada.valores)
