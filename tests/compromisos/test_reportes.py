"""Reports: of one's own side, with what stands in the way, and for ever once they are public."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Actividad, Meta, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.comun.roles import Rol
from tests.admin.formularios import datos_del_formulario
from tests.compromisos.factories import ReporteFactory
from tests.cuentas.casas import cuenta
from tests.secretariados.acordar import acordar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ALTA = reverse("admin:compromisos_reporte_add")


def hoy():
    return timezone.localdate()


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

    @pytest.mark.parametrize("pagina", ["devolver-reporte", "publicar-reporte"])
    def test_who_comes_second_is_told_how_it_was_left(self, entrar, actividad, pagina):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.enviar()
        reporte.devolver("Falta la liga.")
        navegador = entrar("gobierno")
        direccion = reverse(f"admin:{pagina}", args=[reporte.pk])
        vuelta = navegador.post(direccion, {"confirmo": "on", "motivo": "x"}, follow=True)
        dicho = vuelta.content.decode()
        assert "Ya no espera a su lado: así quedó." in dicho
        assert "Falta la liga." in dicho
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
