"""Importing again: nothing is written, and what a person edited is hers."""

import pytest

from compromisos.models import Codificacion, Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.fuentes.models import Afirmacion
from gobierno_abierto.portal.historia.carga import cargar
from gobierno_abierto.portal.ogp.importacion import importar
from tests.ogp.conftest import DATOS
from tests.portal.historia_cargada import reponer_historia

# Versions move once per transaction: these tests need real ones.
pytestmark = pytest.mark.django_db(transaction=True)

ARCHIVO = DATOS / "edicion_2017.csv"


@pytest.fixture(autouse=True)
def con_historia(db):
    if not Compromiso.objects.filter(clave="MX-PA15-C12").exists():
        reponer_historia()


def lo_que_hay():
    return (
        Entrada.objects.count(),
        list(Compromiso.objects.order_by("clave").values_list("clave", "version", "actualizado")),
        Codificacion.objects.count(),
        Afirmacion.objects.count(),
    )


def test_again_writes_nothing_and_what_was_edited_stays():
    importar(ARCHIVO)
    antes = lo_que_hay()
    otra = importar(ARCHIVO)
    assert not otra.cambia
    assert lo_que_hay() == antes

    suyo = Compromiso.objects.get(titulo="1.1 Catálogo de la prueba")
    assert suyo.version == suyo.version_cargada == 1
    Compromiso.objects.filter(pk=suyo.pk).update(notas="Corregido por una persona.")
    otra = importar(ARCHIVO)
    assert otra.recuentos["compromisos"].respetadas == [suyo.clave]
    suyo.refresh_from_db()
    assert suyo.notas == "Corregido por una persona."

    cargar()  # the history neither sees it nor loses anything by it
    assert importar(ARCHIVO).recuentos["compromisos"].respetadas == [suyo.clave]
