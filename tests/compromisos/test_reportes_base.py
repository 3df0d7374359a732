"""What the database refuses of a report, whoever writes it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Actividad, Meta, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.comun.roles import Rol
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import ActividadFactory, MetaFactory, ReporteFactory
from tests.compromisos.seguido import hacer_seguido
from tests.cuentas.casas import cuenta
from tests.secretariados.acordar import acordar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ALTA = reverse("admin:compromisos_reporte_add")


def hoy():
    return timezone.localdate()


class TestLaBase:
    def test_a_late_activity_says_what_stands_in_the_way(self, actividad):
        reporte = ReporteFactory(actividad=actividad)
        for como in (reporte.publicar, lambda: _por_sql(reporte)):
            with pytest.raises(IntegrityError, match="diga qué lo impide"), transaction.atomic():
                como()
        Reporte.objects.filter(pk=reporte.pk).update(obstaculos="No hay presupuesto.")
        reporte.publicar()
        assert reporte.publico

    @pytest.mark.parametrize("nada", ["  ", "\u00a0", "\u200b", "\u3164", "...", None])
    def test_nothing_written_is_no_obstacle_whoever_writes(self, actividad, nada):
        """Nor may it be sent so: what a side reads is what it would publish."""
        enlace = cuenta(Rol.ENLACE, actividad.compromiso.plan.secretariado)
        reporte = ReporteFactory(actividad=actividad)
        with pytest.raises(IntegrityError, match="diga qué lo impide"), transaction.atomic():
            _como(
                enlace,
                "UPDATE compromisos_reporte SET tramite = 'enviado', obstaculos = %s WHERE id = %s",
                [nada, reporte.pk],
            )

    def test_a_liaison_does_not_publish_even_by_sql(self, actividad):
        casa = actividad.compromiso.plan.secretariado
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        publicar = (
            "UPDATE compromisos_reporte SET tramite = 'enviado', publicado_en = now() WHERE id = %s"
        )
        with pytest.raises(IntegrityError, match="quien habla por ese lado"), transaction.atomic():
            _como(cuenta(Rol.ENLACE, casa), publicar, [reporte.pk])
        _como(cuenta(Rol.MIEMBRO, casa), publicar, [reporte.pk])

    def test_nor_is_it_dated_back(self, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        _como(
            cuenta(Rol.MIEMBRO, actividad.compromiso.plan.secretariado),
            "UPDATE compromisos_reporte SET tramite = 'enviado', publicado_en = '2020-01-01' "
            "WHERE id = %s",
            [reporte.pk],
        )
        reporte.refresh_from_db()
        assert reporte.publicado_en.year >= 2026

    def test_nor_is_one_born_public(self, actividad):
        casa = actividad.compromiso.plan.secretariado
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        iguales = "actividad_id, compromiso_id, periodo, lado, estado, texto"
        nacer = (
            f"INSERT INTO compromisos_reporte (clave, tramite, publicado_en, {iguales}) "
            f"SELECT clave || 'x', 'enviado', now(), {iguales} FROM compromisos_reporte"
        )
        for rol in (Rol.ENLACE, Rol.MIEMBRO):
            with pytest.raises(IntegrityError, match="se envió a su lado"), transaction.atomic():
                _como(cuenta(rol, casa), nacer, None)
        assert Reporte.objects.get() == reporte

    @pytest.mark.parametrize("rol", [Rol.ENLACE, Rol.MIEMBRO])
    @pytest.mark.parametrize("tabla", ["reporte", "evidencia"])
    def test_what_is_public_is_not_taken_out_of_sight(self, rol, tabla):
        compromiso = hacer_seguido()
        retirar = f"UPDATE compromisos_{tabla} SET retirado_en = now(), retiro_motivo = 'Estorba'"
        quien = cuenta(rol, compromiso.plan.secretariado)
        with pytest.raises(IntegrityError, match="no se cambia"), transaction.atomic():
            _como(quien, retirar, None)

    @pytest.mark.parametrize("estado", ["en_curso", "detenida"])
    def test_what_is_measured_tells_its_number(self, entrar, actividad, estado):
        """To say less must not count for more."""
        (dicha,) = actividad.meta.texto_acordado()["actividades"]
        mide = {"indicador": "padrones", "linea_base": "0.0000", "objetivo": "32.0000"}
        acordar(actividad.meta, actividades=[dicha | mide])
        reporte = ReporteFactory(actividad=actividad, estado=estado, obstaculos="Falta gente.")
        with pytest.raises(IntegrityError, match="diga el valor"), transaction.atomic():
            reporte.publicar()
        with pytest.raises(IntegrityError, match="diga el valor"), transaction.atomic():
            reporte.enviar()
        Reporte.objects.filter(pk=reporte.pk).update(valor=3)
        reporte.publicar()

    def test_not_of_a_period_before_the_commitment(self, actividad):
        acordar(actividad.compromiso, inicio=f"{hoy().year}-01-01", inicio_precision="anio")
        antes = ReporteFactory(
            actividad=actividad, estado="concluida", periodo=f"{hoy().year - 1}-S2"
        )
        with pytest.raises(IntegrityError, match="antes de que empezara"), transaction.atomic():
            antes.publicar()

    def test_what_is_given_for_done_short_of_its_target_says_why(self, entrar, actividad):
        """By SQL and by the form; and it counts for what it reached."""
        (dicha,) = actividad.meta.texto_acordado()["actividades"]
        mide = {"indicador": "padrones", "linea_base": "0.0000", "objetivo": "32.0000"}
        acordar(actividad.meta, actividades=[dicha | mide])
        reporte = ReporteFactory(actividad=actividad, estado="concluida", valor=8, obstaculos=None)
        with pytest.raises(IntegrityError, match="sin llegar a lo que"), transaction.atomic():
            reporte.enviar()
        reporte.delete()
        datos = {"actividad": actividad.pk, "periodo": str(Periodo.de(hoy())), "texto": "Ya."}
        dado = entrar("gobierno").post(ALTA, datos | {"estado": "concluida", "valor": "8"})
        assert "obstaculos" in dado.context["adminform"].form.errors
        reporte = ReporteFactory(
            actividad=actividad, estado="concluida", valor=8, obstaculos="No hubo más."
        )
        reporte.publicar()
        actividad.compromiso.refresh_from_db()
        assert actividad.compromiso.avance == 25

    def test_one_that_is_done_has_nothing_in_its_way(self, actividad):
        ReporteFactory(actividad=actividad, estado="concluida").publicar()

    def test_a_side_does_not_report_for_another(self, actividad):
        with pytest.raises(IntegrityError, match="no lo de otro"), transaction.atomic():
            ReporteFactory(actividad=actividad, lado="sociedad_civil")
        reporte = ReporteFactory(actividad=actividad)
        with pytest.raises(IntegrityError, match="no lo de otro"), transaction.atomic():
            Reporte.objects.filter(pk=reporte.pk).update(lado="sociedad_civil")
        with (
            pytest.raises(IntegrityError, match="no lo de otro"),
            transaction.atomic(),
            como_web() as cursor,
        ):
            cursor.execute(
                "UPDATE compromisos_reporte SET lado = 'organo_garante' WHERE id = %s",
                [reporte.pk],
            )

    def test_nor_takes_what_another_side_is_reading(self, casa, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.enviar()
        suya = ActividadFactory(
            meta=MetaFactory(compromiso=actividad.compromiso), lado="organo_garante"
        )
        mover = "UPDATE compromisos_reporte SET actividad_id = %s, lado = %s WHERE id = %s"
        ajena = cuenta(Rol.MIEMBRO, casa, lado="organo_garante")
        with (
            pytest.raises(IntegrityError, match="Reporta quien actúa por ese lado"),
            transaction.atomic(),
        ):
            _como(ajena, mover, [suya.pk, "organo_garante", reporte.pk])

    def test_a_number_that_is_none_is_refused(self, actividad):
        """«NaN» is a number for PostgreSQL, and no sum outlives it."""
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        with pytest.raises(IntegrityError, match="valor_es_numero"), transaction.atomic():
            _como(
                cuenta(Rol.MIEMBRO, actividad.compromiso.plan.secretariado),
                "UPDATE compromisos_reporte SET valor = %s WHERE id = %s",
                ["NaN", reporte.pk],
            )

    @pytest.mark.parametrize(
        "cambio",
        [
            {"texto": "Otra cosa"},
            {"estado": "no_iniciada"},
            {"valor": 3},
            {"obstaculos": "Otro"},
            {"periodo": "2025-S1"},
            {"oficina": "Otra"},
        ],
    )
    def test_what_is_public_is_followed_by_another_and_never_edited(self, actividad, cambio):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.publicar()
        with pytest.raises(IntegrityError, match="publique otro"), transaction.atomic():
            Reporte.objects.filter(pk=reporte.pk).update(**cambio)
        with pytest.raises(IntegrityError, match="no se borra"), transaction.atomic():
            reporte.delete()
        ReporteFactory(actividad=actividad, estado="concluida", texto="Se repitió.").publicar()

    def test_it_is_sent_before_it_is_published(self, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        with pytest.raises(IntegrityError, match="tras_enviarse"), transaction.atomic():
            Reporte.objects.filter(pk=reporte.pk).update(publicado_en=timezone.now())

    def test_not_of_a_period_that_has_not_begun(self, actividad):
        despues = str(Periodo.de(hoy()).siguiente)
        reporte = ReporteFactory(actividad=actividad, estado="concluida", periodo=despues)
        with pytest.raises(IntegrityError, match="todavía no empieza"), transaction.atomic():
            reporte.publicar()

    def test_nor_of_what_was_withdrawn(self, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        (dicha,) = actividad.meta.texto_acordado()["actividades"]
        acordar(actividad.meta, actividades=[dicha | {"retirada": True}])
        with pytest.raises(IntegrityError, match="se retiró"), transaction.atomic():
            reporte.publicar()

    def test_nor_by_a_side_that_nobody_sits_for(self, casa, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        casa.asientos.filter(lado="gobierno").update(hasta=hoy(), hasta_precision="dia")
        with pytest.raises(IntegrityError, match="no tiene hoy asiento"), transaction.atomic():
            reporte.publicar()

    def test_nor_as_an_administrator_made_by_sql(self, actividad):
        """Who would keep the history, and so what every voice says of it."""
        enlace = cuenta(Rol.ENLACE, actividad.compromiso.plan.secretariado)
        with pytest.raises(IntegrityError, match="desde el servidor"), transaction.atomic():
            _como(enlace, "UPDATE cuentas_usuario SET is_superuser = true", [])

    @pytest.mark.parametrize("periodo", ["2026", "2026-S3", "26-S1", "2026-s1", "x"])
    def test_a_period_is_a_semester(self, actividad, periodo):
        with pytest.raises(IntegrityError, match="de_un_semestre"), transaction.atomic():
            ReporteFactory(actividad=actividad, periodo=periodo[:7])

    def test_a_goal_is_withdrawn_by_the_three_and_not_by_whoever_holds_the_pen(self, actividad):
        with transaction.atomic():
            Meta.objects.update(retirado_en=timezone.now(), retiro_motivo="Estorba")
            with pytest.raises(IntegrityError, match="sólo cambia por un acuerdo"):
                _al_final()
            transaction.set_rollback(True)
        acordar(actividad.meta, conclusion="retirada")
        assert actividad.meta.estado == "retirada"

    def test_an_activity_is_agreed_and_no_side_moves_its_date(self, actividad):
        with transaction.atomic():
            Actividad.objects.filter(pk=actividad.pk).update(hasta=hoy() + timedelta(days=90))
            with pytest.raises(IntegrityError, match="sólo cambia por un acuerdo"):
                _al_final()
            transaction.set_rollback(True)


def _por_sql(reporte):
    with como_web() as cursor:
        cursor.execute(
            "UPDATE compromisos_reporte SET tramite = 'enviado', publicado_en = now() "
            "WHERE id = %s",
            [reporte.pk],
        )


def _como(quien, orden, datos):
    """As the web role, in the name of that account."""
    with como_web() as cursor:
        cursor.execute("SELECT set_config('portal.cuenta', %s, true)", [str(quien.pk)])
        cursor.execute(orden, datos)


def _al_final():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
