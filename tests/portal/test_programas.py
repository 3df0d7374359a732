"""Programs that people have read what the portal gives, as they are: DuckDB, a reader of feeds and
a calendar. Frictionless and pandas, where they are installed, in their own tests."""

import io
from datetime import timedelta

import pytest

from tests.secretariados.factories import SesionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

duckdb = pytest.importorskip("duckdb", reason="duckdb no está instalado")
feedparser = pytest.importorskip("feedparser", reason="feedparser no está instalado")
icalendar = pytest.importorskip("icalendar", reason="icalendar no está instalado")


def bajar(client, ruta):
    respuesta = client.get(ruta)
    assert respuesta.status_code == 200
    return b"".join(respuesta)


class TestDuckDB:
    """What a journalist asks of a folder: no types told, none guessed wrong."""

    @pytest.fixture
    def preguntar(self, del_portal):
        base = duckdb.connect()
        base.execute(f"SET file_search_path = '{del_portal}'")
        yield lambda sql: base.execute(sql).fetchall()
        base.close()

    @pytest.mark.parametrize("archivo", ["compromisos.csv", "compromisos.ndjson"])
    def test_counts_and_filters(self, preguntar, archivo):
        ((difieren,),) = preguntar(
            f"SELECT count(*) FROM '{archivo}' WHERE plan = 'pa15' AND contraste = 'difiere'"
        )
        assert difieren == 21

    def test_tables_join_by_their_keys(self, preguntar):
        filas = preguntar(
            """
            SELECT e.cumplimiento, count(*) FROM 'evaluaciones.csv' e
            JOIN 'compromisos.csv' c ON c.clave = e.compromiso
            WHERE c.plan = 'pa15' AND e.momento = 'medio_termino' GROUP BY 1
            """
        )
        assert dict(filas) == {"completo": 5, "sustancial": 13, "limitado": 8}

    def test_a_list_is_a_list_in_ndjson(self, preguntar):
        ((cuantas,),) = preguntar(
            "SELECT count(*) FROM (SELECT unnest(fuentes) AS f FROM 'planes.ndjson') "
            "WHERE f NOT IN (SELECT clave FROM 'fuentes.ndjson')"
        )
        assert cuantas == 0

    def test_it_makes_the_parquet_that_it_reads_again(self, preguntar, tmp_path):
        """The portal gives none: whoever wants it makes it of the CSV, with one line."""
        destino = tmp_path / "compromisos.parquet"
        preguntar(f"COPY (FROM 'compromisos.csv') TO '{destino}' (FORMAT parquet)")
        ((cuantos,),) = preguntar(f"SELECT count(DISTINCT clave) FROM '{destino}'")
        assert cuantos == 125


class TestLectores:
    @pytest.mark.parametrize("recurso", ["compromisos", "cambios"])
    def test_a_reader_of_feeds(self, client, recurso):
        leido = feedparser.parse(io.BytesIO(bajar(client, f"/api/v1/{recurso}.atom")))
        assert not leido.bozo, leido.bozo_exception
        assert leido.version == "atom10"
        assert leido.feed.title
        for entrada in leido.entries:
            assert entrada.id
            assert entrada.title
            assert entrada.updated_parsed

    def test_a_calendar(self, client):
        sesion = SesionFactory(publicado=True, lugar="Sala 2, piso 3; al fondo")
        calendario = icalendar.Calendar.from_ical(bajar(client, "/api/v1/sesiones.ics"))
        (suya,) = [e for e in calendario.walk("VEVENT") if sesion.clave in str(e["UID"])]
        assert str(suya["LOCATION"]) == "Sala 2, piso 3; al fondo"
        assert str(suya["DESCRIPTION"]) == sesion.orden_del_dia
        assert abs(suya["DTSTART"].dt - sesion.inicia_en) < timedelta(seconds=1)
