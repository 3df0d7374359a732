"""The admin and the ledger: who says why, and what nobody may leave there for ever."""

import pytest
from django.core.management import CommandError, call_command

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.bitacora.models import Testigo as Vigilante
from gobierno_abierto.bitacora.pasado import _con_traza
from gobierno_abierto.bitacora.prueba.nota import COFIRMA, FIRMA, ClavePublica
from gobierno_abierto.comun.privacidad import PATRONES, a_la_vista
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Mesa, Plan
from secretariados.models import Secretariado
from tests.admin.formularios import datos_del_formulario
from tests.bitacora.conftest import C06, leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestAdmin:
    @pytest.fixture
    def miembro(self, client, settings):
        settings.ES_DEMO = True
        call_command("crear_cuentas_de_practica", verbosity=0)
        client.force_login(Usuario.objects.get(username="practica-sociedad"))
        return client

    @pytest.fixture
    def administradora(self, client):
        client.force_login(Usuario.objects.create_superuser("ana", password="x"))
        return client

    def cambiar(self, client, objeto, **campos):
        direccion = f"/admin/{objeto._meta.app_label}/{objeto._meta.model_name}/{objeto.pk}/change/"
        return client.post(direccion, datos_del_formulario(client.get(direccion)) | campos)

    @staticmethod
    def mesa(plan, n):
        return Mesa.objects.create(
            clave=f"{plan.prefijo}-MESA-m{n}", slug=f"m{n}", nombre=f"Mesa {n}", orden=n, plan=plan
        )

    def test_a_member_changes_with_its_side_its_office_and_its_reason(self, miembro):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        sin = self.cambiar(miembro, compromiso, notas="Otra nota")
        assert "Este campo es requerido" in str(sin.context["errors"])
        con = self.cambiar(miembro, compromiso, notas="Otra nota", motivo="Lo pidió la mesa")
        assert con.status_code == 302
        entrada = Entrada.objects.order_by("pk").last()
        assert (entrada.lado, entrada.oficina, entrada.motivo, entrada.via) == (
            "sociedad_civil",
            "Organización civil de práctica",
            "Lo pidió la mesa",
            "administracion",
        )
        assert "practica-sociedad" not in str(entrada.__dict__)

    def test_history_is_corrected_with_a_source_and_it_shows(self, administradora):
        compromiso = Compromiso.objects.get(clave=C06)
        fuente = Fuente.objects.get(clave="semilla")
        assert (
            self.cambiar(
                administradora,
                compromiso,
                titulo="Padrón único",
                correccion_fuente=fuente.pk,
                correccion_nota="Errata de la página 12",
            ).status_code
            == 302
        )
        cambio, cita = Entrada.objects.order_by("-pk")[:2][::-1]
        assert (cambio.tipo, cita.tipo) == ("correccion", "correccion")
        assert cambio.motivo == "Errata de la página 12"
        assert (cambio.lado, cambio.via) == (None, "administracion")
        assert (cita.parte, cita.despues["fuente"]) == ("cita", "semilla")
        pagina = leer(administradora, f"/compromisos/{C06}/historia/")
        assert '<span class="insignia tono-atencion">Corrección</span>' in pagina

    @pytest.mark.parametrize(
        "motivo", ["Escriba a ana@ejemplo.mx", "Llame al 55 1234 5678", "CURP HEGG560427MVZRRL04"]
    )
    def test_a_reason_with_somebodys_data_is_refused(self, miembro, motivo):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        dado = self.cambiar(miembro, compromiso, notas="Otra nota", motivo=motivo)
        assert "queda a la vista para siempre" in str(dado.context["errors"])
        assert dado.context["adminform"].form["notas"].value() == "Otra nota"

    @pytest.mark.parametrize(
        ("campo", "valor"),
        [
            ("notas", "Padrón; informes con ana@ejemplo.mx"),
            ("origen_nota", "Padrón al rev\u202eés"),
            ("motivo", "Motivo con \x0b control"),
            ("identificadores", '[{"esquema": "x", "valor": "55 1234 5678"}]'),
        ],
    )
    def test_neither_is_any_text_that_stays_for_ever(self, miembro, campo, valor):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        dado = self.cambiar(miembro, compromiso, **({"motivo": "Porque sí"} | {campo: valor}))
        assert dado.context["adminform"].form.errors.keys() == {campo}

    def test_a_number_that_could_not_be_sealed_is_refused_in_words(self, miembro):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        enorme = '[{"esquema": "x", "valor": "y", "otro": 12345678901234567890123}]'
        dado = self.cambiar(miembro, compromiso, identificadores=enorme, motivo="Porque sí")
        assert "demasiado grande" in str(dado.context["errors"])

    def test_a_source_changes_with_a_reason(self, administradora):
        fuente = Fuente.objects.get(clave="semilla")
        sin = self.cambiar(administradora, fuente, titulo="Otro título")
        assert "Este campo es requerido" in str(sin.context["errors"])
        con = self.cambiar(administradora, fuente, titulo="Otro título", motivo="Errata")
        assert con.status_code == 302
        assert Entrada.objects.order_by("pk").last().motivo == "Errata"

    def test_a_citation_is_added_with_a_reason(self, administradora):
        datos = {
            "objeto_tipo": "compromiso",
            "objeto_clave": C06,
            "fuente": Fuente.objects.get(clave="semilla").pk,
            "orden": 9,
        }
        sin = administradora.post("/admin/fuentes/cita/add/", datos)
        assert "Este campo es requerido" in str(sin.context["errors"])
        con = administradora.post("/admin/fuentes/cita/add/", datos | {"motivo": "Faltaba"})
        assert con.status_code == 302
        assert Entrada.objects.order_by("pk").last().motivo == "Faltaba"

    def test_a_withdrawal_is_not_of_before_it_was_published(self, administradora):
        compromiso = Compromiso.objects.get(clave=C06)
        dado = self.cambiar(
            administradora,
            compromiso,
            retirado_en_0="2001-01-01",
            retirado_en_1="10:00:00",
            retiro_motivo="Dos veces",
            correccion_fuente=Fuente.objects.first().pk,
            correccion_nota="Sobra",
        )
        assert "No puede ser anterior a su publicación" in str(dado.context["errors"])

    def test_publishing_from_the_list(self, miembro):
        plan = Plan.objects.get(clave="practica")
        borradores = [self.mesa(plan, n) for n in (7, 8)]
        ajeno = self.mesa(Plan.objects.get(clave="pa15"), 9)
        respuesta = miembro.post(
            "/admin/planes/mesa/",
            {
                "action": "publicar",
                "confirmo": "on",
                "_selected_action": [b.pk for b in (*borradores, ajeno)],
            },
            follow=True,
        )
        assert "Se publicaron 2 registros" in respuesta.content.decode()
        assert not Mesa.objects.get(pk=ajeno.pk).publico
        assert {e.lado for e in Entrada.objects.order_by("-pk")[:2]} == {"sociedad_civil"}

    def test_a_part_of_a_draft_waits_for_it(self, miembro):
        suyo = Plan.objects.get(clave="practica")
        borrador = Plan.objects.create(
            clave="b", prefijo="MX-B", nombre="B", nombre_corto="B", procedencia="muestra",
            jurisdiccion=suyo.jurisdiccion, secretariado=suyo.secretariado,
        )  # fmt: skip
        mesa = self.mesa(borrador, 1)
        dado = self.cambiar(miembro, mesa, publicar="on", confirmo="on")
        assert "Publique antes el registro" in str(dado.context["errors"])
        lista = miembro.post(
            "/admin/planes/mesa/",
            {"action": "publicar", "confirmo": "on", "_selected_action": [mesa.pk]},
            follow=True,
        )
        assert "No se publicó nada" in lista.content.decode()

    def test_each_side_registers_its_own_key(self, miembro):
        clave = str(ClavePublica("gesoc.example.org", COFIRMA, bytes(range(32))))
        datos = {"clave": "testigo-practica", "nombre": "GESOC", "clave_publica": clave,
                 "publicar": "on", "confirmo": "on"}  # fmt: skip
        mala = miembro.post("/admin/bitacora/testigo/add/", datos | {"clave_publica": "x+y+z"})
        assert "base64" in str(mala.context["errors"])
        portal = datos | {"clave_publica": str(ClavePublica("portal", FIRMA, bytes(range(32))))}
        mala = miembro.post("/admin/bitacora/testigo/add/", portal)
        assert "no es de un testigo" in str(mala.context["errors"])
        assert miembro.post("/admin/bitacora/testigo/add/", datos).status_code == 302
        testigo = Vigilante.objects.get()
        assert (testigo.lado, testigo.procedencia) == ("sociedad_civil", "muestra")
        assert "Datos de práctica" in leer(miembro, "/bitacora/testigos/")
        miembro.force_login(Usuario.objects.get(username="practica-gobierno"))
        assert self.cambiar_nombre(miembro, testigo).status_code == 403

    @staticmethod
    def cambiar_nombre(client, testigo):
        return client.post(
            f"/admin/bitacora/testigo/{testigo.pk}/change/", {"nombre": "Otro", "motivo": "x"}
        )

    def test_the_administration_has_no_side_to_vouch_for(self, administradora):
        clave = str(ClavePublica("x", COFIRMA, bytes(range(32))))
        dado = administradora.post(
            "/admin/bitacora/testigo/add/", {"clave": "t", "nombre": "X", "clave_publica": clave}
        )
        assert dado.status_code == 403


class TestPrivacidad:
    def test_names_with_an_at_sign_are_names(self):
        correo = next(iter(PATRONES.values()))
        assert not correo.search("Nosotr@s por la Democracia")
        assert correo.search("escriba a ana.perez@ejemplo.org.mx hoy")

    @pytest.fixture
    def persona(self):
        asientos = Secretariado.objects.get(clave="stl-durango").asientos
        return asientos.get(papel="facilitador").persona

    def test_the_command_that_erases(self, persona, capsys):
        call_command("suprimir", "secretariado", "stl-durango", persona.texto, motivo="Lo pidió")
        persona.refresh_from_db()
        assert str(persona) == "suprimido por privacidad"
        assert Entrada.objects.order_by("pk").last().tipo == "supresion"

    @pytest.mark.parametrize(
        "motivo", ["Lo pidió {nombre}", "Escribió ana@ejemplo.mx", "Lo pidió la señora {apellido}"]
    )
    def test_its_reason_does_not_tell_what_is_erased(self, persona, motivo):
        nombre = persona.texto
        dicho = motivo.format(nombre=nombre, apellido=nombre.split(",")[0].split()[-1].lower())
        with pytest.raises(CommandError, match="El motivo"):
            call_command("suprimir", "secretariado", "stl-durango", nombre, motivo=dicho)
        persona.refresh_from_db()
        assert persona.texto == nombre

    def test_what_the_history_says_passes_what_is_asked_of_who_types(self):
        """So that a form full of it can be saved."""
        for modelo, _traza in _con_traza():
            campos = [c for c in modelo._meta.concrete_fields if a_la_vista in c.validators]
            for fila in modelo._base_manager.all():
                for campo in campos:
                    a_la_vista(getattr(fila, campo.attname))
