"""The formats that are not streamed text: a workbook, a feed of commitments, a map of states."""

import csv
import gc
import io
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from compromisos.models import Compromiso
from gobierno_abierto.comun.api import hojas, vistas
from gobierno_abierto.comun.registro import Campo, Tipo
from gobierno_abierto.portal.api import REGISTROS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def hoja(respuesta):
    assert respuesta.status_code == 200, b"".join(respuesta)
    libro = load_workbook(io.BytesIO(b"".join(respuesta)), read_only=True)
    return [list(fila) for fila in libro.worksheets[0].iter_rows(values_only=True)]


class TestLibro:
    def test_one_that_fails_leaves_nothing_behind(self, monkeypatch):
        """Half-written sheets complained when they were collected, whenever that was."""
        quejas = []
        monkeypatch.setattr(sys, "unraisablehook", quejas.append)
        antes = set(Path(tempfile.gettempdir()).glob("openpyxl.*"))

        def filas():
            yield from ({"t": "x"} for _ in range(500))
            raise OSError("No space left on device")

        with pytest.raises(OSError, match="No space"):
            hojas.libro_de("textos", filas(), [Campo("t", Tipo.TEXTO, "", "")])
        gc.collect()
        assert quejas == []
        assert set(Path(tempfile.gettempdir()).glob("openpyxl.*")) <= antes

    def test_the_same_cells_as_the_csv_with_the_same_filters(self, client):
        consulta = "plan=pa15&contraste=difiere&ordering=-clave"
        filas = hoja(client.get(f"/api/v1/compromisos.xlsx?{consulta}"))
        en_csv = b"".join(client.get(f"/api/v1/compromisos.csv?{consulta}")).decode()
        esperadas = list(csv.reader(io.StringIO(en_csv, newline="")))
        assert len(filas) == len(esperadas) == 22
        for fila, esperada in zip(filas, esperadas, strict=True):
            assert ["" if celda is None else str(celda) for celda in fila] == esperada

    def test_numbers_are_numbers(self, client):
        filas = hoja(client.get("/api/v1/compromisos.xlsx?plan=pa15&campos=numero,clave"))
        assert isinstance(filas[1][filas[0].index("numero")], int)

    @pytest.mark.parametrize("recurso", [*(r.recurso for r in REGISTROS), "codigos", "cambios"])
    def test_every_list_has_it(self, client, recurso):
        assert len(hoja(client.get(f"/api/v1/{recurso}.xlsx?campos="))) >= 1

    def test_refusals_are_problems(self, client, monkeypatch):
        assert client.get("/api/v1/compromisos.xlsx?plan=noexiste").status_code == 400
        assert client.get("/api/v1/compromisos.xlsx?page_size=3").status_code == 400
        monkeypatch.setattr(vistas, "FILAS", 25)
        respuesta = client.get("/api/v1/compromisos.xlsx?plan=pa15")
        assert respuesta.status_code == 400
        assert "no caben" in respuesta.content.decode()

    def test_a_formula_stays_text_and_nothing_is_lost_unsaid(self):
        campos = (Campo("t", Tipo.TEXTO, "Texto.", "Text."),)
        textos = ["=1+1", "@SUM(A1)", "a\x0bb", "x" * 40_000, "#N/A"]
        with hojas.libro_de("textos", [{"t": texto} for texto in textos], campos) as archivo:
            celdas = [fila[0] for fila in load_workbook(archivo)["textos"].iter_rows(min_row=2)]
        assert [celda.data_type for celda in celdas] == ["s"] * len(textos)
        formula, suma, control, largo, error = (celda.value for celda in celdas)
        assert (formula, suma, control, error) == ("'=1+1", "'@SUM(A1)", "a\ufffdb", "#N/A")
        assert len(largo) == 32_767
        assert largo.endswith("entero, en el CSV)")


class TestAtom:
    def test_the_last_that_changed_first_with_the_filters_of_the_list(self, client):
        Compromiso.objects.filter(clave="MX-PA15-C06").update(notas="Otra.")
        respuesta = client.get("/api/v1/compromisos.atom?plan=pa15")
        assert respuesta["Content-Type"].startswith("application/atom+xml")
        entradas = ElementTree.fromstring(b"".join(respuesta)).findall("a:entry", ATOM)  # noqa: S314
        assert len(entradas) == 26
        ids = [entrada.findtext("a:id", namespaces=ATOM) for entrada in entradas]
        assert "http://testserver/compromisos/MX-PA15-C06/" in ids
        todas = b"".join(client.get("/api/v1/compromisos.atom"))
        assert todas.count(b"<entry>") == client.get("/api/v1/compromisos/").json()["count"]
        vacia = b"".join(client.get("/api/v1/compromisos.atom?plan=pa15&numero=999"))
        assert ElementTree.fromstring(vacia).find("a:entry", ATOM) is None  # noqa: S314
        assert client.get("/api/v1/compromisos.atom?plan=x").status_code == 400
        assert "/api/v1/compromisos.atom" in client.get("/compromisos/").content.decode()

    def test_a_handful_of_queries(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            client.get("/api/v1/compromisos.atom")


class TestMapa:
    def test_every_state_with_its_place_and_what_it_has(self, client):
        respuesta = client.get("/api/v1/ejercicios.geojson")
        assert respuesta["Content-Type"] == "application/geo+json"
        assert respuesta["Access-Control-Allow-Origin"] == "*"
        rasgos = respuesta.json()["features"]
        assert len(rasgos) == 32
        for rasgo in rasgos:
            longitud, latitud = rasgo["geometry"]["coordinates"]
            assert -119 < longitud < -86
            assert 14 < latitud < 33
        durango = next(r for r in rasgos if r["properties"]["nombre"] == "Durango")
        assert "pal-durango-1" in durango["properties"]["planes"]

    def test_the_filters_of_the_page(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            dado = client.get("/api/v1/ejercicios.geojson?estado=instalado").json()
        assert 0 < len(dado["features"]) < 32
        assert client.get("/api/v1/ejercicios.geojson?estado=x").status_code == 400
        pagina = client.get("/ejercicios/?estado=instalado").content.decode()
        assert "/api/v1/ejercicios.geojson?estado=instalado" in pagina
