"""Sides that answer at the same instant, and whoever takes back or leaves meanwhile."""

import os
import threading
from itertools import count

import pytest
from django.db import IntegrityError
from django.utils import timezone

from gobierno_abierto.bitacora.models import Entrada
from secretariados.models import Acuerdo, Asiento, Jurisdiccion
from tests.bitacora.conftest import chico, en_hilos
from tests.secretariados.factories import PropuestaFactory, sentar_a_los_tres

__all__ = ["chico"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("chico")]

RONDAS = 200 if os.environ.get("LARGO") else 10
NUMEROS = count(1)


@pytest.fixture
def mesa():
    def hacer():
        secretariado = sentar_a_los_tres(
            clave=f"carrera-{next(NUMEROS)}", jurisdiccion=Jurisdiccion.objects.get(clave="ej")
        )
        return PropuestaFactory(secretariado=secretariado), list(secretariado.asientos.all())

    return hacer


def a_la_vez(*actos):
    """Each in a thread, all begun at once. True of those that were not refused."""
    salida, hechos = threading.Barrier(len(actos)), [False] * len(actos)

    def hacer(lugar):
        salida.wait(30)
        try:
            actos[lugar]()
        except IntegrityError:
            return
        hechos[lugar] = True

    en_hilos(*(lambda n=lugar: hacer(n) for lugar in range(len(actos))))
    return hechos


def consentir(acto, asiento):
    return lambda: acto.registrar_posicion(asiento, "consiente")


def terminar(asiento):
    Asiento.objects.filter(pk=asiento.pk).update(
        hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
    )


def test_three_consents_at_once_make_one_adoption(mesa):
    for _ronda in range(RONDAS):
        acto, asientos = mesa()
        hechos = a_la_vez(*(consentir(acto, asiento) for asiento in asientos))
        acto.refresh_from_db()
        assert hechos == [True] * 3
        assert acto.estado == "adoptado"
        entradas = Entrada.objects.filter(objeto_clave=acto.clave, parte=None)
        assert [e.despues["estado"] for e in entradas if "estado" in e.despues] == [
            "propuesto",
            "adoptado",
        ]


def test_of_consent_and_objection_at_once_nothing_is_adopted(mesa):
    for _ronda in range(RONDAS):
        acto, asientos = mesa()
        acto.registrar_posicion(asientos[0], "consiente")
        a_la_vez(
            consentir(acto, asientos[1]),
            lambda acto=acto, a=asientos[2]: acto.registrar_posicion(a, "no_consiente", "No"),
        )
        acto.refresh_from_db()
        assert acto.estado == "rechazado"


def test_the_third_consent_against_taking_it_back(mesa):
    for _ronda in range(RONDAS):
        acto, asientos = mesa()
        for asiento in asientos[:2]:
            acto.registrar_posicion(asiento, "consiente")
        consintio, retiro = a_la_vez(
            consentir(acto, asientos[2]),
            lambda acto=acto: acto.retirar("Hay otra mejor"),
        )
        acto.refresh_from_db()
        assert consintio != retiro
        assert (acto.estado == "adoptado", acto.publico) == (consintio, consintio)
        assert acto.posiciones.count() == 2 + consintio


def test_the_third_consent_against_who_leaves(mesa):
    """Either it was agreed while the three sat, or it was not agreed."""
    for _ronda in range(RONDAS):
        acto, asientos = mesa()
        for asiento in asientos[:2]:
            acto.registrar_posicion(asiento, "consiente")
        a_la_vez(
            consentir(acto, asientos[2]),
            lambda a=asientos[0]: terminar(a),
        )
        acto.refresh_from_db()
        se_fue = Entrada.objects.get(
            objeto_clave=acto.secretariado.clave, despues__fin_motivo="Se retiró"
        )
        adopcion = Entrada.objects.filter(
            objeto_clave=acto.clave, parte=None, despues__estado="adoptado"
        ).first()
        assert (acto.estado == "adoptado") == (adopcion is not None)
        assert adopcion is None or adopcion.pk < se_fue.pk
        assert acto.posiciones.count() == 3


def test_no_side_is_left_over(mesa):
    """Two accounts of one side at once: one voice."""
    for _ronda in range(RONDAS):
        acto, asientos = mesa()
        a_la_vez(*[consentir(acto, asientos[0])] * 4)
        assert acto.posiciones.count() == 1
        assert Acuerdo.objects.get(pk=acto.pk).estado == "propuesto"
