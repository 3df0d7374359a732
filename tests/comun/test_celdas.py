"""A cell reads as what was written in it, whatever it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gobierno_abierto.comun.celdas import NoEs, inofensivo, juntar, leer, separar
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.registro import Campo, Tipo

RAROS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def campo(tipo, nulo=True, **mas):
    return Campo("x", tipo, "", "", nulo=nulo, **mas)


@given(st.lists(st.one_of(RAROS, st.text("|\\a="))))
def test_a_list_survives_whatever_its_texts_have(textos):
    assert leer(campo(Tipo.LISTA), inofensivo(juntar(textos))) == textos


@given(st.one_of(RAROS, st.text("='+-@\t\ra")).filter(str.strip))
def test_a_text_loses_one_quote_and_no_more(texto):
    assert leer(campo(Tipo.TEXTO), inofensivo(texto)) == texto


def test_keys_are_joined_as_they_always_were():
    assert juntar(["mx-1", "mx-2"]) == "mx-1|mx-2"
    assert separar(r"C:\datos|b\|c") == [r"C:\datos", "b|c"]


@pytest.mark.parametrize(
    ("tipo", "mal", "dice"),
    [
        (Tipo.ENTERO, "doce", "número entero"),
        (Tipo.ENTERO, "'12", "número entero"),
        (Tipo.NUMERO, "inf", "un número"),
        (Tipo.BOOLEANO, "sí", "true o false"),
        (Tipo.FECHA, "17/09/2015", "2015-09-17"),
        (Tipo.FECHA, "20150917", "2015-09-17"),
        (Tipo.FECHA, "2015-W38-4", "2015-09-17"),
        (Tipo.INSTANTE, "ayer", "un instante"),
        (Tipo.TEXTO, "a\0b", "carácter nulo"),
        (Tipo.JSON, "{", "JSON"),
    ],
)
def test_what_is_not_so_says_what_was_expected(tipo, mal, dice):
    with pytest.raises(NoEs, match=dice):
        leer(campo(tipo), mal)


def test_a_code_says_which_ones_there_are():
    with pytest.raises(NoEs, match="gobierno, organo_garante, sociedad_civil"):
        leer(campo(Tipo.CODIGO, codigos=Lado), "nosotros")


def test_an_empty_cell_is_an_unknown_where_there_may_be_one():
    assert leer(campo(Tipo.ENTERO), "") is None
    with pytest.raises(NoEs, match="vacía"):
        leer(campo(Tipo.TEXTO, nulo=False), "")


def test_in_a_list_of_objects_it_says_which_one_and_where():
    partes = (campo(Tipo.CODIGO, codigos=Lado),)
    lista = campo(Tipo.LISTA, partes=partes)
    assert leer(lista, '[{"x":"gobierno"},{"x":null}]') == [{"x": "gobierno"}, {"x": None}]
    with pytest.raises(NoEs, match=r"2\.º, «x»: se esperaba uno de"):
        leer(lista, '[{"x":"gobierno"},{"x":"otro"}]')
    with pytest.raises(NoEs, match="tiene «y»"):
        leer(lista, '[{"y":1}]')


@pytest.mark.parametrize("blanco", ["", " ", "\t\n", "' "])
def test_blanks_alone_are_no_text(blanco):
    assert leer(campo(Tipo.TEXTO), blanco) is None
    with pytest.raises(NoEs, match="no puede quedar vacía"):
        leer(campo(Tipo.TEXTO, nulo=False), blanco)
