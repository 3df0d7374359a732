"""How a plan goes, by side; and what changes by itself when the day changes."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from compromisos.models import Compromiso, Reporte
from compromisos.seguimiento import avance_y_esperado, cuenta_de, etapas_de
from gobierno_abierto.bitacora.models import Sello
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.comun.codigos import Lado
from tests.bitacora.conftest import redatar
from tests.compromisos.factories import ActividadFactory, MetaFactory, ReporteFactory
from tests.secretariados.acordar import acordar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def reportar(actividad, **dicho):
    ReporteFactory(actividad=actividad, **dicho).publicar()


class TestTablero:
    def test_each_side_with_what_is_its_own(self, client, actividad):
        meta = MetaFactory(compromiso=actividad.compromiso, peso=3)
        ActividadFactory(meta=meta, lado="sociedad_civil", titulo="Observar")
        acordar(meta)
        reportar(meta.actividades.get(), estado="concluida")
        pagina = client.get(actividad.compromiso.plan.get_absolute_url()).content.decode()
        assert "Cómo va, por lado" in pagina
        gobierno, organo, sociedad = (
            pagina.split(f'role="rowheader">{lado}</th>')[1].split("</tr>")[0]
            for lado in ("Gobierno", "Órgano garante", "Sociedad civil")
        )
        assert gobierno.count(">0<") == 3  # none done nor behind, and no period of silence yet
        assert ">1<" in gobierno  # one, and late
        assert "0 %" in gobierno
        assert "100 %" in gobierno  # what was expected of it
        assert "No se mide" in organo
        assert "100 %" in sociedad
        assert "Avance: 75 %" in pagina  # (0·1 + 100·3) / 4

    def test_the_sides_put_together_are_the_whole(self, actividad):
        """A goal with more activities does not weigh more."""
        compromiso = actividad.compromiso
        for peso, lados in ((2, ("gobierno", "sociedad_civil")), (1, ("gobierno",) * 3)):
            meta = MetaFactory(compromiso=compromiso, peso=peso)
            for lado in lados:
                ActividadFactory(meta=meta, lado=lado)
            acordar(meta)
        for numero, cada in enumerate(compromiso.actividades.order_by("pk")):
            if numero % 2:
                reportar(cada, estado="concluida")
        etapas = etapas_de([compromiso.pk])[compromiso.pk]
        partes = {"gobierno": Decimal(3) / 4, "sociedad_civil": Decimal(1) / 4}
        juntos = sum(partes[lado] * cuenta_de(etapas, Lado(lado)).avance for lado in partes)
        assert abs(juntos - avance_y_esperado(etapas)[0]) < Decimal("0.02")

    def test_its_dates_go_to_a_calendar(self, client, actividad):
        for registro in (actividad.compromiso, actividad.compromiso.plan):
            pagina = client.get(registro.get_absolute_url()).content.decode()
            (enlace,) = re.findall(r'href="(/api/v1/actividades\.ics[^"]*)"', pagina)
            assert "Abrir el padrón" in client.get(enlace).getvalue().decode()

    def test_nothing_where_nobody_agreed_goals(self, client):
        assert "Cómo va, por lado" not in client.get("/planes/pa15/").content.decode()

    def test_it_asks_the_same_however_many_there_are(
        self, client, actividad, django_assert_max_num_queries
    ):
        for numero in range(3):
            meta = MetaFactory(compromiso=actividad.compromiso)
            for lado in ("gobierno", "organo_garante"):
                ActividadFactory(meta=meta, lado=lado, titulo=f"Hacer {numero}")
            acordar(meta)
        for cada in Compromiso.objects.get(pk=actividad.compromiso_id).actividades.all():
            reportar(cada, estado="concluida")
        pagina = actividad.compromiso.plan.get_absolute_url()
        client.get(pagina)
        with django_assert_max_num_queries(26):
            client.get(pagina)


class TestALaMedianoche:
    """Of Mexico City: six hours behind the world's."""

    @pytest.fixture
    def por_vencer(self, casa):
        """Due on the last day of this year."""
        compromiso = Compromiso.objects.get(clave="MX-CASA-C01")
        meta = MetaFactory(compromiso=compromiso)
        ultimo = timezone.localdate().replace(month=12, day=31)
        ActividadFactory(meta=meta, hasta=ultimo, hasta_precision="dia", titulo="Abrir")
        acordar(meta)
        return meta.actividades.get()

    def test_lateness_and_what_is_expected_change_with_the_day(
        self, client, por_vencer, monkeypatch
    ):
        dia = por_vencer.hasta + timedelta(days=1)
        medianoche = datetime(dia.year, dia.month, dia.day, 6, tzinfo=UTC)
        pagina = por_vencer.compromiso.get_absolute_url()
        api = f"/api/v1/actividades/{por_vencer.clave}/"

        def a_las(cuando):
            monkeypatch.setattr(timezone, "now", lambda: cuando)

        a_las(medianoche - timedelta(seconds=1))
        antes = client.get(pagina)
        assert "a hoy se esperaba 0 %" in antes.content.decode()
        assert "Atrasada" not in antes.content.decode()
        guardada = {"If-None-Match": antes["ETag"]}
        dicho = client.get(api)
        assert (dicho.json()["atrasada"], dicho.json()["esperado"]) == (False, 0)

        a_las(medianoche)
        despues = client.get(pagina, headers=guardada)
        assert despues.status_code == 200  # what was kept from the day before is not said again
        assert "a hoy se esperaba 100 %" in despues.content.decode()
        assert "Atrasada" in despues.content.decode()
        dicho = client.get(api, headers={"If-None-Match": dicho["ETag"]}).json()
        assert (dicho["atrasada"], dicho["esperado"]) == (True, 100)
        lista = client.get("/api/v1/actividades/", {"atrasada": "true"}).json()
        assert por_vencer.clave in [una["clave"] for una in lista["results"]]


class TestFormas:
    """The shapes in which plans have been followed fit, and none is lost."""

    def test_three_cuts_and_a_final_result(self, casa):
        """As in PA15: the same work looked at on three days, and once at the end."""
        compromiso = Compromiso.objects.get(clave="MX-CASA-C01")
        for numero, corte in enumerate(("Corte 1", "Corte 2", "Corte 3", "Resultado final"), 1):
            mes = f"2015-{3 * numero:02d}-01"
            meta = MetaFactory(
                compromiso=compromiso, titulo=corte, hasta=mes, hasta_precision="mes"
            )
            ActividadFactory(meta=meta, titulo=f"Lo del {corte.lower()}")
            acordar(meta)
        primera = compromiso.metas.order_by("numero").first()
        reportar(primera.actividades.get(), estado="concluida")
        compromiso.refresh_from_db()
        assert compromiso.avance == 25

    def test_actions_with_their_weight_activities_and_means_of_verification(self, casa):
        """As in the fourth plan."""
        compromiso = Compromiso.objects.get(clave="MX-CASA-C01")
        for peso in (60, 40):
            meta = MetaFactory(compromiso=compromiso, titulo=f"Acción de {peso}", peso=peso)
            ActividadFactory(
                meta=meta, titulo="Publicar", medio_de_verificacion="El sitio en línea"
            )
            acordar(meta)
        reportar(compromiso.metas.get(peso=60).actividades.get(), estado="concluida")
        compromiso.refresh_from_db()
        assert compromiso.avance == 60

    def test_an_indicator_told_period_by_period(self, casa):
        """As in Canada: one value each semester, up or down, from a baseline to a target."""
        meta = MetaFactory(compromiso=Compromiso.objects.get(clave="MX-CASA-C01"))
        ActividadFactory(meta=meta, titulo="Bajar la espera", indicador="días de espera",
                         unidad="días", linea_base=40, objetivo=20)  # fmt: skip
        acordar(meta)
        actividad = meta.actividades.get()
        for periodo, valor, avance in (("2026-S1", 35, "25"), ("2026-S2", 24, "80")):
            reportar(actividad, periodo=periodo, valor=valor, estado="en_curso")
            meta.compromiso.refresh_from_db()
            assert meta.compromiso.avance == Decimal(avance)
        assert Reporte.objects.filter(actividad=actividad, publico=True).count() == 2


class TestComoEstaba:
    """The past tells the progress of then, in pages and API, of a commitment and of its plan."""

    @pytest.fixture
    def antes(self, actividad):
        """An instant of yesterday, after it was agreed and before it was reported done."""
        sellar_todo()
        ahora = timezone.now()
        redatar(1, ahora - timedelta(days=2))
        hasta = Sello.objects.count() + 1
        reportar(actividad, estado="concluida", texto="Ya está abierto.")
        sellar_todo()
        redatar(hasta, ahora - timedelta(hours=1))
        return (ahora - timedelta(days=1)).isoformat()

    def test_in_the_api(self, client, actividad, antes):
        """Its last day was yesterday: on that day, none of it was expected yet."""
        for direccion in (
            f"/api/v1/planes/{actividad.compromiso.plan.clave}/",
            f"/api/v1/compromisos/{actividad.compromiso.clave}/",
        ):
            hoy = client.get(direccion).json()
            assert (hoy["avance"], hoy["esperado"]) == (100, 100), direccion
            ayer = client.get(direccion, {"al": antes}).json()
            assert (ayer["avance"], ayer["esperado"]) == (0, 0), direccion

    def test_in_its_pages(self, client, actividad, antes):
        compromiso = actividad.compromiso
        for direccion in (compromiso.get_absolute_url(), compromiso.plan.get_absolute_url()):
            assert "100 %" in client.get(direccion).content.decode()
            assert "100 %" not in client.get(direccion, {"al": antes}).content.decode()
        pagina = client.get(compromiso.get_absolute_url(), {"al": antes}).content.decode()
        assert "Abrir el padrón" in pagina
        assert "Ya está abierto." not in pagina
