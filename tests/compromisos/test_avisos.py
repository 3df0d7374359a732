"""Whoever a report waits for is told of it by mail, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from compromisos.avisos import avisar_del_reporte
from compromisos.models import Reporte
from gobierno_abierto.comun.roles import Rol
from secretariados.models import Institucion
from tests.compromisos.factories import ReporteFactory
from tests.cuentas.casas import cuenta
from tests.secretariados.acordar import acordar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def gente(casa):
    """Name → account. Two of them speak for the side that does it, one writes for it."""
    return {
        nombre: _con_correo(nombre, cuenta(rol, casa, lado=lado))
        for nombre, rol, lado in (
            ("miembro", Rol.MIEMBRO, "gobierno"),
            ("otra", Rol.MIEMBRO, "gobierno"),
            ("enlace", Rol.ENLACE, "gobierno"),
            ("ajena", Rol.MIEMBRO, "sociedad_civil"),
        )
    }


@pytest.fixture
def reporte(actividad):
    return ReporteFactory(actividad=actividad, estado="concluida", texto="Ya está abierto.")


@pytest.fixture
def hacer(gente, reporte, django_capture_on_commit_callbacks):
    """Somebody takes a step in the admin, and the worker its turn: what mails wait to be sent."""

    def paso(quien, pagina, datos):
        navegador = Client()
        navegador.force_login(gente[quien])
        with django_capture_on_commit_callbacks(execute=True):
            direccion = reverse(f"admin:{pagina}", args=[reporte.pk])
            assert navegador.post(direccion, datos).status_code == 302
        for tarea in DBTaskResult.objects.filter(task_path__endswith="avisar_del_reporte"):
            avisar_del_reporte.call(*tarea.args_kwargs["args"])
        return cartas()

    return paso


def cartas():
    """(to whom, subject, text)."""
    puestas = DBTaskResult.objects.filter(task_path__endswith="enviar_correo")
    dichas = [tarea.args_kwargs["args"] for tarea in puestas]
    return sorted((para[0].split("@")[0], asunto, texto) for asunto, texto, para in dichas)


def _con_correo(nombre, persona):
    persona.username, persona.email = nombre, f"{nombre}@ejemplo.mx"
    persona.save()
    return persona


def test_its_side_is_told_that_it_waits_to_be_read(hacer, reporte):
    (miembro, asunto, texto), (otra, *_) = hacer("enlace", "enviar-reporte", {"confirmo": "on"})
    assert (miembro, otra) == ("miembro", "otra")
    assert asunto == f"Por revisar: «Abrir el padrón», {reporte.periodo}"
    assert "Ya está abierto." in texto
    assert f"/admin/compromisos/reporte/{reporte.pk}/change/" in texto


def test_who_sends_it_is_not_told_what_they_did(hacer):
    assert [a for a, *_ in hacer("miembro", "enviar-reporte", {"confirmo": "on"})] == ["otra"]


def test_who_writes_it_is_told_why_it_came_back(hacer, reporte):
    reporte.enviar()
    (enlace, asunto, texto), (otra, *_) = hacer(
        "miembro", "devolver-reporte", {"motivo": "Diga <cuántos>."}
    )
    assert (enlace, otra) == ("enlace", "otra")
    assert asunto == f"Se devolvió su reporte: «Abrir el padrón», {reporte.periodo}"
    assert "Diga <cuántos>." in texto


def test_a_liaison_of_another_institution_is_not_told(hacer, gente, actividad, reporte):
    otra = Institucion.objects.exclude(pk=actividad.institucion_id).first()
    gente["enlace"].ocupaciones.update(institucion=otra)
    reporte.enviar()
    assert [a for a, *_ in hacer("miembro", "devolver-reporte", {"motivo": "Falta."})] == ["otra"]


def test_what_is_no_longer_so_is_not_told(gente, reporte):
    reporte.enviar()
    reporte.devolver("Diga cuántos.")
    assert avisar_del_reporte.call(reporte.pk, "enviado", gente["enlace"].pk, "", "es-mx") == 0
    reporte.publicar()
    assert avisar_del_reporte.call(reporte.pk, "enviado", gente["enlace"].pk, "", "es-mx") == 0


def test_only_semesters_of_the_commitment_are_offered(entrar, actividad):
    """And whoever says another all the same is told why not."""
    este = timezone.localdate().year
    acordar(actividad.compromiso, inicio=f"{este}-01-01", inicio_precision="anio")
    alta = reverse("admin:compromisos_reporte_add")
    navegador = entrar("gobierno")
    pagina = navegador.get(alta, {"actividad": actividad.pk}).content.decode()
    assert f'<option value="{este}-S1"' in pagina
    assert f"{este - 1}-S2" not in pagina
    datos = {
        "actividad": actividad.pk, "periodo": f"{este - 1}-S2", "estado": "concluida", "texto": "Ya"
    }  # fmt: skip
    pagina = navegador.post(alta, datos).content.decode()
    assert "Ese periodo terminó antes de que empezara el compromiso." in pagina
    assert not Reporte.objects.exists()
