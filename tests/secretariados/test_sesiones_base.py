"""What the database holds of a session, whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gobierno_abierto.bitacora.models import Entrada
from secretariados.models import Observacion, Sesion
from tests.secretariados.factories import (
    PropuestaFactory,
    SesionFactory,
    sentar_a_los_tres,
)
from tests.secretariados.test_sesiones import ASISTENCIA, ayer, levantar, sesion_de

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestLaBase:
    def test_what_it_is_follows_from_what_it_says(self):
        sesion = SesionFactory(inicia_en=ayer())
        assert sesion_de(sesion).estado == "convocada"
        levantar(sesion, "Se acordó seguir.", ASISTENCIA)
        assert sesion_de(sesion).estado == "celebrada"
        otra = SesionFactory()
        otra.cancelar("Sin quórum")
        assert sesion_de(otra).estado == "cancelada"

    def test_there_are_no_minutes_of_what_has_not_begun(self):
        sesion = SesionFactory(publicado=True)
        with pytest.raises(IntegrityError, match="ya empezó"), transaction.atomic():
            levantar(sesion, "x", {})
        with pytest.raises(IntegrityError, match="ya empezó"), transaction.atomic():
            sesion.asistencias.create(lado="gobierno", condicion="ausente")

    @pytest.mark.parametrize(
        "cambio", [{"orden_del_dia": "Otra"}, {"inicia_en": "2025-01-01T10:00Z"}, {"lugar": "Otro"}]
    )
    def test_its_call_stays_once_its_hour_came(self, cambio):
        sesion = SesionFactory(publicado=True, inicia_en=ayer())
        with pytest.raises(IntegrityError, match="ya empezó"), transaction.atomic():
            Sesion.objects.filter(pk=sesion.pk).update(**cambio)

    def test_what_was_held_is_not_put_off(self):
        sesion = SesionFactory(publicado=True, inicia_en=ayer())
        sesion.asistencias.create(lado="gobierno", condicion="ausente")
        with pytest.raises(IntegrityError, match="no puede ser futura"), transaction.atomic():
            Sesion.objects.filter(pk=sesion.pk).update(inicia_en=timezone.now() + timedelta(days=1))

    def test_what_was_held_is_not_cancelled(self):
        sesion = SesionFactory(publicado=True, inicia_en=ayer())
        levantar(sesion, "x", {})
        with pytest.raises(IntegrityError, match="celebrada_o_cancelada"), transaction.atomic():
            sesion.cancelar("Por error")

    def test_what_is_cancelled_stays_so(self):
        sesion = SesionFactory(publicado=True)
        sesion.cancelar("Sin quórum")
        with pytest.raises(IntegrityError, match="queda cancelada"), transaction.atomic():
            Sesion.objects.filter(pk=sesion.pk).update(cancelada_motivo=None)

    def test_minutes_are_corrected_and_not_taken_away(self):
        sesion = SesionFactory(publicado=True, inicia_en=ayer())
        levantar(sesion, "x", ASISTENCIA)
        Sesion.objects.filter(pk=sesion.pk).update(minuta="Corregida")
        with pytest.raises(IntegrityError, match="no se quita"), transaction.atomic():
            Sesion.objects.filter(pk=sesion.pk).update(minuta=None)
        with pytest.raises(IntegrityError, match="no se borra"), transaction.atomic():
            sesion.asistencias.first().delete()

    def test_what_a_side_says_of_them_stays(self):
        casa = sentar_a_los_tres()
        sesion = SesionFactory(secretariado=casa, publicado=True, inicia_en=ayer())
        suyo = casa.asientos.get(lado="sociedad_civil")
        with pytest.raises(IntegrityError, match="ya está a la vista"), transaction.atomic():
            sesion.observar(suyo, "Antes de que haya minuta")
        levantar(sesion, "x", ASISTENCIA)
        sesion.observar(suyo, "No se dijo así.")
        for cambiar in (
            lambda: Observacion.objects.update(texto="Otra cosa"),
            lambda: Observacion.objects.all().delete(),
        ):
            with (
                pytest.raises(IntegrityError, match="no se cambia ni se borra"),
                transaction.atomic(),
            ):
                cambiar()
        casa.asientos.filter(pk=suyo.pk).update(hasta=timezone.localdate(), hasta_precision="dia")
        with pytest.raises(IntegrityError, match="no tiene hoy asiento"), transaction.atomic():
            sesion.observar(suyo, "Ya nos fuimos.")

    def test_who_called_it_and_who_wrote_them_does_not_change(self):
        sesion = SesionFactory(publicado=True, inicia_en=ayer())
        suya = Sesion.objects.filter(pk=sesion.pk)
        with pytest.raises(IntegrityError, match="Quién convocó"), transaction.atomic():
            suya.update(convoca_lado="sociedad_civil")
        levantar(sesion, "x", ASISTENCIA)
        with pytest.raises(IntegrityError, match="Otro lado ya levantó"), transaction.atomic():
            suya.update(levanta_lado="sociedad_civil")

    def test_somebody_calls_it_and_somebody_writes_them(self):
        with pytest.raises(IntegrityError, match="convocada_por_un_lado"), transaction.atomic():
            SesionFactory(publicado=True, convoca_lado=None)
        sesion = SesionFactory(publicado=True, inicia_en=ayer())
        with pytest.raises(IntegrityError, match="minuta_de_un_lado"), transaction.atomic():
            Sesion.objects.filter(pk=sesion.pk).update(minuta="x")

    def test_no_act_is_taken_to_one_that_was_cancelled(self):
        casa = sentar_a_los_tres()
        sesion = SesionFactory(secretariado=casa, publicado=True)
        acto = PropuestaFactory(secretariado=casa, sesion=sesion)
        sesion.cancelar("Sin quórum")
        assert acto.abierto  # what was proposed before goes on, and is answered without it
        with pytest.raises(IntegrityError, match="se canceló"), transaction.atomic():
            PropuestaFactory(secretariado=casa, sesion=sesion)

    def test_one_row_a_side_and_an_office_for_who_came(self):
        sesion = SesionFactory(inicia_en=ayer())
        sesion.asistencias.create(lado="gobierno", condicion="ausente")
        with pytest.raises(IntegrityError, match="una_por_lado"), transaction.atomic():
            sesion.asistencias.create(lado="gobierno", condicion="vacante")
        with pytest.raises(IntegrityError, match="con_oficina"), transaction.atomic():
            sesion.asistencias.create(lado="organo_garante", condicion="presente")

    def test_an_act_is_taken_in_a_session_of_its_own_secretariat(self):
        sesion, casa = SesionFactory(), sentar_a_los_tres()
        with pytest.raises(IntegrityError, match="otro secretariado"), transaction.atomic():
            PropuestaFactory(secretariado=casa, sesion=sesion)
        assert PropuestaFactory(secretariado=casa, sesion=SesionFactory(secretariado=casa))

    def test_what_was_called_does_not_change_unseen(self):
        sesion = SesionFactory(publicado=True)
        Sesion.objects.filter(pk=sesion.pk).update(orden_del_dia="Otra cosa")
        entrada = Entrada.objects.filter(objeto_clave=sesion.clave).last()
        assert entrada.objeto_tipo == "sesion"
        assert "Otra cosa" in str(entrada.__dict__)
