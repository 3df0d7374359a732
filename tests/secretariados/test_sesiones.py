"""Sessions: called, held or cancelled, by members of any side; and read by everybody."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.roles import Rol
from secretariados.models import Asiento, Sesion
from tests.admin.formularios import datos_del_formulario
from tests.cuentas.casas import hacer_secretariado
from tests.secretariados.factories import (
    PropuestaFactory,
    SecretariadoFactory,
    SesionFactory,
    sentar_a_los_tres,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ALTA = reverse("admin:secretariados_sesion_add")
ASISTENCIA = {
    "gobierno": {"condicion": "presente", "oficina": "Dirección de archivos"},
    "organo_garante": {"condicion": "ausente", "oficina": None},
    "sociedad_civil": {"condicion": "vacante", "oficina": None},
}


def ayer():
    return timezone.now() - timedelta(days=1)


def levantar(sesion, minuta, asistencia):
    """By the government's side, which needs no more than a name for its office."""
    sesion.levantar_minuta(Asiento(lado="gobierno", oficina="Archivos"), minuta, asistencia)


def leer(client, direccion):
    return " ".join(client.get(direccion).content.decode().split())


def lo_escrito(pagina):
    """What its form would send; a date and its time are two boxes."""
    datos = datos_del_formulario(pagina)
    if "inicia_en" not in datos:  # what is read and not written
        return datos
    cuando = timezone.localtime(datos.pop("inicia_en"))
    return datos | {
        "inicia_en_0": cuando.strftime("%d/%m/%Y"),
        "inicia_en_1": cuando.strftime("%H:%M:%S"),
    }


def sesion_de(sesion):
    return Sesion.objects.get(pk=sesion.pk)


class TestConvocar:
    def convocar(self, navegador, casa, **cambios):
        cuando = timezone.localtime() + timedelta(days=9)
        datos = datos_del_formulario(navegador.get(ALTA)) | {
            "secretariado": casa.pk,
            "inicia_en_0": cuando.strftime("%d/%m/%Y"),
            "inicia_en_1": "10:00",
            "orden_del_dia": "Lista de asistencia\nEl padrón",
            "publicar": "on",
            "confirmo": "on",
        }
        return navegador.post(ALTA, datos | cambios)

    @pytest.mark.parametrize("lado", Lado)
    def test_a_member_of_any_side_calls_it(self, entrar, casa, lado):
        assert self.convocar(entrar(lado), casa).status_code == 302
        sesion = Sesion.objects.get(secretariado=casa)
        assert re.fullmatch(r"SES-CASA-20\d\d-01", sesion.clave)
        assert sesion.publico
        assert Entrada.objects.get(objeto_clave=sesion.clave).lado == lado

    def test_keys_count_within_the_year_of_the_session(self, casa):
        for n in (1, 2):
            clave = Sesion.objects.clave_nueva(casa, 2027)
            assert clave == f"SES-CASA-2027-0{n}"
            SesionFactory(secretariado=casa, clave=clave)
        assert Sesion.objects.clave_nueva(casa, 2028) == "SES-CASA-2028-01"

    def test_nor_where_one_does_not_sit(self, entrar, casa):
        ajeno = hacer_secretariado("ajeno")
        assert self.convocar(entrar("gobierno"), casa, secretariado=ajeno.pk).status_code == 200
        assert not Sesion.objects.exists()

    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR, Rol.ENLACE, Rol.MODERADOR])
    def test_nor_does_who_speaks_for_no_side(self, entrar, rol):
        assert entrar("gobierno", rol).get(ALTA).status_code == 403

    def test_who_called_it_puts_it_off_and_says_why(self, entrar, casa):
        sesion = SesionFactory(secretariado=casa, publicado=True, clave="SES-CASA-2026-01")
        direccion = reverse("admin:secretariados_sesion_change", args=[sesion.pk])
        navegador = entrar("gobierno")
        datos = lo_escrito(navegador.get(direccion)) | {"lugar": "Sala 2"}
        assert navegador.post(direccion, datos).status_code == 200  # it asks why
        datos["motivo"] = "La sala 1 se inundó."
        assert navegador.post(direccion, datos).status_code == 302
        entrada = Entrada.objects.filter(objeto_clave=sesion.clave).last()
        assert (entrada.lado, entrada.motivo) == ("gobierno", "La sala 1 se inundó.")

    def test_another_side_reads_it(self, entrar, casa):
        """Nor by sending what the form does not show."""
        sesion = SesionFactory(secretariado=casa, publicado=True, clave="SES-CASA-2026-01")
        direccion = reverse("admin:secretariados_sesion_change", args=[sesion.pk])
        navegador = entrar("sociedad_civil")
        assert navegador.get(direccion).status_code == 200
        cambio = {"lugar": "Sala 2", "motivo": "x", "version": sesion.version}
        assert navegador.post(direccion, cambio).status_code == 403
        assert sesion_de(sesion).lugar is None


class TestMinuta:
    DATOS = {
        "minuta": "Se acordó seguir.",
        "condicion_gobierno": "presente",
        "oficina_gobierno": "Dirección de archivos",
        "condicion_organo_garante": "ausente",
        "condicion_sociedad_civil": "vacante",
    }

    @pytest.fixture
    def sesion(self, casa):
        return SesionFactory(secretariado=casa, publicado=True, inicia_en=ayer())

    def pagina(self, sesion, cual="levantar-minuta"):
        return reverse(f"admin:{cual}", args=[sesion.pk])

    def test_the_three_sides_are_told(self, entrar, sesion):
        navegador = entrar("organo_garante")
        assert "Oficina gobierno" in navegador.get(self.pagina(sesion)).content.decode()
        assert navegador.post(self.pagina(sesion), self.DATOS).status_code == 302
        assert sesion_de(sesion).estado == "celebrada"
        assert set(sesion.asistencias.values_list("lado", "condicion", "oficina")) == {
            ("gobierno", "presente", "Dirección de archivos"),
            ("organo_garante", "ausente", None),
            ("sociedad_civil", "vacante", None),
        }
        entradas = Entrada.objects.filter(objeto_clave=sesion.clave).order_by("-pk")[:4]
        assert {e.lado for e in entradas} == {"organo_garante"}

    def test_the_signed_paper_goes_with_them_for_ever(self, entrar, sesion, client):
        papel = SimpleUploadedFile("Minuta firmada.txt", b"Se acuerda seguir. Firmas.")
        entrar("organo_garante").post(self.pagina(sesion), self.DATOS | {"archivo": papel})
        archivo = sesion_de(sesion).minuta_archivo
        pagina = client.get(sesion.get_absolute_url()).content.decode()
        assert archivo.get_absolute_url() in pagina
        assert archivo.sha256 in pagina
        dado = client.get(f"/api/v1/sesiones/{sesion.clave}/").json()
        assert client.get(dado["minuta_archivo"]).getvalue() == b"Se acuerda seguir. Firmas."
        with pytest.raises(IntegrityError, match="queda como se publicó"), transaction.atomic():
            Sesion.objects.filter(pk=sesion.pk).update(minuta_archivo=None)

    @pytest.mark.parametrize("falta", ["minuta", "condicion_gobierno", "oficina_gobierno"])
    def test_nothing_is_left_out_and_nothing_is_lost(self, entrar, sesion, falta):
        pagina = entrar("gobierno").post(self.pagina(sesion), self.DATOS | {falta: ""})
        assert pagina.status_code == 200
        otro = "minuta" if falta != "minuta" else "oficina_gobierno"
        assert self.DATOS[otro] in pagina.content.decode()
        assert sesion_de(sesion).minuta is None

    def test_what_was_cancelled_meanwhile_is_told_with_its_text(self, entrar, sesion):
        sesion.cancelar("Sin quórum")
        navegador = entrar("gobierno")
        assert navegador.get(self.pagina(sesion)).status_code == 404
        pagina = navegador.post(self.pagina(sesion), self.DATOS).content.decode()
        assert "Quién asistió se dice cuando" in pagina
        assert "Se acordó seguir." in pagina

    def test_a_refusal_of_a_constraint_is_a_sentence_too(self, entrar, sesion):
        levantar(sesion, "x", {})
        pagina = entrar("gobierno").post(self.pagina(sesion, "cancelar-sesion"), {"motivo": "Ups"})
        assert "Una sesión que se celebró no se cancela." in pagina.content.decode()
        assert "Ups" in pagina.content.decode()

    def test_it_is_of_who_wrote_it(self, entrar, sesion):
        """Another side neither writes over it nor over what it says of each side: it says so."""
        levantar(sesion, "Se acordó seguir.", ASISTENCIA)
        navegador = entrar("organo_garante")
        direccion = reverse("admin:secretariados_sesion_change", args=[sesion.pk])
        cambio = {"minuta": "Otra cosa", "motivo": "x", "version": sesion.version}
        assert navegador.post(direccion, cambio).status_code == 403
        pagina = navegador.post(self.pagina(sesion), self.DATOS | {"minuta": "Otra cosa"})
        assert "Otro lado ya levantó la minuta" in pagina.content.decode()
        assert "Otra cosa" in pagina.content.decode()
        hecho = navegador.post(self.pagina(sesion, "observar-minuta"), {"texto": "Sí vinimos."})
        assert hecho.status_code == 302
        dicha = sesion.observaciones.get()
        assert (dicha.lado, dicha.texto) == ("organo_garante", "Sí vinimos.")
        assert sesion_de(sesion).minuta == "Se acordó seguir."

    def test_there_is_nothing_to_say_of_minutes_that_are_not_there(self, entrar, sesion):
        navegador = entrar("organo_garante")
        assert navegador.get(self.pagina(sesion, "observar-minuta")).status_code == 404
        pagina = navegador.post(self.pagina(sesion, "observar-minuta"), {"texto": "Sí vinimos."})
        assert "Se observa una minuta que ya está" in pagina.content.decode()
        assert "Sí vinimos." in pagina.content.decode()

    def test_another_side_does_not_cancel_it(self, entrar, casa):
        sesion = SesionFactory(secretariado=casa, publicado=True)
        otra = entrar("sociedad_civil")
        assert otra.get(self.pagina(sesion, "cancelar-sesion")).status_code == 404
        assert otra.post(self.pagina(sesion, "cancelar-sesion"), {"motivo": "x"}).status_code == 404
        assert sesion_de(sesion).estado == "convocada"

    def test_unless_nobody_signs_for_who_called_it(self, entrar, casa):
        sesion = SesionFactory(secretariado=casa, publicado=True)
        casa.asientos.filter(lado="gobierno").update(
            hasta=timezone.localdate(), hasta_precision="dia"
        )
        otra = entrar("sociedad_civil")
        hecho = otra.post(self.pagina(sesion, "cancelar-sesion"), {"motivo": "Se fueron"})
        assert hecho.status_code == 302
        assert sesion_de(sesion).estado == "cancelada"

    def test_it_is_cancelled_with_a_reason(self, entrar, casa):
        sesion = SesionFactory(secretariado=casa, publicado=True)
        navegador = entrar("gobierno")
        assert navegador.post(self.pagina(sesion, "cancelar-sesion"), {}).status_code == 200
        hecho = navegador.post(self.pagina(sesion, "cancelar-sesion"), {"motivo": "Sin quórum"})
        assert hecho.status_code == 302
        entrada = Entrada.objects.filter(objeto_clave=sesion.clave).last()
        assert entrada.motivo == "Sin quórum"

    @pytest.mark.parametrize("cual", ["levantar-minuta", "cancelar-sesion", "observar-minuta"])
    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR, Rol.ENLACE, Rol.MODERADOR])
    def test_only_who_speaks_for_a_side(self, entrar, sesion, rol, cual):
        assert entrar("gobierno", rol).post(self.pagina(sesion, cual), {}).status_code == 404

    @pytest.mark.parametrize("cual", ["levantar-minuta", "cancelar-sesion", "observar-minuta"])
    def test_nor_who_speaks_for_it_elsewhere(self, entrar, sesion, cual):
        ajeno = entrar("gobierno", secretariado=hacer_secretariado("ajeno"))
        assert ajeno.post(self.pagina(sesion, cual), {}).status_code == 404

    def test_nor_is_it_lost_with_the_session_of_the_account(self, entrar, sesion):
        navegador = entrar("gobierno")
        navegador.logout()
        pagina = navegador.post(self.pagina(sesion), self.DATOS)
        assert pagina.status_code == 403
        assert "Se acordó seguir." in pagina.content.decode()

    def test_an_attendance_is_corrected_on_its_page(self, entrar, sesion):
        levantar(sesion, "x", ASISTENCIA)
        direccion = reverse("admin:secretariados_sesion_change", args=[sesion.pk])
        navegador = entrar("gobierno")  # which wrote the minutes
        datos = lo_escrito(navegador.get(direccion))
        (caja,) = [c for c, v in datos.items() if c.endswith("-condicion") and v == "ausente"]
        datos |= {
            caja: "presente",
            caja.replace("condicion", "oficina"): "Pleno",
            "motivo": "Llegó tarde.",
        }
        assert navegador.post(direccion, datos).status_code == 302
        assert sesion.asistencias.get(lado="organo_garante").condicion == "presente"


class TestEnPublico:
    def test_its_page(self, client, django_assert_max_num_queries):
        casa = sentar_a_los_tres()
        sesion = SesionFactory(secretariado=casa, publicado=True, inicia_en=ayer())
        acto = PropuestaFactory(secretariado=casa, sesion=sesion, titulo="Abrir el padrón")
        pagina = leer(client, f"/sesiones/{sesion.clave}/")
        assert "todavía nadie ha escrito la minuta" in pagina
        assert pagina.count("No consta") >= 3
        levantar(sesion, "Se acordó seguir.", ASISTENCIA)
        with django_assert_max_num_queries(10):
            pagina = leer(client, f"/sesiones/{sesion.clave}/")
        for dicho in ("Se acordó seguir.", "Dirección de archivos", "Ausente", "Asiento vacante"):
            assert dicho in pagina
        assert "<li>El padrón de beneficiarios</li>" in pagina
        assert acto.titulo in pagina
        assert f"/sesiones/{sesion.clave}/" in leer(client, acto.get_absolute_url())

    def test_on_the_secretariats_page_those_to_come_are_first(self, client):
        casa = SecretariadoFactory(publicado=True)
        claves = {
            -9: "SES-A-1", -2: "SES-A-2", 3: "SES-A-3", 8: "SES-A-4",
        }  # fmt: skip
        for dias, clave in claves.items():
            cuando = timezone.now() + timedelta(days=dias)
            SesionFactory(secretariado=casa, publicado=True, inicia_en=cuando, clave=clave)
        cancelada = SesionFactory(secretariado=casa, publicado=True, clave="SES-A-5")
        cancelada.cancelar("Sin quórum")
        pagina = leer(client, f"/secretariados/{casa.clave}/")
        dichas = re.findall(r'href="/sesiones/(SES-A-\d)/"', pagina)
        assert dichas == ["SES-A-3", "SES-A-4", "SES-A-5", "SES-A-2", "SES-A-1"]

    def test_a_draft_is_nowhere(self, client):
        sesion = SesionFactory()
        assert client.get(f"/sesiones/{sesion.clave}/").status_code == 404
        assert client.get(f"/api/v1/sesiones/{sesion.clave}/").status_code == 404
        assert sesion.clave not in leer(client, sesion.secretariado.get_absolute_url())

    def test_a_withdrawn_one_is_said_to_be_so_by_its_act(self, client):
        casa = sentar_a_los_tres()
        sesion = SesionFactory(secretariado=casa, publicado=True)
        acto = PropuestaFactory(secretariado=casa, sesion=sesion)
        Sesion.objects.filter(pk=sesion.pk).update(
            retirado_en=timezone.now(), retiro_motivo="Prueba"
        )
        assert "Registro retirado" in leer(client, acto.get_absolute_url())
        assert client.get(f"/api/v1/acuerdos/{acto.clave}/").json()["sesion"] is None
        assert client.get(f"/sesiones/{sesion.clave}/").status_code == 410

    def test_the_api_tells_it(self, client):
        sesion = SesionFactory(publicado=True, inicia_en=ayer())
        levantar(sesion, "Se acordó seguir.", {"gobierno": ASISTENCIA["gobierno"]})
        dado = client.get(f"/api/v1/sesiones/{sesion.clave}/").json()
        assert (dado["estado"], dado["minuta"]) == ("celebrada", "Se acordó seguir.")
        assert dado["orden_del_dia"] == ["Lista de asistencia", "El padrón de beneficiarios"]
        assert [(a["lado"], a["condicion"]) for a in dado["asistencia"]] == [
            ("gobierno", "presente"),
            ("organo_garante", None),
            ("sociedad_civil", None),
        ]
        for consulta, esta in (
            ({"estado": "celebrada"}, True),
            ({"estado": "cancelada"}, False),
            ({"secretariado": sesion.secretariado.clave}, True),
            ({"inicia_en__gte": timezone.localdate().isoformat()}, False),
            ({"q": "padron"}, True),
        ):
            lista = client.get("/api/v1/sesiones/", consulta).json()["results"]
            assert (sesion.clave in [s["clave"] for s in lista]) is esta, consulta

    @pytest.mark.parametrize("extension", ["csv", "ndjson", "json"])
    def test_every_format(self, client, extension):
        sesion = SesionFactory(publicado=True)
        respuesta = client.get(f"/api/v1/sesiones.{extension}")
        assert sesion.clave.encode() in b"".join(respuesta)

    def test_it_is_found(self, client):
        sesion = SesionFactory(publicado=True, orden_del_dia="El padrón de las trashumancias")
        pagina = leer(client, "/buscar/?q=trashumancia")
        assert f"/sesiones/{sesion.clave}/" in pagina
