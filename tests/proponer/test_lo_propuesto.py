"""Who proposes, what becomes public by it, and what may not be proposed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from compromisos.models import Compromiso
from gobierno_abierto.comun.roles import Rol
from planes.models import Plan
from secretariados.models import Acuerdo, CambioPropuesto, Institucion
from tests.admin.edicion import direccion_de, pagina
from tests.admin.formularios import datos_del_formulario
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory, PlanFactory
from tests.cuentas.casas import cuenta, hacer_secretariado
from tests.proponer.formas import adoptar, entrar, llenar, url_de
from tests.secretariados.acordar import acordar, consentir, proponer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestQuienPropone:
    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR, Rol.ENLACE, Rol.MODERADOR])
    def test_only_members_of_a_side(self, casa, suyo, rol):
        navegador = entrar(cuenta(rol, casa))
        assert navegador.get(url_de(suyo)).status_code == 404
        assert navegador.post(url_de(suyo), {}).status_code == 404

    def test_nobody_of_another_secretariat(self, suyo):
        otra = hacer_secretariado("otra")
        navegador = entrar(cuenta(Rol.MIEMBRO, otra))
        assert navegador.get(url_de(suyo)).status_code == 404

    def test_history_is_corrected_and_not_agreed(self, ana):
        assert ana.get(url_de(Compromiso.objects.get(clave="MX-PA15-C06"))).status_code == 404

    def test_nobody_without_an_account(self, client, suyo):
        assert client.get(url_de(suyo)).status_code == 302


class TestPublicar:
    def test_a_draft_is_not_published_by_who_writes_it(self, ana, casa):
        borrador = Compromiso.objects.get(clave="MX-CASA-B-C01")
        datos = datos_del_formulario(ana.get(direccion_de(borrador)))
        assert "publicar" not in datos
        ana.post(direccion_de(borrador), datos | {"publicar": "on", "confirmo": "on"})
        lista = {"action": "publicar", "confirmo": "on", "_selected_action": [borrador.pk]}
        ana.post("/admin/compromisos/compromiso/", lista)
        borrador.refresh_from_db()
        assert borrador.publicado_en is None

    def test_drafts_are_proposed_together(self, ana, suyo):
        uno, otro = CompromisoFactory(plan=suyo.plan), CompromisoFactory(plan=suyo.plan)
        pedido = {"action": "proponer_juntos", "_selected_action": [uno.pk, otro.pk]}
        respuesta = ana.post("/admin/compromisos/compromiso/", pedido, follow=True)
        acto = Acuerdo.objects.get(estado="propuesto")
        assert {c.objeto_clave for c in acto.cambios.all()} == {uno.clave, otro.clave}
        assert uno.titulo in pagina(respuesta)

    def test_a_plan_and_its_commitments_begin_by_one_agreement(self, ana, casa):
        plan = PlanFactory(secretariado=casa, procedencia="portal", estado="borrador")
        compromiso = CompromisoFactory(plan=plan, estado="borrador")
        ana.post(f"/admin/planes/plan/{plan.pk}/proponer/", {"justificacion": "Nuevo plan"})
        acto = Acuerdo.objects.get(estado="propuesto")
        ana.post(url_de(compromiso), {"acuerdo": acto.pk})
        adoptar(acto)
        for registro in (plan, compromiso):
            registro.refresh_from_db()
            assert (registro.estado, registro.publico) == ("publicado", True)

    def test_what_is_agreed_names_what_is_public(self, ana, suyo, casa):
        """An institution that is a draft may be gone by the third consent: it is said, to whom
        gives it, and nothing is half done."""
        nuevo = CompromisoFactory(plan=suyo.plan)
        nuevo.responsables.create(institucion=InstitucionFactory(nombre="Oficina por abrir"))
        acto = proponer(nuevo)
        asientos = list(casa.asientos.exclude(lado="gobierno"))
        for asiento in asientos:
            acto.registrar_posicion(asiento, "consiente")
        responder = f"/admin/secretariados/acuerdo/{acto.pk}/posicion/"
        dicho = pagina(ana.post(responder, {"sentido": "consiente", "razon": "Sí"}))
        assert "no es pública todavía" in dicho
        assert "Sí</textarea>" in dicho
        acto.refresh_from_db()
        assert (acto.estado, acto.posiciones.count()) == ("propuesto", 2)


class TestLasPaginas:
    def test_a_commitment_says_which_acts_are_behind_its_text(self, client, suyo):
        dicho = pagina(client.get(suyo.get_absolute_url()))
        for cambio in CambioPropuesto.objects.de("compromiso", suyo.clave).adoptados():
            assert cambio.acuerdo.get_absolute_url() in dicho
        assert "Este texto lo acordaron los tres lados" in dicho

    def test_history_says_that_nobody_here_saw_it_agreed(self, client):
        dicho = pagina(client.get("/compromisos/MX-PA15-C06/"))
        assert "Consta en la fuente; el portal no presenció su acuerdo" in dicho

    def test_an_act_shows_what_it_changes(self, client, suyo):
        acto = acordar(suyo, titulo="Publicar cada mes el padrón")
        dicho = pagina(client.get(acto.get_absolute_url()))
        assert "Lo que cambió" in dicho
        assert '<del><span class="oculto">quitado: </span>año</del>' in dicho


class TestAdenda:
    def test_it_is_opened_by_an_act_and_gathers_commitments_of_its_own(self, ana, suyo, client):
        plan = suyo.plan
        assert f"/admin/planes/plan/{plan.pk}/adenda/" in pagina(ana.get(direccion_de(plan)))
        pedido = {"nombre": "Plan ampliado", "justificacion": "La sociedad civil lo pidió"}
        ana.post(f"/admin/planes/plan/{plan.pk}/adenda/", pedido)
        adenda = Plan.objects.get(adenda_de=plan)
        acto = Acuerdo.objects.get(estado="propuesto")
        assert (adenda.publicado_en, adenda.procedencia) == (None, "portal")
        assert acto.justificacion == "La sociedad civil lo pidió"
        adoptar(acto)
        adenda.refresh_from_db()
        assert adenda.publico

        nuevos = [CompromisoFactory(plan=adenda, origen="adenda") for _ in range(2)]
        acordar(*nuevos)
        dicho = pagina(client.get(adenda.get_absolute_url()))
        assert plan.nombre in dicho
        dado = client.get(f"/api/v1/planes/{adenda.clave}/").json()
        assert (dado["adenda_de"], dado["registrados"]) == (plan.clave, 2)
        assert dado["acuerdos"] == [acto.clave]
        assert client.get(f"/api/v1/planes/{plan.clave}/").json()["registrados"] == 1
        suma = client.get("/api/v1/compromisos/", {"plan": adenda.clave}).json()
        assert {c["origen"] for c in suma["results"]} == {"adenda"}

    def test_it_says_why_and_who_asks_is_a_side(self, ana, suyo, casa):
        direccion = f"/admin/planes/plan/{suyo.plan.pk}/adenda/"
        assert "Diga a los otros lados por qué" in pagina(ana.post(direccion, {"nombre": "x"}))
        assert not Plan.objects.filter(adenda_de=suyo.plan)
        administra = entrar(cuenta(Rol.ADMINISTRADOR, casa))
        assert administra.get(direccion).status_code == 404


class TestDeNuevo:
    def test_with_its_changes_and_without_those_that_moved(self, ana, suyo, casa):
        otro = CompromisoFactory(plan=suyo.plan, titulo="Otro")
        acordar(otro)
        acto = proponer(suyo, otro, titulo="De Ana")
        acto.registrar_posicion(casa.asientos.get(lado="gobierno"), "no_consiente", "No así")
        acordar(otro, titulo="De los tres")
        nuevo = Acuerdo.objects.get(pk=acto.pk).retomar(
            casa.asientos.get(lado="gobierno"), "Ahora sí"
        )
        assert [cambio.objeto_clave for cambio in nuevo.cambios.all()] == [suyo.clave]
        assert acto.cambios.count() == 2
        adoptar(nuevo)
        suyo.refresh_from_db()
        assert suyo.titulo == "De Ana"


class TestLoQueNoSePuede:
    def test_nobody_writes_in_a_draft_that_the_sides_are_reading(self, ana, suyo, casa, client):
        nuevo = CompromisoFactory(plan=suyo.plan, titulo="Nuevo", estado="concluido")
        acto = proponer(nuevo)
        dicho = pagina(ana.get(direccion_de(nuevo)))
        assert "mientras responden no cambia" in dicho
        responder = f"/admin/secretariados/acuerdo/{acto.pk}/posicion/"
        assert direccion_de(nuevo) in pagina(ana.get(responder))  # where it is read whole
        assert ana.post(direccion_de(nuevo), {"notas": "Mía", "motivo": "x"}).status_code == 403
        for cambio in (
            lambda: Compromiso.objects.filter(pk=nuevo.pk).update(notas="Mía"),
            lambda: nuevo.responsables.create(institucion=Institucion.objects.first()),
        ):
            with pytest.raises(IntegrityError, match="ni cambia ni se borra"), transaction.atomic():
                cambio()
        assert consentir(acto) == "adoptado"
        nuevo.refresh_from_db()
        assert (nuevo.estado, nuevo.notas) == ("publicado", None)  # it begins now
        assert "El borrador entero" not in pagina(ana.get(direccion_de(acto)))

    def test_no_side_ends_a_plan_by_itself(self, ana, suyo):
        """It is over when its period is, and then it stays so."""
        manana = timezone.localdate() + timedelta(days=1)
        acordar(suyo, fin=manana.isoformat(), fin_precision="dia")
        propio = Compromiso.objects.filter(pk=suyo.pk)
        with pytest.raises(IntegrityError, match="Todavía no termina"), transaction.atomic():
            propio.update(estado="concluido")
        datos = datos_del_formulario(ana.get(direccion_de(suyo))) | {"motivo": "x"}
        respuesta = ana.post(direccion_de(suyo), datos | {"estado": "concluido"})
        assert "Todavía no termina su periodo" in pagina(respuesta)
        acordar(suyo, fin="2025-12-31", fin_precision="dia")
        datos = datos_del_formulario(ana.get(direccion_de(suyo))) | {"motivo": "x"}
        assert ana.post(direccion_de(suyo), datos | {"estado": "concluido"}).status_code == 302
        with pytest.raises(IntegrityError, match="ya terminó"), transaction.atomic():
            propio.update(estado="publicado")
        datos = datos_del_formulario(ana.get(direccion_de(suyo))) | {"motivo": "x"}
        respuesta = ana.post(direccion_de(suyo), datos | {"estado": "publicado"})
        assert "Su periodo ya terminó" in pagina(respuesta)

    def test_a_text_that_moved_is_said_to_whom_gives_the_third(self, ana, suyo, casa, client):
        uno, otro = proponer(suyo, titulo="Uno"), proponer(suyo, titulo="Otro")
        assert consentir(uno) == "adoptado"
        for asiento in casa.asientos.exclude(lado="gobierno"):
            otro.registrar_posicion(asiento, "consiente")
        responder = f"/admin/secretariados/acuerdo/{otro.pk}/posicion/"
        dicho = pagina(ana.post(responder, {"sentido": "consiente"}, follow=True))
        assert "el texto ya era otro: no se aplica" in dicho
        dicho = pagina(client.get(otro.get_absolute_url()))
        assert "el texto sobre el que se propuso ya era otro: no se aplicó" in dicho

    def test_dates_are_compared_as_they_are_read(self, suyo, client):
        antes = {"inicio": "2026-01-01", "inicio_precision": "mes"}
        acordar(suyo, **antes)
        acto = proponer(suyo, inicio="2026-03-01")
        dicho = pagina(client.get(acto.get_absolute_url()))
        assert "&lt;time" not in dicho
        assert "marzo" in dicho

    @pytest.mark.parametrize("campo", ["responde_hasta", "cumplir_hasta"])
    def test_no_date_is_beyond_every_calendar(self, ana, suyo, campo):
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Uno", justificacion="x"))
        acto = Acuerdo.objects.get(estado="propuesto")
        datos = datos_del_formulario(ana.get(direccion_de(acto)))
        escrito = {campo: "9999-12-31", "responsable_lado": "gobierno"}
        assert "Es demasiado lejos" in pagina(ana.post(direccion_de(acto), datos | escrito))

    def test_what_is_public_is_a_draft_no_more(self, ana, suyo):
        datos = datos_del_formulario(ana.get(direccion_de(suyo)))
        escrito = {"estado": "borrador", "numero": "7", "titulo_original": "Otro", "motivo": "x"}
        assert ana.post(direccion_de(suyo), datos | escrito).status_code == 200
        ana.post(direccion_de(suyo), datos | escrito | {"estado": "en_ejecucion"})
        suyo.refresh_from_db()
        assert (suyo.estado, suyo.numero, suyo.titulo_original) == ("en_ejecucion", 1, None)

    def test_characters_that_no_feed_carries_are_refused(self, ana, suyo):
        datos = llenar(ana, suyo, titulo="Uno\ufffe", justificacion="x")
        assert "caracteres que no se ven" in pagina(ana.post(url_de(suyo), datos))


class TestLaApi:
    def test_what_an_act_changes_is_data(self, client, suyo):
        acto = acordar(suyo, titulo="Publicar cada mes el padrón")
        (cambio,) = client.get(f"/api/v1/acuerdos/{acto.clave}/").json()["cambios"]
        assert (cambio["tipo"], cambio["clave"]) == ("compromiso", suyo.clave)
        assert cambio["antes"]["titulo"] == "Publicar cada año el padrón"
        assert cambio["despues"]["titulo"] == "Publicar cada mes el padrón"
        suyos = client.get(f"/api/v1/compromisos/{suyo.clave}/").json()["acuerdos"]
        assert suyos[-1] == acto.clave
        assert len(suyos) == 3


def test_a_plan_that_a_side_left_says_whose_consent_is_missing(client):
    dicho = pagina(client.get("/planes/pa18/"))
    assert "Retiro del Núcleo de la sociedad civil" in dicho
    assert "es un acto de una sola parte (Sociedad civil)" in dicho
