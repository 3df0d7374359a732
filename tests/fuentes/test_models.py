"""Sources point to records by key: none dangles, and the record knows that its sources changed."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.fuentes.models import Afirmacion, Cita, Discrepancia, Fuente

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def citar(clave="pa15", tipo="plan"):
    with transaction.atomic():
        return Cita.objects.create(
            objeto_tipo=tipo, objeto_clave=clave, fuente=Fuente.objects.first(), nota="p. 3"
        )


def test_every_kind_of_record_has_its_model():
    assert set(MODELOS) == set(Objeto)
    for etiqueta in MODELOS.values():
        assert apps.get_model(etiqueta)._meta.get_field("clave").unique


@pytest.mark.parametrize("objeto", Objeto)
def test_the_database_refuses_a_key_that_no_record_has(objeto):
    with pytest.raises(IntegrityError, match="No hay ningún registro"):
        citar("no-existe", objeto)


def test_the_form_says_so_beside_the_field():
    cita = Cita(objeto_tipo="plan", objeto_clave="no-existe", fuente=Fuente.objects.first())
    with pytest.raises(ValidationError, match="No hay ningún registro con esa clave") as error:
        cita.full_clean()
    assert list(error.value.message_dict) == ["objeto_clave"]


def test_one_preferred_statement_of_each_thing():
    preferida = Afirmacion.objects.get(objeto_clave="pa15", preferida=True)
    preferida.pk, preferida.clave = None, "otra"
    with pytest.raises(IntegrityError, match="afirmacion_una_preferida"), transaction.atomic():
        preferida.save(force_insert=True)


def test_a_statement_is_about_a_whole_key_or_none():
    afirmacion = Afirmacion.objects.filter(objeto_tipo__isnull=True).first()
    afirmacion.objeto_tipo = "plan"
    with pytest.raises(IntegrityError, match="afirmacion_objeto_entero"), transaction.atomic():
        afirmacion.save()


def test_every_discrepancy_tells_what_each_source_says_and_which_is_followed():
    for discrepancia in Discrepancia.objects.prefetch_related("afirmaciones"):
        assert discrepancia.afirmaciones.count() >= 2
        assert discrepancia.preferida_motivo
