"""What comes of a proposal: the clock, the mail, and what everybody reads."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.cuentas.models import Usuario
from planes.models import Plan
from secretariados.avisos import avisar, vencer_los_terminados
from secretariados.models import Acuerdo
from tests.compromisos.factories import CompromisoFactory
from tests.cuentas.casas import cuenta
from tests.secretariados.acordar import proponer
from tests.secretariados.factories import PropuestaFactory
from tests.secretariados.test_consenso import decir, pasar_el_plazo
from tests.secretariados.test_posiciones import estado, responder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ALTA = reverse("admin:secretariados_acuerdo_add")


class TestVencer:
    def test_of_who_was_silent_it_is_said_why(self, casa, propuesta):
        titular = casa.asientos.get(lado="gobierno")
        propuesta.registrar_posicion(titular, "consiente")
        casa.asientos.filter(lado="organo_garante").update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
        )
        pasar_el_plazo(propuesta)
        assert propuesta.vencer() == "vencido"
        dichas = dict(propuesta.posiciones.values_list("lado", "sentido"))
        assert dichas == {
            "gobierno": "consiente",
            "organo_garante": "vacante",
            "sociedad_civil": "ausente",
        }
        assert list(Acuerdo.objects.terminados()) == []

    def test_who_left_does_not_count_and_who_comes_back_does(self, casa, propuesta):
        """The withdrawal of 2017: what the side had consented no longer makes an agreement."""
        asientos = {a.lado: a for a in casa.asientos.all()}
        propuesta.registrar_posicion(asientos["sociedad_civil"], "consiente")
        casa.asientos.filter(lado="sociedad_civil").update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Espionaje"
        )
        propuesta.registrar_posicion(asientos["gobierno"], "consiente")
        assert propuesta.registrar_posicion(asientos["organo_garante"], "consiente") == "propuesto"
        vuelve = casa.asientos.create(
            lado="sociedad_civil", papel="titular", oficina="Núcleo",
            desde=timezone.localdate(), desde_precision="dia",
        )  # fmt: skip
        assert propuesta.registrar_posicion(vuelve, "consiente") == "adoptado"

    def test_whoever_comes_next_has_not_said_anything(self, casa, entrar, propuesta):
        """Nobody consents in the name of another organization, however the seat is filled."""
        asientos = {a.lado: a for a in casa.asientos.all()}
        propuesta.registrar_posicion(asientos["sociedad_civil"], "consiente")
        casa.asientos.filter(lado="sociedad_civil").update(oficina="Otra organización")
        for lado in ("gobierno", "organo_garante"):
            assert propuesta.registrar_posicion(asientos[lado], "consiente") == "propuesto"
        dicho = " ".join(Client().get(propuesta.get_absolute_url()).content.decode().split())
        assert "lo que dijo ya no cuenta: Sociedad civil" in dicho
        with pytest.raises(IntegrityError, match="Sin el consentimiento"), transaction.atomic():
            Acuerdo.objects.filter(pk=propuesta.pk).update(estado="adoptado")
        otra = entrar("sociedad_civil")
        assert "esperan la respuesta de su lado" in otra.get("/admin/").content.decode()
        responder(otra, propuesta, "consiente")
        assert estado(propuesta) == "adoptado"

    def test_who_left_the_seat_acts_no_more(self, casa, entrar):
        navegador = entrar("sociedad_civil")
        casa.asientos.filter(lado="sociedad_civil").update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
        )
        assert navegador.get(ALTA).status_code in (302, 403)

    def test_one_that_cannot_be_settled_does_not_keep_the_others_waiting(self, casa, propuesta):
        borrador = CompromisoFactory(plan=Plan.objects.get(clave="mx-casa"))
        imposible = proponer(borrador, publicado=False)
        borrador.delete()
        Acuerdo.objects.filter(pk=imposible.pk).update(publicado_en=timezone.now())
        imposible.refresh_from_db()
        for lado in Lado:
            decir(imposible, lado, "consiente")
        for acto in (imposible, propuesta):
            pasar_el_plazo(acto)
        vencer_los_terminados()
        assert (estado(imposible), estado(propuesta)) == ("propuesto", "vencido")


class TestAvisos:
    def test_each_side_is_told_and_reads_no_other_address(self, casa, propuesta):
        for lado in Lado:
            persona = cuenta(Rol.MIEMBRO, casa, lado=lado)
            Usuario.objects.filter(pk=persona.pk).update(email=f"{lado}@ejemplo.mx")
        cuenta(Rol.MODERADOR, casa)
        assert avisar.call(propuesta.pk, "https://ejemplo.mx", "es-mx", "propuesto") == 3
        cartas = DBTaskResult.objects.filter(task_path__endswith="enviar_correo")
        dichas = [carta.args_kwargs["args"] for carta in cartas]
        assert sorted(para for _asunto, _texto, para in dichas) == [
            [f"{lado}@ejemplo.mx"] for lado in sorted(Lado)
        ]
        carta = dichas[0][1]
        assert f"https://ejemplo.mx{propuesta.get_absolute_url()}" in carta
        assert f"https://ejemplo.mx/admin/secretariados/acuerdo/{propuesta.pk}/posicion/" in carta
        assert f"Por qué: {propuesta.justificacion}" in carta
        assert re.search(r"Sin respuesta desde el \d", carta)
        assert "<" not in carta

    def test_the_reason_travels_and_nobody_is_told_twice(self, casa, propuesta):
        """What was queued before it was answered is silent once there is more to tell."""
        persona = cuenta(Rol.MIEMBRO, casa, lado="gobierno")
        Usuario.objects.filter(pk=persona.pk).update(email="alguien@ejemplo.mx")
        propuesta.registrar_posicion(
            casa.asientos.get(lado="gobierno"), "no_consiente", "No hay presupuesto."
        )
        assert avisar.call(propuesta.pk, "", "es-mx", "propuesto") == 0
        assert avisar.call(propuesta.pk, "", "es-mx", "rechazado") == 1
        (carta,) = DBTaskResult.objects.filter(task_path__endswith="enviar_correo")
        asunto, texto, _para = carta.args_kwargs["args"]
        assert asunto.startswith("Rechazado")
        assert "«No hay presupuesto.»" in texto
        assert "/posicion/" not in texto

    def test_it_says_who_would_keep_it_and_by_when(self, casa):
        persona = cuenta(Rol.MIEMBRO, casa, lado="sociedad_civil")
        Usuario.objects.filter(pk=persona.pk).update(email="alguien@ejemplo.mx")
        acto = PropuestaFactory(
            secretariado=casa, responsable_lado="gobierno",
            cumplir_hasta=timezone.localdate() + timedelta(days=60),
        )  # fmt: skip
        assert avisar.call(acto.pk, "", "es-mx", "propuesto") == 1
        (carta,) = DBTaskResult.objects.filter(task_path__endswith="enviar_correo")
        texto = carta.args_kwargs["args"][1]
        assert "Responde de cumplirlo: Gobierno, hasta el " in texto
        assert str(acto.cumplir_hasta.year) in texto

    def test_what_is_taken_back_is_told_with_its_reason(self, casa, propuesta):
        persona = cuenta(Rol.MIEMBRO, casa, lado="gobierno")
        Usuario.objects.filter(pk=persona.pk).update(email="alguien@ejemplo.mx")
        propuesta.retirar("Se discutirá otra vez.")
        assert avisar.call(propuesta.pk, "", "es-mx", "retirado") == 1
        (carta,) = DBTaskResult.objects.filter(task_path__endswith="enviar_correo")
        asunto, texto, _para = carta.args_kwargs["args"]
        assert asunto == "Retirado por quien lo propuso: Abrir el padrón"
        assert "Por qué se retira: Se discutirá otra vez." in texto

    def test_what_ends_by_the_clock_is_told_too(self, propuesta):
        pasar_el_plazo(propuesta)
        vencer_los_terminados()
        assert estado(propuesta) == "vencido"
        dichas = Entrada.objects.filter(objeto_clave=propuesta.clave, parte="posicion")
        assert {(e.via, e.motivo) for e in dichas} == {
            ("orden", "Terminó el plazo para responder.")
        }
        assert DBTaskResult.objects.filter(task_path__endswith="avisar").count() == 1


class TestEnPublico:
    def test_a_side_without_anybody_is_vacant_and_one_that_may_no_more_did_not_answer(
        self, client, casa, propuesta
    ):
        casa.asientos.filter(lado="sociedad_civil").update(
            hasta=timezone.localdate(), hasta_precision="dia"
        )
        for donde in (propuesta.get_absolute_url(), casa.get_absolute_url()):
            pagina = client.get(donde).content.decode()
            assert pagina.count("Asiento vacante: nadie firma") == 1, donde
        propuesta.registrar_posicion(casa.asientos.get(lado="gobierno"), "no_consiente", "No.")
        pagina = client.get(propuesta.get_absolute_url()).content.decode()
        assert pagina.count("No respondió") == 2
        assert "Sin respuesta desde" not in pagina

    def test_what_is_only_proposed_was_not_agreed(self, client, casa):
        acto = PropuestaFactory(
            secretariado=casa, responsable_lado="gobierno",
            cumplir_hasta=timezone.localdate() + timedelta(days=60),
        )  # fmt: skip
        pagina = client.get(acto.get_absolute_url()).content.decode()
        assert "Se propuso cumplirlo hasta" in pagina
        assert "Se acordó" not in pagina

    def test_silence_is_said(self, client, propuesta):
        pagina = client.get(propuesta.get_absolute_url()).content.decode()
        assert pagina.count('Sin respuesta desde el <time datetime="') == 3
        assert "no es consentir" in pagina
        dado = client.get(f"/api/v1/acuerdos/{propuesta.clave}/").json()
        assert dado["estado"] == "propuesto"
        assert dado["propone_lado"] == "sociedad_civil"
        assert [p["sentido"] for p in dado["posiciones"]] == ["no_consta"] * 3

    def test_practice_is_told_to_be_so(self, client, settings):
        settings.ES_DEMO = True
        call_command("crear_cuentas_de_practica", verbosity=0)
        acto = Acuerdo.objects.abiertos().get(secretariado__clave="practica")
        assert "Datos de práctica" in client.get(acto.get_absolute_url()).content.decode()
        assert acto.titulo not in client.get("/acuerdos/").content.decode()
        assert Entrada.objects.get(objeto_clave=acto.clave).procedencia == "muestra"

    def test_the_three_positions_side_by_side(self, client, casa, propuesta):
        for asiento in casa.asientos.all():
            propuesta.registrar_posicion(asiento, "consiente", "Nos conviene a todos.")
        pagina = client.get(propuesta.get_absolute_url()).content.decode()
        assert "Adoptado por los tres lados" in pagina
        assert pagina.count("Nos conviene a todos.") == 3
        dado = client.get(f"/api/v1/acuerdos/{propuesta.clave}/").json()
        assert dado["estado"] == "adoptado"
        assert {p["oficina"] for p in dado["posiciones"]} == {f"Oficina {lado}" for lado in Lado}
        lista = client.get("/api/v1/acuerdos/", {"estado": "adoptado"}).json()
        de_su_plan = Acuerdo.objects.get(secretariado=casa, cambios__objeto_tipo="plan")
        assert {a["clave"] for a in lista["results"]} == {de_su_plan.clave, propuesta.clave}


class TestElMismoPeso:
    def test_what_each_side_proposed_and_answered(self, client, casa, propuesta):
        gobierno = casa.asientos.get(lado="gobierno")
        propuesta.registrar_posicion(gobierno, "consiente")
        pagina = client.get(casa.get_absolute_url()).content.decode()
        tabla = pagina[pagina.index('id="peso"') : pagina.index('id="acuerdos"')]
        filas = {
            que: [int(n) for n in re.findall(r"<td[^>]*>(\d+)</td>", celdas)]
            for que, celdas in re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', tabla)
        }
        # With the act that published its plan.
        assert filas["Propuso"] == [0, 0, 2]
        assert filas["Consiente"] == [2, 1, 1]
        assert filas["Sin responder todavía"] == [0, 1, 1]

    def test_nothing_is_told_of_what_the_portal_did_not_see(self, client):
        assert 'id="peso"' not in client.get("/secretariados/stt/").content.decode()
