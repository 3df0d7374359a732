"""What an institution's page says of its commitments: in what part, and who followed it."""

import pytest

from compromisos.models import Responsable
from secretariados.models import Institucion
from tests.compromisos.factories import CompromisoFactory
from tests.secretariados.acordar import de_practica

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def leer(client, direccion):
    return " ".join(client.get(direccion).content.decode().split())


def test_to_promise_is_not_to_take_part(client):
    pagina = leer(client, "/instituciones/gesoc/")
    partes = [
        "Responsable, por el lado de sociedad civil",
        "Corresponsable, por el lado de sociedad civil",
        "Participante, por el lado de sociedad civil",
    ]
    lugares = [pagina.index(parte) for parte in partes]
    assert lugares == sorted(lugares)
    assert lugares[1] < pagina.index("/compromisos/MX-PA15-C09/") < lugares[2]


def test_a_side_that_no_source_states_is_not_made_up(client):
    gesoc = Institucion.objects.get(clave="gesoc")
    Responsable.objects.create(compromiso=CompromisoFactory(publicado=True), institucion=gesoc)
    assert "Responsable; la fuente no dice de qué lado" in leer(client, "/instituciones/gesoc/")


def test_the_explorer_is_told_of_heirs_only_where_there_are(client):
    assert "?institucion__linaje=ifai" in leer(client, "/instituciones/ifai/")
    assert "?institucion__linaje=" not in leer(client, "/instituciones/gesoc/")


def test_practice_and_drafts_are_not_counted(client):
    gesoc = Institucion.objects.get(clave="gesoc")
    borradores = [
        CompromisoFactory(),
        CompromisoFactory(publicado=False, plan__publicado=False),
    ]
    for compromiso in borradores:
        Responsable.objects.create(compromiso=compromiso, institucion=gesoc)
    ajenos = [*borradores, de_practica(responden=[gesoc])]
    pagina = leer(client, "/instituciones/gesoc/")
    assert "Ver los 13 en el explorador" in pagina
    assert not any(compromiso.clave in pagina for compromiso in ajenos)
