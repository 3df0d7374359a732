"""What a trigger refuses where no form foresaw it: a sentence for people, a line for the log."""

import logging
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.portal.rechazos import DiceElRechazo
from secretariados.models import Ocupacion
from tests.secretariados.factories import AsientoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def error_de(**campos) -> IntegrityError:
    """What the database answers to an occupation that may not be."""
    datos = {"desde": date(2020, 1, 1), "asiento": AsientoFactory(lado="gobierno")} | campos
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Ocupacion.objects.create(**datos)
    return error.value


@pytest.fixture
def avisar(rf):
    peticion = rf.post("/admin/")
    return lambda error: DiceElRechazo(lambda _p: None).process_exception(peticion, error)


def test_it_is_told_and_leaves_one_line(avisar, caplog):
    administra = Usuario.objects.create_superuser("administra", password="x")
    error = error_de(usuario=administra)
    with caplog.at_level(logging.WARNING):
        respuesta = avisar(error)
    assert respuesta.status_code == 409
    assert "La administración no tiene lado ni evalúa." in respuesta.content.decode()
    (linea,) = caplog.records
    assert (linea.levelno, linea.exc_info) == (logging.WARNING, None)
    assert "Rechazado POST /admin/" in linea.getMessage()


def test_a_constraint_that_breaks_is_a_failure_of_ours(avisar):
    usuario = Usuario.objects.create_user("x")
    assert avisar(error_de(usuario=usuario, rol="evaluador")) is None
    assert avisar(ValueError("x")) is None
