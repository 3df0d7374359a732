"""What the tests of the ledger share."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from compromisos.models import Compromiso, Evaluacion
from gobierno_abierto.bitacora.models import Entrada, Sello
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Plan
from secretariados.models import Jurisdiccion
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.portal.carpeta_chica import CarpetaChica

C06 = "MX-PA15-C06"
NUMEROS = count(1)


@contextmanager
def como_web() -> Iterator[CursorWrapper]:
    """A cursor with the role of the web workers, which owns nothing. What is refused undoes the
    transaction, and so the role."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE gobierno_web")
        yield cursor
        if not connection.needs_rollback:  # undone on purpose: the role goes with it
            cursor.execute("RESET ROLE")


def en_hilos(*tareas: Callable[[], object]) -> None:
    """Run each in a thread with a connection of its own; an error in any is this test's."""
    errores: list[BaseException] = []

    def hacer(tarea: Callable[[], object]) -> None:
        try:
            tarea()
        except BaseException as error:
            errores.append(error)
        finally:
            connections.close_all()

    hilos = [threading.Thread(target=hacer, args=[tarea]) for tarea in tareas]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(60)
    assert not any(hilo.is_alive() for hilo in hilos)
    if errores:
        raise errores[0]


@pytest.fixture
def chico(tmp_path) -> Plan:
    """A database that really commits, with little in it: a place, a source and a public plan."""
    from gobierno_abierto.portal.historia.carga import cargar

    CarpetaChica(tmp_path)
    cargar(tmp_path)
    return plan_chico()


def plan_chico() -> Plan:
    return PlanFactory(
        clave=f"libro-{next(NUMEROS)}",
        publicado=True,
        jurisdiccion=Jurisdiccion.objects.get(clave="ej"),
    )


@pytest.fixture
def compromiso(chico):
    return CompromisoFactory(plan=chico, publicado=True)


def revisar(compromiso: Compromiso, publicado_en=None) -> Evaluacion:
    """An independent review of its design, a draft unless told when it was published."""
    return Evaluacion.objects.create(
        clave=f"{compromiso.clave}-MRI-diseno",
        compromiso=compromiso,
        momento="diseno",
        vocabulario="ogp_desde_2019",
        evaluador="MRI",
        fuente=Fuente.objects.first(),
        publicado_en=publicado_en,
    )


@pytest.fixture
def bitacora(compromiso):
    """A sealed ledger of several heads, as it is today."""
    for n in range(4):
        Compromiso.objects.filter(pk=compromiso.pk).update(notas=f"Nota número {n}")
        sellar_todo()
    return compromiso


def ultima(tipo: str, clave: str) -> Entrada:
    entrada = Entrada.objects.filter(objeto_tipo=tipo, objeto_clave=clave).order_by("pk").last()
    assert entrada is not None
    return entrada


def sellos() -> list[int]:
    return list(Sello.objects.order_by("secuencia").values_list("secuencia", flat=True))


def leer(client, direccion, estado=200):
    respuesta = client.get(direccion)
    assert respuesta.status_code == estado, direccion
    return respuesta.content.decode()


DE_LA_HORA = ("bitacora_entrada", "bitacora_sello", "compromisos_compromiso")


def redatar(desde: int, instante) -> None:
    """As the owner of the tables: what was sealed from that place on, as if of another instant."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for tabla in DE_LA_HORA:
            cursor.execute(f"ALTER TABLE {tabla} DISABLE TRIGGER USER")
        suyas = "SELECT entrada_id FROM bitacora_sello WHERE secuencia >= %(desde)s"
        for orden in (
            f"UPDATE bitacora_entrada SET instante = %(instante)s WHERE id IN ({suyas})",
            "UPDATE bitacora_sello SET consta_desde = %(instante)s WHERE secuencia >= %(desde)s",
            "UPDATE compromisos_compromiso SET actualizado = %(instante)s",
        ):
            cursor.execute(orden, {"desde": desde, "instante": instante})
        for tabla in DE_LA_HORA:
            cursor.execute(f"ALTER TABLE {tabla} ENABLE TRIGGER USER")


@pytest.fixture
def editado():
    """C06 as if it had been loaded yesterday and edited an hour ago and just now: each version and
    its instant. The whole of a test is one transaction, so that they are put by hand."""
    ahora = timezone.now()
    cuando = {1: ahora - timedelta(days=1), 2: ahora - timedelta(hours=1), 3: ahora}
    for version, instante in cuando.items():
        nuevas = Sello.objects.count() + 1 if version > 1 else 1
        if version > 1:
            Compromiso.objects.filter(clave=C06).update(
                titulo=f"Padrón abierto, redacción {version}"
            )
        sellar_todo()
        redatar(nuevas, instante)
    return cuando
