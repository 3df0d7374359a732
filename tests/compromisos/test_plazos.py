"""What is expected of an activity by a day, and what follows from being late or behind."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from compromisos.avance import esperado
from compromisos.models import Actividad, Compromiso, Meta, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.comun.codigos import Precision
from secretariados.models import Acuerdo
from tests.admin.formularios import datos_del_formulario
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import ActividadFactory, MetaFactory, ReporteFactory
from tests.secretariados.acordar import acordar

ALTA = reverse("admin:compromisos_reporte_add")
INICIO, FIN = date(2025, 12, 31), date(2026, 12, 31)


def a_los(dia):
    return date.fromisoformat(dia)


class TestLaRegla:
    @pytest.mark.parametrize(
        ("dia", "mide", "lo_esperado"),
        [
            ("2026-01-01", True, "0"),  # it begins: nothing is asked
            ("2026-06-30", True, "0"),  # the semester goes on
            ("2026-07-01", True, "49.59"),  # 181 of its 365 days were gone when it ended
            ("2026-12-31", True, "49.59"),  # its last day is still its own
            ("2027-01-01", True, "100"),
            ("2026-06-30", False, "0"),
            ("2026-07-01", False, "50"),  # it should have begun
            ("2027-01-01", False, "100"),
        ],
    )
    def test_by_the_last_semester_that_ended(self, dia, mide, lo_esperado):
        assert esperado(a_los(dia), INICIO, FIN, mide) == Decimal(lo_esperado)

    @pytest.mark.parametrize("mide", [True, False])
    def test_without_a_beginning_it_is_all_or_nothing(self, mide):
        assert esperado(FIN, None, FIN, mide) == 0
        assert esperado(FIN + timedelta(days=1), None, FIN, mide) == 100
        assert esperado(FIN, None, None, mide) == 0

    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), FIN))
    def test_it_never_goes_back(self, dia, inicio):
        assert esperado(dia, inicio, FIN, True) <= esperado(
            dia + timedelta(days=1), inicio, FIN, True
        )


FECHA = st.none() | st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
class TestLaBaseDiceLoMismo:
    @settings(max_examples=40)
    @given(
        FECHA, FECHA, st.sampled_from([Precision.DIA, Precision.MES, Precision.ANIO]),
        st.booleans(), st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    )  # fmt: skip
    def test_for_any_dates(self, desde, hasta, precision, mide, dia):
        if hasta is None or (desde and desde > hasta):
            desde = None
        actividad = ActividadFactory(
            indicador="Cuántos" if mide else None,
            linea_base=0 if mide else None,
            objetivo=9 if mide else None,
            **_fecha("desde", desde, precision),
            **_fecha("hasta", hasta, precision),
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT esperado_de_actividad(%s, %s)", [actividad.pk, dia])
            assert cursor.fetchone()[0] == actividad.esperado_al(dia)


def _fecha(nombre, dia, precision):
    if dia is None:
        return {}
    if precision != Precision.DIA:
        dia = dia.replace(day=1)
    if precision == Precision.ANIO:
        dia = dia.replace(month=1)
    return {nombre: dia, f"{nombre}_precision": precision}


@pytest.fixture
def en_marcha(casa):
    """Of the government's side, from two years ago to two years ahead, from 0 to 100."""
    meta = MetaFactory(compromiso=Compromiso.objects.get(clave="MX-CASA-C01"))
    hoy = timezone.localdate()
    ActividadFactory(
        meta=meta, titulo="Abrir el padrón", indicador="registros", linea_base=0, objetivo=100,
        desde=hoy.replace(year=hoy.year - 2, month=1, day=1), desde_precision="dia",
        hasta=hoy.replace(year=hoy.year + 2, month=12, day=31), hasta_precision="dia",
    )  # fmt: skip
    acordar(meta)
    return meta.actividades.get()


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
class TestRezagada:
    @pytest.fixture(autouse=True)
    def _lo_esperado(self, en_marcha):
        self.esperado = en_marcha.esperado_al(timezone.localdate())
        assert 30 < self.esperado < 60  # by the end of the last semester

    def test_whoever_is_behind_says_what_stands_in_the_way(self, en_marcha):
        reporte = ReporteFactory(actividad=en_marcha, valor=10)
        with pytest.raises(IntegrityError, match="rezagada o detenida"), transaction.atomic():
            reporte.publicar()
        with pytest.raises(IntegrityError, match="rezagada o detenida"), transaction.atomic():
            Reporte.objects.filter(pk=reporte.pk).update(tramite="enviado")
        with (
            como_web() as cursor,
            pytest.raises(IntegrityError, match="rezagada o detenida"),
            transaction.atomic(),
        ):
            cursor.execute("UPDATE compromisos_reporte SET tramite = 'enviado'")
        Reporte.objects.filter(pk=reporte.pk).update(obstaculos="Falta gente.")
        reporte.publicar()
        assert reporte.publico

    def test_who_is_where_it_was_expected_says_nothing(self, en_marcha):
        ReporteFactory(actividad=en_marcha, valor=self.esperado).publicar()

    def test_a_past_semester_is_measured_by_its_own_end(self, en_marcha):
        antes = Periodo.de(timezone.localdate()).anterior.anterior
        lo_de_antes = en_marcha.esperado_al(antes.siguiente.inicio)
        assert lo_de_antes < self.esperado
        ReporteFactory(actividad=en_marcha, periodo=str(antes), valor=lo_de_antes).publicar()

    def test_the_form_says_how_much_and_loses_nothing(self, entrar, en_marcha):
        datos = {
            "actividad": en_marcha.pk, "periodo": str(Periodo.de(timezone.localdate())),
            "estado": "en_curso", "valor": "10", "texto": "Se abrió la décima parte.",
        }  # fmt: skip
        navegador = entrar("gobierno")
        pagina = navegador.post(ALTA, datos).content.decode()
        assert "Está rezagada, en 10 % cuando se esperaba" in pagina
        assert "Se abrió la décima parte." in pagina
        assert not Reporte.objects.exists()
        datos["obstaculos"] = "Falta gente."
        assert navegador.post(ALTA, datos).status_code == 302

    def test_it_is_in_sight(self, client, en_marcha):
        ReporteFactory(actividad=en_marcha, valor=10, obstaculos="Falta gente.").publicar()
        dicho = client.get(f"/api/v1/actividades/{en_marcha.clave}/").json()
        assert (dicho["avance"], dicho["atrasada"], dicho["rezagada"]) == (10, False, True)
        assert dicho["esperado"] == float(self.esperado)
        lista = client.get("/api/v1/actividades/", {"rezagada": "true"}).json()
        assert [una["clave"] for una in lista["results"]] == [en_marcha.clave]
        pagina = client.get(en_marcha.compromiso.get_absolute_url()).content.decode()
        assert "Rezagada" in pagina
        assert "<strong>1 rezagada</strong>" in pagina  # of its side
        for recurso, clave in (
            ("metas", en_marcha.meta.clave),
            ("compromisos", en_marcha.compromiso.clave),
            ("planes", en_marcha.compromiso.plan.clave),
        ):
            de_arriba = client.get(f"/api/v1/{recurso}/{clave}/").json()
            assert (de_arriba["avance"], de_arriba["esperado"]) == (10, float(self.esperado))


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
class TestAtrasada:
    def claves(self, client):
        lista = client.get("/api/v1/compromisos/", {"atrasado": "true"})
        return [uno["clave"] for uno in lista.json()["results"]]

    def test_a_commitment_is_late_with_an_activity_of_its_own(self, client, actividad):
        suyo = actividad.compromiso
        assert suyo.clave in self.claves(client)
        assert (
            "Terminó el plazo de alguna actividad"
            in client.get(suyo.get_absolute_url()).content.decode()
        )
        ReporteFactory(actividad=actividad, estado="concluida").publicar()
        assert suyo.clave not in self.claves(client)

    def test_what_hangs_from_a_withdrawn_goal_is_owed_by_nobody(self, client, actividad):
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        acordar(actividad.meta, conclusion="retirada")
        dicho = client.get(f"/api/v1/actividades/{actividad.clave}/").json()
        assert (dicho["atrasada"], dicho["rezagada"], dicho["retirada"]) == (False, False, True)
        assert "STATUS:CANCELLED" in client.get("/api/v1/actividades.ics").getvalue().decode()
        assert actividad.compromiso.clave not in self.claves(client)
        pagina = client.get(actividad.compromiso.get_absolute_url()).content.decode()
        assert "Atrasada" not in pagina
        with pytest.raises(IntegrityError, match="se retiró"), transaction.atomic():
            reporte.enviar()
        assert not Reporte.objects.abiertos().exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
class TestLoAcordado:
    def test_a_date_that_is_typed_is_known_to_the_day(self, entrar, actividad):
        alta = reverse("admin:compromisos_meta_add")
        navegador = entrar("gobierno")
        datos = datos_del_formulario(navegador.get(alta)) | {
            "compromiso": actividad.compromiso_id, "titulo": "En línea", "hasta": "2027-06-30",
            "actividades-0-titulo": "Publicarlo", "actividades-0-lado": "gobierno",
            "actividades-0-desde": "2027-01-01", "actividades-0-hasta": "2027-05-31",
        }  # fmt: skip
        assert navegador.post(alta, datos).status_code == 302
        suya = Meta.objects.get(titulo="En línea").actividades.get()
        assert (suya.desde_precision, suya.hasta_precision) == ("dia", "dia")

    def test_a_draft_of_a_text_without_a_beginning_is_gone_on_with(self, entrar, actividad):
        navegador = entrar("gobierno")
        proponer = reverse("admin:meta-proponer", args=[actividad.meta_id])
        datos = datos_del_formulario(navegador.get(proponer))
        datos |= {"titulo": "Otro título", "justificacion": "Se lee mejor."}
        assert navegador.post(proponer, datos).status_code == 302
        borrador = Acuerdo.objects.get(publicado_en=None)
        sigue = navegador.get(proponer, {"acuerdo": borrador.pk})
        assert "Otro título" in sigue.content.decode()

    def test_when_it_begins_is_agreed_text(self, en_marcha):
        (dicha,) = en_marcha.meta.texto_acordado()["actividades"]
        assert dicha["desde_precision"] == "dia"
        with (
            pytest.raises(IntegrityError, match="sólo cambia por un acuerdo"),
            transaction.atomic(),
        ):
            _quitar_el_inicio()

    def test_a_text_agreed_before_there_was_a_beginning_goes_on(self, actividad):
        (dicha,) = actividad.meta.texto_acordado()["actividades"]
        assert "desde" not in dicha
        acordar(actividad.meta, titulo="Otro título")
        assert Meta.objects.get(pk=actividad.meta_id).titulo == "Otro título"

    def test_what_begins_has_an_end_after_it(self, actividad):
        nueva = ActividadFactory(meta=MetaFactory(compromiso=actividad.compromiso))
        for fechas in (
            {"desde": INICIO, "desde_precision": "dia"},
            {"desde": FIN, "desde_precision": "dia", "hasta": INICIO, "hasta_precision": "dia"},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Actividad.objects.filter(pk=nueva.pk).update(**fechas)


def _quitar_el_inicio():
    Actividad.objects.update(desde=None, desde_precision="no_consta")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
