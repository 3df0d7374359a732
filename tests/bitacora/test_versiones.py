"""Each act makes a version, and each version has an address that never says anything else."""

import pytest
from django.db import transaction
from django.db.models.functions import Now

from compromisos.models import Compromiso, Evaluacion, Responsable
from gobierno_abierto.fuentes.models import Fuente
from secretariados.models import Institucion

# Versions move once per transaction: these tests need real ones.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editado(compromiso):
    """Versions 1, 2 and 3, each with its title."""
    for numero in (2, 3):
        Compromiso.objects.filter(pk=compromiso.pk).update(titulo=f"Redacción {numero}")
    return compromiso


def leer(client, direccion, estado=200):
    respuesta = client.get(direccion)
    assert respuesta.status_code == estado, direccion
    return respuesta.content.decode()


def version(client, compromiso, n, estado=200):
    return leer(client, f"{compromiso.get_absolute_url()}versiones/{n}/", estado)


def test_each_shows_its_own(client, editado):
    assert "Redacción" not in version(client, editado, 1)
    for n in (2, 3):
        assert f"Redacción {n}" in version(client, editado, n)
        assert f"<strong>Versión {n}</strong>" in version(client, editado, n)


def test_what_comes_later_does_not_touch_it(client, editado):
    segunda = version(client, editado, 2)
    Compromiso.objects.filter(pk=editado.pk).update(titulo="Otra cosa", notas="Y más")
    editado.plan.nombre = "Otro nombre"
    editado.plan.save()
    Responsable.objects.create(compromiso=editado, institucion=Institucion.objects.first())
    assert version(client, editado, 2) == segunda


def test_the_citation_gives_it(client, editado):
    propia = f"http://testserver{editado.get_absolute_url()}versiones/3/"
    assert propia in leer(client, editado.get_absolute_url())


@pytest.mark.parametrize("n", [0, 4, 10**12])
def test_there_is_no_other(client, editado, n):
    version(client, editado, n, 404)


def test_of_a_withdrawn_commitment_its_past_stays(client, editado):
    Compromiso.objects.filter(pk=editado.pk).update(retirado_en=Now(), retiro_motivo="Dos veces")
    leer(client, editado.get_absolute_url(), 410)
    assert "Redacción 2" in version(client, editado, 2)


def test_a_review_and_its_parts_make_versions_of_the_commitment(client, editado):
    with transaction.atomic():
        evaluacion = Evaluacion.objects.create(
            clave=f"{editado.clave}-MRI-diseno",
            compromiso=editado,
            momento="diseno",
            vocabulario="ogp_desde_2019",
            evaluador="MRI",
            fuente=Fuente.objects.first(),
            publicado_en=Now(),
        )
    evaluacion.codificaciones.create(variable="relevante", valor="si")
    editado.refresh_from_db()
    assert editado.version == 5
    historia = leer(client, f"{editado.get_absolute_url()}historia/")
    assert [f'id="version-{n}"' in historia for n in (1, 2, 3, 4, 5, 6)] == [True] * 5 + [False]
    assert "No consta ninguna evaluación" in version(client, editado, 3)
    assert "No consta ninguna evaluación" not in version(client, editado, 5)


def test_a_draft_review_makes_none(client, editado):
    """What nobody sees changes nothing that anybody sees."""
    evaluacion = Evaluacion.objects.create(
        clave=f"{editado.clave}-MRI-diseno",
        compromiso=editado,
        momento="diseno",
        vocabulario="ogp_desde_2019",
        evaluador="MRI",
        fuente=Fuente.objects.first(),
    )
    evaluacion.codificaciones.create(variable="relevante", valor="si")
    editado.refresh_from_db()
    assert editado.version == 3


def test_one_act_is_one_version_however_many_rows(client, editado):
    with transaction.atomic():
        for institucion in Institucion.objects.all()[:2]:
            Responsable.objects.create(compromiso=editado, institucion=institucion)
        Compromiso.objects.filter(pk=editado.pk).update(titulo="Y otro título")
    editado.refresh_from_db()
    assert editado.version == 4
    historia = leer(client, f"{editado.get_absolute_url()}historia/")
    assert historia.count('id="version-') == 4
