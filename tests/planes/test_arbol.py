"""Nobody is above itself: addenda, successors and places, by whatever way they are written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from compromisos.models import Compromiso
from planes.models import Eje, Mesa, Plan
from secretariados.models import Jurisdiccion, Secretariado
from tests.compromisos.factories import CompromisoFactory, PlanFactory

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

    def test_nor_for_a_form(self, modelo, campo, sueltas):
        abuela, *_resto, hija = encadenar(modelo, campo, sueltas, 3)
        suya = modelo.objects.get(pk=abuela.pk)
        setattr(suya, campo, modelo.objects.get(pk=hija.pk))
        if modelo is not Jurisdiccion:  # which no form moves
            with pytest.raises(ValidationError) as error:
                suya.clean()
            assert error.value.message_dict.keys() == {campo}

    def test_who_comes_at_the_same_time_is_told_and_does_not_wait(self, modelo, campo, sueltas):
        """Whoever waits here may be waited for by the foreign keys of who goes first."""
        una, otra = encadenar(modelo, campo, sueltas, 1)[0], modelo.objects.filter(**sueltas).last()
        aparte = connection.copy()
        try:
            with aparte.cursor() as cursor:
                tabla = modelo._meta.db_table
                cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"{tabla}.{campo}_id"])
            with pytest.raises(IntegrityError, match="guarde otra vez"), transaction.atomic():
                modelo.objects.filter(pk=otra.pk).update(**{campo: una})
            with aparte.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock_all()")
        finally:
            aparte.close()
        assert modelo.objects.filter(pk=otra.pk).update(**{campo: una}) == 1


def test_the_prefix_of_a_plan_is_in_the_keys_of_what_is_its():
    with pytest.raises(IntegrityError, match="claves de lo suyo"), transaction.atomic():
        Plan.objects.filter(clave="pa15").update(prefijo="OTRO")
    nuevo = PlanFactory()
    assert Plan.objects.filter(pk=nuevo.pk).update(prefijo="OTRO") == 1


def test_nor_does_a_draft_take_its_key_to_another_plan():
    otro = Plan.objects.get(clave="pa18")
    for suyo in (
        CompromisoFactory(plan=Plan.objects.get(clave="pa15"), clave="MX-PA15-C99", numero=99),
        Mesa.objects.filter(plan__clave="pa15").first(),
    ):
        suyo.plan = otro
        with pytest.raises(ValidationError) as error:
            suyo.clean()
        assert "plan" in error.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            type(suyo).objects.filter(pk=suyo.pk).update(plan=otro)


def test_nor_does_a_theme_with_its_commitments():
    eje = Eje.objects.create(clave="eje-de-prueba", esquema="eje", nombre="Eje")
    suyo = Compromiso.objects.filter(plan__clave="pa15").first()
    suyo.clasificaciones.create(eje=eje)
    suya = Eje.objects.filter(pk=eje.pk)
    with pytest.raises(IntegrityError, match="de otro plan"), transaction.atomic():
        suya.update(plan=Plan.objects.get(clave="pa18"))
    assert suya.update(plan=suyo.plan) == 1


def test_a_commitment_is_in_no_theme_of_another_plan():
    suyo = Compromiso.objects.filter(plan__clave="pa18").first()
    eje = Eje.objects.filter(plan__clave="pa15").first()
    with pytest.raises(IntegrityError, match="de otro plan"), transaction.atomic():
        suyo.clasificaciones.create(eje=eje)
    assert suyo.clasificaciones.create(eje=Eje.objects.filter(plan=None).first()).pk
