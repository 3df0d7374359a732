"""What reviewers and sides say, as data. Literal addresses: they are the contract."""

import pytest
from django.utils import timezone

from compromisos.models import Compromiso, Evaluacion
from planes.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def pedir(client, direccion, estado=200, **parametros):
    respuesta = client.get(f"/api/v1/{direccion}", parametros)
    assert respuesta.status_code == estado, respuesta.content
    return respuesta.json()


def cuantas(client, recurso, **parametros):
    return pedir(client, f"{recurso}/", page_size=1, **parametros)["count"]


class TestEvaluaciones:
    def test_the_irm_on_pa15_at_mid_term(self, client):
        de_pa15 = {"plan": "pa15", "momento": "medio_termino"}
        assert cuantas(client, "evaluaciones", **de_pa15) == 26
        for valor, total in (("completo", 5), ("sustancial", 13), ("limitado", 8)):
            assert cuantas(client, "evaluaciones", cumplimiento=valor, **de_pa15) == total
        dos = {"cumplimiento__in": "completo,limitado"}
        assert cuantas(client, "evaluaciones", **dos, **de_pa15) == 13
        assert cuantas(client, "evaluaciones", impacto="moderado", **de_pa15) == 6

    def test_a_record(self, client):
        dada = pedir(client, "evaluaciones/MX-PA15-C07-MRI-medio-termino/")
        assert (dada["compromiso"], dada["plan"], dada["pais"]) == ("MX-PA15-C07", "pa15", "MX")
        assert (dada["momento"], dada["cumplimiento"]) == ("medio_termino", "completo")
        assert dada["url"].endswith("/compromisos/MX-PA15-C07/#MX-PA15-C07-MRI-medio-termino")
        variables = [c["variable"] for c in dada["codificaciones"]]
        assert "especificidad" in variables
        assert all((c["valor"] is None) != (c["ausencia"] is None) for c in dada["codificaciones"])

    def test_unknown_is_not_zero(self, client):
        """At the end of term the database has ND: a value that is null, and why."""
        dada = pedir(client, "evaluaciones/MX-PA15-C07-MRI-fin-termino/")
        assert dada["cumplimiento"] is None
        codificacion = next(c for c in dada["codificaciones"] if c["variable"] == "cumplimiento")
        assert codificacion["ausencia"] == "ND"

    def test_searched_by_the_words_of_the_commitment(self, client):
        assert cuantas(client, "evaluaciones", q="padrones") == 5
        assert cuantas(client, "evaluaciones", q="padrom") == 5
        assert cuantas(client, "evaluaciones", q='"padrón único"', momento="medio_termino") == 2

    def test_of_a_withdrawn_plan_or_commitment_there_is_none(self, client):
        Plan.objects.filter(clave="pa15").update(
            retirado_en=timezone.now(), retiro_motivo="Por prueba"
        )
        assert cuantas(client, "evaluaciones", compromiso="MX-PAA12-C01") == 2
        pedir(client, "evaluaciones/", 400, plan="pa15")
        retirada = pedir(client, "evaluaciones/MX-PA15-C07-MRI-medio-termino/", 410)
        assert "Por prueba" in retirada["detail"]
        Compromiso.objects.filter(clave="MX-PAA12-C02").update(
            retirado_en=timezone.now(), retiro_motivo="Por prueba"
        )
        suya = Evaluacion.objects.filter(compromiso__clave="MX-PAA12-C02").first()
        pedir(client, f"evaluaciones/{suya.clave}/", 410)


class TestPronunciamientos:
    def test_government_claims_all_26_fulfilled(self, client):
        assert cuantas(client, "pronunciamientos", plan="pa15", lado="gobierno") == 26
        assert cuantas(client, "pronunciamientos", valor="cumplido", alcance="plan") == 26
        assert cuantas(client, "pronunciamientos", valor="no_cumplido") == 0

    def test_a_record(self, client):
        dado = pedir(client, "pronunciamientos/?compromiso=MX-PA15-C06")["results"][0]
        assert (dado["valor"], dado["comun"], dado["alcance"]) == ("cumplido", "completo", "plan")
        assert (dado["dicho_en"], dado["dicho_en_precision"]) == ("2015-09-17", "dia")
        assert dado["fuente"] == "mexidata_2015"


@pytest.mark.parametrize(
    ("direccion", "dicho"),
    [
        ("evaluaciones/?cumplimiento=completos", "completo"),
        ("evaluaciones/?plan=pa16", "pa15"),
        ("evaluaciones/?momento=fin", "fin_termino"),
        ("pronunciamientos/?lado=civil", "sociedad_civil"),
        ("ejes/?esquema=ejes", "eje"),
        ("mesas/?cuota=2", "plan"),
        ("hitos/?anio=1.5", "entero"),
    ],
)
def test_refusals_say_what_is_accepted(client, direccion, dicho):
    respuesta = client.get(f"/api/v1/{direccion}")
    assert respuesta.status_code == 400
    assert dicho in respuesta.content.decode()


@pytest.mark.parametrize("recurso", ["ejes", "mesas", "hitos", "evaluaciones", "pronunciamientos"])
@pytest.mark.parametrize("extension", ["csv", "ndjson", "json"])
def test_every_format(client, recurso, extension):
    respuesta = client.get(f"/api/v1/{recurso}.{extension}")
    assert respuesta.status_code == 200
    assert len(b"".join(respuesta)) > 500


class TestAgrupaciones:
    def test_what_has_no_plan_is_everybodys(self, client):
        desafios = pedir(client, "ejes/?plan__isnull=true")
        assert desafios["count"] == 5
        assert cuantas(client, "ejes") == 43
        assert cuantas(client, "ejes", plan="pa15") < 43

    def test_nine_tables_with_their_commitments(self, client):
        mesas = pedir(client, "mesas/?plan=pa15")["results"]
        assert len(mesas) == 9
        assert sum(mesa["compromisos"] for mesa in mesas) == 17
        assert {mesa["cuota"] for mesa in mesas} == {2}

    def test_of_a_commitment(self, client):
        assert cuantas(client, "mesas", compromiso="MX-PA15-C06") == 1
        assert cuantas(client, "ejes", compromiso="MX-PA15-C06") == 1

    def test_every_event(self, client):
        assert cuantas(client, "hitos") == 62
        assert cuantas(client, "hitos", anio=2015) == 15
        assert cuantas(client, "hitos", plan="pa15") == 7
        assert cuantas(client, "hitos", pais="BR") == cuantas(
            client, "hitos", plan__isnull="true", jurisdiccion__isnull="true"
        )
