"""One typo in any word of a real title: whoever makes it finds what has that word."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from compromisos.models import Compromiso
from gobierno_abierto.comun.busqueda import exactas
from gobierno_abierto.comun.consulta import VACIAS, llana
from tests.comun.buscado import buscar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

LETRAS = "abcdefghijklmnñopqrstuvwxyzáéíóúü"
PALABRA = re.compile(r"[^\W\d_]{5,30}")


def claves(texto):
    return set(buscar(Compromiso.objects.publicos(), texto).values_list("clave", flat=True))


def con_errata(datos, palabra):
    lugar = datos.draw(st.integers(0, len(palabra) - 1), label="lugar")
    letra = datos.draw(st.sampled_from(LETRAS), label="letra")
    antes, aqui, despues = palabra[:lugar], palabra[lugar], palabra[lugar + 1 :]
    return datos.draw(
        st.sampled_from(
            [
                antes + despues,
                antes + aqui + aqui + despues,
                antes + letra + despues,
                antes + letra + aqui + despues,
                antes + despues[:1] + aqui + despues[1:],
            ]
        ),
        label="errata",
    )


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_it_is_forgiven_wherever_it_is(datos):
    publicos = Compromiso.objects.publicos()
    titulos = dict(publicos.order_by("clave").values_list("clave", "titulo"))
    clave = datos.draw(st.sampled_from([c for c, t in titulos.items() if PALABRA.search(t)]))
    palabra = datos.draw(st.sampled_from(PALABRA.findall(titulos[clave])))
    assume(llana(palabra) not in VACIAS)  # it is not looked for
    errata = con_errata(datos, palabra)
    if llana(errata) in VACIAS or exactas(publicos, errata).exists():
        return  # another word, which is what is looked for
    assert buscar(publicos, errata).filter(clave=clave).exists()


def test_in_whatever_is_searched_as_it_is_typed():
    """Notes are too, which are no title and no description."""
    Compromiso.objects.filter(clave="MX-PA15-C06").update(notas="Los ornitorrincos.")
    assert {c.clave for c in buscar(Compromiso.objects.publicos(), "ornitorincos")} == {
        "MX-PA15-C06"
    }


@pytest.mark.parametrize("texto", ["corrupción", "corupcion", "corrupicon", "corrupciom"])
def test_what_is_against_it_is_about_it(texto):
    hallados = buscar(Compromiso.objects.publicos(), texto).values_list("clave", flat=True)
    assert "MX-PA18-MX0073" in hallados


@pytest.mark.parametrize(
    ("bien", "mal"),
    [
        ("contrataciones", "contratasiones"),
        ("contrataciones", "kontrataciones"),
        ("presupuesto", "presupueto"),
        ("transparencia", "trnsparencia"),
    ],
)
def test_it_brings_what_the_right_word_brings(bien, mal):
    publicos = Compromiso.objects.publicos()
    assert not exactas(publicos, mal).exists()
    debidas = set(exactas(publicos, bien).values_list("clave", flat=True))
    assert debidas <= set(buscar(publicos, mal).values_list("clave", flat=True))


@pytest.mark.parametrize(("texto", "parecidas"), [("padron", False), ("padrom", True)])
def test_what_is_only_alike_is_told(client, texto, parecidas):
    lista = client.get("/api/v1/compromisos/", {"q": texto}).json()
    assert "MX-PA15-C06" in [fila["clave"] for fila in lista["results"]]
    assert lista.get("con_erratas", False) == parecidas
    pagina = client.get("/compromisos/", {"q": texto})
    assert "Padrón único" in pagina.content.decode()
    assert ("esto se les parece" in pagina.content.decode()) == parecidas


def test_nothing_is_not_alike(client):
    assert "con_erratas" not in client.get("/api/v1/compromisos/", {"q": "ornitorrinco"}).json()
    pagina = client.get("/compromisos/", {"q": "ornitorrinco"}).content.decode()
    assert "esto se les parece" not in pagina


def test_what_is_taken_away_is_not_made_up_for(client):
    """There is «agua», and all of it was taken away: nothing else is alike."""
    lista = client.get("/api/v1/compromisos/", {"q": "agua -aguas"}).json()
    assert lista["count"] == 0
    assert "con_erratas" not in lista
    assert client.get("/api/v1/compromisos/", {"q": "agua"}).json()["count"]
    assert "se les parece" not in client.get("/buscar/", {"q": "agua -aguas"}).content.decode()


@pytest.mark.parametrize("otra", ["mineriaa", '"datos abiertos" nacionnal', "ornitorrincos"])
def test_of_one_or_the_other_it_brings_what_is_alike_to_either(otra):
    una, suya = claves("kontrataciones"), claves(otra)
    assert claves(f"kontrataciones or {otra}") == una | suya != set()
    assert claves(f"{otra} or kontrataciones") == una | suya


def test_beside_a_phrase_the_word_is_forgiven_and_the_phrase_is_not():
    assert claves('"datos abiertos" nacionnal') == claves('"datos abiertos" nacional') != set()
    assert claves('"dattos abiertos" nacional') == set()


@pytest.mark.parametrize("quita", ['-"datos abiertos"', "-«datos abiertos»", '"'])
def test_quotation_marks_that_ask_for_nothing_forgive_too(quita):
    sin = claves('"datos abiertos"') if "datos" in quita else set()
    assert claves(f"kontrataciones {quita}") == claves("kontrataciones") - sin != set()
