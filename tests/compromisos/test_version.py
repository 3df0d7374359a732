"""One transaction, one version. These commit for real, so they make the little that they need
instead of having the whole history loaded again after each."""

import pytest
from django.db import transaction

from compromisos.models import Compromiso, Responsable
from gobierno_abierto.fuentes.models import Cita, Fuente
from secretariados.models import Jurisdiccion
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory

pytestmark = pytest.mark.django_db(transaction=True)


class TestVersion:
    @pytest.fixture
    def compromiso(self):
        mexico = {"tipo": "pais", "nombre": "México", "ruta": "MX", "slug": "mexico"}
        Jurisdiccion.objects.get_or_create(clave="mx", defaults=mexico)
        return Compromiso.objects.get(pk=CompromisoFactory(publicado=True).pk)

    def version(self, compromiso):
        compromiso.refresh_from_db()
        return compromiso.version

    def test_a_real_change_moves_it_by_one(self, compromiso):
        antes = compromiso.version
        with transaction.atomic():
            Compromiso.objects.filter(pk=compromiso.pk).update(notas="Una nota")
            Compromiso.objects.filter(pk=compromiso.pk).update(notas="Otra nota")
        assert self.version(compromiso) == antes + 1

    def test_saving_the_same_does_not(self, compromiso):
        antes, instante = compromiso.version, compromiso.actualizado
        compromiso.save()
        assert self.version(compromiso) == antes
        assert compromiso.actualizado == instante

    def test_a_change_in_its_parts_is_a_change_of_it(self, compromiso):
        antes = compromiso.version
        Responsable.objects.create(compromiso=compromiso, institucion=InstitucionFactory())
        assert self.version(compromiso) == antes + 1
        compromiso.responsables.last().delete()
        assert self.version(compromiso) == antes + 2

    def test_nobody_sets_it_by_hand(self, compromiso):
        antes = compromiso.version
        Compromiso.objects.filter(pk=compromiso.pk).update(version=999)
        assert self.version(compromiso) == antes

    def test_a_citation_is_a_change_of_it(self, compromiso):
        antes = compromiso.version
        fuente = Fuente.objects.create(clave="acta", titulo="Acta", url="https://ejemplo.mx/acta")
        cita = Cita.objects.create(
            objeto_tipo="compromiso", objeto_clave=compromiso.clave, fuente=fuente
        )
        assert self.version(compromiso) == antes + 1
        cita.delete()
        assert self.version(compromiso) == antes + 2
