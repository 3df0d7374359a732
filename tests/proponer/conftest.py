"""A commitment that three sides agreed, and a member who would change it."""

import pytest

from compromisos.models import Compromiso
from gobierno_abierto.comun.roles import Rol
from secretariados.models import Institucion
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.proponer.formas import entrar
from tests.secretariados.acordar import acordar


@pytest.fixture
def casa():
    return hacer_secretariado("casa")


@pytest.fixture
def suyo(casa):
    compromiso = Compromiso.objects.get(clave="MX-CASA-C01")
    quien = Institucion.objects.get(clave="ifai")
    texto = compromiso.texto_acordado()["responsables"]
    acordar(
        compromiso,
        titulo="Publicar cada año el padrón",
        responsables=[*texto, {"institucion": quien.clave, "lado": "gobierno", "papel": "apoyo"}],
    )
    return compromiso


@pytest.fixture
def ana(casa):
    return entrar(cuenta(Rol.MIEMBRO, casa))
