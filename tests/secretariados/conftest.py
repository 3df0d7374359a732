"""A secretariat, and the browsers of whoever sits in it."""

import pytest
from django.test import Client

from gobierno_abierto.comun.roles import Rol
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.secretariados.acordar import hacer_y_acordar
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


FECHAS = {
    "inicio": "2030-01-01",
    "inicio_precision": "mes",
    "fin": "2031-01-01",
    "fin_precision": "mes",
}


@pytest.fixture
def quienes():
    return [InstitucionFactory(publicado=True) for _ in range(3)]


@pytest.fixture
def suyo(quienes):
    """A public commitment made here, of which two institutions answer."""
    return hacer_y_acordar(
        responden=quienes[:2],
        descripcion="Como se acordó",
        notas="Una nota",
        estado="publicado",
        **FECHAS,
        **{f"plan__{columna}": valor for columna, valor in FECHAS.items()},
    )


@pytest.fixture
def borrador(suyo):
    return CompromisoFactory(plan=suyo.plan)
