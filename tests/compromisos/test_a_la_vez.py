"""Several of one side who report the same at the same instant."""

import threading

import pytest
from django.test import Client
from django.urls import reverse

from compromisos.models import Reporte
from gobierno_abierto.comun.roles import Rol
from secretariados.models import Institucion, Jurisdiccion
from tests.bitacora.conftest import chico, en_hilos
from tests.compromisos.factories import (
    ActividadFactory,
    CompromisoFactory,
    MetaFactory,
    PlanFactory,
)
from tests.cuentas.casas import cuenta
from tests.secretariados.acordar import acordar
from tests.secretariados.factories import sentar_a_los_tres

__all__ = ["chico"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("chico")]

CUATRO = 4


@pytest.fixture
def casa():
    return sentar_a_los_tres(
        clave="a-la-vez", jurisdiccion=Jurisdiccion.objects.get(clave="ej"), procedencia="portal"
    )


@pytest.fixture
def actividad(casa):
    """Of the government's side, in a database that really commits."""
    plan = PlanFactory(
        clave="a-la-vez", prefijo="EJ-ALV", procedencia="portal",
        jurisdiccion=casa.jurisdiccion, secretariado=casa,
    )  # fmt: skip
    compromiso = CompromisoFactory(plan=plan)
    compromiso.responsables.create(institucion=Institucion.objects.first())
    meta = MetaFactory(compromiso=compromiso)
    ActividadFactory(meta=meta)
    acordar(plan, compromiso, meta)
    return meta.actividades.get()


def test_one_draft_is_begun_and_the_others_are_led_to_it(casa, actividad, periodo):
    persona = cuenta(Rol.MIEMBRO, casa, lado="gobierno")
    navegadores = [Client() for _uno in range(CUATRO)]
    for navegador in navegadores:
        navegador.force_login(persona)
    salida, respuestas = threading.Barrier(CUATRO), []

    def reportar(navegador, numero):
        datos = {
            "actividad": actividad.pk, "periodo": periodo, "estado": "en_curso",
            "texto": f"Lo que escribió {numero}.", "obstaculos": "Falta presupuesto.",
        }  # fmt: skip
        salida.wait(30)
        respuestas.append(navegador.post(reverse("admin:compromisos_reporte_add"), datos))

    en_hilos(*(lambda n=n: reportar(navegadores[n], n) for n in range(CUATRO)))
    reporte = Reporte.objects.get()
    assert sorted(respuesta.status_code for respuesta in respuestas) == [200, 200, 200, 302]
    suyo = reverse("admin:compromisos_reporte_change", args=[reporte.pk])
    for respuesta in respuestas:
        if respuesta.status_code == 200:
            pagina = respuesta.content.decode()
            assert (
                f'Ya hay un borrador de esa actividad en ese semestre: <a href="{suyo}">' in pagina
            )
            assert "Lo que escribió" in pagina
