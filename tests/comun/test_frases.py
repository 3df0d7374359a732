"""A phrase in quotation marks is looked for to the letter: every word of it, in its order."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from compromisos.models import Compromiso
from gobierno_abierto.comun.busqueda import exactas
from gobierno_abierto.comun.consulta import VACIAS, legible, llana
from gobierno_abierto.portal.api import REGISTROS
from secretariados.models import Jurisdiccion
from tests.comun.buscado import buscar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def claves(texto):
    return set(buscar(Compromiso.objects.publicos(), texto).values_list("clave", flat=True))


def llano(texto):
    return " ".join(re.findall(r"\w+", llana(texto)))


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_run_of_words_of_a_title_finds_it(datos):
    publicos = Compromiso.objects.publicos()
    titulos = dict(publicos.order_by("clave").values_list("clave", "titulo"))
    clave = datos.draw(st.sampled_from(list(titulos)))
    palabras = titulos[clave].split()
    desde = datos.draw(st.integers(0, len(palabras) - 1))
    hasta = datos.draw(st.integers(desde + 1, len(palabras)))
    frase = " ".join(palabras[desde:hasta])
    assume('"' not in frase and re.search(r"\w", frase))

    hallados = buscar(publicos, f'"{frase}"')

    assert hallados.filter(clave=clave).exists()


@pytest.mark.parametrize(
    "frase", ["para la", "datos abiertos", "a la información", "y de la", "información de"]
)
def test_and_whatever_is_found_says_it(frase):
    hallados = buscar(Compromiso.objects.publicos(), f'"{frase}"')
    assert hallados
    for c in hallados:
        todo = llano(f"{c.titulo} . {c.titulo_original} . {c.descripcion} . {c.notas}")
        assert llano(frase) in todo
    sin_comillas = buscar(Compromiso.objects.publicos(), frase)
    assert hallados.count() < Compromiso.objects.publicos().count()
    assert set(hallados) != set(sin_comillas)


@pytest.mark.parametrize(
    ("frase", "dicha"),
    [
        ("Informacion de", r"informaci[oó]n\W+de"),
        ("base de datos", r"base\W+de\W+datos"),
        ("bases de datos", r"bases\W+de\W+datos"),
    ],
)
def test_it_is_all_of_them_that_have_it(frase, dicha):
    """Counted by hand: words alike («informes de») are not it, nor is its plural; accents do not
    matter."""
    con_ella = {
        c.clave
        for c in Compromiso.objects.publicos()
        if re.search(
            rf"\b{dicha}\b",
            f"{c.titulo} | {c.titulo_original} | {c.descripcion} | {c.notas}",
            re.I,
        )
    }
    hallados = buscar(Compromiso.objects.publicos(), f'"{frase}"')
    assert {c.clave for c in hallados} == con_ella != set()


def test_two_phrases_and_one_or_the_other():
    una, otra = claves('"datos abiertos"'), claves('"padrón único"')
    assert una
    assert otra
    assert claves('"datos abiertos" or "padrón único"') == una | otra
    assert claves('"datos abiertos" "padrón único"') == una & otra


def test_to_the_letter_too_where_one_or_the_other_is_asked_for():
    """«informes de» is alike, and is in none; what is beside it changes nothing."""

    una, otra = claves('"información de"'), claves("minería")
    assert claves('"información de" or minería') == una | otra
    assert claves('minería or "información de"') == una | otra
    assert claves('"no consta en ninguno" or minería') == otra != set()


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_phrase_that_is_taken_away_takes_those_that_say_it_and_no_other(datos):
    publicos = Compromiso.objects.publicos()
    titulos = dict(publicos.order_by("clave").values_list("clave", "titulo"))
    palabras = titulos[datos.draw(st.sampled_from(list(titulos)))].split()
    desde = datos.draw(st.integers(0, len(palabras) - 1))
    frase = " ".join(palabras[desde : desde + 2])
    assume('"' not in frase and re.search(r"\w", frase))
    todas = datos.draw(st.sampled_from(["", "información", "datos or minería"]))
    antes = set(buscar(publicos, todas)) if todas else set(publicos)

    quedan = set(buscar(publicos, " or ".join(f'{t} -"{frase}"' for t in todas.split(" or "))))

    assert quedan == antes - set(buscar(publicos, f'"{frase}"'))


@pytest.mark.parametrize("nada", ['-""', '-"¿?"', '""', '"¿" -""'])
def test_nothing_in_quotation_marks_asks_for_nothing(nada):
    assert not buscar(Compromiso.objects.publicos(), nada)
    con = set(buscar(Compromiso.objects.publicos(), f"minería {nada}"))
    assert con == set(buscar(Compromiso.objects.publicos(), "minería")) != set()


def test_a_key_in_quotation_marks_is_that_record(client):
    hallados = client.get("/api/v1/compromisos/", {"q": '"MX-PA15-C06"'}).json()["results"]
    assert [c["clave"] for c in hallados] == ["MX-PA15-C06"]


@pytest.mark.parametrize("raya", ["-", "–", "—", "−"])
def test_any_dash_takes_away_and_a_typo_is_forgiven_all_the_same(raya):
    todas, con = claves("kontrataciones"), claves("datos")
    assert claves(f"kontrataciones {raya}datos") == todas - con
    assert todas - con
    assert todas & con


@pytest.mark.parametrize(
    "recurso", [r.recurso for r in REGISTROS if "q" in r.filtro.base_filters], ids=str
)
def test_of_every_resource(client, recurso):
    def cuantos(q):
        lista = client.get(f"/api/v1/{recurso}/", {"q": q, "page_size": 1})
        assert lista.status_code == 200
        return lista.json()["count"]

    con, sin = cuantos('"de la"'), cuantos('-"de la"')
    assert cuantos('"de la" or -"de la"') == con + sin
    assert cuantos('kontrataciones -"de la"') <= cuantos("kontrataciones")


@pytest.mark.parametrize(
    "plan", ["2018", "2016", "plan 2018", "2016 2018", "2016-2018", "plan 2016–2018"]
)
def test_a_year_is_found_whatever_it_is_next_to(client, plan):
    """«Plan de Acción 2016-2018»: of it PostgreSQL keeps «-2018»."""

    def claves(q):
        lista = client.get("/api/v1/planes/", {"q": q, "campos": "slug", "page_size": 100}).json()
        assert "con_erratas" not in lista
        return {fila["slug"] for fila in lista["results"]}

    assert "pa18" in claves(plan)
    assert "pa18" not in claves("plan -2018")
    assert claves("plan -2018") == claves('plan -"2018"') != set()


@pytest.mark.parametrize("frase", ["datos-abiertos", "datos — abiertos", "Datos, abiertos"])
def test_signs_between_words_of_a_phrase_do_not_matter(frase):
    publicos = Compromiso.objects.publicos()
    assert set(buscar(publicos, f'"{frase}"')) == set(buscar(publicos, '"datos abiertos"')) != set()


def test_a_typo_is_forgiven_beside_a_year():
    publicos = Compromiso.objects.publicos()
    publicos.filter(clave="MX-PA15-C06").update(notas="Los ornitorrincos de 2014-2019.")
    assert [c.clave for c in buscar(publicos, "ornitorincos 2019")] == ["MX-PA15-C06"]
    assert not buscar(publicos, "ornitorincos 2018")


@pytest.mark.parametrize("comillas", ['""', "“”", "«»", "„“"])
def test_the_state_is_not_the_city(comillas):
    abre, cierra = comillas
    lugares = buscar(Jurisdiccion.objects.publicos(), f"{abre}estado de méxico{cierra}")
    assert [lugar.nombre for lugar in lugares] == ["Estado de México"]


def test_the_state_is_looked_for_by_itself():
    """PostgreSQL's own list of Spanish throws the word away."""
    con_estado = buscar(Jurisdiccion.objects.publicos(), "estados").values_list("nombre", flat=True)
    assert "Estado de México" in con_estado


@pytest.mark.parametrize(
    ("una", "otra"),
    [
        ("padrón de los beneficiarios", "padrón beneficiarios"),
        ("¿Qué padrón es el de beneficiarios?", "padrón beneficiarios"),
        ("the padrón -de beneficiarios", "padrón beneficiarios"),
        ("padrón or de", "padrón"),
        ("or padrón OR or minería", "padrón or minería"),
        ("PARA minería", "minería"),
    ],
)
def test_words_that_say_nothing_change_nothing(una, otra):
    assert claves(una) == claves(otra) != set()


@pytest.mark.parametrize("texto", ["limpia", '"programa agua limpia"', "agau limpia"])
def test_what_a_title_has_in_its_own_quotation_marks_is_found(texto):
    hallados = buscar(Compromiso.objects.publicos(), texto)
    assert hallados.filter(clave="MX-DUR-PAL1-C01").exists()


@pytest.mark.parametrize("texto", ["ornitorrinco", "equidna", "ornitorrincos/equidnas", "equina"])
def test_words_with_a_slash_between_are_two_words(texto):
    Compromiso.objects.filter(clave="MX-PA15-C06").update(notas="Ornitorrincos/equidnas.")
    hallados = buscar(Compromiso.objects.publicos(), texto)
    assert [c.clave for c in hallados] == ["MX-PA15-C06"]


RAROS = st.text(st.sampled_from("aeoñy de la or -\"“«'’/<>&|!():*\\%_.,¿?\u200b…–−½ﬁ"), max_size=40)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(RAROS, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60))
)
def test_nothing_that_is_typed_breaks_it(texto):
    publicos = Compromiso.objects.publicos()
    assert buscar(publicos, texto).count() <= publicos.count()
    assert set(exactas(publicos, legible(texto))) == set(exactas(publicos, texto))


@given(st.text(max_size=60))
def test_what_is_read_once_is_read_the_same_again(texto):
    assert legible(legible(texto)) == legible(texto)


@given(st.lists(st.sampled_from(sorted(VACIAS)), max_size=8))
def test_nothing_is_left_of_them_alone(palabras):
    assert legible(" ".join(palabras)) == ""


def test_what_a_name_with_dots_says_is_found_by_each_of_its_words():
    """«datos.gob.mx» says «gob», and «gob.mx»; whoever takes one away takes all that say it."""
    gob, todos = claves("gob.mx"), claves("datos")
    assert claves('"gob.mx"') == gob != set()
    assert gob <= claves("gob")
    assert claves("datos.gob.mx") < gob
    assert claves("datos -gob.mx") == todos - gob
    assert not gob.isdisjoint(todos)


def test_a_low_line_joins_no_words(client):
    def claves_de(q):
        lista = client.get("/api/v1/fuentes/", {"q": q, "campos": "clave"}).json()
        return {fila["clave"] for fila in lista["results"]}

    assert "milenio_2017" in claves_de("935306508")
    assert claves_de('"open government partnership"') >= claves_de("Open_Government_Partnership")
    assert claves_de("Open_Government_Partnership")


def test_neither_a_comma_nor_what_is_not_seen_is_part_of_a_word():
    assert claves("datos,abiertos") == claves("datos abiertos") > claves('"datos abiertos"')
    assert claves("da\xadtos") == claves("\ufeffdatos") == claves("datos") != set()
