"""The admin as the administrator and a member of a practice secretariat use it."""

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse

from compromisos.models import Compromiso
from gobierno_abierto.comun.admin import BusquedaPlegada
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Afirmacion, Cita, Discrepancia, Fuente
from planes.models import Mesa, Plan
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

PROPIOS = [m for m in admin.site._registry if m._meta.app_label not in ("auth",)]

# Historical acts are loaded; accounts and what they occupy come from accepted invitations; a key
# that vouches for the ledger is of a side, and so is to call a session; a review, of who evaluates.
SIN_ALTA = (
    "acuerdo",
    "evaluacion",
    "meta",
    "ocupacion",
    "reporte",
    "sesion",
    "testigo",
    "usuario",
)


def datos_del_formulario(respuesta):
    """What a browser would send back untouched: the main form, its inlines and the lock."""
    formularios = [respuesta.context["adminform"].form]
    for en_linea in respuesta.context["inline_admin_formsets"]:
        formularios += [en_linea.formset.management_form, *en_linea.formset.forms]
    datos = dict(respuesta.context.get("edicion", {}))
    for formulario in formularios:
        for campo in formulario:
            valor = campo.value()
            if valor is not None and valor is not False:
                datos[campo.html_name] = valor
    return datos


@pytest.fixture
def administradora(client):
    cuenta = Usuario.objects.create_superuser("admin", password="x")
    client.force_login(cuenta)
    return client


@pytest.fixture
def miembro(client, settings):
    """Holder of the government's seat in the practice secretariat."""
    settings.ES_DEMO = True  # also where the tests were given a server by DATABASE_URL
    call_command("crear_cuentas_de_practica", verbosity=0)
    client.force_login(Usuario.objects.get(username="practica-gobierno"))
    return client


def cambiar(client, objeto, **campos):
    direccion = reverse(
        f"admin:{objeto._meta.app_label}_{objeto._meta.model_name}_change", args=[objeto.pk]
    )
    datos = datos_del_formulario(client.get(direccion)) | campos
    return client.post(direccion, datos)


def el_de_mas_partes(modelo):
    """The record whose form has the most rows in its inlines."""
    filas = modelo._default_manager.all()
    for en_linea in admin.site._registry[modelo].inlines:
        de_vuelta = next(c for c in en_linea.model._meta.fields if c.related_model is modelo)
        partes = de_vuelta.remote_field.get_accessor_name()
        return filas.annotate(n=Count(partes)).order_by("-n", "pk").first()
    return filas.first()


def errores(respuesta):
    assert respuesta.status_code == 200
    return str(respuesta.context["errors"])


@pytest.mark.parametrize("modelo", PROPIOS, ids=lambda m: m._meta.label)
class TestCadaModelo:
    def test_list_search_and_forms_open(
        self, administradora, modelo, django_assert_max_num_queries
    ):
        base = f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}"
        with django_assert_max_num_queries(20):
            assert administradora.get(reverse(f"{base}_changelist")).status_code == 200
        assert administradora.get(reverse(f"{base}_changelist"), {"q": "méx"}).status_code == 200
        agregar = administradora.get(reverse(f"{base}_add")).status_code
        assert agregar == (403 if modelo._meta.model_name in SIN_ALTA else 200)
        grande = el_de_mas_partes(modelo)
        if grande:
            direccion = reverse(f"{base}_change", args=[grande.pk])
            with django_assert_max_num_queries(15):
                assert administradora.get(direccion).status_code == 200


class TestPortada:
    """The first page says what there is and what is incomplete, and leads to it."""

    def test_says_what_there_is_and_what_is_missing(
        self, administradora, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(9):
            respuesta = administradora.get("/admin/")
        pagina = " ".join(respuesta.content.decode().split())
        assert '<a href="/admin/compromisos/compromiso/">Compromisos</a>: 125' in pagina
        assert "Ejes sin traducción al español</a>: 11" in pagina
        assert "Sucesiones por confirmar</a>: 2" in pagina

    def test_each_line_lists_as_many_as_it_says(self, administradora):
        Cita.objects.de("plan", "pa15").delete()
        respuesta = administradora.get("/admin/")
        renglones = respuesta.context["hay"] + respuesta.context["falta"]
        assert any("sin fuente" in str(renglon.que) for renglon in renglones)
        for renglon in renglones:
            lista = administradora.get(renglon.url)
            assert lista.status_code == 200
            assert lista.context["cl"].result_count == renglon.total, renglon.url

    def test_a_member_sees_only_what_it_may_see(self, miembro):
        pagina = miembro.get("/admin/").content.decode()
        assert "Compromisos</a>" in pagina
        assert "/admin/cuentas/usuario/" not in pagina


class TestHistoria:
    """What rests on sources changes only by citing one."""

    @pytest.fixture
    def compromiso(self):
        return Compromiso.objects.get(clave="MX-PA15-C06")

    def test_without_a_source_it_is_refused_and_nothing_is_lost(self, administradora, compromiso):
        respuesta = cambiar(administradora, compromiso, notas="Una nota nueva")
        assert "requerido" in errores(respuesta)
        assert "Una nota nueva" in respuesta.content.decode()
        compromiso.refresh_from_db()
        assert compromiso.notas is None

    def test_with_a_source_it_is_saved_and_cited(self, administradora, compromiso):
        fuente = Fuente.objects.get(clave="tablero_pa15")
        respuesta = cambiar(
            administradora,
            compromiso,
            notas="Una nota nueva",
            correccion_fuente=fuente.pk,
            correccion_nota="El tablero lo dice.",
        )
        assert respuesta.status_code == 302
        compromiso.refresh_from_db()
        assert compromiso.notas == "Una nota nueva"
        cita = Cita.objects.de("compromiso", "MX-PA15-C06").get(campo="correccion")
        assert (cita.fuente, cita.nota) == (fuente, "El tablero lo dice.")
        pagina = administradora.get("/compromisos/MX-PA15-C06/").content.decode()
        assert "El tablero lo dice." in pagina
        dado = administradora.get("/api/v1/compromisos/MX-PA15-C06/").json()
        assert dado["fuentes"][-1] == "tablero_pa15"

    @pytest.mark.parametrize("modelo", [Afirmacion, Discrepancia])
    def test_what_sources_say_changes_only_by_citing_one_too(self, administradora, modelo):
        assert "requerido" in errores(cambiar(administradora, modelo.objects.first()))

    def test_citations_are_only_added(self, administradora):
        cita = Cita.objects.first()
        base = "admin:fuentes_cita"
        assert administradora.post(reverse(f"{base}_change", args=[cita.pk])).status_code == 403
        borrar = administradora.post(reverse(f"{base}_delete", args=[cita.pk]), {"post": "yes"})
        assert borrar.status_code == 403

    def test_empty_lists_stay_lists_and_withdrawal_asks_why(self, administradora, compromiso):
        corrige = {"correccion_fuente": Fuente.objects.first().pk, "correccion_nota": "x"}
        respuesta = cambiar(administradora, compromiso, identificadores="", **corrige)
        assert respuesta.status_code == 302
        respuesta = cambiar(
            administradora,
            compromiso,
            retirado_en_0="2026-01-01",
            retirado_en_1="00:00",
            **corrige,
        )
        assert "Diga por qué se retira" in errores(respuesta)

    def test_key_and_provenance_are_not_on_the_form(self, administradora, compromiso):
        respuesta = cambiar(administradora, compromiso, clave="OTRA", procedencia="portal")
        assert "clave" not in respuesta.context["adminform"].form.fields

    def test_what_is_public_cannot_be_deleted(self, administradora, compromiso):
        direccion = reverse("admin:compromisos_compromiso_delete", args=[compromiso.pk])
        assert administradora.post(direccion, {"post": "yes"}).status_code == 403

    @pytest.mark.parametrize(
        "dado",
        [
            {"inicio": "2013-10-15", "inicio_precision": "mes"},
            {"inicio": "", "inicio_precision": "dia"},
        ],
    )
    def test_an_incoherent_date_is_told_in_spanish(self, administradora, compromiso, caplog, dado):
        respuesta = cambiar(
            administradora,
            compromiso,
            **dado,
            correccion_fuente=Fuente.objects.first().pk,
            correccion_nota="x",
        )
        assert "La fecha y su precisión no concuerdan" in errores(respuesta)
        assert not caplog.records


class TestEnElSitio:
    def test_what_is_public_leads_to_its_page_and_a_draft_nowhere(self, administradora):
        publico = Compromiso.objects.publicos().first()
        borrador = CompromisoFactory()
        for registro, lleva in ((publico, True), (borrador, False)):
            direccion = reverse("admin:compromisos_compromiso_change", args=[registro.pk])
            pagina = administradora.get(direccion).content.decode()
            assert (f'href="{registro.get_absolute_url()}"' in pagina) == lleva

    def test_no_number_tells_whose_key_it_is(self, miembro):
        """Django's own way would, of any record, to anybody who is in."""
        assert miembro.get("/admin/r/1/1/").status_code == 404


class TestMiembro:
    def agregar(self, client, **campos):
        direccion = reverse("admin:compromisos_compromiso_add")
        return client.post(direccion, datos_del_formulario(client.get(direccion)) | campos)

    def plan(self):
        return Plan.objects.get(prefijo="MX-PRACTICA")

    def test_adds_a_commitment_whose_key_follows_from_the_plan(self, miembro):
        datos = {"plan": self.plan().pk, "titulo": "Agua limpia"}
        # Those boxes are not there: the three sides publish it.
        assert self.agregar(miembro, **datos, publicar="on", confirmo="on").status_code == 302
        nuevo = Compromiso.objects.get(titulo="Agua limpia")
        assert nuevo.clave == f"MX-PRACTICA-C{nuevo.numero:02d}"
        assert not nuevo.publico

    def test_to_publish_is_confirmed(self, miembro):
        mesa = self.mesa()
        primera = cambiar(miembro, mesa, publicar="on")
        assert "Confirme que quiere publicarlo" in errores(primera)
        assert '<a href="#id_confirmo">Sí, publicar</a>' in primera.content.decode()
        assert cambiar(miembro, mesa, publicar="on", confirmo="on").status_code == 302
        mesa.refresh_from_db()
        assert mesa.publico

    def mesa(self):
        return Mesa.objects.create(
            clave="MX-PRACTICA-MESA-agua", slug="agua", nombre="Agua", orden=9, plan=self.plan()
        )

    def con_responsable(self, miembro, clave):
        return self.agregar(
            miembro,
            **{
                "plan": self.plan().pk,
                "titulo": "Agua limpia",
                "responsables-TOTAL_FORMS": 1,
                "responsables-0-institucion-clave": clave,
                "responsables-0-lado": "gobierno",
                "responsables-0-papel": "responsable",
                "responsables-0-orden": 0,
            },
        )

    def test_where_nothing_runs_in_the_browser_records_are_chosen_by_key(self, miembro):
        pagina = miembro.get(reverse("admin:compromisos_compromiso_add")).content.decode()
        caja = '<input type="text" name="responsables-__prefix__-institucion-clave"'
        assert f"<noscript><label>o escriba su clave: {caja}" in pagina
        assert self.con_responsable(miembro, "INAI").status_code == 302
        nuevo = Compromiso.objects.get(titulo="Agua limpia")
        assert [r.institucion.clave for r in nuevo.responsables.all()] == ["inai"]

    def test_but_only_those_that_the_box_would_give(self, miembro):
        oculta = InstitucionFactory()
        for clave in ("no-existe", oculta.clave):
            respuesta = self.con_responsable(miembro, clave)
            assert "no es una de las disponibles" in respuesta.content.decode(), errores(respuesta)
        assert 'value="no-existe"' in self.con_responsable(miembro, "no-existe").content.decode()
        assert not Compromiso.objects.filter(titulo="Agua limpia").exists()

    def test_publishing_from_the_list_is_asked_for_twice(self, miembro):
        borrador = self.mesa()
        lista = reverse("admin:planes_mesa_changelist")
        datos = {"action": "publicar", "_selected_action": [borrador.pk]}
        pregunta = miembro.post(lista, datos)
        assert "Sí, publicar" in pregunta.content.decode()
        borrador.refresh_from_db()
        assert not borrador.publico
        miembro.post(lista, datos | {"confirmo": "on"})
        borrador.refresh_from_db()
        assert borrador.publico

    def test_mistakes_are_told_above_each_with_the_way_to_its_box(self, miembro):
        respuesta = self.agregar(miembro, plan=self.plan().pk, titulo="", inicio="ayer")
        pagina = " ".join(respuesta.content.decode().split())
        resumen = pagina[pagina.index("resumen-errores") :]
        assert '<a href="#id_titulo">Título</a>: Este campo es requerido.' in resumen
        assert '<a href="#id_inicio">' in resumen

    def test_edits_it(self, miembro):
        propio = CompromisoFactory(plan=self.plan(), numero=50)
        assert cambiar(miembro, propio, titulo="Otro título").status_code == 302
        propio.refresh_from_db()
        assert propio.titulo == "Otro título"
        assert not propio.publico

    def test_what_ties_its_plan_to_others_is_out_of_reach(self, miembro):
        """Neither an addendum of a real plan, nor another secretariat, nor other keys."""
        plan = self.plan()
        cambiar(miembro, plan, adenda_de=Plan.objects.get(clave="pa15").pk, secretariado="")
        plan.refresh_from_db()
        assert (plan.adenda_de, plan.secretariado.clave) == (None, "practica")

    def test_cannot_take_another_plans_key_nor_declare_what_takes_three(self, miembro):
        datos = {"plan": self.plan().pk, "titulo": "x"}
        assert "Empiece la clave con" in errores(
            self.agregar(miembro, clave="MX-PA15-C99", **datos)
        )
        assert "válida" in errores(self.agregar(miembro, estado="cumplimiento_acordado", **datos))

    def test_drafts_of_other_secretariats_are_not_listed(self, miembro):
        ajeno = CompromisoFactory(plan=Plan.objects.get(prefijo="MX-DUR-PRACTICA"), numero=60)
        lista = miembro.get(reverse("admin:compromisos_compromiso_changelist"), {"q": ajeno.clave})
        assert ajeno not in lista.context["cl"].result_list

    def test_may_delete_only_what_was_never_public(self, miembro):
        borrador = CompromisoFactory(plan=self.plan(), numero=51)
        direccion = reverse("admin:compromisos_compromiso_delete", args=[borrador.pk])
        datos = {"post": "yes", "version": borrador.version}
        assert miembro.post(direccion, datos).status_code == 302
        assert not Compromiso.objects.filter(pk=borrador.pk).exists()
        publico = Compromiso.objects.filter(plan=self.plan()).first()
        direccion = reverse("admin:compromisos_compromiso_delete", args=[publico.pk])
        assert miembro.post(direccion, {"post": "yes"}).status_code == 403

    def test_real_plans_are_only_looked_at(self, miembro):
        real = Compromiso.objects.get(clave="MX-PA15-C06")
        direccion = reverse("admin:compromisos_compromiso_change", args=[real.pk])
        assert miembro.get(direccion).status_code == 200
        assert miembro.post(direccion, {"titulo": "x"}).status_code == 403
        assert self.agregar(miembro, plan=real.plan_id, titulo="x").status_code == 200

    def test_accounts_are_not_theirs(self, miembro):
        assert miembro.get(reverse("admin:cuentas_usuario_changelist")).status_code == 403

    def test_nobody_reviews_itself(self, miembro):
        assert miembro.get(reverse("admin:compromisos_evaluacion_add")).status_code == 403

    def test_a_side_speaks_for_itself_alone(self, miembro):
        pagina = miembro.get(reverse("admin:compromisos_pronunciamiento_add"))
        campos = pagina.context["adminform"].form.fields
        assert [valor for valor, _ in campos["lado"].choices] == ["gobierno"]
        compromisos = campos["compromiso"].queryset.values_list("plan__prefijo", flat=True)
        assert set(compromisos) == {"MX-PRACTICA"}


class TestPuerta:
    def test_visitors_are_sent_to_sign_in_and_back(self, client):
        respuesta = client.get("/admin/")
        assert respuesta.status_code == 302
        assert respuesta["Location"] == "/cuenta/entrar/?next=/admin/"

    def test_in_spanish(self, client):
        assert "Contraseña" in client.get("/admin/login/", follow=True).content.decode()


class TestBusqueda:
    """Accents, capitals and plurals never matter, in any list."""

    @pytest.mark.parametrize(
        ("lista", "busqueda"),
        [
            ("secretariados/acuerdo", "nucleo"),
            ("secretariados/acuerdo", "NÚCLEO"),
            ("secretariados/secretariado", "michoacan"),
            ("secretariados/jurisdiccion", "michoacan"),
            ("secretariados/institucion", "funcion publica"),
            ("secretariados/institucion", "SHCP"),
            ("secretariados/sucesion", "informacion"),
            ("secretariados/membresia", "cohortes"),
            ("planes/plan", "accion"),
            ("planes/hito", "alianzas"),
            ("planes/mesa", "politica so"),
            ("planes/eje", "educacion"),
            ("compromisos/compromiso", "obras publicas"),
            ("compromisos/compromiso", "obra publ"),
            ("compromisos/compromiso", "mx-pa15-c0"),
            ("compromisos/evaluacion", "padron"),
            ("compromisos/pronunciamiento", "padron"),
            ("fuentes/discrepancia", "paises"),
            ("fuentes/afirmacion", "FreedomInfo"),
            ("fuentes/fuente", "cronica"),
            ("fuentes/cita", "cronica"),
        ],
    )
    def test_it_is_found(self, administradora, lista, busqueda):
        respuesta = administradora.get(
            f"/admin/{lista.replace('membresia', 'membresiaaga')}/", {"q": busqueda}
        )
        assert respuesta.context["cl"].result_count > 0

    @pytest.mark.parametrize(
        "modelo", [m for m in PROPIOS if admin.site._registry[m].search_fields]
    )
    def test_every_list_folds(self, administradora, modelo):
        lista = reverse(f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}_changelist")
        for busqueda in ("zzz", "ñandú", "a\0b", "%", "a' b"):
            assert administradora.get(lista, {"q": busqueda}).status_code == 200
        assert isinstance(admin.site._registry[modelo], BusquedaPlegada)
