"""A secretariat, and the browsers of whoever sits in it."""

import pytest
from django.test import Client

from gobierno_abierto.comun.roles import Rol
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.secretariados.factories import PropuestaFactory


@pytest.fixture
def casa():
    return hacer_secretariado("casa")


@pytest.fixture
def entrar(casa):
    """`entrar("gobierno")`: a browser where that side's member is signed in."""

    def abrir(lado, rol=Rol.MIEMBRO, secretariado=casa):
        navegador = Client()
        navegador.force_login(cuenta(rol, secretariado, lado=lado))
        return navegador

    return abrir


@pytest.fixture
def propuesta(casa):
    return PropuestaFactory(secretariado=casa, titulo="Abrir el padrón")
