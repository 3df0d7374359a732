"""Who edits: two of a side, one of another, and those who keep the history."""

import pytest
from django.core.management import call_command
from django.test import Client

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.cuentas.models import Usuario
from secretariados.models import Institucion, Secretariado
from tests.bitacora.conftest import chico, compromiso, en_hilos  # noqa: F401
from tests.compromisos.factories import PlanFactory
from tests.cuentas.casas import sentar
from tests.secretariados.factories import AsientoFactory


@pytest.fixture
def ana(client, chico):
    client.force_login(sentar("ana"))
    return client


@pytest.fixture
def beto(chico):
    navegador = Client()
    navegador.force_login(sentar("beto"))
    return navegador


@pytest.fixture
def administra(client):
    """Who keeps the history."""
    client.force_login(Usuario.objects.create_superuser("administra"))
    return client


@pytest.fixture
def beto_administra():
    navegador = Client()
    navegador.force_login(Usuario.objects.create_superuser("administra-tambien", "b@ejemplo.mx"))
    return navegador


@pytest.fixture
def acordado(compromiso):
    """A public commitment, with two who answer for it. It is of the history: what is agreed here
    has no boxes for its text."""
    for orden, institucion in enumerate(Institucion.objects.filter(clave__startswith="ej-")):
        compromiso.responsables.create(institucion=institucion, orden=orden)
    compromiso.refresh_from_db()
    return compromiso


@pytest.fixture
def sociedad(chico):
    """An account of another side."""
    cuenta = sentar("carla", "sociedad_civil", "Organización de prueba")
    navegador = Client()
    navegador.force_login(cuenta)
    return navegador


@pytest.fixture
def plan_de_aqui(chico):
    """A draft of the secretariat where those who edit sit, whose three sides sign."""
    casa = Secretariado.objects.first()
    for lado in set(Lado) - set(casa.asientos.que_firman().values_list("lado", flat=True)):
        AsientoFactory(
            secretariado=casa, lado=lado, papel="titular", institucion=None, oficina="Titular"
        )
    return PlanFactory(
        clave="de-aqui",
        prefijo="EJ-AQUI",
        procedencia="portal",
        secretariado=casa,
        jurisdiccion=casa.jurisdiccion,
    )


@pytest.fixture
def administradora(client):
    cuenta = Usuario.objects.create_superuser("admin", password="x")
    client.force_login(cuenta)
    return client


@pytest.fixture
def miembro(client, settings):
    """Holder of the government's seat in the practice secretariat."""
    settings.ES_DEMO = True  # also where the tests were given a server by DATABASE_URL
    call_command("crear_cuentas_de_practica", verbosity=0)
    client.force_login(Usuario.objects.get(username="practica-gobierno"))
    return client
