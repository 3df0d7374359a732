"""Reading ahead: every row once, of one instant, and nothing left open by who goes away."""

import pytest
from django.db import DataError, connection
from django.db.models import F, IntegerField, Value
from django.db.models.functions import Cast

from gobierno_abierto.comun.api import lectura
from gobierno_abierto.comun.api.lectura import leer_adelantado
from gobierno_abierto.fuentes.models import Fuente
from tests.fuentes.factories import FuenteFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _de_tres_en_tres(monkeypatch):
    monkeypatch.setattr(lectura, "A_LA_VEZ", 3)
    FuenteFactory.create_batch(40)


def claves():
    return Fuente.objects.order_by("clave").values_list("clave", flat=True)


def abierto():
    """What the connection has open: a transaction, a cursor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE %s", ["_django%"])
        return connection.in_atomic_block, cursor.fetchone()[0]


def test_every_row_once_and_in_order():
    assert list(leer_adelantado(claves())) == list(claves())
    assert list(leer_adelantado(claves().none())) == []
    assert abierto() == (False, 0)


def test_who_goes_away_leaves_nothing_open():
    filas = leer_adelantado(claves())
    next(filas)
    assert abierto() == (True, 1)
    filas.close()
    assert abierto() == (False, 0)


def test_what_is_written_meanwhile_is_not_in_it():
    filas = leer_adelantado(claves())
    primera = next(filas)
    FuenteFactory(clave="zzz-despues")
    assert [primera, *filas] == [clave for clave in claves() if clave != "zzz-despues"]


def test_a_row_that_fails_is_told_to_who_reads_and_the_connection_serves_on():
    ultima = Fuente.objects.order_by("-pk").values_list("pk", flat=True)[0]
    entre_cero = Cast(Value(1) / (F("pk") - ultima), IntegerField())
    cuantas = Fuente.objects.count()
    filas = leer_adelantado(Fuente.objects.order_by("pk").values(cuanto=entre_cero))
    with pytest.raises(DataError):
        list(filas)
    assert abierto() == (False, 0)
    assert Fuente.objects.count() == cuantas
