import pytest

from tests.cuentas.casas import hacer_secretariado


@pytest.fixture
def casa():
    return hacer_secretariado("casa")


@pytest.fixture
def ajeno():
    return hacer_secretariado("ajeno")
