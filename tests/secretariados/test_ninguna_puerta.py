"""No way to adopt without the three sides, whatever anybody tries: by the portal or with SQL."""

import os
from contextlib import contextmanager, suppress
from itertools import count

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gobierno_abierto.comun.codigos import Lado
from secretariados.consenso import Estado, Sentido
from secretariados.models import Acuerdo, Asiento, Jurisdiccion
from tests.bitacora.conftest import chico, como_web
from tests.secretariados.factories import PropuestaFactory, sentar_a_los_tres

__all__ = ["chico"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("chico")]

EJEMPLOS = 250 if os.environ.get("LARGO") else 8  # of twenty steps
NUMEROS = count(1)
LADOS, SENTIDOS, ESTADOS = (st.sampled_from(list(codigos)) for codigos in (Lado, Sentido, Estado))
LO_DICHO = ("titulo", "texto", "justificacion", "responde_hasta", "propone_lado")


@contextmanager
def intento():
    """What the database refuses is undone whole, and nothing else happens."""
    with suppress(IntegrityError), transaction.atomic():
        yield


def sql(consulta, *valores):
    """With the role of the web workers, which is what any door of the portal has."""
    with intento(), como_web() as cursor:
        cursor.execute(consulta, valores)


class Mesa(RuleBasedStateMachine):
    """Three sides that come, answer and leave; and whoever would rather not wait for them."""

    def __init__(self):
        super().__init__()
        self.secretariado = sentar_a_los_tres(
            clave=f"puerta-{next(NUMEROS)}", jurisdiccion=Jurisdiccion.objects.get(clave="ej")
        )
        self.acto = self.nuevo()
        self.resueltos: dict[int, tuple] = {}

    def nuevo(self):
        return PropuestaFactory(secretariado=self.secretariado)

    def quien_firma(self, lado):
        return self.secretariado.asientos.all().que_firman().filter(lado=lado).first()

    @rule()
    def proponer(self):
        self.acto = self.nuevo()

    @rule(lado=LADOS, sentido=SENTIDOS, razon=st.sampled_from([None, "Porque sí"]))
    def responder(self, lado, sentido, razon):
        asiento = self.quien_firma(lado)
        if asiento:
            with intento():
                self.acto.registrar_posicion(asiento, sentido, razon)

    @rule(lado=LADOS)
    def consentir(self, lado):
        self.responder(lado, Sentido.CONSIENTE, None)

    @rule()
    def retirar(self):
        with intento():
            self.acto.retirar("Por error")

    @rule()
    def vencer(self):
        with intento():
            self.acto.vencer()

    @rule(lado=LADOS)
    def irse(self, lado):
        Asiento.objects.filter(secretariado=self.secretariado, lado=lado, hasta=None).update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
        )

    @rule(lado=LADOS)
    def volver(self, lado):
        if self.quien_firma(lado) is None:
            with intento():
                self.secretariado.asientos.create(
                    lado=lado, papel="titular", oficina="Otra vez", desde=timezone.localdate(),
                    desde_precision="dia",
                )  # fmt: skip

    @rule(estado=ESTADOS)
    def sql_estado(self, estado):
        sql("UPDATE secretariados_acuerdo SET estado = %s WHERE id = %s", estado, self.acto.pk)

    @rule(estado=ESTADOS)
    def sql_nuevo(self, estado):
        sql(
            "INSERT INTO secretariados_acuerdo (clave, tipo, titulo, texto, estado, "
            "secretariado_id, propone_lado, justificacion, responde_hasta, publicado_en) "
            "VALUES (%s, 'acuerdo', 'x', 'x', %s, %s, 'gobierno', 'x', '2099-01-01', now())",
            f"ACU-PUERTA-{next(NUMEROS)}", estado, self.secretariado.pk,
        )  # fmt: skip

    @rule(lado=LADOS, sentido=SENTIDOS, papel=st.sampled_from([None, *Asiento.Papel]))
    def sql_posicion(self, lado, sentido, papel):
        sql(
            "INSERT INTO secretariados_posicion (acuerdo_id, lado, sentido, papel, razon) "
            "VALUES (%s, %s, %s, %s, 'x')",
            self.acto.pk, lado, sentido, papel,
        )  # fmt: skip

    @rule(lado=LADOS, otro=LADOS, sentido=SENTIDOS)
    def sql_otra_boca(self, lado, otro, sentido):
        sql(
            "UPDATE secretariados_posicion SET lado = %s, sentido = %s "
            "WHERE acuerdo_id = %s AND lado = %s",
            otro, sentido, self.acto.pk, lado,
        )  # fmt: skip

    @rule(lado=LADOS)
    def dar_por_cumplido(self, lado):
        asiento = self.quien_firma(lado)
        if asiento:
            with intento():
                self.acto.dar_por_cumplido(asiento)

    @rule(lado=LADOS)
    def sql_cierre(self, lado):
        sql(
            "INSERT INTO secretariados_cierre (acuerdo_id, lado) VALUES (%s, %s)",
            self.acto.pk, lado,
        )  # fmt: skip

    @rule()
    def sql_borrar_lo_dicho(self):
        sql("DELETE FROM secretariados_posicion WHERE acuerdo_id = %s", self.acto.pk)
        sql("DELETE FROM secretariados_cierre WHERE acuerdo_id = %s", self.acto.pk)

    @rule(columna=st.sampled_from(["titulo", "texto", "justificacion"]))
    def sql_texto(self, columna):
        sql(f"UPDATE secretariados_acuerdo SET {columna} = 'Otro' WHERE id = %s", self.acto.pk)

    @precondition(lambda self: self.resueltos)
    @rule()
    def sql_despublicar(self):
        sql("UPDATE secretariados_acuerdo SET retirado_en = NULL, retiro_motivo = NULL")
        sql("UPDATE secretariados_acuerdo SET publicado_en = NULL")

    @invariant()
    def what_stands_is_what_the_sides_said(self):
        for acto in Acuerdo.objects.filter(secretariado=self.secretariado):
            dichas = dict(acto.posiciones.values_list("lado", "sentido"))
            if acto.estado == Estado.CERRADO:  # adopted once, and kept as the three confirm
                assert set(acto.cierres.values_list("lado", flat=True)) == set(Lado)
                acto.estado = Estado.ADOPTADO
            entero = (acto.estado, dichas, *(getattr(acto, campo) for campo in LO_DICHO))
            if acto.estado == Estado.PROPUESTO:
                assert acto.pk not in self.resueltos
                continue
            if acto.pk not in self.resueltos:
                self.resueltos[acto.pk] = entero
                assert acto.estado in (Estado.ADOPTADO, Estado.RECHAZADO)
                if acto.estado == Estado.ADOPTADO:
                    assert all(map(self.quien_firma, Lado))
            assert self.resueltos[acto.pk] == entero
            assert (acto.estado == Estado.ADOPTADO) == (
                dichas == dict.fromkeys(Lado.values, Sentido.CONSIENTE)
            )
            if acto.estado == Estado.RECHAZADO:
                assert Sentido.NO_CONSIENTE in dichas.values()

    def teardown(self):
        connections.close_all()


def probar(**mas):
    Mesa.TestCase.settings = settings(
        **({"max_examples": EJEMPLOS} | mas),
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    Mesa.TestCase("runTest").runTest()


def test_no_way_in():
    assert connection.vendor == "postgresql"
    probar()


def test_without_its_triggers_a_way_is_found():
    """That the test above could fail."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_acuerdo_segun_posiciones%'"
        )
        ((nombre,),) = cursor.fetchall()
        cursor.execute(f"ALTER TABLE secretariados_acuerdo DISABLE TRIGGER {nombre}")
    try:
        with pytest.raises(AssertionError):
            probar(phases=[Phase.generate], report_multiple_bugs=False, max_examples=50)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE secretariados_acuerdo ENABLE TRIGGER {nombre}")
