"""Reports: of one's own side, with what stands in the way, and for ever once they are public."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Actividad, Meta, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.comun.roles import Rol
from tests.admin.formularios import datos_del_formulario
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import ReporteFactory
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

    @pytest.mark.parametrize("nada", ["  ", "\u00a0", "\u200b", "...", None])
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


class TestEnLaAdministracion:
    def datos(self, actividad, **cambios):
        return {
            "actividad": actividad.pk,
            "periodo": str(Periodo.de(hoy())),
            "estado": "en_curso",
            "texto": "Se abrió la mitad.",
            "obstaculos": "Falta presupuesto.",
        } | cambios

    def reportar(self, navegador, actividad, **cambios):
        return navegador.post(ALTA, self.datos(actividad, **cambios))

    def test_from_draft_to_public(self, entrar, actividad, client):
        """Whoever writes it sends it; its side returns it with a reason, or publishes it."""
        enlace = cuenta(Rol.ENLACE, actividad.compromiso.plan.secretariado)
        escribe = Client()
        escribe.force_login(enlace)
        miembro = entrar("gobierno")
        Actividad.objects.filter(pk=actividad.pk)  # its liaison's institution is the activity's
        assert self.reportar(miembro, actividad).status_code == 302
        reporte = Reporte.objects.get()
        assert (reporte.lado, reporte.clave) == ("gobierno", f"{actividad.clave}-R1")
        borrador = miembro.get(reverse("admin:compromisos_reporte_change", args=[reporte.pk]))
        assert "Guardar y enviar a su lado" in borrador.content.decode()
        for pagina, datos in (
            ("enviar-reporte", {"confirmo": "on"}),
            ("devolver-reporte", {"motivo": "Diga cuántos."}),
        ):
            direccion = reverse(f"admin:{pagina}", args=[reporte.pk])
            assert miembro.get(direccion).status_code == 200
            assert miembro.post(direccion, datos).status_code == 302
        reporte.refresh_from_db()
        assert (reporte.tramite, reporte.devuelto_motivo) == ("devuelto", "Diga cuántos.")
        reporte.enviar()
        publicar = reverse("admin:publicar-reporte", args=[reporte.pk])
        leido = miembro.get(publicar).context["form"]["leido"].value()
        assert miembro.post(publicar, {"confirmo": "on", "leido": leido}).status_code == 302
        pagina = client.get(actividad.compromiso.get_absolute_url()).content.decode()
        assert "Se abrió la mitad." in pagina
        assert "Atrasada" in pagina

    def test_the_indicator_is_beside_its_box(self, entrar, actividad):
        meta = actividad.meta
        (dicha,) = meta.texto_acordado()["actividades"]
        mide = {"indicador": "padrones", "linea_base": "0.0000", "objetivo": "32.0000"}
        acordar(meta, actividades=[dicha | mide])
        pagina = entrar("gobierno").get(ALTA, {"actividad": actividad.pk}).content.decode()
        assert "padrones: de 0 a 32" in pagina

    def test_to_send_it_saves_first_what_was_typed(self, entrar, actividad):
        navegador = entrar("gobierno")
        for texto in ("Se abrió la mitad.", "Se abrieron dos tercios."):
            reporte = Reporte.objects.first()
            alta = (
                reverse("admin:compromisos_reporte_change", args=[reporte.pk]) if reporte else ALTA
            )
            formulario = navegador.get(alta, {"actividad": actividad.pk})
            datos = datos_del_formulario(formulario) | self.datos(actividad, texto=texto)
            respuesta = navegador.post(alta, datos | {"_enviar": "1"})
            assert respuesta.url == reverse("admin:enviar-reporte", args=[Reporte.objects.get().pk])
            assert Reporte.objects.get().texto == texto

    def test_what_its_side_is_reading_is_not_deleted(self, entrar, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.enviar()
        borrar = reverse("admin:compromisos_reporte_delete", args=[reporte.pk])
        assert entrar("gobierno").post(borrar, {"post": "yes"}).status_code == 403
        assert Reporte.objects.exists()

    def test_there_is_no_door_for_many_at_once(self, entrar, actividad):
        """Each is read by its side before everybody does."""
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.enviar()
        lista = reverse("admin:compromisos_reporte_changelist")
        datos = {"action": "publicar", "_selected_action": reporte.pk, "confirmo": "on"}
        for rol in (Rol.ENLACE, Rol.MIEMBRO):
            navegador = entrar("gobierno", rol)
            assert "Publicar los borradores" not in navegador.get(lista).content.decode()
            navegador.post(lista, datos)
        reporte.refresh_from_db()
        assert not reporte.publico

    def test_the_first_page_tells_what_came_back_and_not_what_was_sent(self, entrar, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        navegador = entrar("gobierno")
        assert "Reportes en borrador</a>: 1" in navegador.get("/admin/").content.decode()
        reporte.enviar()
        pagina = navegador.get("/admin/").content.decode()
        assert "Reportes en borrador" not in pagina
        assert "Reportes que enviaron a su lado</a>: 1" in pagina
        assert "Reportar «" not in pagina
        reporte.devolver("Diga cuántos.")
        pagina = navegador.get("/admin/").content.decode()
        assert "Reportes que su lado devolvió, con su motivo</a>: 1" in pagina

    def test_a_late_one_asks_what_stands_in_the_way_and_loses_nothing(self, entrar, actividad):
        pagina = self.reportar(entrar("gobierno"), actividad, obstaculos="")
        assert "diga qué lo impide" in pagina.content.decode()
        assert "Se abrió la mitad." in pagina.content.decode()
        assert not Reporte.objects.exists()

    def test_another_side_has_nothing_to_report_of_it(self, entrar, actividad):
        assert self.reportar(entrar("sociedad_civil"), actividad).status_code == 200
        assert not Reporte.objects.exists()

    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR, Rol.MODERADOR])
    def test_nor_who_speaks_for_no_side(self, entrar, actividad, rol):
        assert self.reportar(entrar("gobierno", rol), actividad).status_code == 403

    @pytest.mark.parametrize("rol", Rol)
    def test_only_members_write_goals(self, entrar, actividad, rol):
        alta = entrar("gobierno", rol).get(reverse("admin:compromisos_meta_add"))
        assert alta.status_code == (200 if rol is Rol.MIEMBRO else 403)

    def test_a_goal_is_written_with_its_activities_without_javascript(self, entrar, actividad):
        """Three rows to fill are there; those left empty are nothing."""
        alta = reverse("admin:compromisos_meta_add")
        navegador = entrar("gobierno")
        datos = datos_del_formulario(navegador.get(alta)) | {
            "compromiso": actividad.compromiso_id,
            "titulo": "El padrón en línea",
            "actividades-0-titulo": "Publicarlo",
            "actividades-0-lado": "gobierno",
        }
        assert navegador.post(alta, datos).status_code == 302
        meta = Meta.objects.get(titulo="El padrón en línea")
        assert [una.titulo for una in meta.actividades.all()] == ["Publicarlo"]

    def test_what_is_published_is_what_was_read(self, entrar, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.enviar()
        navegador = entrar("gobierno")
        publicar = reverse("admin:publicar-reporte", args=[reporte.pk])
        leido = navegador.get(publicar).context["form"]["leido"].value()
        reporte.devolver("Otra cosa.")
        Reporte.objects.filter(pk=reporte.pk).update(texto="Lo que nadie leyó.")
        reporte.enviar()
        datos = {"confirmo": "on", "leido": leido}
        pagina = navegador.post(publicar, datos, follow=True).content.decode()
        assert "Cambió mientras lo leía: léalo otra vez." in pagina
        assert "Lo que nadie leyó." in pagina
        reporte.refresh_from_db()
        assert not reporte.publico

    def test_one_that_is_begun_is_gone_on_with(self, entrar, actividad):
        navegador = entrar("gobierno")
        assert self.reportar(navegador, actividad).status_code == 302
        suyo = reverse("admin:compromisos_reporte_change", args=[Reporte.objects.get().pk])
        pagina = self.reportar(navegador, actividad, texto="Otra vez.").content.decode()
        assert f'Ya hay un borrador de esa actividad en ese semestre: <a href="{suyo}">' in pagina
        assert "Otra vez." in pagina

    def test_not_a_book(self, entrar, actividad):
        pagina = self.reportar(entrar("gobierno"), actividad, texto="a" * 20_001)
        assert pagina.context["adminform"].form.errors.keys() == {"texto"}
        assert not Reporte.objects.exists()

    def test_only_its_side_publishes_it(self, entrar, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.enviar()
        otra = entrar("organo_garante")
        for pagina in ("enviar-reporte", "devolver-reporte", "publicar-reporte"):
            direccion = reverse(f"admin:{pagina}", args=[reporte.pk])
            assert otra.post(direccion, {"confirmo": "on", "motivo": "x"}).status_code == 404
        reporte.refresh_from_db()
        assert not reporte.publico


class TestEnPublico:
    def test_silence_is_said_by_period(self, client, actividad, django_assert_max_num_queries):
        """From when it was agreed: here, two semesters ago."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE compromisos_actividad DISABLE TRIGGER USER")
            Actividad.objects.filter(pk=actividad.pk).update(
                publicado_en=timezone.now() - timedelta(days=370)
            )
            cursor.execute("ALTER TABLE compromisos_actividad ENABLE TRIGGER USER")
        with django_assert_max_num_queries(40):
            pagina = client.get(actividad.compromiso.get_absolute_url()).content.decode()
        hace_un_ano = Periodo.de(hoy() - timedelta(days=370))
        assert f"{hace_un_ano}, {hace_un_ano.siguiente}" in pagina
        assert "Nadie ha reportado" in pagina

    def test_the_api_tells_it(self, client, actividad):
        ReporteFactory(actividad=actividad, estado="concluida").publicar()
        dado = client.get(f"/api/v1/actividades/{actividad.clave}/").json()
        assert (dado["estado"], dado["avance"], dado["lado"]) == ("concluida", 100, "gobierno")
        meta = client.get(f"/api/v1/metas/{actividad.meta.clave}/").json()
        assert (meta["avance"], meta["compromiso"]) == (100, actividad.compromiso.clave)
        lista = client.get("/api/v1/reportes/", {"compromiso": actividad.compromiso.clave}).json()
        assert [r["actividad"] for r in lista["results"]] == [actividad.clave]
        compromiso = client.get(f"/api/v1/compromisos/{actividad.compromiso.clave}/").json()
        assert compromiso["avance"] == 100
