"""What the API says of the sources, of what they state and of where they disagree."""

import csv
import io
import json

import pytest

from gobierno_abierto.portal.api import REGISTROS
from tests.compromisos.factories import CompromisoFactory
from tests.fuentes.factories import (
    AfirmacionFactory,
    CitaFactory,
    DiscrepanciaFactory,
    FuenteFactory,
    ObjetoDiscrepanciaFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def pedir(client, direccion, estado=200):
    respuesta = client.get(f"/api/v1/{direccion}")
    assert respuesta.status_code == estado, respuesta.content
    return respuesta.json()


def claves(client, direccion):
    dado = pedir(client, f"{direccion}&page_size=1000")
    assert dado["count"] == len(dado["results"])
    return {registro["clave"] for registro in dado["results"]}


class TestFuentes:
    def test_a_source_says_where_the_document_is_and_what_rests_on_it(self, client):
        base = pedir(client, "fuentes/irm_csv/")
        assert base["url"] == "http://testserver/fuentes/irm_csv/"
        assert base["direccion"].startswith("https://github.com/Vizzuality/ogp/")
        assert base["citas"] == 103
        assert base["evaluaciones"] == 126
        assert (base["pronunciamientos"], base["afirmaciones"]) == (0, 16)

    @pytest.mark.parametrize(
        ("filtro", "cuantas"),
        [
            ("licencia__isnull=false", 13),
            ("tipo=plan", 15),
            ("tipo__in=evaluacion,pronunciamiento", 12),
            ("q=mexidata", 2),
            ("actualizado__gte=2100-01-01", 0),
        ],
    )
    def test_filters(self, client, filtro, cuantas):
        assert len(claves(client, f"fuentes/?{filtro}")) == cuantas

    def test_two_citations_by_one_record_are_one_record(self, client):
        fuente = FuenteFactory(publicado=True)
        CitaFactory(fuente=fuente)
        CitaFactory(fuente=fuente, campo="nombre")
        assert pedir(client, f"fuentes/{fuente.clave}/")["citas"] == 1

    def test_what_is_not_public_does_not_count(self, client):
        fuente = FuenteFactory(publicado=True)
        borrador = CompromisoFactory().clave
        CitaFactory(fuente=fuente, objeto_tipo="compromiso", objeto_clave=borrador)
        AfirmacionFactory(fuente=fuente)
        dado = pedir(client, f"fuentes/{fuente.clave}/")
        assert (dado["citas"], dado["afirmaciones"]) == (0, 0)
        assert fuente.clave not in claves(client, "fuentes/?tipo__in=compromiso,afirmacion")


class TestAfirmaciones:
    def test_a_statement_says_who_when_and_of_what(self, client):
        dado = pedir(client, "afirmaciones/discrepancia-01-a1/")
        assert dado["url"].endswith("/fuentes/mexidata_2015/#discrepancia-01-a1")
        assert (dado["objeto_tipo"], dado["objeto_clave"]) == ("plan", "pa15")
        assert (dado["valor"], dado["valor_entero"]) == ("26", 26)
        assert (dado["dicho_en"], dado["dicho_en_precision"]) == ("2015-09-17", "dia")
        assert (dado["fuente"], dado["discrepancia"]) == ("mexidata_2015", "discrepancia-01")

    @pytest.mark.parametrize(
        ("filtro", "cuantas"),
        [
            ("objeto_tipo=hito", 17),
            ("objeto_tipo__in=hito,acuerdo", 21),
            ("objeto=pa15", 23),
            ("objeto__in=pa15,pa18", 31),
            ("objeto=pa15&objeto_tipo=compromiso", 0),
            ("plan=pa15", 23),
            ("plan__in=pa15,pa18", 31),
            ("compromiso=MX-PA15-C09", 1),
            ("compromiso=MX-PA15-C01", 0),
            ("fuente=irm_csv", 16),
            ("discrepancia=discrepancia-01", 5),
            ("discrepancia__isnull=true", 12),
            ("plan=pa15&propiedad=compromisos_declarados&preferida=true", 1),
            ("plan=pa15&propiedad__in=inicio,fin", 5),
            ("discrepancia=discrepancia-01&dicho_en__gte=2016-01-01", 1),
            ("discrepancia=discrepancia-01&dicho_en__lte=2015-12-31", 4),
        ],
    )
    def test_filters(self, client, filtro, cuantas):
        assert len(claves(client, f"afirmaciones/?{filtro}")) == cuantas

    def test_the_key_of_a_draft_is_not_told(self, client):
        borrador = CompromisoFactory().clave
        dicha = AfirmacionFactory(
            publicado=True, objeto_tipo="compromiso", objeto_clave=borrador
        ).clave
        dado = pedir(client, f"afirmaciones/{dicha}/")
        assert (dado["objeto_tipo"], dado["objeto_clave"]) == (None, None)
        assert dicha not in claves(client, "afirmaciones/?objeto_tipo=compromiso")
        pedir(client, f"afirmaciones/?objeto={borrador}", 400)


class TestDiscrepancias:
    def test_a_discrepancy_says_what_it_touches_and_which_source_is_followed(self, client):
        dado = pedir(client, "discrepancias/discrepancia-02/")
        assert dado["url"].endswith("/discrepancias/#discrepancia-02")
        assert dado["numero"] == 2
        assert dado["preferida"] == "irm_csv"
        assert dado["objetos"][0] == {"tipo": "plan", "clave": "pa15"}
        assert dado["afirmaciones"][0] == "discrepancia-02-a1"

    def test_none_followed_is_null(self, client):
        assert pedir(client, "discrepancias/discrepancia-01/")["preferida"] is None

    @pytest.mark.parametrize(
        ("filtro", "cuantas"),
        [
            ("objeto_tipo=membresia", 1),
            ("plan=paa-2012", 3),
            ("compromiso=MX-PA15-C09", 5),
            ("objeto=pa15&objeto_tipo=membresia", 0),
            ("fuente=irm_csv", 9),
            ("q=estrellas", 2),
            ("numero__lte=3", 3),
        ],
    )
    def test_filters(self, client, filtro, cuantas):
        assert len(claves(client, f"discrepancias/?{filtro}")) == cuantas

    @pytest.mark.parametrize("recurso", ["planes", "mesas", "compromisos", "evaluaciones"])
    def test_the_filter_gives_what_the_record_lists(self, client, recurso):
        """What touches its plan is of a commitment too: its record and its page list it."""
        registro = next(r for r in REGISTROS if r.recurso == recurso)
        dados = pedir(client, f"{recurso}/?pais=*&page_size=200")["results"]
        for dado in dados[::8]:
            clave = dado[registro.campos[0].nombre]
            objeto = f"objeto={clave}&objeto_tipo={registro.modelo.objeto}"
            assert claves(client, f"discrepancias/?{objeto}") == set(dado["discrepancias"]), clave
        assert any(dado["discrepancias"] for dado in dados)

    def test_a_commitment_by_its_own_filter(self, client):
        for dado in pedir(client, "compromisos/?plan=pa15&page_size=100")["results"][::5]:
            hallado = claves(client, f"discrepancias/?compromiso={dado['clave']}")
            assert hallado == set(dado["discrepancias"]) != set()

    def test_one_condition_on_each_record_at_once(self, client):
        """«se» is the key of a state's and of a country's body: the kind tells them apart."""
        tocada = ObjetoDiscrepanciaFactory(objeto_tipo="institucion", objeto_clave="se")
        ObjetoDiscrepanciaFactory(
            discrepancia=tocada.discrepancia, objeto_tipo="jurisdiccion", objeto_clave="mx"
        )
        clave = tocada.discrepancia.clave
        assert clave in claves(client, "discrepancias/?objeto=se&objeto_tipo=institucion")
        assert clave not in claves(client, "discrepancias/?objeto=se&objeto_tipo=jurisdiccion")

    def test_drafts_are_not_there(self, client):
        borrador = DiscrepanciaFactory()
        pedir(client, f"discrepancias/{borrador.clave}/", 404)
        con_borradores = ObjetoDiscrepanciaFactory(
            objeto_tipo="compromiso", objeto_clave=CompromisoFactory().clave
        ).discrepancia
        AfirmacionFactory(discrepancia=con_borradores)
        dado = pedir(client, f"discrepancias/{con_borradores.clave}/")
        assert (dado["objetos"], dado["afirmaciones"]) == ([], [])


class TestRechazos:
    @pytest.mark.parametrize(
        ("consulta", "parametro", "aceptado"),
        [
            ("fuentes/?licenca__isnull=true", "licenca__isnull", "licencia__isnull"),
            ("fuentes/?tipo=planes", "tipo", "plan"),
            ("fuentes/?pais=MX", "pais", "q"),
            ("afirmaciones/?plan=pa51", "plan", "pa15"),
            ("afirmaciones/?plan__in=pa15,pa51", "plan__in", "pa15"),
            ("afirmaciones/?compromiso=MX-PA15-C99", "compromiso", "MX-PA15-C"),
            ("afirmaciones/?propiedad=periodos", "propiedad", "periodo"),
            ("afirmaciones/?fuente=irm", "fuente", "irm_csv"),
            ("afirmaciones/?preferida=tal-vez", "preferida", "false"),
            ("afirmaciones/?objeto=nada", "objeto", "nada"),
            ("afirmaciones/?objeto__in=pa15,nada", "objeto__in", "nada"),
            ("discrepancias/?objeto_tipo=compromisos", "objeto_tipo", "compromiso"),
            ("discrepancias/?numero=uno", "numero", ""),
            ("discrepancias/?ordering=clav", "ordering", "clave"),
        ],
    )
    def test_the_unknown_is_refused_with_what_is_accepted(
        self, client, consulta, parametro, aceptado
    ):
        problema = pedir(client, consulta, 400)
        assert aceptado in " ".join(problema["errores"][parametro])

    @pytest.mark.parametrize("valor", ["", "%00", ",", "a,b", "x" * 5000])
    @pytest.mark.parametrize("parametro", ["objeto", "objeto__in", "propiedad", "plan"])
    def test_hostile_values_never_break_it(self, client, parametro, valor):
        for recurso in ("afirmaciones", "discrepancias"):
            direccion = f"/api/v1/{recurso}/?{parametro}={valor}"
            assert client.get(direccion).status_code in (200, 400)

    def test_too_many_keys_at_once(self, client):
        pedir(client, f"afirmaciones/?objeto__in={','.join(['pa15'] * 201)}", 400)

    @pytest.mark.parametrize(
        ("recurso", "factory"),
        [
            ("fuentes", FuenteFactory),
            ("afirmaciones", AfirmacionFactory),
            ("discrepancias", DiscrepanciaFactory),
        ],
    )
    def test_withdrawn_is_410_and_what_never_was_is_404(self, client, recurso, factory):
        problema = pedir(client, f"{recurso}/{factory(retirado=True).clave}/", 410)
        assert "Se registró dos veces." in problema["detail"]
        pedir(client, f"{recurso}/no-existe/", 404)


@pytest.mark.parametrize(
    ("recurso", "total"), [("fuentes", 104), ("afirmaciones", 105), ("discrepancias", 25)]
)
class TestExportaciones:
    def contenido(self, client, direccion):
        respuesta = client.get(f"/api/v1/{direccion}")
        assert respuesta.status_code == 200
        return respuesta.getvalue().decode()

    def test_csv(self, client, recurso, total):
        filas = list(csv.DictReader(io.StringIO(self.contenido(client, f"{recurso}.csv"))))
        assert len(filas) == total
        assert all(fila["clave"] and fila["url"] for fila in filas)

    def test_ndjson_and_json_say_the_same(self, client, recurso, total):
        lineas = self.contenido(client, f"{recurso}.ndjson").splitlines()
        assert len(lineas) == total
        assert [json.loads(linea) for linea in lineas] == json.loads(
            self.contenido(client, f"{recurso}.json")
        )

    def test_few_queries(self, client, recurso, total, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            assert pedir(client, f"{recurso}/?page_size=1000")["count"] == total
