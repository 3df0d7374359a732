"""The background worker: the queue, trying again, what a killed one left, and mail."""

import threading
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gobierno_abierto.comun.correo import enviar_correo
from gobierno_abierto.portal.trabajador import INTENTOS, EnSuHilo, Periodico, Trabajador

pytestmark = pytest.mark.django_db(transaction=True)

LLAMADAS: list[str] = []


@task()
def anotar(texto: str) -> None:
    LLAMADAS.append(texto)


@task()
def fallar() -> None:
    LLAMADAS.append("falló")
    raise ValueError("no hay manera")


@pytest.fixture(autouse=True)
def _sin_llamadas():
    LLAMADAS.clear()


@pytest.fixture
def trabajador():
    return Trabajador(horario=())


def ahora(tarea):
    """As if the time to try again had come."""
    DBTaskResult.objects.filter(pk=tarea.pk).update(run_after=timezone.now())


def test_does_what_is_queued_once(trabajador):
    anotar.enqueue("hola")
    trabajador.una_vuelta()
    trabajador.una_vuelta()
    assert LLAMADAS == ["hola"]


def test_what_fails_is_tried_again_later_each_time_and_not_for_ever(trabajador):
    fallar.enqueue()
    (tarea,) = DBTaskResult.objects.all()
    esperas = []
    for _ in range(INTENTOS + 2):
        trabajador.una_vuelta()
        tarea.refresh_from_db()
        esperas.append((tarea.run_after - timezone.now()).total_seconds())
        ahora(tarea)
    assert LLAMADAS == ["falló"] * INTENTOS
    assert tarea.status == "FAILED"
    assert [round(espera, -1) for espera in esperas[: INTENTOS - 1]] == [10, 20, 40, 80]


def test_the_next_worker_does_what_a_killed_one_left_half_done(trabajador):
    trabajador.una_vuelta()
    anotar.enqueue("a medias")
    DBTaskResult.objects.update(status="RUNNING")
    trabajador.una_vuelta()
    assert LLAMADAS == []
    Trabajador(horario=()).una_vuelta()
    assert LLAMADAS == ["a medias"]


def test_a_periodic_job_that_fails_stops_nothing(caplog):
    def romper():
        raise RuntimeError

    hechos = []
    trabajador = Trabajador(
        horario=(Periodico("romper", 0, romper), Periodico("hacer", 0, lambda: hechos.append(1)))
    )
    trabajador.una_vuelta()
    trabajador.una_vuelta()
    assert hechos == [1, 1]
    assert caplog.text.count("Falló «romper»") == 2


def test_each_job_at_its_own_pace():
    hechos = []
    trabajador = Trabajador(horario=(Periodico("rara vez", 3600, lambda: hechos.append(1)),))
    for _ in range(3):
        trabajador.una_vuelta()
    assert hechos == [1]


def test_mail_goes_through_the_queue(trabajador):
    enviar_correo.enqueue("Asunto", "Texto con ñ", ["alguien@example.org"])
    trabajador.una_vuelta()
    (enviado,) = mail.outbox
    assert (enviado.subject, enviado.body, enviado.to) == (
        "Asunto",
        "Texto con ñ",
        ["alguien@example.org"],
    )


def test_without_a_server_mail_is_written_in_a_folder(trabajador, settings, tmp_path: Path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "correo"
    enviar_correo.enqueue("Asunto", "Texto", ["alguien@example.org"])
    trabajador.una_vuelta()
    (archivo,) = (tmp_path / "correo").iterdir()
    assert "Subject: Asunto" in archivo.read_text()


def test_what_waits_for_others_keeps_nobody_waiting_and_is_done_once_at_a_time(caplog):
    entro, seguir = threading.Event(), threading.Event()
    hechos = []

    def esperar():
        hechos.append(1)
        entro.set()
        seguir.wait(10)
        raise RuntimeError

    trabajador = Trabajador(horario=(Periodico("esperar", 0, EnSuHilo(esperar)),))
    trabajador.una_vuelta()
    assert entro.wait(10)
    trabajador.una_vuelta()
    assert hechos == [1]
    seguir.set()
    while "Falló lo que iba en su hilo" not in caplog.text:
        entro.wait(0.01)
