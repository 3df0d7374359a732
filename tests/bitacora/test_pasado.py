"""The portal as it was: `?al=`, page and API."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from gobierno_abierto.bitacora.pasado import como_estaba
from gobierno_abierto.portal.api import REGISTROS
from planes.models import Plan
from tests.bitacora.conftest import C06, leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

TITULO = "Padrón único y abierto de beneficiarios"


class TestElPasado:
    def test_the_present_is_what_the_past_is_now(self):
        """Every field of every record of every resource, replayed."""
        for registro in REGISTROS:
            campos = registro.campos

            def todos(registro=registro, campos=campos):
                filas = registro.proyectar(registro.publicos().order_by("pk"), campos)
                return list(registro.presentar(filas, campos, ""))

            hoy = todos()
            with como_estaba(None):
                assert todos() == hoy, registro.recurso

    def test_al_shows_the_text_of_that_instant(self, client, editado):
        entre = (editado[3] - timedelta(minutes=30)).isoformat()
        for direccion in (f"/compromisos/{C06}/", f"/api/v1/compromisos/{C06}/"):
            hoy = leer(client, direccion)
            assert "redacción 3" in hoy
            con = client.get(direccion, {"al": entre}).content.decode()
            assert "redacción 2" in con
            assert "redacción 3" not in con
        antes = (editado[2] - timedelta(minutes=1)).isoformat()
        assert client.get(f"/api/v1/compromisos/{C06}/", {"al": antes}).json()["titulo"] == TITULO

    def test_the_past_leads_to_its_own_data(self, client, editado):
        datos = f"/api/v1/compromisos/{C06}/"
        entre = (editado[3] - timedelta(minutes=30)).isoformat()
        pagina = client.get(f"/compromisos/{C06}/", {"al": entre}).content.decode()
        enlaces = re.findall(rf'href="({datos}[^"]*)"', pagina)
        assert len(enlaces) == 2  # for machines, in the head, and for who reads
        for enlace in enlaces:
            assert client.get(enlace).json()["titulo"].endswith("redacción 2")
        assert f'href="{datos}"' in leer(client, f"/compromisos/{C06}/")
        assert datos not in leer(client, f"/compromisos/{C06}/versiones/2/")

    def test_a_plan_as_it_was(self, client, editado):
        ayer = editado[1].isoformat()
        Plan.objects.filter(clave="pa15").update(nombre="Plan cambiado")
        assert client.get("/api/v1/planes/pa15/", {"al": ayer}).json()["nombre"] != "Plan cambiado"
        pagina = client.get("/planes/pa15/", {"al": ayer}).content.decode()
        assert "Plan cambiado" not in pagina
        assert "Así estaba registrado" in pagina

    def test_a_day_is_its_end_in_mexico_city(self, client, editado):
        hoy = timezone.localdate().isoformat()
        assert client.get(f"/api/v1/compromisos/{C06}/", {"al": hoy}).json()["titulo"].endswith("3")

    def test_before_its_first_entry(self, client, editado):
        dado = client.get(f"/api/v1/compromisos/{C06}/", {"al": "2020-01-01"})
        assert dado.status_code == 404
        primera = editado[1].isoformat(timespec="microseconds").replace("+00:00", "Z")
        assert dado.json()["primera_version"] == primera
        pagina = client.get(f"/compromisos/{C06}/", {"al": "2020-01-01"})
        assert pagina.status_code == 404
        assert "todavía no era público" in pagina.content.decode()

    @pytest.mark.parametrize("al", ["ayer", "2026-13-01", "2026-11-24T10:00:00", "9999-01-01", ""])
    def test_what_is_not_an_instant(self, client, al):
        dado = client.get(f"/api/v1/compromisos/{C06}/", {"al": al})
        assert dado.status_code == 400
        assert "al" in dado.json()["errores"]
        pagina = client.get(f"/compromisos/{C06}/", {"al": al})
        assert pagina.status_code == 200
        if al:
            assert "«al»" in pagina.content.decode()

    def test_the_present_comes_back(self, client, editado):
        client.get(f"/compromisos/{C06}/", {"al": editado[1].isoformat()})
        assert "redacción 3" in leer(client, f"/compromisos/{C06}/")
        with connection.cursor() as cursor:
            cursor.execute("SHOW search_path")
            assert "pasado" not in cursor.fetchone()[0]

    def test_not_on_a_list(self, client):
        assert client.get("/api/v1/compromisos/", {"al": "2026-11-24"}).status_code == 400

    def test_few_queries(self, client, editado, django_assert_max_num_queries):
        with django_assert_max_num_queries(26):  # a handful more than today's, to go and come back
            client.get(f"/compromisos/{C06}/", {"al": editado[2].isoformat()})
        with django_assert_max_num_queries(14):
            client.get(f"/api/v1/compromisos/{C06}/", {"al": editado[2].isoformat()})
