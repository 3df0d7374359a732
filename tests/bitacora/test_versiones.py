"""Each act makes a version, and each version has an address that never says anything else."""

import threading
import time

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from compromisos.models import Compromiso, Responsable
from gobierno_abierto.bitacora.historia import actos_de
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.bitacora.sellado import PLAZO, sellar_todo
from gobierno_abierto.fuentes.models import Cita, Discrepancia, Fuente
from secretariados.models import Institucion
from tests.bitacora.conftest import en_hilos, revisar
from tests.compromisos.factories import CompromisoFactory

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
    sellar_todo()
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
    ultima = version(client, editado, 4)
    assert "Dos veces" in ultima
    assert "<strong>Versión 4</strong>" in ultima
    assert 'id="version-4"' in leer(client, f"{editado.get_absolute_url()}historia/")


def test_what_is_not_sealed_yet_says_so(client, editado):
    respuesta = client.get(f"{editado.get_absolute_url()}versiones/3/")
    assert (respuesta.status_code, respuesta["Retry-After"]) == (503, "2")
    assert "se está sellando" in respuesta.content.decode()


def test_it_is_as_its_whole_act_left_it(client, chico):
    """What the same transaction wrote after the commitment is part of what was published."""
    with transaction.atomic():
        compromiso = CompromisoFactory(plan=chico, publicado=True)
        discrepancia = Discrepancia.objects.create(
            clave="riego",
            numero=77,
            titulo="Hectáreas",
            texto="Varían",
            preferida_motivo="Ninguna",
            publicado_en=Now(),
        )
        discrepancia.objetos.create(objeto_tipo="compromiso", objeto_clave=compromiso.clave)
    assert "Hectáreas" in version(client, compromiso, 1)


def test_it_is_called_by_what_became_of_the_record(client, editado):
    """Whatever was written first: a correction begins with the source that it cites."""
    with transaction.atomic():
        Cita.objects.create(
            objeto_tipo="compromiso", objeto_clave=editado.clave, fuente=Fuente.objects.first()
        )
        Compromiso.objects.filter(pk=editado.pk).update(titulo="Y otro título")
    assert actos_de("compromiso", editado.clave)[0].principal.tipo == Entrada.Tipo.CORRECCION


def test_a_slow_transaction_does_not_enter_what_was_said(client, editado):
    """Neither a version nor an instant: what begins before and ends after was not there."""
    institucion = Institucion.objects.first()
    Responsable.objects.create(compromiso=editado, institucion=institucion)
    abierta, terminar = threading.Event(), threading.Event()
    dicho = {}

    def lenta():
        with transaction.atomic():
            Institucion.objects.filter(pk=institucion.pk).update(nombre="Nombre tardío")
            abierta.set()
            assert terminar.wait(30)

    def rapida():
        assert abierta.wait(30)
        Compromiso.objects.filter(pk=editado.pk).update(titulo="Rápido")
        time.sleep(2.5)
        dicho["instante"] = timezone.now() - PLAZO  # older than what may still be sealed into it
        dicho["antes"] = leer_al(client, editado, dicho["instante"])
        terminar.set()

    en_hilos(lenta, rapida)
    pagina = version(client, editado, 5)
    assert "Rápido" in pagina
    assert leer_al(client, editado, dicho["instante"]) == dicho["antes"]


def leer_al(client, compromiso, instante):
    sellar_todo()
    return client.get(compromiso.get_absolute_url(), {"al": instante.isoformat()}).content.decode()


def test_a_review_and_its_parts_make_versions_of_the_commitment(client, editado):
    evaluacion = revisar(editado, Now())
    evaluacion.codificaciones.create(variable="relevante", valor="si")
    editado.refresh_from_db()
    assert editado.version == 5
    historia = leer(client, f"{editado.get_absolute_url()}historia/")
    assert [f'id="version-{n}"' in historia for n in (1, 2, 3, 4, 5, 6)] == [True] * 5 + [False]
    assert "No consta ninguna evaluación" in version(client, editado, 3)
    assert "No consta ninguna evaluación" not in version(client, editado, 5)


def test_a_draft_review_makes_none(client, editado):
    """What nobody sees changes nothing that anybody sees."""
    evaluacion = revisar(editado)
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
