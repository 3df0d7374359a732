"""Three sides propose, answer and agree, each with its account and in the admin."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.roles import Rol
from secretariados.models import Acuerdo
from tests.admin.formularios import datos_del_formulario
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.secretariados.factories import PropuestaFactory
from tests.secretariados.test_consenso import pasar_el_plazo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ALTA = reverse("admin:secretariados_acuerdo_add")


def responder(navegador, acto, sentido, razon=""):
    """As who opens the page, reads it and sends it."""
    direccion = reverse("admin:tomar-posicion", args=[acto.pk])
    pagina = navegador.get(direccion)
    leida = pagina.context["form"]["leida"].value() if pagina.status_code == 200 else ""
    return navegador.post(direccion, {"sentido": sentido, "razon": razon, "leida": leida})


def estado(acto) -> str:
    acto.refresh_from_db()
    return acto.estado


class TestProponer:
    def proponer(self, navegador, casa, **cambios):
        datos = datos_del_formulario(navegador.get(ALTA)) | {
            "secretariado": casa.pk,
            "titulo": "Abrir el padrón",
            "texto": "Los tres acuerdan abrirlo.",
            "justificacion": "Lo pidió la ciudadanía.",
            "publicar": "on",
            "confirmo": "on",
        }
        return navegador.post(ALTA, datos | cambios)

    def test_a_side_proposes_in_its_own_name(self, entrar, casa):
        assert self.proponer(entrar("sociedad_civil"), casa).status_code == 302
        acto = Acuerdo.objects.get(titulo="Abrir el padrón")
        assert (acto.estado, acto.propone_lado) == ("propuesto", "sociedad_civil")
        assert acto.clave == f"ACU-CASA-{timezone.localdate().year}-01"
        entrada = Entrada.objects.get(objeto_clave=acto.clave, parte=None)
        assert (entrada.tipo, entrada.lado) == ("alta", "sociedad_civil")
        assert entrada.motivo == acto.justificacion

    @pytest.mark.parametrize("dias", [0, -1])
    def test_there_is_time_to_answer(self, entrar, casa, dias):
        hasta = timezone.localdate() + timedelta(days=dias)
        pagina = self.proponer(entrar("gobierno"), casa, responde_hasta=hasta.isoformat())
        assert "Deje al menos un día" in pagina.content.decode()

    @pytest.mark.parametrize("falta", ["titulo", "texto", "justificacion", "responde_hasta"])
    def test_nothing_is_left_out(self, entrar, casa, falta):
        assert self.proponer(entrar("gobierno"), casa, **{falta: ""}).status_code == 200
        assert not Acuerdo.objects.filter(secretariado=casa, estado="propuesto").exists()

    def test_nor_where_one_does_not_sit(self, entrar, casa):
        ajeno = hacer_secretariado("ajeno")
        pagina = self.proponer(entrar("gobierno"), casa, secretariado=ajeno.pk)
        assert pagina.status_code == 200
        assert not Acuerdo.objects.filter(secretariado=ajeno, estado="propuesto").exists()

    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR, Rol.ENLACE, Rol.MODERADOR])
    def test_nor_does_who_speaks_for_no_side(self, entrar, rol):
        assert entrar("gobierno", rol).get(ALTA).status_code == 403

    def test_what_is_proposed_is_read_and_not_edited(self, entrar, propuesta):
        navegador = entrar("sociedad_civil")
        direccion = reverse("admin:secretariados_acuerdo_change", args=[propuesta.pk])
        pagina = navegador.get(direccion).content.decode()
        assert "Responder por su lado" in pagina
        assert "Retirar la propuesta" in pagina
        assert 'name="titulo"' not in pagina
        assert navegador.post(direccion, {"titulo": "Otro"}).status_code == 403


class TestResponder:
    def test_it_is_adopted_with_the_third(self, entrar, propuesta):
        for lado in Lado:
            assert estado(propuesta) == "propuesto"
            assert responder(entrar(lado), propuesta, "consiente").status_code == 302
        assert estado(propuesta) == "adoptado"
        posiciones = Entrada.objects.filter(objeto_clave=propuesta.clave, parte="posicion")
        assert {e.lado for e in posiciones} == set(Lado)
        assert {e.acuerdo for e in posiciones} == {None}  # until three consent there is none

    def test_one_objection_ends_it(self, entrar, propuesta):
        assert responder(entrar("gobierno"), propuesta, "consiente").status_code == 302
        sociedad = entrar("sociedad_civil")
        sin_razon = responder(sociedad, propuesta, "no_consiente")
        assert "Diga por qué" in sin_razon.content.decode()
        assert estado(propuesta) == "propuesto"
        responder(sociedad, propuesta, "no_consiente", "No hay presupuesto.")
        dicho = Entrada.objects.filter(objeto_clave=propuesta.clave, parte="posicion").last()
        assert (dicho.tipo, dicho.motivo) == ("alta", "No hay presupuesto.")
        assert estado(propuesta) == "rechazado"
        tarde = responder(entrar("organo_garante"), propuesta, "consiente")
        assert "ya no se toman posiciones" in tarde.content.decode()

    def test_a_side_may_think_again_while_it_is_open(self, entrar, propuesta):
        navegador = entrar("organo_garante")
        responder(navegador, propuesta, "se_abstiene", "Falta leerlo.")
        responder(navegador, propuesta, "consiente")
        assert [p.sentido for p in propuesta.posiciones.all()] == ["consiente"]

    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR, Rol.ENLACE, Rol.MODERADOR])
    def test_only_who_speaks_for_a_side(self, entrar, propuesta, rol):
        assert responder(entrar("gobierno", rol), propuesta, "consiente").status_code == 404

    def test_nor_who_speaks_for_it_elsewhere(self, entrar, propuesta):
        ajeno = entrar("gobierno", secretariado=hacer_secretariado("ajeno"))
        assert responder(ajeno, propuesta, "consiente").status_code == 404

    @pytest.mark.parametrize("sentido", ["ausente", "vacante", "no_consta", "inventado", ""])
    def test_nobody_says_what_is_not_said(self, entrar, propuesta, sentido):
        assert responder(entrar("gobierno"), propuesta, sentido).status_code == 200
        assert not propuesta.posiciones.exists()

    def test_what_is_refused_stays_in_the_box(self, entrar, propuesta):
        pasar_el_plazo(propuesta)
        pagina = responder(entrar("gobierno"), propuesta, "consiente", "Con una condición.")
        assert "Ya pasó el plazo" in pagina.content.decode()
        assert "Con una condición." in pagina.content.decode()

    def test_one_member_does_not_undo_what_another_said_without_knowing(self, entrar, propuesta):
        navegador = entrar("gobierno")
        direccion = reverse("admin:tomar-posicion", args=[propuesta.pk])
        leida = navegador.get(direccion).context["form"]["leida"].value()
        responder(navegador, propuesta, "consiente")
        tarde = {"sentido": "no_consiente", "razon": "No hay dinero.", "leida": leida}
        pagina = navegador.post(direccion, tarde)
        assert "su lado ya respondió: «Consiente»" in pagina.content.decode()
        assert "No hay dinero." in pagina.content.decode()
        assert propuesta.posiciones.get().sentido == "consiente"
        otra_vez = tarde | {"leida": pagina.context["form"]["leida"].value()}
        assert navegador.post(direccion, otra_vez).status_code == 302
        assert estado(propuesta) == "rechazado"

    def test_what_came_to_nothing_is_proposed_again_from_where_it_was(self, entrar, casa):
        plazo = timezone.localdate() + timedelta(days=90)
        acto = PropuestaFactory(
            secretariado=casa, titulo="Abrir el padrón", responsable_lado="gobierno",
            cumplir_hasta=plazo,
        )  # fmt: skip
        direccion = reverse("admin:retomar-propuesta", args=[acto.pk])
        navegador = entrar("sociedad_civil")
        assert navegador.get(direccion).status_code == 404  # while it is open
        responder(navegador, acto, "no_consiente", "No hay presupuesto.")
        assert acto.justificacion in navegador.get(direccion).content.decode()
        assert navegador.post(direccion, {"motivo": "Ya lo hay."}).status_code == 302
        nuevo = Acuerdo.objects.exclude(pk=acto.pk).get(titulo="Abrir el padrón")
        assert (nuevo.publicado_en, nuevo.propone_lado) == (None, "sociedad_civil")
        assert (nuevo.justificacion, nuevo.cumplir_hasta) == ("Ya lo hay.", plazo)
        ajeno = entrar("gobierno", Rol.ENLACE)
        assert ajeno.get(direccion).status_code == 404

    def test_who_would_keep_it_and_by_when_is_read_where_one_answers(self, entrar, casa):
        acto = PropuestaFactory(
            secretariado=casa, responsable_lado="gobierno", responsable_oficina="Archivos",
            cumplir_hasta=timezone.localdate() + timedelta(days=60),
        )  # fmt: skip
        direccion = reverse("admin:tomar-posicion", args=[acto.pk])
        pagina = entrar("organo_garante").get(direccion).content.decode()
        dicho = pagina[pagina.index("Responde de cumplirlo") :].split("</dd>")[0]
        assert "Gobierno · Archivos" in dicho
        assert acto.cumplir_hasta.isoformat() in dicho

    def test_nor_is_it_lost_with_the_session(self, entrar, propuesta):
        navegador = entrar("gobierno")
        navegador.logout()
        pagina = responder(navegador, propuesta, "no_consiente", "No hay presupuesto.")
        assert pagina.status_code == 403
        assert "No hay presupuesto." in pagina.content.decode()

    def test_it_waits_on_the_first_page_until_it_is_answered(self, entrar, propuesta):
        navegador = entrar("gobierno")
        assert "que esperan la respuesta de su lado" in navegador.get("/admin/").content.decode()
        lista = reverse("admin:secretariados_acuerdo_changelist")
        assert propuesta.titulo in navegador.get(lista, {"espera": "mia"}).content.decode()
        responder(navegador, propuesta, "se_abstiene")
        pagina = navegador.get("/admin/").content.decode()
        assert "que esperan la respuesta de su lado" not in pagina

    def test_who_proposed_it_is_told_that_it_came_to_nothing(self, entrar, casa):
        propuesta = PropuestaFactory(secretariado=casa, titulo="Abrir el padrón")
        que = "que su lado propuso y este mes no se adoptaron"
        suyo = entrar(propuesta.propone_lado)
        assert que not in suyo.get("/admin/").content.decode()
        otro = next(lado for lado in Lado.values if lado != propuesta.propone_lado)
        navegador = entrar(otro)
        responder(navegador, propuesta, "no_consiente", "No hay presupuesto.")
        assert que in suyo.get("/admin/").content.decode()
        assert que not in navegador.get("/admin/").content.decode()


class TestUnaVozPorLado:
    """Not even the administrator makes one account speak for two sides."""

    @pytest.mark.parametrize("cambio", ["lado", "secretariado"])
    def test_a_seat_that_somebody_has_stays_where_it_is(self, entrar, casa, cambio):
        entrar("gobierno")
        asiento = casa.asientos.get(lado="gobierno")
        otro = {"lado": "sociedad_civil", "secretariado": hacer_secretariado("ajeno")}[cambio]
        with pytest.raises(IntegrityError, match="abra otro"), transaction.atomic():
            type(asiento).objects.filter(pk=asiento.pk).update(**{cambio: otro})

    def test_the_form_says_it_beside_the_box(self, entrar, casa):
        entrar("gobierno")
        administra = entrar("", Rol.ADMINISTRADOR)
        direccion = reverse("admin:secretariados_secretariado_change", args=[casa.pk])
        datos = datos_del_formulario(administra.get(direccion))
        (caja,) = [c for c, v in datos.items() if c.endswith("-lado") and v == "gobierno"]
        datos[caja] = "organo_garante"
        pagina = administra.post(direccion, datos | {"motivo": "x"})
        assert "no cambia de lado: abra otro" in pagina.content.decode()

    def test_an_account_sits_on_one_side_of_a_table(self, casa):
        persona = cuenta(Rol.MIEMBRO, casa)
        otro = casa.asientos.get(lado="sociedad_civil")
        with pytest.raises(IntegrityError, match="un solo lado"), transaction.atomic():
            persona.ocupaciones.create(asiento=otro, desde=timezone.localdate())

    def test_the_triggers_read_no_table_put_before_ours(self, casa, propuesta):
        """A temporary one of the same name: it is not read, and the web may not even make it."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE secretariados_posicion AS SELECT * FROM "
                           "public.secretariados_posicion")  # fmt: skip
            for lado in Lado:
                cursor.execute(
                    "INSERT INTO pg_temp.secretariados_posicion (acuerdo_id, lado, sentido) "
                    "VALUES (%s, %s, 'consiente')", [propuesta.pk, lado],
                )  # fmt: skip
            with pytest.raises(IntegrityError, match="Sin el consentimiento"), transaction.atomic():
                cursor.execute(
                    "UPDATE secretariados_acuerdo SET estado = 'adoptado' WHERE id = %s",
                    [propuesta.pk],
                )
            cursor.execute("DROP TABLE pg_temp.secretariados_posicion")
            cursor.execute(
                "SELECT has_database_privilege('gobierno_web', current_database(), 'TEMP')"
            )
            assert cursor.fetchone() == (False,)


class TestRetirar:
    def test_who_proposed_it_takes_it_back(self, entrar, propuesta):
        direccion = reverse("admin:retirar-propuesta", args=[propuesta.pk])
        assert entrar("gobierno").post(direccion, {"motivo": "No"}).status_code == 404
        navegador = entrar("sociedad_civil")
        assert navegador.post(direccion, {"motivo": ""}).status_code == 200
        assert navegador.post(direccion, {"motivo": "Hay otra mejor."}).status_code == 302
        pagina = Client().get(propuesta.get_absolute_url())
        assert pagina.status_code == 410
        assert "Hay otra mejor." in pagina.content.decode()
