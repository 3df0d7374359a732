"""The admin as the administrator and a member of a practice secretariat use it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from compromisos.models import Compromiso
from gobierno_abierto.comun.admin import BusquedaPlegada
from gobierno_abierto.fuentes.models import Afirmacion, Cita, Discrepancia, Fuente
from tests.admin.formularios import (
    PROPIOS,
    cambiar,
    el_de_mas_partes,
    errores,
)
from tests.compromisos.factories import CompromisoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

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

    @pytest.mark.parametrize("hondo", [40, 500, 3_000])
    def test_what_is_nested_without_end_is_no_json(self, administradora, compromiso, hondo):
        respuesta = cambiar(administradora, compromiso, identificadores="[" * hondo + "]" * hondo)
        assert "JSON" in errores(respuesta)
        assert "[[[" in respuesta.content.decode()

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
