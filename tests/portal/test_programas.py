"""Programs that people have read what the portal gives, as they are: DuckDB, pandas, a reader of
feeds and a calendar. R and the recipes, in `test_datos.py`; Frictionless, in `test_paquete.py`."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from gobierno_abierto.portal.paquete.tablas import tablas
from tests.secretariados.factories import SesionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

duckdb = pytest.importorskip("duckdb", reason="duckdb no está instalado")
feedparser = pytest.importorskip("feedparser", reason="feedparser no está instalado")
icalendar = pytest.importorskip("icalendar", reason="icalendar no está instalado")


def como_json(valor):
    """A value of DuckDB as JSON writes it."""
    if isinstance(valor, datetime):
        escrito = valor.astimezone(UTC).isoformat()
        return escrito.replace("+00:00", "Z")
    return valor.isoformat() if isinstance(valor, date) else valor


def extendido(registro, columnas, hasta=""):
    """A record with its objects spread over the columns there are."""
    llano = {}
    for nombre, valor in registro.items():
        columna = f"{hasta}{nombre}"
        if columna in columnas:
            llano[columna] = valor
        elif valor is None:
            llano |= {otra: None for otra in columnas if otra.startswith(f"{columna}_")}
        else:
            llano |= extendido(valor, columnas, f"{columna}_")
    return llano


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

    @pytest.mark.parametrize(
        "archivo", ["compromisos.csv", "compromisos.ndjson", "compromisos.parquet"]
    )
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

    def test_parquet_says_what_each_column_is(self, preguntar):
        dicho = preguntar("SELECT column_name, column_type FROM (DESCRIBE 'compromisos.parquet')")
        tipos = dict(dicho)
        assert tipos["numero"] == "BIGINT"
        assert tipos["inicio"] == tipos["autoinforme_fecha"] == "DATE"
        assert tipos["fuentes"] == "VARCHAR[]"
        assert tipos["prometido_de_nuevo"] == "BOOLEAN"
        assert tipos["actualizado"] == "TIMESTAMP WITH TIME ZONE"

    @pytest.mark.parametrize("tabla", [tabla.nombre for tabla in tablas()])
    def test_parquet_holds_what_the_records_hold(self, preguntar, del_portal, tabla):
        """Every table, every cell: objects are spread, lists of objects are JSON."""
        registros = list(map(json.loads, (del_portal / f"{tabla}.ndjson").read_text().splitlines()))
        columnas = [nombre for nombre, *_resto in preguntar(f"DESCRIBE FROM '{tabla}.parquet'")]
        filas = preguntar(f"FROM '{tabla}.parquet'")
        assert len(filas) == len(registros)
        for fila, registro in zip(filas, registros, strict=True):
            suya = dict(zip(columnas, map(como_json, fila), strict=True))
            for nombre, valor in extendido(registro, columnas).items():
                celda = suya[nombre]
                if isinstance(valor, list | dict) and isinstance(celda, str):
                    celda = json.loads(celda)
                assert celda == valor, (tabla, nombre)


class TestPandas:
    def test_parquet_needs_no_types_to_be_told(self, del_portal):
        pandas = pytest.importorskip("pandas", reason="pandas no está instalado")
        compromisos = pandas.read_parquet(del_portal / "compromisos.parquet")
        pa15 = compromisos[compromisos["plan"] == "pa15"]
        assert pa15["contraste"].value_counts().to_dict() == {"difiere": 21, "coincide": 5}
        assert set(pa15["numero"]) == set(range(1, 27))

    @pytest.mark.parametrize("extension", ["csv", "ndjson", "xlsx"])
    def test_each_format_of_a_list(self, client, extension):
        pandas = pytest.importorskip("pandas", reason="pandas no está instalado")
        archivo = io.BytesIO(bajar(client, f"/api/v1/compromisos.{extension}?plan=pa15"))
        leer = {
            "csv": pandas.read_csv,
            "ndjson": partial(pandas.read_json, lines=True),
            "xlsx": pandas.read_excel,
        }[extension]
        assert leer(archivo)["contraste"].value_counts().to_dict() == {
            "difiere": 21,
            "coincide": 5,
        }


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
