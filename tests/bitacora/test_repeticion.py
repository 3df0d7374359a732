"""The ledger replayed is the tables, whatever anybody does: by every door, at once, and undone.

The replay here is not the portal's own (the views of `pasado`): it folds what the API exports, as
an outsider would, and compares it with the tables as SQL gives them to the web's role.
"""

import json
import os
import threading
from datetime import datetime
from itertools import count

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections, transaction
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from compromisos.models import Compromiso, Responsable
from gobierno_abierto.bitacora.models import Entrada, TextoBorrable
from gobierno_abierto.bitacora.pasado import lo_que_no_concuerda
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Plan
from secretariados.models import Asiento, Institucion, Secretariado
from tests.admin.formularios import datos_del_formulario
from tests.bitacora.conftest import como_web, en_hilos, plan_chico
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.cuentas.casas import sentar
from tests.secretariados.acordar import acordar
from tests.secretariados.factories import sentar_a_los_tres

pytestmark = pytest.mark.django_db(transaction=True)

# The act and its change, three positions, that it is adopted, and what changes with it.
POR_ACUERDO = 2 + 3 + 1 + 1
EJEMPLOS = 60 if os.environ.get("LARGO") else 3
INSTANTES = ("publicado_en", "retirado_en", "resuelto_en", "dada_en")
numeros = count(1)


def repetida() -> dict[tuple, dict]:
    """(kind, key, part, number) → fields, from the exported ledger alone."""
    filas: dict[tuple, dict] = {}
    exportado = b"".join(Client().get("/api/v1/cambios.ndjson").streaming_content)
    for linea in exportado.decode().splitlines():
        cambio = json.loads(linea)
        parte = cambio["parte"] or {"tipo": None, "numero": None}
        llave = (cambio["objeto_tipo"], cambio["objeto_clave"], parte["tipo"], parte["numero"])
        if cambio["tipo"] == "supresion":
            continue
        if cambio["accion"] == "desaparece":
            del filas[llave]
            continue
        assert (llave in filas) == (cambio["accion"] == "cambia")
        fila = filas.setdefault(llave, {})
        for campo, valores in cambio["campos"].items():
            if cambio["accion"] == "cambia":
                assert fila[campo] == valores["antes"]
            fila[campo] = valores["despues"]
    return filas


TABLAS = {
    # kind, part → query that gives (key, number, row as JSON), references by key
    ("compromiso", None): """
        SELECT c.clave, NULL, to_jsonb(c) || jsonb_build_object('plan', p.clave, 'mesa', m.clave)
        FROM compromisos_compromiso c JOIN planes_plan p ON p.id = c.plan_id
        LEFT JOIN planes_mesa m ON m.id = c.mesa_id WHERE c.publicado_en IS NOT NULL""",
    ("compromiso", "responsable"): """
        SELECT c.clave, r.id, to_jsonb(r) || jsonb_build_object('institucion', i.clave)
        FROM compromisos_responsable r JOIN compromisos_compromiso c ON c.id = r.compromiso_id
        JOIN secretariados_institucion i ON i.id = r.institucion_id
        WHERE c.publicado_en IS NOT NULL""",
    ("secretariado", "asiento"): """
        SELECT s.clave, a.id, to_jsonb(a) || jsonb_build_object('institucion', i.clave,
            'persona', t.huella)
        FROM secretariados_asiento a JOIN secretariados_secretariado s ON s.id = a.secretariado_id
        LEFT JOIN secretariados_institucion i ON i.id = a.institucion_id
        LEFT JOIN bitacora_textoborrable t ON t.id = a.persona_id
        WHERE s.publicado_en IS NOT NULL""",
    ("acuerdo", None): """
        SELECT a.clave, NULL, to_jsonb(a)
            || jsonb_build_object('secretariado', s.clave, 'sesion', z.clave)
        FROM secretariados_acuerdo a LEFT JOIN secretariados_sesion z ON z.id = a.sesion_id
        LEFT JOIN secretariados_secretariado s ON s.id = a.secretariado_id
        WHERE a.publicado_en IS NOT NULL""",
    ("acuerdo", "cambiopropuesto"): """
        SELECT a.clave, c.id, to_jsonb(c) FROM secretariados_cambiopropuesto c
        JOIN secretariados_acuerdo a ON a.id = c.acuerdo_id WHERE a.publicado_en IS NOT NULL""",
    ("acuerdo", "posicion"): """
        SELECT a.clave, p.id, to_jsonb(p) FROM secretariados_posicion p
        JOIN secretariados_acuerdo a ON a.id = p.acuerdo_id WHERE a.publicado_en IS NOT NULL""",
    ("fuente", None): """
        SELECT clave, NULL, to_jsonb(f) FROM fuentes_fuente f WHERE publicado_en IS NOT NULL""",
}


def en_las_tablas() -> dict[tuple, dict]:
    filas = {}
    with como_web() as cursor:
        cursor.execute("SET timezone = 'UTC'")
        for (tipo, parte), consulta in TABLAS.items():
            cursor.execute(consulta)
            for clave, numero, fila in cursor.fetchall():
                filas[tipo, clave, parte, numero] = json.loads(fila)
        cursor.execute("RESET timezone")
    return filas


def iguales(campo: str, uno, otro) -> bool:
    if campo in INSTANTES and uno and otro:
        return datetime.fromisoformat(uno) == datetime.fromisoformat(otro)
    return uno == otro


class Portal(RuleBasedStateMachine):
    """People, commands and a careless administrator of the database, in any order."""

    def __init__(self):
        super().__init__()
        self.plan = plan_chico()  # each run its own, so that it can be repeated
        Plan.objects.filter(pk=self.plan.pk).update(secretariado=Secretariado.objects.first())
        self.de_aqui = PlanFactory(
            clave=f"de-aqui-{next(numeros)}",
            prefijo=f"EJ-AQUI-{next(numeros)}",
            procedencia="portal",
            jurisdiccion=self.plan.jurisdiccion,
            secretariado=sentar_a_los_tres(jurisdiccion=self.plan.jurisdiccion),
        )
        acordar(self.de_aqui)
        self.esperadas = Entrada.objects.count()
        self.instituciones = list(Institucion.objects.filter(publico=True))
        self.cliente = Client()
        self.cliente.force_login(get_user_model().objects.get(username="miembro"))

    def palabra(self) -> str:
        return f"Palabra {next(numeros)}"

    def clave(self, plan=None) -> str:
        return f"{(plan or self.plan).prefijo}-C{next(numeros)}"

    def publicos(self) -> list[int]:
        return list(self.plan.compromisos.filter(publico=True).values_list("pk", flat=True))

    @rule(publicar=st.booleans())
    def crear(self, publicar):
        CompromisoFactory(
            plan=self.plan,
            numero=None,
            clave=self.clave(),
            publicado=publicar,
        )
        self.esperadas += publicar

    @rule(cuantos=st.integers(1, 4))
    def bulk_create(self, cuantos):
        Compromiso.objects.bulk_create(
            Compromiso(
                clave=self.clave(),
                plan=self.plan,
                titulo=self.palabra(),
                publicado_en=Now(),
            )
            for _ in range(cuantos)
        )
        self.esperadas += cuantos

    @precondition(lambda self: self.publicos())
    @rule()
    def update(self):
        self.esperadas += Compromiso.objects.filter(pk__in=self.publicos()).update(
            notas=self.palabra()
        )

    @precondition(lambda self: self.publicos())
    @rule()
    def update_que_no_cambia_nada(self):
        fila = Compromiso.objects.filter(pk__in=self.publicos()).first()
        Compromiso.objects.filter(pk=fila.pk).update(notas=fila.notas, titulo=fila.titulo)

    @precondition(lambda self: self.publicos())
    @rule(deshacer=st.booleans())
    def sql_de_la_web(self, deshacer):
        with transaction.atomic(), como_web() as cursor:
            cursor.execute(
                "UPDATE compromisos_compromiso SET titulo = %s WHERE id = %s",
                [self.palabra(), self.publicos()[-1]],
            )
            cursor.execute("RESET ROLE")
            transaction.set_rollback(deshacer)
        self.esperadas += not deshacer

    @precondition(lambda self: self.publicos())
    @rule()
    def formulario(self):
        """The admin's form, as a browser sends it."""
        compromiso = Compromiso.objects.get(pk=self.publicos()[0])
        direccion = reverse("admin:compromisos_compromiso_change", args=[compromiso.pk])
        datos = datos_del_formulario(self.cliente.get(direccion))
        datos |= {
            "titulo": self.palabra(),
            "correccion_fuente": Fuente.objects.first().pk,
            "correccion_nota": "Para probar",
        }
        assert self.cliente.post(direccion, datos).status_code == 302
        self.esperadas += 2  # with the citation

    @rule()
    def accion(self):
        """Publishing drafts from the admin's list."""
        borradores = list(
            self.plan.compromisos.filter(publicado_en=None).values_list("pk", flat=True)
        )
        if not borradores:
            return
        partes = Responsable.objects.filter(compromiso__in=borradores).count()
        respuesta = self.cliente.post(
            reverse("admin:compromisos_compromiso_changelist"),
            {"action": "publicar", "confirmo": "on", "_selected_action": borradores},
        )
        assert respuesta.status_code == 302
        self.esperadas += len(borradores) + partes

    @precondition(lambda self: self.plan.compromisos.exists())
    @rule(quitar=st.booleans(), cual=st.integers(0, 50))
    def partes(self, quitar, cual):
        compromisos = list(self.plan.compromisos.order_by("pk"))
        compromiso = compromisos[cual % len(compromisos)]
        suyas = compromiso.responsables.all()
        libres = [i for i in self.instituciones if not suyas.filter(institucion=i).exists()]
        if quitar and suyas:
            suyas[0].delete()
        elif libres:
            Responsable.objects.create(compromiso=compromiso, institucion=libres[0])
        else:
            return
        self.esperadas += compromiso.publicado_en is not None

    @rule()
    def orden(self):
        """A command: somebody asks that their name be erased."""
        secretariado = Secretariado.objects.get(clave="ej-comite")
        persona = TextoBorrable.objects.escribir("secretariado", "ej-comite", self.palabra())
        Asiento.objects.create(secretariado=secretariado, papel="facilitador", persona=persona)
        persona.suprimir()
        self.esperadas += 2

    @rule(nuevo=st.booleans())
    def acuerdo(self, nuevo):
        """What was made here: the three sides publish it, or change its text."""
        suyos = Compromiso.objects.filter(plan=self.de_aqui)
        if nuevo or not suyos:
            suyo = CompromisoFactory(plan=self.de_aqui, numero=None, clave=self.clave(self.de_aqui))
            acordar(suyo)
        else:
            acordar(suyos.first(), titulo=self.palabra())
        self.esperadas += POR_ACUERDO

    @precondition(lambda self: len(self.publicos()) > 1)
    @rule(retirar=st.booleans())
    def retirar(self, retirar):
        filas = Compromiso.objects.filter(pk=self.publicos()[0])
        filas.update(retirado_en=Now(), retiro_motivo="Para probar")
        self.esperadas += 1
        if not retirar:  # a withdrawal that was a mistake
            filas.update(retirado_en=None, retiro_motivo=None)
            self.esperadas += 1

    @precondition(lambda self: self.publicos())
    @rule(escritores=st.lists(st.booleans(), min_size=2, max_size=4))
    def a_la_vez(self, escritores):
        """Several at once on the same row; some regret it."""
        pk = self.publicos()[0]
        listos = threading.Barrier(len(escritores))

        def escribir(confirmar: bool):
            with transaction.atomic():
                assert Compromiso.objects.filter(pk=pk).exists()  # begun: whoever writes first
                listos.wait(30)
                Compromiso.objects.filter(pk=pk).update(notas=self.palabra())
                Compromiso.objects.filter(pk=pk).update(notas=self.palabra())
                transaction.set_rollback(not confirmar)

        en_hilos(*(lambda c=confirmar: escribir(c) for confirmar in escritores))
        self.esperadas += 2 * sum(escritores)

    @invariant()
    def one_entry_for_each_committed_change(self):
        assert Entrada.objects.count() == self.esperadas

    def teardown(self):
        assert lo_que_no_concuerda() is None
        sellar_todo()
        contadas, tablas = repetida(), en_las_tablas()
        seguidas = {llave for llave in contadas if (llave[0], llave[2]) in TABLAS}
        assert seguidas == set(tablas)
        for llave in seguidas:
            for campo, valor in contadas[llave].items():
                assert iguales(campo, valor, tablas[llave][campo]), (llave, campo)
        connections.close_all()


def test_who_begins_first_and_writes_last(compromiso):
    """Its instant is before that of what it follows, in the table and in the ledger."""
    empezada, escrita = threading.Event(), threading.Event()

    def lenta():
        with transaction.atomic():
            assert Compromiso.objects.filter(pk=compromiso.pk).exists()
            empezada.set()
            assert escrita.wait(30)
            for nota in ("Tarde", "Más tarde"):
                Compromiso.objects.filter(pk=compromiso.pk).update(notas=nota)

    def rapida():
        assert empezada.wait(30)
        Compromiso.objects.filter(pk=compromiso.pk).update(notas="Pronto")
        escrita.set()

    en_hilos(lenta, rapida)
    pronto, *tarde = Entrada.objects.filter(objeto_clave=compromiso.clave).order_by("pk")[1:]
    assert [e.version for e in (pronto, *tarde)] == [2, 3, 3]
    assert tarde[0].instante < pronto.instante
    compromiso.refresh_from_db()
    assert compromiso.actualizado == tarde[0].instante
    assert lo_que_no_concuerda() is None


def test_the_ledger_replayed_is_what_the_tables_hold(chico):
    sentar("miembro")
    assert connection.vendor == "postgresql"
    Portal.TestCase.settings = settings(
        max_examples=EJEMPLOS,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    assert Fuente.objects.exists()
    Portal.TestCase("runTest").runTest()
