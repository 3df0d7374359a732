"""Each voice is its own, by whatever path: form, action, API, update() or SQL of the web role."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Compromiso, Evaluacion, Postura, Pronunciamiento, Reporte
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.cuentas.quien_escribe import en_nombre_de
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Plan
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import ActividadFactory, MetaFactory, ReporteFactory
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.secretariados.acordar import acordar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

C01 = "MX-CASA-C01"


@pytest.fixture
def casa():
    return hacer_secretariado("casa")


@pytest.fixture
def compromiso(casa):
    return Compromiso.objects.get(clave=C01)


@pytest.fixture
def actividad(compromiso):
    meta = MetaFactory(compromiso=compromiso)
    ActividadFactory(meta=meta, titulo="Abrir el padrón")
    acordar(meta)
    return meta.actividades.get()


@pytest.fixture
def entrar(casa):
    def abrir(rol, lado="gobierno", secretariado=casa):
        navegador = Client()
        navegador.force_login(cuenta(rol, secretariado, lado=lado))
        return navegador

    return abrir


def evaluacion(compromiso, **campos):
    return Evaluacion(
        **{
            "clave": f"{compromiso.clave}-EV-resultados", "compromiso": compromiso,
            "momento": "resultados", "vocabulario": "ogp_desde_2019", "evaluador": "MRI",
            "fuente": Fuente.objects.first(),
        }
        | campos
    )  # fmt: skip


def dicho(compromiso, lado, **campos):
    return Pronunciamiento(
        **{
            "clave": f"{compromiso.clave}-{lado}-otra", "compromiso": compromiso, "lado": lado,
            "valor": "cumplido", "momento": "fin_termino", "dicho_por": "Oficina",
        }
        | campos
    )  # fmt: skip


def rehusa(texto, hacer):
    with pytest.raises(IntegrityError, match=texto), transaction.atomic():
        hacer()


def por_sql(orden, *valores):
    with como_web() as cursor:
        cursor.execute(orden, valores or None)


class TestLoQueEsDeOtro:
    """A draft is of the side that writes it: another neither takes it nor sends it elsewhere."""

    @pytest.fixture
    def borrador(self, casa, compromiso):
        gobierno = cuenta(Rol.MIEMBRO, casa)
        suyo = Pronunciamiento(
            clave="x", compromiso=compromiso, lado="gobierno", valor="cumplido",
            momento="fin_termino", dicho_por="x", fuente=Fuente.objects.first(),
        )  # fmt: skip
        with en_nombre_de(gobierno.pk):
            suyo.save()
        return suyo

    def test_nobody_takes_it(self, casa, borrador):
        orden = "UPDATE compromisos_pronunciamiento SET lado = 'sociedad_civil' WHERE id = %s"
        with en_nombre_de(cuenta(Rol.MIEMBRO, casa, lado="sociedad_civil").pk):
            rehusa("habla por sí mismo", lambda: por_sql(orden, borrador.pk))

    def test_nor_another_house(self, borrador):
        ajena = hacer_secretariado("ajena")
        orden = "UPDATE compromisos_pronunciamiento SET compromiso_id = %s WHERE id = %s"
        suyo = Compromiso.objects.get(clave="MX-AJENA-C01").pk
        cuenta_ajena = cuenta(Rol.MIEMBRO, ajena, lado="organo_garante")
        with en_nombre_de(cuenta_ajena.pk):
            rehusa("habla por sí mismo", lambda: por_sql(orden, suyo, borrador.pk))

    @pytest.mark.parametrize("rol", [Rol.MIEMBRO, Rol.EVALUADOR])
    def test_what_is_public_is_withdrawn_by_the_administration_alone(self, casa, compromiso, rol):
        modelo = Evaluacion if rol is Rol.EVALUADOR else Pronunciamiento
        publico = modelo.objects.filter(compromiso=compromiso, publico=True)
        if rol is Rol.MIEMBRO:
            publico = publico.filter(lado="gobierno")
        assert publico.count() == 1
        retiro = {"retirado_en": timezone.now(), "retiro_motivo": "Porque sí."}
        with en_nombre_de(cuenta(rol, casa).pk):
            rehusa("sólo lo retira quien administra", lambda: publico.update(**retiro))
        with en_nombre_de(cuenta(Rol.ADMINISTRADOR, casa).pk):
            assert publico.update(**retiro) == 1


class TestUnLadoNoEvalua:
    @pytest.mark.parametrize("rol", [Rol.MIEMBRO, Rol.ENLACE, Rol.MODERADOR, Rol.ADMINISTRADOR])
    def test_by_no_way_of_writing(self, casa, compromiso, rol):
        """Not with its own account, whoever holds the connection."""
        borrador = Evaluacion.objects.get(compromiso__clave="MX-CASA-B-C01")
        borradores = Evaluacion.objects.filter(pk=borrador.pk)
        borrador.codificaciones.create(variable="cumplimiento", valor="limitado")
        with en_nombre_de(cuenta(rol, casa).pk):
            for hacer in (
                evaluacion(compromiso).save,
                lambda: borradores.update(evaluador="Nosotros"),
                lambda: borradores.update(publicado_en=timezone.now()),
                borrador.delete,
                lambda: borrador.codificaciones.create(variable="verificable", valor="si"),
                lambda: borrador.codificaciones.update(valor="completo"),
                lambda: por_sql(
                    "UPDATE compromisos_evaluacion SET informe = 'x' WHERE id = %s", borrador.pk
                ),
            ):
                rehusa("(quien evalúa|Publique antes)", hacer)
        assert not Evaluacion.objects.filter(momento="resultados", compromiso=compromiso).exists()

    def test_nor_with_sql_and_no_account(self, compromiso):
        fuente = Fuente.objects.first().pk
        for orden in (
            "INSERT INTO compromisos_evaluacion (clave, compromiso_id, momento, vocabulario, "
            "evaluador, fecha_precision, fuente_id) VALUES "
            f"('{C01}-X', {compromiso.pk}, 'fin_termino', 'ogp_desde_2019', 'x', 'no_consta', "
            f"{fuente})",
            "UPDATE compromisos_evaluacion SET informe = 'x' WHERE publicado_en IS NULL",
            "UPDATE compromisos_evaluacion SET informe = 'x' WHERE clave LIKE 'MX-PA15-%'",
            "UPDATE compromisos_codificacion SET nota = 'x' WHERE variable = 'estrella'",
        ):
            rehusa("(quien evalúa|trae la carga)", lambda orden=orden: por_sql(orden))

    @pytest.mark.parametrize("rol", [Rol.MIEMBRO, Rol.ENLACE])
    def test_nor_by_form_action_or_api(self, entrar, compromiso, rol):
        navegador = entrar(rol)
        hallazgo = compromiso.evaluaciones.get()
        assert navegador.get(reverse("admin:compromisos_evaluacion_add")).status_code == 403
        suya = reverse("admin:compromisos_evaluacion_change", args=[hallazgo.pk])
        assert navegador.post(suya, {"version": 1, "evaluador": "x"}).status_code == 403
        borrador = Evaluacion.objects.get(compromiso__clave="MX-CASA-B-C01")
        datos = {"action": "publicar", "confirmo": "on", "_selected_action": [borrador.pk]}
        navegador.post(reverse("admin:compromisos_evaluacion_changelist"), datos)
        borrador.refresh_from_db()
        assert borrador.publicado_en is None
        final = reverse("admin:concluir-evaluacion", args=[hallazgo.pk])
        assert navegador.post(final, {"texto": "x", "confirmo": "on"}).status_code == 404
        for verbo in ("post", "put", "patch", "delete"):
            respuesta = getattr(navegador, verbo)("/api/v1/evaluaciones/")
            assert respuesta.status_code == 405

    def test_whoever_evaluates_does(self, casa, compromiso):
        with en_nombre_de(cuenta(Rol.EVALUADOR, casa).pk):
            suya = evaluacion(compromiso, publicado_en=timezone.now())
            suya.save()
            por_sql("UPDATE compromisos_evaluacion SET version = 7 WHERE id = %s", suya.pk)
        suya.refresh_from_db()
        assert suya.publico
        assert suya.version == 1  # the database's own

    def test_but_not_in_another_house(self, casa, compromiso):
        ajena = cuenta(Rol.EVALUADOR, hacer_secretariado("ajena"))
        with en_nombre_de(ajena.pk):
            rehusa("quien evalúa en ese secretariado", evaluacion(compromiso).save)

    def test_nor_once_it_is_over(self, casa, compromiso):
        suya = cuenta(Rol.EVALUADOR, casa)
        suya.ocupaciones.terminar()
        with en_nombre_de(suya.pk):
            rehusa("quien evalúa en ese secretariado", evaluacion(compromiso).save)


class TestQuienEvaluaNoReporta:
    def test_by_no_way_of_writing(self, casa, compromiso, actividad):
        suya = cuenta(Rol.EVALUADOR, casa)
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        with en_nombre_de(suya.pk):
            rehusa("Reporta quien actúa", lambda: ReporteFactory(actividad=actividad))
            rehusa("Reporta quien actúa", reporte.publicar)
            rehusa("habla por sí mismo", dicho(compromiso, "gobierno").save)
            rehusa(
                "Reporta quien actúa",
                lambda: por_sql("UPDATE compromisos_reporte SET texto = 'Otra cosa'"),
            )
        rehusa("Reporta", lambda: por_sql("UPDATE compromisos_reporte SET texto = 'Otra'"))
        rehusa("Reporta", lambda: por_sql("DELETE FROM compromisos_reporte"))

    def test_nor_by_form_action_or_api(self, entrar, compromiso, actividad):
        navegador = entrar(Rol.EVALUADOR)
        for modelo in ("reporte", "pronunciamiento", "postura", "replica"):
            alta = reverse(f"admin:compromisos_{modelo}_add")
            assert navegador.get(alta).status_code == 403, modelo
            assert navegador.post(alta, {"texto": "x"}).status_code == 403, modelo
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        reporte.enviar()
        publicar = reverse("admin:publicar-reporte", args=[reporte.pk])
        assert navegador.post(publicar, {"confirmo": "on"}).status_code == 404
        datos = {"action": "publicar", "confirmo": "on", "_selected_action": [reporte.pk]}
        navegador.post(reverse("admin:compromisos_reporte_changelist"), datos)
        assert not Reporte.objects.get().publico
        assert navegador.post("/api/v1/reportes/").status_code == 405


class TestCadaLado:
    def test_a_side_publishes_its_own_asked_twice(self, entrar, compromiso, client):
        navegador = entrar(Rol.MIEMBRO, lado="sociedad_civil")
        alta = reverse("admin:compromisos_pronunciamiento_add")
        datos = {
            "compromiso": compromiso.pk, "lado": "sociedad_civil", "escala": "cumplimiento_mri",
            "valor": "limitado", "momento": "medio_termino", "alcance": "compromiso",
            "texto": "Falta abrir la mitad.", "publicar": "on",
        }  # fmt: skip
        pregunta = navegador.post(alta, datos)
        assert "Confirme que quiere publicarlo" in pregunta.content.decode()
        assert not Pronunciamiento.objects.filter(texto="Falta abrir la mitad.").exists()
        assert navegador.post(alta, datos | {"confirmo": "on"}).status_code == 302
        suyo = Pronunciamiento.objects.get(texto="Falta abrir la mitad.")
        assert (suyo.lado, suyo.dicho_por) == ("sociedad_civil", "Oficina sociedad_civil")
        assert suyo.clave == f"{C01}-SC-{timezone.localdate().year}"
        assert suyo.dicho_en == timezone.localdate()
        pagina = client.get(compromiso.get_absolute_url()).content.decode()
        assert "Falta abrir la mitad." in pagina
        assert "Lo publica aquí su propio lado." in pagina
        dado = client.get(f"/api/v1/pronunciamientos/{suyo.clave}/").json()
        assert (dado["comun"], dado["fuente"]) == ("limitado", None)

    def test_none_speaks_for_another(self, casa, compromiso):
        suya = cuenta(Rol.MIEMBRO, casa, lado="gobierno")
        with en_nombre_de(suya.pk):
            dicho(compromiso, "gobierno").save()
            rehusa("habla por sí mismo", dicho(compromiso, "sociedad_civil").save)
            rehusa("habla por sí mismo", dicho(compromiso, None, clave="x").save)
            propios = compromiso.pronunciamientos.filter(lado="gobierno", publicado_en=None)
            rehusa("habla por sí mismo", lambda: propios.update(lado="organo_garante"))
        dicho(compromiso, "gobierno", clave="otro").save()
        rehusa(
            "habla por sí mismo",
            lambda: por_sql(
                "UPDATE compromisos_pronunciamiento SET valor = 'no_cumplido' "
                "WHERE compromiso_id = %s AND publicado_en IS NULL",
                compromiso.pk,
            ),
        )

    def test_what_was_said_in_public_is_followed_by_another(self, entrar, casa, compromiso):
        suyo = compromiso.pronunciamientos.get(lado="gobierno")
        for cambio in ({"valor": "no_cumplido"}, {"texto": "Nunca"}, {"dicho_por": "Otra"}):
            esta = Pronunciamiento.objects.filter(pk=suyo.pk)
            rehusa("no se cambia", lambda esta=esta, cambio=cambio: esta.update(**cambio))
        suya = reverse("admin:compromisos_pronunciamiento_change", args=[suyo.pk])
        navegador = entrar(Rol.MIEMBRO)
        assert not navegador.get(suya).context["has_change_permission"]
        assert navegador.post(suya, {"version": 1, "valor": "no_cumplido"}).status_code == 403

    def test_a_value_is_of_its_scale(self, compromiso):
        malo = dicho(compromiso, "gobierno", escala="cumplido_o_no", valor="limitado")
        rehusa("valor_de_su_escala", malo.save)

    def test_a_side_dissents_from_a_whole_plan(self, entrar, casa, client):
        navegador = entrar(Rol.MIEMBRO, lado="sociedad_civil")
        plan = Plan.objects.get(clave="mx-casa")
        datos = {
            "plan": plan.pk, "lado": "sociedad_civil", "escala": "novedad", "valor": "ya_se_hacia",
            "momento": "diseno", "texto": "Nada de esto es nuevo.",
            "publicar": "on", "confirmo": "on",
        }  # fmt: skip
        assert navegador.post(reverse("admin:compromisos_postura_add"), datos).status_code == 302
        suya = Postura.objects.get(plan=plan)
        assert suya.dicho_por == "Oficina sociedad_civil"
        assert "Nada de esto es nuevo." in client.get(plan.get_absolute_url()).content.decode()
        rehusa("no se cambia", lambda: Postura.objects.filter(pk=suya.pk).update(texto="Sí"))

    def test_history_says_what_its_sources_say(self, casa):
        """Whoever keeps it corrects it; no side, nor whoever evaluates."""
        historico = Pronunciamiento.objects.get(clave="MX-PA15-C12-GOB-2015")
        estos = Pronunciamiento.objects.filter(pk=historico.pk)
        for rol in (Rol.MIEMBRO, Rol.EVALUADOR):
            with en_nombre_de(cuenta(rol, casa).pk):
                rehusa("lleva la historia", lambda: estos.update(texto="Otra"))
        with en_nombre_de(cuenta(Rol.ADMINISTRADOR, casa).pk):
            estos.update(texto="Como consta")


def test_the_account_is_told_for_the_length_of_the_request(entrar, compromiso):
    """Nothing of it is left for whoever uses the connection next."""
    navegador = entrar(Rol.MIEMBRO)
    navegador.post(reverse("admin:compromisos_pronunciamiento_add"), {"texto": "x"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('portal.cuenta', true)")
        assert not cursor.fetchone()[0]
