"""What was typed in a form is never lost: a session that ended included."""

import re
import time
from html import unescape

import pytest
from django.test import Client

from compromisos.models import Compromiso
from gobierno_abierto.comun.roles import Rol
from tests.admin.formularios import datos_del_formulario
from tests.compromisos.factories import CompromisoFactory
from tests.cuentas.casas import sentar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ESCONDIDA = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
PROPIO = {"headers": {"origin": "http://testserver"}}


@pytest.fixture
def cuenta(borrador):
    return sentar("ana")


@pytest.fixture
def ana(cuenta):
    """A browser that is asked for the proof of origin, as all are outside the tests."""
    navegador = Client(enforce_csrf_checks=True)
    navegador.force_login(cuenta)
    return navegador


@pytest.fixture
def borrador():
    """Made here: of what sources tell, a source would be asked for."""
    return CompromisoFactory(notas="Antes", plan__procedencia="portal", plan__publicado=False)


def direccion_de(registro):
    return f"/admin/compromisos/compromiso/{registro.pk}/change/"


def abrir(navegador, direccion):
    respuesta = navegador.get(direccion)
    prueba = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', respuesta.content.decode())[1]
    return datos_del_formulario(respuesta) | {"csrfmiddlewaretoken": prueba}


def lo_que_se_reenvia(respuesta):
    """What the button of the page would send."""
    formulario = respuesta.content.decode().split('<form method="post">')[1].split("</form>")[0]
    return {nombre: unescape(valor) for nombre, valor in ESCONDIDA.findall(formulario)}


def pagina(respuesta):
    return " ".join(unescape(respuesta.content.decode()).split())


ESCRITO = {"titulo": "Título «nuevo» & <b>raro</b>", "notas": "Dos\r\nrenglones", "_continue": "x"}

PUBLICA = {"publicar": "on"}


class TestSinSesion:
    def test_all_comes_back_and_is_saved_after_signing_in(self, ana, cuenta, borrador):
        datos = abrir(ana, direccion_de(borrador))
        del ana.cookies["sessionid"]

        respuesta = ana.post(direccion_de(borrador), datos | ESCRITO)

        assert respuesta.status_code == 403
        assert "no-store" in respuesta["Cache-Control"]
        dicho = pagina(respuesta)
        assert "su sesión terminó" in dicho
        assert "<dd>Título «nuevo» & <b>raro</b></dd>" in dicho
        assert "&lt;b&gt;raro&lt;/b&gt;" in respuesta.content.decode()
        assert f'href="/admin/login/?next={direccion_de(borrador).replace("/", "%2F")}"' in dicho
        borrador.refresh_from_db()
        assert borrador.notas == "Antes"

        de_nuevo = lo_que_se_reenvia(respuesta)
        assert {nombre: de_nuevo[nombre] for nombre in ESCRITO} == ESCRITO
        ana.force_login(cuenta)  # in another tab, which changes the proof of origin
        ana.cookies["csrftoken"] = "n" * 32
        assert ana.post(direccion_de(borrador), de_nuevo, **PROPIO).status_code == 302
        borrador.refresh_from_db()
        assert (borrador.titulo, borrador.notas) == (ESCRITO["titulo"], "Dos\r\nrenglones")

    def test_the_lock_goes_with_it(self, ana, cuenta, borrador):
        datos = abrir(ana, direccion_de(borrador))
        del ana.cookies["sessionid"]
        respuesta = ana.post(direccion_de(borrador), datos | ESCRITO)

        assert lo_que_se_reenvia(respuesta)["version"] == str(borrador.version)
        assert lo_que_se_reenvia(respuesta)["visto"] == datos["visto"]

    def test_so_does_what_was_to_be_added(self, ana):
        datos = abrir(ana, "/admin/compromisos/compromiso/add/")
        del ana.cookies["sessionid"]
        fila = {"responsables-TOTAL_FORMS": "1", "responsables-0-lado": "sociedad_civil"}
        fila |= {"responsables-0-institucion": "7", "responsables-0-compromiso": ""}

        respuesta = ana.post("/admin/compromisos/compromiso/add/", datos | ESCRITO | fila | PUBLICA)

        dicho = pagina(respuesta)
        assert "<dt>Publicar al guardar</dt><dd>on</dd>" in dicho
        assert "<dt>Responsable 1 · Lado</dt><dd>Sociedad civil</dd>" in dicho
        assert "<dt>Responsable 1 · Institución</dt><dd>elección número 7</dd>" in dicho
        assert "TOTAL_FORMS" not in dicho.split("Lo que escribió (")[1]

    def test_passwords_never_come_back(self, ana):
        """Nor the proof of origin of a session that is over."""
        alta = "/admin/compromisos/compromiso/add/"
        datos = abrir(ana, alta)
        del ana.cookies["sessionid"]
        secretos = {"password1": "Muy-secreta-1", "password2": "Muy-secreta-1"}

        respuesta = ana.post(alta, datos | {"titulo": "b"} | secretos)

        assert "Muy-secreta-1" not in respuesta.content.decode()
        assert lo_que_se_reenvia(respuesta)["titulo"] == "b"
        assert lo_que_se_reenvia(respuesta)["csrfmiddlewaretoken"] != datos["csrfmiddlewaretoken"]

    def test_to_open_a_page_is_still_to_be_sent_to_sign_in(self, client, borrador):
        for direccion in (direccion_de(borrador), "/admin/compromisos/compromiso/"):
            assert client.get(direccion)["Location"].startswith("/cuenta/entrar/?next=/admin/")
        assert client.post("/admin/compromisos/compromiso/").status_code == 302

    def test_public_pages_do_not_ask_who_reads(self, client):
        assert "Cookie" not in client.get("/").headers.get("Vary", "")


class TestOtraSesion:
    """The proof of origin is of a former session."""

    @pytest.mark.parametrize(
        "cabeceras", [{"origin": "http://testserver"}, {"referer": "http://testserver/admin/"}]
    )
    def test_of_this_site_it_is_offered_again(self, ana, borrador, cabeceras):
        datos = abrir(ana, direccion_de(borrador)) | {"csrfmiddlewaretoken": "v" * 64}

        respuesta = ana.post(direccion_de(borrador), datos | ESCRITO, headers=cabeceras)

        assert respuesta.status_code == 403
        assert lo_que_se_reenvia(respuesta)["titulo"] == ESCRITO["titulo"]
        assert ana.post(direccion_de(borrador), lo_que_se_reenvia(respuesta)).status_code == 302

    @pytest.mark.parametrize(
        "cabeceras",
        [
            {},
            {"origin": "null"},
            {"origin": "https://otro.example"},
            {"origin": "http://testserver.otro.example"},
            {"origin": "https://otro.example", "referer": "http://testserver/admin/"},
            {"referer": "https://otro.example/?http://testserver/"},
            {"referer": "http://testserver@otro.example/"},
        ],
    )
    @pytest.mark.parametrize("con_sesion", [True, False])
    def test_of_another_nothing_is_shown_nor_offered(self, ana, borrador, cabeceras, con_sesion):
        if not con_sesion:
            ana.cookies.clear()

        respuesta = ana.post(direccion_de(borrador), ESCRITO, headers=cabeceras)

        assert respuesta.status_code == 403
        assert "raro" not in respuesta.content.decode()
        assert "Guardar lo que escribí" not in respuesta.content.decode()
        borrador.refresh_from_db()
        assert borrador.notas == "Antes"

    def test_elsewhere_it_is_the_page_of_always(self, ana):
        respuesta = ana.post("/cuenta/entrar/", {"login": "ana", "password": "x"}, **PROPIO)
        assert respuesta.status_code == 403
        assert "Lo que escribió" not in respuesta.content.decode()


class TestUnaSolaVez:
    """The page of what was typed proves its origin by itself, and nobody else can."""

    @pytest.fixture
    def por_reenviar(self, ana, cuenta, borrador):
        """What the page would send, once one has signed in again."""
        datos = abrir(ana, direccion_de(borrador))
        del ana.cookies["sessionid"]
        respuesta = ana.post(direccion_de(borrador), datos | ESCRITO)
        ana.force_login(cuenta)
        ana.cookies["csrftoken"] = "n" * 32
        return lo_que_se_reenvia(respuesta)

    def no_se_guarda(self, respuesta, borrador):
        assert respuesta.status_code == 403
        borrador.refresh_from_db()
        assert borrador.notas == "Antes"

    def test_the_cookie_is_of_that_record_and_no_other_site_sends_it(self, ana, borrador):
        datos = abrir(ana, direccion_de(borrador))
        assert "reenvio" not in ana.cookies
        del ana.cookies["sessionid"]
        ana.post(direccion_de(borrador), datos | ESCRITO)
        galleta = ana.cookies["reenvio"]
        assert galleta["path"] == direccion_de(borrador)
        assert galleta["samesite"] == "Strict"
        assert galleta["httponly"]
        assert galleta["max-age"] == 12 * 60 * 60

    @pytest.mark.parametrize(
        "cabeceras",
        [{}, {"origin": "null"}, {"origin": "https://otro.example"}, {"referer": "http://otro/"}],
    )
    def test_not_from_another_site(self, ana, borrador, por_reenviar, cabeceras):
        respuesta = ana.post(direccion_de(borrador), por_reenviar, headers=cabeceras)
        self.no_se_guarda(respuesta, borrador)

    @pytest.mark.parametrize("vale", ["", "x", "/admin/:1:x"])
    def test_not_with_another_proof(self, ana, borrador, por_reenviar, vale):
        respuesta = ana.post(direccion_de(borrador), por_reenviar | {"reenvio": vale}, **PROPIO)
        self.no_se_guarda(respuesta, borrador)
        assert lo_que_se_reenvia(respuesta)["titulo"] == ESCRITO["titulo"]  # nothing is lost

    def test_not_with_the_proof_of_another_browser(self, ana, borrador, por_reenviar):
        otro = Client(enforce_csrf_checks=True)
        ajena = otro.post(direccion_de(borrador), {"titulo": "x"}, **PROPIO)
        vale = lo_que_se_reenvia(ajena)["reenvio"]
        respuesta = ana.post(direccion_de(borrador), por_reenviar | {"reenvio": vale}, **PROPIO)
        self.no_se_guarda(respuesta, borrador)

    def test_not_without_the_cookie(self, ana, borrador, por_reenviar):
        del ana.cookies["reenvio"]
        self.no_se_guarda(ana.post(direccion_de(borrador), por_reenviar, **PROPIO), borrador)

    def test_not_for_another_record(self, ana, borrador, por_reenviar):
        otro = CompromisoFactory(notas="Antes")
        ana.cookies["reenvio"]["path"] = "/"
        self.no_se_guarda(ana.post(direccion_de(otro), por_reenviar, **PROPIO), otro)
        alta = "/admin/compromisos/compromiso/add/"
        assert ana.post(alta, por_reenviar, **PROPIO).status_code == 403

    def test_not_when_it_is_old(self, ana, borrador, por_reenviar, monkeypatch):
        trece_horas = time.time() + 13 * 60 * 60
        monkeypatch.setattr("django.core.signing.time.time", lambda: trece_horas)
        self.no_se_guarda(ana.post(direccion_de(borrador), por_reenviar, **PROPIO), borrador)

    def test_it_signs_nobody_in(self, ana, borrador, por_reenviar):
        del ana.cookies["sessionid"]
        self.no_se_guarda(ana.post(direccion_de(borrador), por_reenviar, **PROPIO), borrador)

    def test_two_pages_of_a_record_do_not_spoil_each_other(self, ana, cuenta, borrador):
        datos = abrir(ana, direccion_de(borrador))
        del ana.cookies["sessionid"]
        una, _otra = [ana.post(direccion_de(borrador), datos | ESCRITO) for _ in range(2)]
        ana.force_login(cuenta)
        ana.cookies["csrftoken"] = "n" * 32
        reenviada = ana.post(direccion_de(borrador), lo_que_se_reenvia(una), **PROPIO)
        assert reenviada.status_code == 302


def test_who_lost_the_permission_keeps_what_she_typed(client):
    publico = CompromisoFactory(notas="Antes", publicado=True)
    client.force_login(sentar("beto", rol=Rol.MODERADOR))

    respuesta = client.post(direccion_de(publico), ESCRITO)

    assert respuesta.status_code == 403
    assert "su cuenta no puede cambiar este registro" in pagina(respuesta)
    assert "<dt>Notas</dt><dd>Dos renglones</dd>" in pagina(respuesta)
    assert "Guardar lo que escribí" not in pagina(respuesta)
    assert Compromiso.objects.get(pk=publico.pk).notas == "Antes"
