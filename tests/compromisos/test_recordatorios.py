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


@pytest.mark.parametrize("faltan", [15, 14, 2, 1, 0, -1, -2, -15, -16])
def test_before_the_period_ends_and_once_it_is_silent(gente, faltan):
    cuando = fin() - timedelta(days=faltan)
    assert recordar_reportes(cuando) == (faltan in (14, 1, -1, -15))
    assert recordar_reportes(cuando) == 0  # nobody is told twice


def test_who_is_told_and_what(gente, actividad):
    recordar_reportes(fin() - timedelta(days=14))
    (enlace, asunto, texto), (miembro, _asunto, _texto) = cartas()
    assert (enlace, miembro) == ("enlace-gobierno", "miembro-gobierno")
    assert asunto == f"Por reportar de {Periodo.de(timezone.localdate())}: 1 actividad"
    assert "Abrir el padrón" in texto
    assert f"/admin/compromisos/reporte/add/?actividad={actividad.pk}" in texto
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
