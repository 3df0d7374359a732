"""Sealing: everything once, in an order that no late transaction can slip into."""

import threading
import time
from itertools import pairwise

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Checkpoint, Entrada, Sello
from gobierno_abierto.bitacora.prueba.arbol import (
    Memoria,
    raiz,
    raiz_por_inclusion,
    son_consistentes,
)
from gobierno_abierto.bitacora.prueba.nota import Cabeza, abrir
from gobierno_abierto.bitacora.sellado import LOTE, sellar, sellar_todo
from gobierno_abierto.bitacora.verificacion import verificar
from gobierno_abierto.portal.trabajador import Trabajador, avisar_si_no_se_sella
from tests.bitacora.conftest import en_hilos, sellos

pytestmark = pytest.mark.django_db(transaction=True)


def tocar(compromiso, texto="Otra nota"):
    Compromiso.objects.filter(pk=compromiso.pk).update(notas=texto)


class TestSellar:
    def test_every_entry_once_and_without_gaps(self, compromiso):
        sellar_todo()
        tocar(compromiso)
        tocar(compromiso, "Y otra")
        assert sellar_todo() == 2
        assert sellar_todo() == 0
        assert sellos() == list(range(1, Entrada.objects.count() + 1))
        verificar()

    def test_each_head_is_signed_and_gives_its_root(self, compromiso):
        sellar_todo()
        tocar(compromiso)
        sellar_todo()
        hojas = [bytes(hoja) for hoja in Sello.objects.values_list("hoja", flat=True)]
        assert Checkpoint.objects.count() == 2
        for cabeza in Checkpoint.objects.all():
            dicha = Cabeza.leer(abrir(cabeza.nota)[0])
            assert dicha.tamano == cabeza.tamano
            assert dicha.raiz == raiz(cabeza.tamano, Memoria(hojas[: cabeza.tamano]))

    def test_nothing_is_sealed_while_an_older_transaction_may_still_write(self, compromiso):
        """It would have to go before what is sealed already."""
        sellar_todo()
        abierta, terminar = threading.Event(), threading.Event()

        def lenta():
            with transaction.atomic():
                Compromiso.objects.filter(pk=compromiso.pk).update(notas="Lenta")
                abierta.set()
                assert terminar.wait(30)

        def rapida():
            assert abierta.wait(30)
            compromiso.plan.notas = "Rápida"
            compromiso.plan.save()
            assert sellar().sellados == 0
            assert Entrada.objects.por_sellar().count() == 1
            terminar.set()

        en_hilos(lenta, rapida)
        assert sellar_todo() == 2

    def test_two_sealers_at_once_do_not_seal_twice(self, compromiso):
        for n in range(20):
            tocar(compromiso, f"Nota {n}")
        en_hilos(*([sellar_todo] * 4))
        sellar_todo()
        assert sellos() == list(range(1, Entrada.objects.count() + 1))
        verificar()

    def test_from_where_it_was_left(self, compromiso):
        """What the worker does: it looks only at what came since it last looked."""
        _, frontera = sellar()
        assert sellar(frontera).sellados == 0
        tocar(compromiso)
        sellados, siguiente = sellar(frontera)
        assert (sellados, siguiente > frontera) == (1, True)

    def test_entries_of_a_restored_copy_are_sealed_whatever_their_numbers(self, compromiso):
        """Transaction numbers begin again in another server."""
        sellar_todo()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bitacora_entrada (xid, tipo, via, objeto_tipo, objeto_clave, version, "
                "antes) VALUES (9000000000, 'alta', 'orden', 'plan', 'x', 1, '{}')"
            )
        assert sellar_todo() == 1

    def test_more_than_a_batch(self, compromiso, monkeypatch):
        monkeypatch.setattr("gobierno_abierto.bitacora.sellado.LOTE", 3)
        assert LOTE > 3
        for n in range(10):
            tocar(compromiso, f"Nota {n}")
        sellar_todo()
        assert sellos() == list(range(1, Entrada.objects.count() + 1))
        verificar()


class TestTrabajador:
    def test_seals_within_two_seconds(self, compromiso):
        trabajador = Trabajador()

        def esperar():
            try:
                time.sleep(0.5)
                tocar(compromiso)
                limite = time.monotonic() + 2
                while Entrada.objects.por_sellar().exists():
                    assert time.monotonic() < limite
                    time.sleep(0.05)
            finally:
                trabajador.parar()

        en_hilos(trabajador.trabajar, esperar)
        assert sellos()[-1] == Entrada.objects.count()

    def test_what_keeps_it_waiting_is_said(self, compromiso, caplog):
        sellar_todo()
        tocar(compromiso)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE bitacora_entrada DISABLE TRIGGER USER")
            cursor.execute("UPDATE bitacora_entrada SET instante = instante - interval '2 min'")
            cursor.execute("ALTER TABLE bitacora_entrada ENABLE TRIGGER USER")
        avisar_si_no_se_sella()
        assert "sin sellar" in caplog.text
        caplog.clear()
        sellar_todo()
        avisar_si_no_se_sella()
        assert caplog.text == ""


class TestSeguir:
    def test_a_reader_misses_nothing_and_sees_nothing_twice(self, compromiso):
        """Eight writers, some of which regret it; the sealer; and one reader with `desde`."""
        sellar_todo()
        inicio = sellos()[-1]
        escribiendo = threading.Semaphore(0)
        confirmados: list[str] = []

        def escribir(numero: int):
            for n in range(12):
                texto, confirmar = f"Escritor {numero}, nota {n}", (n + numero) % 4 != 0
                with transaction.atomic():
                    Compromiso.objects.create(
                        plan=compromiso.plan,
                        clave=f"{compromiso.plan.prefijo}-C{numero}-{n}",
                        titulo=texto,
                        publicado_en=compromiso.publicado_en,
                    )
                    time.sleep(0.002 * ((n * 7 + numero) % 5))
                    transaction.set_rollback(not confirmar)
                if confirmar:
                    confirmados.append(texto)
            escribiendo.release()

        leidos: list[dict] = []

        def leer():
            faltan, desde = 8, inicio
            while True:
                while escribiendo.acquire(blocking=False):
                    faltan -= 1
                sellar_todo()
                pagina = Client().get(f"/api/v1/cambios/?desde={desde}&page_size=7").json()
                leidos.extend(pagina["results"])
                if pagina["results"]:
                    desde = pagina["results"][-1]["secuencia"]
                elif faltan <= 0:
                    return

        en_hilos(leer, *(lambda n=n: escribir(n) for n in range(8)))
        assert [c["secuencia"] for c in leidos] == list(
            range(inicio + 1, inicio + len(confirmados) + 1)
        )
        titulos = [c["campos"]["titulo"]["despues"] for c in leidos]
        assert sorted(titulos) == sorted(confirmados)
        assert len(set(titulos)) == len(titulos)
        connections.close_all()


class TestDirecciones:
    """What whoever checks from outside asks for."""

    @pytest.fixture
    def sellada(self, compromiso):
        for n in range(5):
            tocar(compromiso, f"Nota {n}")
            sellar_todo()
        return sellos()[-1]

    def test_proof_of_inclusion(self, client, sellada):
        for secuencia in (1, sellada // 2, sellada):
            prueba = client.get(f"/bitacora/prueba/{secuencia}/").json()
            camino = [bytes.fromhex(paso) for paso in prueba["prueba"]]
            hoja = bytes.fromhex(prueba["hoja"])
            dada = raiz_por_inclusion(secuencia - 1, prueba["tamano"], hoja, camino)
            assert dada == Cabeza.leer(abrir(prueba["checkpoint"])[0]).raiz
            dicho = client.get(f"/api/v1/cambios/{secuencia}/").json()
            assert dicho.pop("hoja") == prueba["hoja"]
            del dicho["url"]
            assert dicho == prueba["contenido"]

    def test_proof_of_consistency(self, client, sellada):
        tamanos = list(Checkpoint.objects.order_by("tamano").values_list("tamano", flat=True))
        raices = {c.tamano: bytes(c.raiz) for c in Checkpoint.objects.all()}
        for antes, despues in pairwise(tamanos):
            dada = client.get(f"/bitacora/consistencia/{antes}/{despues}/").json()["prueba"]
            camino = [bytes.fromhex(paso) for paso in dada]
            assert son_consistentes(antes, despues, raices[antes], raices[despues], camino)

    def test_few_queries(self, client, sellada, django_assert_max_num_queries):
        for direccion in (
            f"/bitacora/prueba/{sellada}/",
            f"/bitacora/consistencia/1/{sellada}/",
            "/bitacora/checkpoint",
            "/bitacora/testigos.json",
        ):
            with django_assert_max_num_queries(4):
                assert client.get(direccion).status_code == 200

    @pytest.mark.parametrize(
        "direccion",
        [
            "/bitacora/99999/",
            "/bitacora/prueba/99999/",
            "/bitacora/prueba/0/",
            "/bitacora/consistencia/0/1/",
            "/bitacora/consistencia/2/1/",
            "/bitacora/consistencia/1/99999/",
            "/bitacora/checkpoint?tamano=99999",
            "/bitacora/checkpoint?tamano=uno",
            f"/bitacora/prueba/{10**30}/",
            f"/bitacora/{10**30}/",
        ],
    )
    def test_what_there_is_not(self, client, sellada, direccion):
        assert client.get(direccion).status_code == 404

    def test_before_anything_is_sealed(self, client, db):
        for direccion in ("/bitacora/checkpoint", "/bitacora/clave"):
            respuesta = client.get(direccion)
            assert respuesta.status_code == 503
            assert respuesta["Retry-After"]
        assert client.get("/bitacora/").status_code == 200
        assert client.get("/bitacora/testigos/").status_code == 200

    def test_what_is_not_sealed_yet_says_so(self, client, compromiso):
        sellar_todo()
        tocar(compromiso)
        for pagina in ("/bitacora/", f"/compromisos/{compromiso.clave}/historia/"):
            assert "Por sellar" in client.get(pagina).content.decode()
        sellar_todo()
        for pagina in ("/bitacora/", f"/compromisos/{compromiso.clave}/historia/"):
            assert "Por sellar" not in client.get(pagina).content.decode()
