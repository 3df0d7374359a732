"""Signing in and out: who may, with what, and what is not told to who may not."""

import pytest
from django.contrib.auth import get_user
from django.utils import timezone

from gobierno_abierto.cuentas.models import Usuario
from secretariados.models import Ocupacion
from tests.cuentas.conftest import CLAVE, entrar, esta_dentro

pytestmark = pytest.mark.django_db

AJENAS = [
    "https://malo.mx/",
    "//malo.mx/admin/",
    "///malo.mx",
    r"\\malo.mx",
    r"/\malo.mx",
    "javascript:alert(1)",
    "http:malo.mx",
    "https://testserver@malo.mx/",
    "https://testserver.malo.mx/",
    "http://localhost/",  # allowed as this host, but another one
    "\tjavascript:alert(1)",
]


class TestEntrar:
    @pytest.mark.parametrize("quien", ["ana", "ANA", "ana@ejemplo.mx", "Ana@Ejemplo.MX", " ana "])
    def test_by_name_or_mail(self, client, ana, quien):
        respuesta = entrar(client, quien)
        assert respuesta.status_code == 302
        assert respuesta["Location"] == "/admin/"
        assert esta_dentro(client)

    def test_a_whole_visit_in_spanish(self, client, ana):
        assert client.get("/admin/").status_code == 302
        assert client.get("/admin/")["Location"] == "/cuenta/entrar/?next=/admin/"
        pagina = client.get("/cuenta/entrar/?next=/admin/").content.decode()
        assert "Cuenta o correo" in pagina
        assert 'name="next" value="/admin/"' in pagina
        respuesta = entrar(client, "ana", next="/admin/planes/plan/")
        assert respuesta["Location"] == "/admin/planes/plan/"
        assert client.get("/admin/").status_code == 200
        assert client.get("/cuenta/salir/").status_code == 200  # asks first
        assert esta_dentro(client)
        assert client.post("/cuenta/salir/")["Location"] == "/"
        assert not esta_dentro(client)

    def test_the_admin_has_the_same_door(self, client, ana):
        assert client.get("/admin/login/?next=/admin/")["Location"] == (
            "/cuenta/entrar/?next=/admin/"
        )
        entrar(client, "ana")
        assert client.get("/admin/password_change/")["Location"] == "/cuenta/contrasena/"
        assert client.post("/admin/logout/")["Location"] == "/"
        assert not esta_dentro(client)

    def test_in_english(self, client, ana):
        pagina = client.get("/en/cuenta/entrar/").content.decode()
        assert '<html lang="en">' in pagina
        assert "Account or e-mail" in pagina

    @pytest.mark.parametrize(
        "ruta",
        ["registro/", "signup/", "email/", "correo/", "entrar/code/", "set/", "3rdparty/"],
    )
    def test_nobody_signs_up(self, client, ruta):
        assert client.get(f"/cuenta/{ruta}").status_code == 404


class TestLoQueEsHoy:
    def test_staff_without_a_role_stays_out(self, client):
        Usuario.objects.create_user("nadie", password=CLAVE, is_staff=True)
        assert entrar(client, "nadie").status_code == 200
        assert not esta_dentro(client)

    def test_a_seat_is_enough_whatever_is_staff_says(self, client, ana):
        assert not ana.is_staff
        entrar(client, "ana")
        assert client.get("/admin/").status_code == 200

    @pytest.mark.parametrize("como", ["hasta", "borrada", "inactiva"])
    def test_what_ends_ends_at_the_next_request(self, client, ana, como):
        entrar(client, "ana")
        assert client.get("/admin/").status_code == 200
        if como == "hasta":
            Ocupacion.objects.update(hasta=timezone.localdate())
        elif como == "borrada":
            Ocupacion.objects.all().delete()
        else:
            Usuario.objects.update(is_active=False)
        assert client.get("/admin/")["Location"] == "/cuenta/entrar/?next=/admin/"
        assert not esta_dentro(client)
        assert entrar(client, "ana").status_code == 200

    def test_a_seat_of_tomorrow_opens_nothing_today(self, client, sentar):
        sentar("beto", desde="2999-01-01")
        assert entrar(client, "beto").status_code == 200
        assert not esta_dentro(client)


class TestAtaques:
    def test_session_fixation(self, client, ana):
        client.get("/cuenta/contrasena/olvidada/")
        sesion = client.session
        sesion["plantada"] = "sí"
        sesion.save()
        plantada = sesion.session_key
        client.cookies["sessionid"] = plantada
        entrar(client, "ana")
        assert client.session.session_key != plantada
        client.cookies["sessionid"] = plantada
        assert not get_user(client).is_authenticated

    @pytest.mark.parametrize(
        "ruta", ["entrar/", "salir/", "contrasena/", "contrasena/olvidada/", "sesiones/"]
    )
    def test_csrf(self, ruta, ana):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.force_login(ana)
        respuesta = client.post(f"/cuenta/{ruta}", {})
        assert respuesta.status_code == 403
        assert "No tiene permiso para esto" in respuesta.content.decode()
        assert esta_dentro(client)

    @pytest.mark.parametrize("ajena", AJENAS)
    def test_open_redirects(self, client, ana, ajena, settings):
        settings.ALLOWED_HOSTS = ["testserver", "localhost"]
        assert entrar(client, "ana", next=ajena)["Location"] == "/admin/"
        assert client.get("/cuenta/entrar/", {"next": ajena})["Location"] == "/admin/"
        assert client.post("/cuenta/salir/", {"next": ajena})["Location"] == "/"
        assert client.get("/cuenta/salir/", {"next": ajena})["Location"] == "/"
        assert client.get("/admin/login/", {"next": ajena})["Location"].startswith(
            "/cuenta/entrar/?"
        )

    @pytest.mark.parametrize("ruta", ["//malo.mx/", "/en//malo.mx/", "/\\malo.mx"])
    def test_the_language_link_stays_home(self, client, ruta):
        """The language is in the address: the link is this page's own path, translated."""
        pagina = client.get(ruta).content.decode()
        assert 'href="//malo' not in pagina
        assert 'href="/\\malo' not in pagina
        assert client.post(
            "/i18n/setlang/", {"language": "en", "next": "//malo.mx"}
        ).status_code in (403, 404)

    def test_no_page_of_an_account_is_kept(self, client, ana):
        entrar(client, "ana")
        for ruta in ("", "sesiones/", "segundo-factor/", "contrasena/"):
            assert "no-store" in client.get(f"/cuenta/{ruta}")["Cache-Control"]

    def test_the_cookie(self, client, ana):
        galleta = entrar(client, "ana").cookies["sessionid"]
        assert galleta["httponly"]
        assert galleta["samesite"] == "Lax"
        assert not galleta["max-age"]  # ends with the browser
        assert 3600 <= client.session.get_expiry_age() <= 24 * 3600
