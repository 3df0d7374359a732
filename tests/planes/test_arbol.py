"""Nobody is above itself: addenda, successors and places, by whatever way they are written."""

import pytest
from django.db import IntegrityError, transaction

from compromisos.models import Compromiso
from planes.models import Eje, Plan
from secretariados.models import Jurisdiccion, Secretariado
from tests.compromisos.factories import PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ARBOLES = [
    (Plan, "adenda_de", {"adenda_de": None, "adendas": None}),
    (Secretariado, "sucede_a", {"sucede_a": None, "sucesores": None}),
    (Jurisdiccion, "padre", {"tipo": "entidad"}),
]


def encadenar(modelo, campo, sueltas, cuantas):
    """So many rows, each under the one before."""
    filas = list(modelo.objects.filter(**sueltas).order_by("pk")[:cuantas])
    for suya, de in zip(filas[1:], filas[:-1], strict=True):
        modelo.objects.filter(pk=suya.pk).update(**{campo: de})
    return filas


@pytest.mark.parametrize(
    ("modelo", "campo", "sueltas"), ARBOLES, ids=["planes", "secretariados", "lugares"]
)
class TestSinCiclo:
    def test_a_chain_is_one(self, modelo, campo, sueltas):
        _abuela, madre, hija = encadenar(modelo, campo, sueltas, 3)
        assert getattr(modelo.objects.get(pk=hija.pk), campo) == madre

    @pytest.mark.parametrize("largo", [1, 2, 3])
    def test_a_ring_is_none(self, modelo, campo, sueltas, largo):
        primera, *_resto, ultima = encadenar(modelo, campo, sueltas, largo) * 2
        with pytest.raises(IntegrityError), transaction.atomic():
            modelo.objects.filter(pk=primera.pk).update(**{campo: ultima})


def test_the_prefix_of_a_plan_is_in_the_keys_of_what_is_its():
    with pytest.raises(IntegrityError, match="claves de lo suyo"), transaction.atomic():
        Plan.objects.filter(clave="pa15").update(prefijo="OTRO")
    nuevo = PlanFactory()
    assert Plan.objects.filter(pk=nuevo.pk).update(prefijo="OTRO") == 1


def test_a_commitment_is_in_no_theme_of_another_plan():
    suyo = Compromiso.objects.filter(plan__clave="pa18").first()
    eje = Eje.objects.filter(plan__clave="pa15").first()
    with pytest.raises(IntegrityError, match="de otro plan"), transaction.atomic():
        suyo.clasificaciones.create(eje=eje)
    assert suyo.clasificaciones.create(eje=Eje.objects.filter(plan=None).first()).pk
