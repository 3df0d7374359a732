"""OGP's star: by the rule in force, computed and never typed."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from compromisos.estrella import REGLAS, de_la_revision, estrella, regla_de
from compromisos.models import Compromiso, Evaluacion
from gobierno_abierto.fuentes.models import Fuente
from tests.cuentas.casas import hacer_secretariado

MRI = "mri_2011_2019"
BUENA = {"relevante": "si", "cumplimiento": "sustancial", "especificidad": "media",
         "impacto_potencial": "transformador"}  # fmt: skip


@pytest.mark.parametrize(
    ("publicada", "cambio", "tiene"),
    [
        (date(2014, 5, 31), {"especificidad": "baja", "impacto_potencial": "moderado"}, "si"),
        (date(2014, 6, 1), {"especificidad": "baja"}, "no"),
        (date(2014, 6, 1), {"impacto_potencial": "moderado"}, "si"),
        (date(2015, 4, 30), {"impacto_potencial": "moderado"}, "si"),
        (date(2015, 5, 1), {"impacto_potencial": "moderado"}, "no"),
        (date(2016, 1, 1), {}, "si"),
        (date(2016, 1, 1), {"relevante": "no"}, "no"),
        (date(2016, 1, 1), {"cumplimiento": "limitado"}, "no"),
        (date(2016, 1, 1), {"impacto_potencial": "no_claro"}, "no"),
        (date(2016, 1, 1), {"impacto_potencial": None}, None),
        (date(2016, 1, 1), {"valor_tecnologia": "si"}, "no"),  # which alone is not enough
        (date(2016, 1, 1), {"valor_tecnologia": "si", "valor_participacion": "si"}, "si"),
    ],
)
def test_by_the_rule_of_its_day(publicada, cambio, tiene):
    assert de_la_revision(MRI, publicada, "dia", publicada, BUENA | cambio)[1] == tiene


def test_of_a_year_in_which_the_rule_changed_none_is_known():
    assert regla_de(MRI, date(2014, 1, 1), date(2014, 12, 31)) is None
    assert de_la_revision(MRI, date(2014, 1, 1), "anio", date(2026, 1, 1), BUENA) == (None, None)
    assert de_la_revision(MRI, date(2016, 1, 1), "anio", date(2026, 1, 1), BUENA)[1] == "si"


def test_the_later_cycles_have_none():
    assert estrella(regla_de("ogp_desde_2019", *[date(2026, 1, 1)] * 2), BUENA) is None
    assert estrella(REGLAS[-1], {}) is None


@pytest.fixture
def revisada(historia):
    hacer_secretariado("casa")
    suya = Evaluacion.objects.create(
        clave="MX-CASA-C01-EV", compromiso=Compromiso.objects.get(clave="MX-CASA-C01"),
        momento="fin_termino", vocabulario=MRI, evaluador="MRI", fuente=Fuente.objects.first(),
    )  # fmt: skip
    for variable, valor in BUENA.items():
        suya.codificaciones.create(variable=variable, valor=valor)
    return suya


@pytest.mark.django_db
class TestDeLoRevisadoAqui:
    @pytest.fixture
    def publica(self, revisada):
        Evaluacion.objects.filter(pk=revisada.pk).update(publicado_en=timezone.now())
        return revisada

    def test_page_and_api_say_it_and_by_which_rule(self, client, publica):
        pagina = client.get("/compromisos/MX-CASA-C01/").content.decode()
        assert "Estrella:</strong> Sí." in pagina
        assert "con la regla posterior a abril de 2015" in pagina
        dada = client.get(f"/api/v1/evaluaciones/{publica.clave}/").json()
        assert dada["estrella"] == "si"
        lista = client.get("/api/v1/evaluaciones/?plan=mx-casa&estrella=si").json()
        assert [una["clave"] for una in lista["results"]] == [publica.clave]
        otra = client.get("/api/v1/evaluaciones/MX-CASA-C01-MRI/").json()  # of the later cycles
        assert otra["estrella"] is None
        assert "no se codifica el impacto potencial" in pagina

    def test_history_keeps_that_of_its_source(self, client):
        dada = client.get("/api/v1/evaluaciones/MX-PA15-C12-MRI-medio-termino/").json()
        escrita = next(c for c in dada["codificaciones"] if c["variable"] == "estrella")
        assert dada["estrella"] == escrita["valor"]

    @pytest.mark.parametrize("variable", ["estrella", "estrella_vigente_avance"])
    def test_nobody_types_it(self, revisada, variable):
        with pytest.raises(IntegrityError, match="la calcula el portal"), transaction.atomic():
            revisada.codificaciones.create(variable=variable, valor="si")
        una = revisada.codificaciones.filter(variable="relevante")
        with pytest.raises(IntegrityError, match="la calcula el portal"), transaction.atomic():
            una.update(variable=variable)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM compromisos_codificacion WHERE variable LIKE "
                           "'estrella%%' AND evaluacion_id = %s", [revisada.pk])  # fmt: skip
            assert cursor.fetchone() == (0,)
