"""Eight editors at once: one saves, and the others are told so, with what they typed."""

import os

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Compromiso
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Fuente
from secretariados.models import Institucion, Sucesion
from tests.admin.edicion import abrir, caja, enviar, pagina
from tests.bitacora.conftest import chico, compromiso, en_hilos  # noqa: F401
from tests.compromisos.factories import CompromisoFactory
from tests.cuentas.casas import sentar

RONDAS = 200 if os.environ.get("LARGO") else 8
EDITORES = 8


class Editores:
    """Eight people signed in, each with a browser of her own."""

    def __init__(self, cuenta):
        self.navegadores = [Client() for _ in range(EDITORES)]
        for navegador in self.navegadores:
            navegador.force_login(cuenta)

    def a_la_vez(self, hacer):
        """What each is answered; `hacer` takes her number and her browser."""
        respuestas = [None] * EDITORES

        def tarea(n):
            respuestas[n] = hacer(n, self.navegadores[n])

        # A test client keeps what templates any thread renders: eight times the work, and mixed.
        with pytest.MonkeyPatch.context() as parche:
            parche.setattr("django.test.client.store_rendered_templates", lambda *a, **k: None)
            en_hilos(*(lambda n=n: tarea(n) for n in range(EDITORES)))
        return respuestas


def quien_gano(respuestas):
    estados = sorted(respuesta.status_code for respuesta in respuestas)
    assert estados == [302] + [409] * (EDITORES - 1), estados
    return next(n for n, respuesta in enumerate(respuestas) if respuesta.status_code == 302)


@pytest.mark.django_db(transaction=True)
class TestOchoALaVez:
    """Whoever saves, saves; the others are told so, with what they typed."""

    def test_over_the_form(self, chico):
        editores = Editores(Usuario.objects.create_superuser("administradora"))
        fuente = Fuente.objects.create(
            clave="f", titulo="F", url="https://ejemplo.mx/f", publicado_en=timezone.now()
        )
        ganador = 0
        for ronda in range(RONDAS):
            fuente.refresh_from_db()
            version = fuente.version
            editores.navegadores[ganador].get("/admin/fuentes/cita/add/")  # there she is told
            datos = abrir(editores.navegadores[0], fuente)

            respuestas = editores.a_la_vez(
                lambda n, navegador, datos=datos, ronda=ronda: enviar(
                    navegador, fuente, datos, titulo=f"r{ronda}e{n}.", motivo=f"por {ronda}-{n}."
                )
            )

            ganador = quien_gano(respuestas)
            fuente.refresh_from_db()
            assert (fuente.titulo, fuente.version) == (f"r{ronda}e{ganador}.", version + 1)
            for n, respuesta in enumerate(respuestas):
                if n != ganador:
                    assert caja(respuesta, "titulo") == f"r{ronda}e{n}."
                    assert caja(respuesta, "motivo") == f"por {ronda}-{n}."
                    assert "se cambió correctamente" not in pagina(respuesta)

    def test_over_the_rows_of_an_inline(self, chico):
        editores = Editores(Usuario.objects.create_superuser("administradora"))
        de, a = Institucion.objects.filter(clave__startswith="ej-")
        sucesion = Sucesion.objects.create(
            clave="s", de=de, a=a, tipo="hereda", fecha_tipo="vigencia", publicado_en=timezone.now()
        )
        paso = sucesion.pasos.create(hecho="Se publicó", fuente=Fuente.objects.first())
        for ronda in range(RONDAS):
            sucesion.refresh_from_db()
            version = sucesion.version
            datos = abrir(editores.navegadores[0], sucesion)

            respuestas = editores.a_la_vez(
                lambda n, navegador, datos=datos, ronda=ronda: enviar(
                    navegador, sucesion, datos, motivo="x", **{"pasos-0-hecho": f"r{ronda}e{n}."}
                )
            )

            ganador = quien_gano(respuestas)
            sucesion.refresh_from_db()
            paso.refresh_from_db()
            assert (paso.hecho, sucesion.version) == (f"r{ronda}e{ganador}.", version + 1)
            for n, respuesta in enumerate(respuestas):
                if n != ganador:
                    assert caja(respuesta, "pasos-0-hecho") == f"r{ronda}e{n}."

    def test_over_the_list(self, compromiso):
        """Publishing the same drafts: one is told how many, the rest that there were none."""
        editores = Editores(sentar("miembro"))
        lista = reverse("admin:compromisos_compromiso_changelist")
        for _ronda in range(RONDAS):
            borradores = [CompromisoFactory(plan=compromiso.plan) for _ in range(3)]
            datos = {
                "action": "publicar",
                "confirmo": "on",
                "_selected_action": [b.pk for b in borradores],
            }

            respuestas = editores.a_la_vez(
                lambda _n, navegador, datos=datos: navegador.post(lista, datos, follow=True)
            )

            dichos = [pagina(respuesta) for respuesta in respuestas]
            assert sum("Se publicaron 3 registros." in dicho for dicho in dichos) == 1
            ninguno = "No se publicó nada: lo elegido ya era público"
            assert sum(ninguno in dicho for dicho in dichos) == EDITORES - 1
            assert Compromiso.objects.filter(
                pk__in=[b.pk for b in borradores], publico=True, version=2
            ).count() == len(borradores)
