"""Who is reminded, of what and when; and nobody twice."""

import pytest
from django.db import IntegrityError
from django_tasks_db.models import DBTaskResult

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.portal.trabajador import HORARIO
from secretariados import recordatorios
from secretariados.models import Recordatorio
from secretariados.recordatorios import recordar
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.secretariados.factories import PropuestaFactory, adoptar
from tests.secretariados.test_seguimiento import dentro_de, hecho_hace, proponer, sentado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def casa():
    casa = hacer_secretariado("casa")
    for lado in Lado:
        persona = cuenta(Rol.MIEMBRO, casa, lado=lado)
        Usuario.objects.filter(pk=persona.pk).update(email=f"{lado}@ejemplo.mx")
    cuenta(Rol.MODERADOR, casa)
    return casa


def cartas():
    """(to whom, subject, text) of what waits to be sent."""
    puestas = DBTaskResult.objects.filter(task_path__endswith="enviar_correo")
    dichas = [tarea.args_kwargs["args"] for tarea in puestas]
    return sorted((para[0].split("@")[0], asunto, texto) for asunto, texto, para in dichas)


def a_quien():
    return [quien for quien, _asunto, _texto in cartas()]


class TestResponder:
    @pytest.mark.parametrize("faltan", range(5))
    def test_when_three_days_and_one_are_left(self, casa, faltan):
        PropuestaFactory(secretariado=casa, responde_hasta=dentro_de(faltan))
        assert recordar() == (faltan in (3, 1))
        assert a_quien() == (sorted(Lado.values) if faltan in (3, 1) else [])

    def test_only_the_sides_that_have_not_answered(self, casa):
        acto = PropuestaFactory(secretariado=casa, titulo="Abrir el padrón",
                                responde_hasta=dentro_de(1))  # fmt: skip
        acto.registrar_posicion(sentado(acto, "gobierno"), "consiente")
        recordar()
        assert a_quien() == ["organo_garante", "sociedad_civil"]
        _quien, asunto, texto = cartas()[0]
        assert asunto == "Sin respuesta de su lado, el plazo termina mañana: Abrir el padrón"
        assert acto.get_absolute_url() in texto
        assert "<" not in texto

    def test_nobody_of_what_is_settled_or_taken_back(self, casa):
        acto = PropuestaFactory(secretariado=casa, responde_hasta=dentro_de(3))
        acto.retirar("Por error")
        adoptar(PropuestaFactory(secretariado=casa, responde_hasta=dentro_de(3)))
        assert recordar() == 0


class TestCumplir:
    @pytest.mark.parametrize("faltan", [8, 7, 6, 1, 0, -1, -2])
    def test_seven_days_and_one_before_and_the_day_after(self, casa, faltan):
        hecho_hace(adoptar(proponer(casa)), -faltan)
        recordar()
        assert a_quien() == (["gobierno"] if faltan in (7, 1, -1) else [])

    def test_an_extension_has_its_own(self, casa):
        acto = hecho_hace(adoptar(proponer(casa)), 1)
        recordar()
        acto.prorrogar(sentado(acto, "gobierno"), dentro_de(7), "Falta presupuesto")
        recordar()
        assert [asunto.split(":")[0] for _quien, asunto, _texto in cartas()] == [
            "Por cumplir, faltan 7 días",
            "Venció ayer",
        ]

    def test_nobody_once_it_is_closed(self, casa):
        acto = hecho_hace(adoptar(proponer(casa)), 1)
        for lado in Lado:
            acto.dar_por_cumplido(sentado(acto, lado))
        assert recordar() == 0


class TestUnaVez:
    def test_however_often_the_worker_looks(self, casa):
        PropuestaFactory(secretariado=casa, responde_hasta=dentro_de(1))
        hecho_hace(adoptar(proponer(casa)), 1)
        assert [recordar(), recordar(), recordar()] == [2, 0, 0]
        assert len(cartas()) == 4

    def test_what_fails_is_not_taken_for_sent(self, casa, monkeypatch):
        PropuestaFactory(secretariado=casa, responde_hasta=dentro_de(1))
        with monkeypatch.context() as roto:
            roto.setattr(recordatorios, "correos_de", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                recordar()
        assert not Recordatorio.objects.exists()
        assert recordar() == 1

    def test_the_database_refuses_a_second_one(self, casa):
        acto = PropuestaFactory(secretariado=casa)
        fila = {"acuerdo": acto, "plazo": dentro_de(1), "faltan": 1}
        Recordatorio.objects.create(**fila)
        with pytest.raises(IntegrityError, match="recordatorio_una_vez"):
            Recordatorio.objects.create(**fila)

    def test_the_worker_looks_every_hour(self):
        (suyo,) = [trabajo for trabajo in HORARIO if trabajo.hacer is recordar]
        assert suyo.cada <= 60 * 60
