"""From one plan to the next: what was promised again, and what was being done already."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from compromisos.models import Compromiso, Continuidad
from gobierno_abierto.fuentes.models import Fuente
from tests.compromisos.factories import CompromisoFactory
from tests.compromisos.test_contrastes import en_llano

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def despues():
    return CompromisoFactory(publicado=True, titulo="Otra vez el padrón")


@pytest.fixture
def antes():
    """Claimed as fulfilled by the government."""
    return Compromiso.objects.get(clave="MX-PA15-C06")


def continuar(despues, antes, **campos):
    fuente = {"fuente": Fuente.objects.get(clave="semilla")}
    return Continuidad.objects.create(compromiso=despues, anterior=antes, **(fuente | campos))


def rehusa(texto, hacer):
    with pytest.raises(IntegrityError, match=texto), transaction.atomic():
        hacer()


def test_both_pages_and_the_api_say_so(client, despues, antes):
    continuar(despues, antes)
    pagina = en_llano(client.get(despues.get_absolute_url()))
    assert antes.titulo in pagina
    assert "Prometido otra vez, aunque se había dado por cumplido." in pagina
    assert despues.titulo in en_llano(client.get(antes.get_absolute_url()))
    dado = client.get(f"/api/v1/compromisos/{despues.clave}/").json()
    assert dado["antecedentes"] == [
        {"compromiso": antes.clave, "origen": "declarado", "fuente": "semilla", "nota": None}
    ]
    assert dado["prometido_de_nuevo"] is True
    dado = client.get(f"/api/v1/compromisos/{antes.clave}/").json()
    assert (dado["continuaciones"], dado["prometido_de_nuevo"]) == ([despues.clave], False)


def test_it_is_a_filter_and_is_seen_in_lists(client, despues, antes):
    continuar(despues, antes)
    dado = client.get("/api/v1/compromisos/", {"prometido_de_nuevo": "true"}).json()
    assert [fila["clave"] for fila in dado["results"]] == [despues.clave]
    lista = en_llano(client.get("/compromisos/", {"plan": despues.plan.clave}))
    assert "Prometido otra vez, aunque se había dado por cumplido" in lista


def test_what_nobody_gave_as_fulfilled_is_only_taken_up(client, despues):
    nadie = Compromiso.objects.get(clave="MX-PAA12-C01")
    continuar(despues, nadie)
    pagina = en_llano(client.get(despues.get_absolute_url()))
    assert nadie.titulo in pagina
    assert "Prometido otra vez" not in pagina


def test_it_is_of_another_plan_and_does_not_come_back(despues, antes):
    hermano = Compromiso.objects.get(clave="MX-PA15-C07")
    rehusa("de otro plan", lambda: continuar(hermano, antes))
    with pytest.raises(ValidationError, match="otro plan"):
        Continuidad(compromiso=hermano, anterior=antes, fuente=Fuente.objects.first()).full_clean()
    continuar(despues, antes)
    rehusa("ya consta como continuación", lambda: continuar(antes, despues))
    rehusa("continuidad_unica", lambda: continuar(despues, antes))


def test_somebody_says_so_or_it_says_from_what_it_was_concluded(despues, antes):
    rehusa("con_apoyo", lambda: continuar(despues, antes, fuente=None))
    rehusa("con_apoyo", lambda: continuar(despues, antes, fuente=None, origen="inferido"))
    continuar(despues, antes, fuente=None, origen="inferido", nota="Lleva el mismo título.")


def test_what_is_withdrawn_is_not_named(client, despues, antes):
    continuar(despues, antes)
    Compromiso.objects.filter(pk=antes.pk).update(
        retirado_en=antes.publicado_en, retiro_motivo="Por prueba"
    )
    assert client.get(f"/api/v1/compromisos/{despues.clave}/").json()["antecedentes"] == []
    assert "Prometido otra vez" not in en_llano(client.get(despues.get_absolute_url()))


def test_whether_it_was_being_done_already_is_said(client):
    assert "Ya se hacía antes de prometerse" in en_llano(client.get("/compromisos/MX-PA15-C12/"))
    dado = client.get("/api/v1/compromisos/", {"preexistente": "si"}).json()
    assert dado["count"] == 0  # no source says so of any
