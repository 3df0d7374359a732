"""Finding, replies, final: dated, all visible, and none over another."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Codificacion, Compromiso, Evaluacion, Replica
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.cuentas.quien_escribe import en_nombre_de
from gobierno_abierto.fuentes.models import Fuente
from tests.bitacora.conftest import como_web
from tests.compromisos.test_contrastes import en_llano
from tests.cuentas.casas import LADOS, cuenta, hacer_secretariado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def casa():
    return hacer_secretariado("casa")


@pytest.fixture
def hallazgo(casa):
    """Public, of the results: limited, as the review finds."""
    suya = Evaluacion.objects.create(
        clave="MX-CASA-C01-EV-resultados",
        compromiso=Compromiso.objects.get(clave="MX-CASA-C01"),
        momento="resultados",
        vocabulario="ogp_desde_2019",
        evaluador="MRI",
        fuente=Fuente.objects.get(clave="semilla"),
    )
    suya.codificaciones.create(variable="cumplimiento", valor="limitado")
    suya.codificaciones.create(variable="verificable", valor="si")
    Evaluacion.objects.filter(pk=suya.pk).update(publicado_en=timezone.now())
    suya.refresh_from_db()
    return suya


@pytest.fixture
def entrar(casa):
    def abrir(rol=Rol.MIEMBRO, lado="gobierno"):
        navegador = Client()
        navegador.force_login(cuenta(rol, casa, lado=lado))
        return navegador

    return abrir


def replicar(hallazgo, lado="gobierno", **campos):
    n = hallazgo.replicas.count() + 1
    return Replica.objects.create(
        **{
            "clave": f"{hallazgo.clave}-R{n}", "evaluacion": hallazgo, "lado": lado,
            "sentido": "de_acuerdo", "texto": "Así es.", "publicado_en": timezone.now(),
        }
        | campos
    )  # fmt: skip


def rehusa(texto, hacer):
    with pytest.raises(IntegrityError, match=texto), transaction.atomic():
        hacer()


def como_si_fuera(hallazgo, **campos):
    """As the owner of the tables: its dates, as if of another day."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE compromisos_evaluacion DISABLE TRIGGER USER")
        Evaluacion.objects.filter(pk=hallazgo.pk).update(**campos)
        cursor.execute("ALTER TABLE compromisos_evaluacion ENABLE TRIGGER USER")
    hallazgo.refresh_from_db()


def como_la_fuente(hallazgo, etiqueta):
    """As if its finding had been coded so."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE compromisos_codificacion DISABLE TRIGGER USER")
        hallazgo.codificaciones.filter(variable="cumplimiento").update(etiqueta_original=etiqueta)
        cursor.execute("ALTER TABLE compromisos_codificacion ENABLE TRIGGER USER")


class TestReplica:
    def test_a_disagreement_brings_evidence(self, hallazgo):
        rehusa("con_evidencia", lambda: replicar(hallazgo, sentido="en_desacuerdo"))
        rehusa(
            "en_la_web",
            lambda: replicar(hallazgo, sentido="en_desacuerdo", evidencia_url="javascript:x"),
        )
        rehusa(
            "en_la_web",
            lambda: replicar(hallazgo, sentido="en_desacuerdo", evidencia_url="https://"),
        )
        replicar(hallazgo, sentido="en_desacuerdo", evidencia_url="https://ejemplo.mx/acta.pdf")
        replicar(hallazgo, sentido="en_desacuerdo", fuente=Fuente.objects.first())
        replicar(hallazgo, sentido="precisa")

    def test_the_form_says_so_and_loses_nothing(self, entrar, hallazgo):
        alta = reverse("admin:compromisos_replica_add")
        datos = {
            "evaluacion": hallazgo.pk, "sentido": "en_desacuerdo", "texto": "Sí se hizo todo.",
            "publicar": "on", "confirmo": "on",
        }  # fmt: skip
        navegador = entrar()
        pagina = navegador.post(alta, datos).content.decode()
        assert "trae evidencia" in pagina
        assert "Sí se hizo todo." in pagina
        con = datos | {"evidencia_url": "https://ejemplo.mx/acta.pdf"}
        assert navegador.post(alta, con).status_code == 302
        suya = Replica.objects.get()
        assert (suya.lado, suya.oficina) == ("gobierno", "Oficina gobierno")
        assert suya.clave == f"{hallazgo.clave}-R1"
        assert suya.publico

    def test_it_never_alters_a_finding(self, hallazgo):
        """Nor does anybody, in another's name or in nobody's."""
        antes = list(hallazgo.codificaciones.values())
        fila = Evaluacion.objects.filter(pk=hallazgo.pk).values(
            "momento", "evaluador", "informe", "fuente", "definitiva_en", "actualizado"
        )
        visto = fila.get()
        for lado in LADOS:
            replicar(hallazgo, lado)
        assert list(hallazgo.codificaciones.values()) == antes
        assert fila.get() == visto
        suyas = hallazgo.codificaciones.filter(variable="cumplimiento")
        rehusa("halló no se cambia", lambda: suyas.update(valor="completo"))
        rehusa("halló no se cambia", suyas.delete)
        rehusa(
            "halló no se cambia",
            lambda: hallazgo.codificaciones.create(variable="ambicion", valor="alta"),
        )
        esta = Evaluacion.objects.filter(pk=hallazgo.pk)
        rehusa("hallazgo público no se cambia", lambda: esta.update(evaluador="Otro"))

    def test_what_was_answered_is_followed_by_another(self, hallazgo):
        suya = replicar(hallazgo)
        for cambio in ({"texto": "No"}, {"sentido": "precisa"}, {"lado": "sociedad_civil"}):
            estas = Replica.objects.filter(pk=suya.pk)
            rehusa("publique otra", lambda estas=estas, cambio=cambio: estas.update(**cambio))
        rehusa("no se borra", suya.delete)
        replicar(hallazgo, texto="Y además.")

    def test_a_side_answers_for_itself(self, casa, hallazgo):
        with en_nombre_de(cuenta(Rol.MIEMBRO, casa).pk):
            replicar(hallazgo)
            rehusa("habla por sí mismo", lambda: replicar(hallazgo, "sociedad_civil"))
        with en_nombre_de(cuenta(Rol.EVALUADOR, casa).pk):
            rehusa("habla por sí mismo", lambda: replicar(hallazgo))
        replicar(hallazgo, publicado_en=None)
        with (
            pytest.raises(IntegrityError, match="habla por sí mismo"),
            transaction.atomic(),
            como_web() as cursor,
        ):
            cursor.execute("DELETE FROM compromisos_replica WHERE publicado_en IS NULL")

    def test_of_a_draft_of_history_or_of_what_is_final_there_is_none(self, casa, hallazgo):
        borrador = Evaluacion.objects.get(compromiso__clave="MX-CASA-B-C01")
        rehusa("Publique antes", lambda: replicar(borrador))
        historica = Evaluacion.objects.get(clave="MX-PA15-C12-MRI-medio-termino")
        rehusa("lo histórico lo cuentan sus fuentes", lambda: replicar(historica))
        como_si_fuera(hallazgo, definitiva_en=timezone.now(), definitiva_texto="Ya.")
        rehusa("ya es definitiva", lambda: replicar(hallazgo))

    def test_nor_of_a_side_that_nobody_sits_for(self, casa, hallazgo):
        casa.asientos.filter(lado="gobierno").update(
            hasta=timezone.localdate(), hasta_precision="dia"
        )
        rehusa("no tiene hoy asiento", lambda: replicar(hallazgo))


class TestDefinitiva:
    def test_the_sides_have_their_time(self, hallazgo):
        assert hallazgo.replicas_hasta == timezone.localdate() + timedelta(days=14)
        rehusa("corre el plazo", lambda: hallazgo.concluir("Se mantiene."))
        como_si_fuera(hallazgo, replicas_hasta=timezone.localdate() - timedelta(days=1))
        hallazgo.concluir("Se mantiene.")
        assert hallazgo.etapa == "definitiva"

    def test_no_less_than_two_weeks(self, hallazgo):
        otra = Evaluacion(
            clave="x",
            compromiso=hallazgo.compromiso,
            momento="fin_termino",
            vocabulario="ogp_desde_2019",
            evaluador="MRI",
            fuente=hallazgo.fuente,
            publicado_en=timezone.now(),
            replicas_hasta=timezone.localdate() + timedelta(days=3),
        )
        rehusa("catorce días", otra.save)

    def test_once_the_three_answered_there_is_nothing_to_wait_for(self, hallazgo):
        for lado in LADOS[:2]:
            replicar(hallazgo, lado)
        rehusa("corre el plazo", lambda: hallazgo.concluir("Se mantiene."))
        replicar(hallazgo, LADOS[2])
        hallazgo.concluir("Se mantiene.")
        assert hallazgo.definitiva_en

    def test_what_is_final_stands_beside_what_was_found(self, entrar, hallazgo, client):
        """Finding, replies and final, dated, all in the page and in the API."""
        como_la_fuente(hallazgo, "Limited")
        replicar(
            hallazgo,
            sentido="en_desacuerdo",
            texto="Faltó ver el acta.",
            evidencia_url="https://ejemplo.mx/acta.pdf",
        )
        for lado in LADOS[1:]:
            replicar(hallazgo, lado)
        navegador = entrar(Rol.EVALUADOR)
        final = reverse("admin:concluir-evaluacion", args=[hallazgo.pk])
        pagina = navegador.get(final).content.decode()
        assert "Faltó ver el acta." in pagina
        assert (
            navegador.post(final, {"texto": "Vista el acta."}).status_code == 200
        )  # not confirmed
        datos = {"texto": "Vista el acta, sube.", "cumplimiento": "sustancial", "confirmo": "on"}
        assert navegador.post(final, datos).status_code == 302
        codificada = hallazgo.codificaciones.get(variable="cumplimiento")
        assert (codificada.valor, codificada.hallado) == ("sustancial", "limitado")
        pagina = en_llano(client.get(hallazgo.compromiso.get_absolute_url()))
        for dicho in (
            "Definitiva.",
            "Hallazgo publicado",
            "En el hallazgo: Limitado",
            "Faltó ver el acta.",
            "https://ejemplo.mx/acta.pdf",
            "Vista el acta, sube.",
        ):
            assert dicho in pagina, dicho
        dada = client.get(f"/api/v1/evaluaciones/{hallazgo.clave}/").json()
        assert (dada["etapa"], dada["cumplimiento"]) == ("definitiva", "sustancial")
        assert dada["definitiva_texto"] == "Vista el acta, sube."
        assert len(dada["replicas"]) == 3
        suya = next(c for c in dada["codificaciones"] if c["variable"] == "cumplimiento")
        assert suya["hallado"] == "limitado"
        assert "En el hallazgo: Limitado (en la fuente: Limited)" in pagina
        replica = client.get(f"/api/v1/replicas/{dada['replicas'][0]}/").json()
        assert (replica["lado"], replica["sentido"]) == ("gobierno", "en_desacuerdo")
        assert navegador.get(final).status_code == 404  # once

    def test_it_is_said_once(self, hallazgo):
        como_si_fuera(
            hallazgo,
            definitiva_en=timezone.now() - timedelta(days=2),
            definitiva_texto="Se mantiene.",
        )
        rehusa("definitiva no se cambia", lambda: hallazgo.concluir("Otra cosa."))
        suyas = Codificacion.objects.filter(evaluacion=hallazgo, variable="cumplimiento")
        rehusa("halló no se cambia", lambda: suyas.update(valor="completo"))

    @pytest.mark.parametrize("campo", ["nota", "etiqueta_original"])
    def test_it_does_not_speak_in_the_words_of_the_finding(self, hallazgo, campo):
        for lado in LADOS:
            replicar(hallazgo, lado)

        def concluir():
            with transaction.atomic():
                hallazgo.concluir("Sube.")
                suya = hallazgo.codificaciones.filter(variable="cumplimiento")
                suya.update(valor="sustancial", **{campo: "Otra cosa."})

        rehusa("halló no se cambia", concluir)

    def test_too_early_is_told_in_the_form(self, entrar, hallazgo):
        final = reverse("admin:concluir-evaluacion", args=[hallazgo.pk])
        respuesta = entrar(Rol.EVALUADOR).post(final, {"texto": "Ya.", "confirmo": "on"})
        assert "corre el plazo" in respuesta.content.decode()
        assert "Ya." in respuesta.content.decode()

    def test_a_value_of_another_era_is_refused_in_words(self, hallazgo):
        for lado in LADOS:
            replicar(hallazgo, lado)
        rehusa("del_vocabulario", lambda: hallazgo.concluir("x", {"cumplimiento": "no_claro"}))
        hallazgo.refresh_from_db()
        assert hallazgo.definitiva_en is None


class TestEnLaAdministracion:
    def test_whoever_evaluates_writes_it_with_published_codes(self, entrar, casa):
        navegador = entrar(Rol.EVALUADOR)
        alta = reverse("admin:compromisos_evaluacion_add")
        formulario = navegador.get(alta).content.decode()
        assert '<option value="sustancial">Sustancial</option>' in formulario
        datos = {
            "compromiso": Compromiso.objects.get(clave="MX-CASA-C01").pk,
            "momento": "fin_termino", "vocabulario": "ogp_desde_2019", "evaluador": "MRI",
            "fecha_precision": "no_consta", "fuente": Fuente.objects.first().pk,
            "codificaciones-TOTAL_FORMS": 1, "codificaciones-INITIAL_FORMS": 0,
            "codificaciones-0-variable": "cumplimiento", "codificaciones-0-valor": "sustancial",
        }  # fmt: skip
        mala = datos | {"codificaciones-0-valor": "no_claro"}
        assert "no existe en el vocabulario" in navegador.post(alta, mala).content.decode()
        pagina = navegador.post(alta, datos)
        assert pagina.status_code == 302, pagina.context["errors"]
        suya = Evaluacion.objects.get(clave="MX-CASA-C01-EV-fin-termino")
        assert suya.publicado_en is None
        assert suya.codificaciones.get().valor == "sustancial"
        cambio = reverse("admin:compromisos_evaluacion_change", args=[suya.pk])
        assert navegador.get(cambio).context["has_change_permission"]

    def test_a_side_is_told_that_a_finding_waits_for_it(self, entrar, hallazgo):
        """Until it answers, and no longer: both of the house's."""
        navegador = entrar()
        lista = reverse("admin:compromisos_compromiso_changelist")
        assert "hallazgo que mi lado puede responder" in en_llano(navegador.get("/admin/"))
        filas = navegador.get(lista, {"falta": "replica"}).context["cl"].result_list
        assert [fila.clave for fila in filas] == ["MX-CASA-C01"]
        for suyo in Evaluacion.objects.filter(compromiso=hallazgo.compromiso):
            replicar(suyo)
        assert "hallazgo que mi lado puede responder" not in en_llano(navegador.get("/admin/"))

    def test_a_public_finding_is_read(self, entrar, hallazgo):
        cambio = reverse("admin:compromisos_evaluacion_change", args=[hallazgo.pk])
        navegador = entrar(Rol.EVALUADOR)
        pagina = navegador.get(cambio)
        assert not pagina.context["has_change_permission"]
        assert "Dar por definitiva" in pagina.content.decode()
        assert navegador.post(cambio, {"version": hallazgo.version}).status_code == 403
