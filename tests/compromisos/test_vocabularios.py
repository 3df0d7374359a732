"""How claims compare, and what reviewers may code."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from compromisos.etiquetas import VALORES, VARIABLES
from compromisos.models import Codificacion, Compromiso, Evaluacion
from compromisos.vocabularios import COMUN, CUMPLIMIENTO, ERAS, comun, contraste

COMUNES = st.one_of(st.none(), st.sampled_from(CUMPLIMIENTO))


@given(COMUNES, COMUNES)
def test_contrast_is_symmetric_and_never_guesses(una, otra):
    assert contraste(una, otra) == contraste(otra, una)
    if una is None or otra is None:
        assert contraste(una, otra) == "sin_contraste"
    else:
        assert (contraste(una, otra) == "coincide") == (una == otra)


def test_every_scale_maps_into_the_common_one():
    for escala, tabla in COMUN.items():
        for valor in tabla:
            assert comun(escala, valor) in CUMPLIMIENTO
    assert comun("no_existe", "completo") is None


def test_every_code_has_words():
    for variables in ERAS.values():
        assert set(variables) <= set(VARIABLES)
        for valores in variables.values():
            assert set(valores) <= set(VALORES)
    for tabla in COMUN.values():
        assert set(tabla) <= set(VALORES)


@pytest.mark.django_db
def test_the_database_compares_as_the_table_does(historia):
    for compromiso in Compromiso.objects.publicos().con_voces():
        gobierno, revision = compromiso.autoinforme, compromiso.revision_independiente
        comunes = [voz and comun(voz["escala"], voz["valor"]) for voz in (gobierno, revision)]
        assert compromiso.contraste == contraste(*comunes)


@pytest.mark.django_db
class TestCodificacion:
    @pytest.fixture
    def evaluacion(self, historia):
        return Evaluacion.objects.get(compromiso__clave="MX-PA15-C06", momento="medio_termino")

    def codificar(self, evaluacion, **campos):
        with transaction.atomic():
            return Codificacion.objects.create(evaluacion=evaluacion, **campos)

    def test_a_value_outside_the_vocabulary_is_refused(self, evaluacion):
        with pytest.raises(IntegrityError, match="codificacion_del_vocabulario"):
            self.codificar(evaluacion, variable="verificable", valor="si")

    def test_nor_is_the_vocabulary_taken_from_under_its_values(self, evaluacion):
        suya = Evaluacion.objects.filter(pk=evaluacion.pk)
        with pytest.raises(IntegrityError, match="mientras tenga"), transaction.atomic():
            suya.update(vocabulario="ogp_desde_2019")
        evaluacion.codificaciones.all().delete()
        assert suya.update(vocabulario="ogp_desde_2019") == 1

    def test_value_or_absence_exactly_one(self, evaluacion):
        with pytest.raises(IntegrityError, match="codificacion_valor_o_ausencia"):
            self.codificar(evaluacion, variable="nueva")
        with pytest.raises(IntegrityError, match="codificacion_valor_o_ausencia"):
            self.codificar(evaluacion, variable="etiqueta", valor="agua", ausencia="NR")

    def test_a_variable_is_coded_once_and_labels_many_times(self, evaluacion):
        with pytest.raises(IntegrityError, match="codificacion_"):
            self.codificar(evaluacion, variable="cumplimiento", valor="completo")
        self.codificar(evaluacion, variable="etiqueta", valor="una")
        self.codificar(evaluacion, variable="etiqueta", valor="otra")

    def test_the_vocabulary_is_the_reviews_own(self, evaluacion):
        hecha = self.codificar(
            evaluacion, variable="etiqueta", valor="x", vocabulario="ogp_desde_2019"
        )
        hecha.refresh_from_db()
        assert hecha.vocabulario == evaluacion.vocabulario
