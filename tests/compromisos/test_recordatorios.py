"""Sides are reminded of what they have not reported, once, and only of what is theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from compromisos.periodos import Periodo
from compromisos.recordatorios import recordar_reportes
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.portal.trabajador import HORARIO
from secretariados.models import Institucion
from tests.compromisos.factories import ReporteFactory
from tests.cuentas.casas import cuenta

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def gente(actividad):
    """Of the side that does it, its member and its liaison; and another side's member."""
    casa = actividad.compromiso.plan.secretariado
    suyas = {}
    for rol, lado in (
        (Rol.MIEMBRO, "gobierno"),
        (Rol.ENLACE, "gobierno"),
        (Rol.MIEMBRO, "sociedad_civil"),
    ):
        persona = suyas[rol, lado] = cuenta(rol, casa, lado=lado)
        persona.email = f"{rol}-{lado}@ejemplo.mx"
        persona.save()
    return suyas


def fin():
    return Periodo.de(timezone.localdate()).fin


def cartas():
    """(to whom, subject, text) of what waits to be sent."""
    puestas = DBTaskResult.objects.filter(task_path__endswith="enviar_correo")
    dichas = [tarea.args_kwargs["args"] for tarea in puestas]
    return sorted((para[0].split("@")[0], asunto, texto) for asunto, texto, para in dichas)


def test_before_the_period_ends_and_once_it_is_silent(gente):
    dichos = [
        dias for dias in range(20, -30, -1) if recordar_reportes(fin() - timedelta(days=dias))
    ]
    assert dichos == [14, 1, -1, -15]  # nobody is told twice


@pytest.mark.parametrize(("vuelve", "enviados"), [(15, 0), (9, 1), (0, 1), (-3, 1), (-40, 1)])
def test_who_was_not_told_on_the_day_is_told_when_the_worker_comes_back(gente, vuelve, enviados):
    cuando = fin() - timedelta(days=vuelve)
    assert recordar_reportes(cuando) == enviados
    assert recordar_reportes(cuando + timedelta(days=1 if vuelve not in (0, 15) else 0)) == 0


def test_a_side_that_nobody_could_write_to_is_told_as_soon_as_somebody_can(gente):
    for persona in gente.values():
        type(persona).objects.filter(pk=persona.pk).update(email="")
    cuando = fin() - timedelta(days=14)
    assert recordar_reportes(cuando) == 0
    gente[Rol.MIEMBRO, "gobierno"].save()
    assert recordar_reportes(cuando) == 1


def test_who_is_told_and_what(gente, actividad):
    recordar_reportes(fin() - timedelta(days=14))
    (enlace, asunto, texto), (miembro, _asunto, _texto) = cartas()
    assert (enlace, miembro) == ("enlace-gobierno", "miembro-gobierno")
    assert asunto == f"Por reportar de {Periodo.de(timezone.localdate())}: 1 actividad"
    assert "Abrir el padrón" in texto
    assert f"http://localhost:8000/admin/compromisos/reporte/add/?actividad={actividad.pk}" in texto
    assert "<" not in texto


def test_a_liaison_of_another_institution_is_not(gente, actividad):
    otra = Institucion.objects.exclude(pk=actividad.institucion_id).first()
    gente[Rol.ENLACE, "gobierno"].ocupaciones.update(institucion=otra)
    recordar_reportes(fin() + timedelta(days=1))
    assert [quien for quien, *_ in cartas()] == ["miembro-gobierno"]


def test_what_was_reported_or_is_done_is_not_asked_for(gente, actividad):
    ReporteFactory(actividad=actividad, obstaculos="No hay presupuesto.").publicar()
    assert recordar_reportes(fin() - timedelta(days=14)) == 0
    assert recordar_reportes(fin() + timedelta(days=1)) == 0


def test_the_worker_does_it():
    assert recordar_reportes in [periodico.hacer for periodico in HORARIO]


def test_the_first_page_leads_to_it(client, gente, actividad):
    client.force_login(gente[Rol.ENLACE, "gobierno"])
    pagina = client.get("/admin/").content.decode()
    assert f"/admin/compromisos/reporte/add/?actividad={actividad.pk}" in pagina
    assert "Reportar «Abrir el padrón»" in pagina
    assert "Atrasada" in pagina
    client.force_login(gente[Rol.MIEMBRO, "sociedad_civil"])
    assert "Reportar «" not in client.get("/admin/").content.decode()
