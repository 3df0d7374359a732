"""No way to adopt without the three sides, nor to change what they agreed, whatever anybody tries:
by the portal or with SQL."""

import os
from contextlib import contextmanager

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings

from tests.bitacora.conftest import chico
from tests.secretariados.mesa import Mesa

__all__ = ["chico"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("chico")]

EJEMPLOS = 250 if os.environ.get("LARGO") else 8  # of twenty steps


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


@contextmanager
def sin(disparadores):
    """Without triggers of those tables, each told `table.name`."""
    quitados = []
    with connection.cursor() as cursor:
        for tabla, nombre in (disparador.split(".") for disparador in disparadores):
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
                [tabla, f"pgtrigger_{nombre}%"],
            )
            ((suyo,),) = cursor.fetchall()
            cursor.execute(f"ALTER TABLE {tabla} DISABLE TRIGGER {suyo}")
            quitados.append((tabla, suyo))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for tabla, suyo in quitados:
                cursor.execute(f"ALTER TABLE {tabla} ENABLE TRIGGER {suyo}")


HACEN_FALTA = [
    ["secretariados_acuerdo.acuerdo_segun_posiciones"],
    ["compromisos_compromiso.conforme_a_lo_acordado"],
    ["secretariados_cambiopropuesto.lo_que_se_lee_no_cambia"],
]
TAMBIEN = [
    ["secretariados_acuerdo.lo_adoptado_se_aplica"],
    ["planes_plan.conforme_a_lo_acordado"],
    ["planes_plan.procedencia_de_la_carga"],
    # Either would do: that the commitment's version moves is a change of it too.
    ["compromisos_responsable.conforme_a_lo_acordado", "compromisos_responsable.mueve_version"],
]


@pytest.mark.parametrize(
    "disparadores", [*HACEN_FALTA, *(TAMBIEN if os.environ.get("LARGO") else [])], ids=" ".join
)
def test_without_any_of_its_triggers_a_way_is_found(disparadores):
    """That the test above could fail."""
    with sin(disparadores), pytest.raises(AssertionError):
        probar(phases=[Phase.generate], report_multiple_bugs=False, max_examples=max(100, EJEMPLOS))
