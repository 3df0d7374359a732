"""Two who edit with a table at once: nobody undoes what another did, and each is told."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from compromisos.models import Compromiso
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Fuente
from tests.arranque.banco import esperar
from tests.bitacora.conftest import chico, compromiso, en_hilos  # noqa: F401
from tests.portal.subido import PAGINA, en_csv, subir

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("historia")]


def hay_quien_espere():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def test_of_many_that_confirm_at_once_one_does(compromiso):  # noqa: F811
    """Each saw the same: one is done, and the others are told that it moved."""
    Compromiso.objects.filter(pk=compromiso.pk).update(notas="De antes.")
    administra = Usuario.objects.create_superuser("administra")
    fuente = Fuente.objects.publicos().first()
    navegadores = [Client() for _ in range(4)]
    for navegador in navegadores:
        navegador.force_login(administra)
    vistas = [
        subir(navegador, en_csv({"clave": compromiso.clave, "notas": f"De {n}."}), fuente)
        for n, navegador in enumerate(navegadores)
    ]
    vistos = [vista.context["visto"] for vista in vistas]
    estados = {}

    def confirma(n):
        estados[n] = navegadores[n].post(PAGINA, {"visto": vistos[n]}).status_code

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr("django.test.client.store_rendered_templates", lambda *a, **k: None)
        en_hilos(*(lambda n=n: confirma(n) for n in range(4)))
    assert sorted(estados.values()) == [302, 409, 409, 409]
    gano = next(n for n, estado in estados.items() if estado == 302)
    assert Compromiso.objects.get(pk=compromiso.pk).notas == f"De {gano}."


def test_who_looks_while_another_confirms_is_told(compromiso):  # noqa: F811
    navegador = Client()
    navegador.force_login(Usuario.objects.create_superuser("administra"))
    fuente, tabla = (
        Fuente.objects.publicos().first(),
        en_csv({"clave": compromiso.clave, "notas": "Mía."}),
    )
    tomado, dado = threading.Event(), {}

    def otra():
        with transaction.atomic():
            Compromiso.objects.filter(pk=compromiso.pk).update(notas="De otra.")
            tomado.set()
            esperar(hay_quien_espere)

    def mira():
        tomado.wait(30)
        dado["vista"] = subir(navegador, tabla, fuente)

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr("django.test.client.store_rendered_templates", lambda *a, **k: None)
        en_hilos(otra, mira)
    assert dado["vista"].status_code == 409
    assert f"<li>{compromiso.clave}</li>" in dado["vista"].content.decode()
