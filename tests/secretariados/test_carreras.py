"""Sides that answer at the same instant, and whoever takes back or leaves meanwhile."""

import os
import threading
from itertools import count

import pytest
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.portal.historia.carga import cargar
from secretariados.models import Acuerdo, Asiento, CambioPropuesto, Institucion, Jurisdiccion
from tests.bitacora.conftest import chico, en_hilos
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.portal.carpeta_chica import CarpetaChica
from tests.secretariados.acordar import acordar, proponer
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


def a_la_vez(*actos, tambien=IntegrityError):
    """Each in a thread, all begun at once. True of those that were not refused, or ended by that
    `tambien`."""
    salida, hechos = threading.Barrier(len(actos)), [False] * len(actos)

    def hacer(lugar):
        salida.wait(30)
        try:
            actos[lugar]()
        except (IntegrityError, tambien):
            return
        hechos[lugar] = True

    en_hilos(*(lambda n=lugar: hacer(n) for lugar in range(len(actos))))
    return hechos


def consentir(acto, asiento):
    return lambda: acto.registrar_posicion(asiento, "consiente")


@pytest.fixture
def acordado():
    """A public commitment made here, and the seats of its three sides."""

    def hacer():
        ej = Jurisdiccion.objects.get(clave="ej")
        n = next(NUMEROS)
        plan = PlanFactory(
            clave=f"acordado-{n}", prefijo=f"EJ-AC{n}", procedencia="portal", jurisdiccion=ej,
            secretariado=sentar_a_los_tres(clave=f"acordado-{n}", jurisdiccion=ej),
        )  # fmt: skip
        compromiso = CompromisoFactory(plan=plan, descripcion="Como se acordó")
        compromiso.responsables.create(institucion=Institucion.objects.first())
        acordar(plan, compromiso)
        return compromiso, list(plan.secretariado.asientos.all())

    return hacer


def a_falta_de_uno(compromiso, asientos, **cambia):
    """A proposal over its text that two sides consented already."""
    acto = proponer(compromiso, **cambia)
    for asiento in asientos[:2]:
        acto.registrar_posicion(asiento, "consiente")
    return acto


def en_vigor(compromiso):
    """Its text, which is what the last agreement says."""
    texto = Compromiso.objects.get(pk=compromiso.pk).texto_acordado()
    suyos = CambioPropuesto.objects.de("compromiso", compromiso.clave)
    assert texto == suyos.adoptados().last().despues
    return texto


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


def test_two_agreements_over_one_text(acordado):
    """One is adopted and its text is whole; the other finds that it moved."""
    for _ronda in range(RONDAS):
        compromiso, asientos = acordado()
        leido = compromiso.texto_acordado()
        sin_nadie = {"responsables": []}
        actos = [
            a_falta_de_uno(compromiso, asientos, titulo="Uno", **sin_nadie),
            a_falta_de_uno(compromiso, asientos, titulo="Dos", descripcion="La segunda"),
        ]
        hechos = a_la_vez(*(consentir(acto, asientos[2]) for acto in actos))
        assert hechos == [True, True]
        for acto in actos:
            acto.refresh_from_db()
        (gano,) = [acto for acto in actos if acto.estado == "adoptado"]
        (perdio,) = [acto for acto in actos if acto != gano]
        assert perdio.estado == "vencido"
        dice = gano.cambios.get().despues
        assert en_vigor(compromiso) == dice
        assert dice in [
            leido | {"titulo": "Uno"} | sin_nadie,
            leido | {"titulo": "Dos", "descripcion": "La segunda"},
        ]


def test_agreement_against_withdrawal_of_its_proposal(acordado):
    for _ronda in range(RONDAS):
        compromiso, asientos = acordado()
        antes = compromiso.texto_acordado()
        acto = a_falta_de_uno(compromiso, asientos, titulo="Otro")
        consintio, retiro = a_la_vez(
            consentir(acto, asientos[2]), lambda acto=acto: acto.retirar("Hay otra mejor")
        )
        assert consintio != retiro
        acto.refresh_from_db()
        assert acto.estado == ("adoptado" if consintio else "propuesto")
        assert en_vigor(compromiso) == (antes | {"titulo": "Otro"} if consintio else antes)


def test_agreement_against_who_writes_without_it(acordado):
    """The text that is left is one that the three agreed, and the adoption is not lost."""
    for _ronda in range(RONDAS):
        compromiso, asientos = acordado()
        acto = a_falta_de_uno(compromiso, asientos, titulo="De los tres", responsables=[])
        suyos = Compromiso.objects.filter(pk=compromiso.pk)
        consintio, _notas, *escribieron = a_la_vez(
            consentir(acto, asientos[2]),
            lambda suyos=suyos: suyos.update(notas="Que nadie acuerda"),
            lambda suyos=suyos: suyos.update(titulo="Mío"),
            lambda c=compromiso: c.responsables.create(
                institucion=Institucion.objects.last(), papel="apoyo"
            ),
        )
        assert consintio
        assert not any(escribieron)
        assert en_vigor(compromiso)["titulo"] == "De los tres"
        assert (suyos.get().notas, suyos.get().responsables.count()) == ("Que nadie acuerda", 0)


def test_publishing_against_who_edits_the_draft(acordado):
    """What becomes public is what the sides read, or nothing does."""
    for _ronda in range(RONDAS):
        compromiso, asientos = acordado()
        borrador = CompromisoFactory(plan=compromiso.plan)
        acto = a_falta_de_uno(borrador, asientos)
        suyos = Compromiso.objects.filter(pk=borrador.pk)
        consintio, *_otros = a_la_vez(
            consentir(acto, asientos[2]),
            lambda suyos=suyos: suyos.update(titulo="De última hora"),
            lambda b=borrador: b.responsables.create(institucion=Institucion.objects.last()),
        )
        assert consintio
        assert suyos.get().publico
        assert en_vigor(borrador) == acto.cambios.get().despues


def test_agreement_against_the_load_of_the_history(acordado, tmp_path):
    """Each ends whole, though they touch the same institutions."""
    carpeta = CarpetaChica(tmp_path)
    cargar(tmp_path)
    for ronda in range(RONDAS):
        compromiso, asientos = acordado()
        antes = compromiso.texto_acordado()
        quienes = [
            {"institucion": i.clave, "lado": "gobierno", "papel": "apoyo"}
            for i in Institucion.objects.filter(clave__startswith="ej-").order_by("-pk")
        ]
        acto = a_falta_de_uno(compromiso, asientos, titulo="Otro", responsables=quienes)
        carpeta.cambiar("instituciones", nombre=f"Salud {ronda}")
        carpeta.cambiar("compromisos", titulo=f"Agua {ronda}")
        consintio, cargo = a_la_vez(
            consentir(acto, asientos[2]), lambda: cargar(tmp_path), tambien=OperationalError
        )
        assert consintio or cargo  # of two that wait for each other, one goes on
        acto.refresh_from_db()
        assert acto.estado == ("adoptado" if consintio else "propuesto")
        nuevo = {"titulo": "Otro", "responsables": quienes}
        assert en_vigor(compromiso) == (antes | nuevo if consintio else antes)
        leida = Compromiso.objects.get(clave="EJ-P1-C01").titulo
        assert (leida == f"Agua {ronda}") == cargo
        salud = Institucion.objects.get(clave="ej-salud").nombre
        assert (salud == f"Salud {ronda}") == cargo
