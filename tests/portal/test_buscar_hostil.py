"""Whatever somebody types to look for is an answer, and never an error of the database."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compromisos.models import Compromiso
from tests.comun.buscado import buscar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

SIGNOS = "-—−－\"!&|()' a:*<>\\o"


@pytest.mark.parametrize(
    "texto",
    [
        "-" * 34,
        "- " * 50,
        "compras " + "-" * 40,
        "—" * 60,
        "-(" * 60,
        "!-" * 60,
        '-"' * 61,
        '-""' * 61,
        '-"-" ' * 61,
        "－" * 60,
    ],
    ids=lambda texto: f"{texto[:6]}×",
)
def test_dashes_that_take_nothing_away_say_nothing(client, texto):
    for direccion in ("/api/v1/compromisos/", "/buscar/", "/compromisos/"):
        assert client.get(direccion, {"q": texto}).status_code == 200, direccion


def test_a_dash_before_a_word_takes_it_away(client):
    def cuantos(texto):
        return client.get("/api/v1/compromisos/", {"q": texto}).json()["count"]

    assert cuantos("datos -abiertos") < cuantos("datos")
    assert cuantos("datos --abiertos") == cuantos("datos -abiertos")
    assert cuantos("datos - abiertos") == cuantos("datos abiertos")
    assert cuantos('datos -"datos abiertos"') < cuantos("datos")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(SIGNOS, max_size=300))
def test_whatever_signs_it_has(texto):
    buscar(Compromiso.objects.publicos(), texto).exists()
