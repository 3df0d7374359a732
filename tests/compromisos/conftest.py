"""A house with an activity to report of, and people of its sides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from compromisos.models import Compromiso
from compromisos.periodos import Periodo
from gobierno_abierto.comun.roles import Rol
from secretariados.models import Institucion
from tests.compromisos.factories import ActividadFactory, MetaFactory
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.secretariados.acordar import acordar


@pytest.fixture
def casa():
    return hacer_secretariado("casa")


@pytest.fixture
def actividad(casa):
    """Of the government's side, and late since yesterday."""
    meta = MetaFactory(compromiso=Compromiso.objects.get(clave="MX-CASA-C01"))
    ayer = timezone.localdate() - timedelta(days=1)
    ActividadFactory(
        meta=meta, titulo="Abrir el padrón", hasta=ayer, hasta_precision="dia",
        institucion=Institucion.objects.first(),
    )  # fmt: skip
    acordar(meta)
    return meta.actividades.get()


@pytest.fixture
def entrar(casa):
    def abrir(lado, rol=Rol.MIEMBRO, secretariado=casa):
        navegador = Client()
        navegador.force_login(cuenta(rol, secretariado, lado=lado))
        return navegador

    return abrir


@pytest.fixture
def periodo():
    """The one that is going on."""
    return str(Periodo.de(timezone.localdate()))
