"""`/datos/`: ten questions whose answers are right, and recipes that run as they are shown."""

import csv
import html
import io
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.portal.paquete.tablas import tablas
from gobierno_abierto.portal.preguntas import PREGUNTAS
from gobierno_abierto.portal.recetas import RECETAS
from tests.portal.servido import correr

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

POR_SLUG = {pregunta.slug: pregunta for pregunta in PREGUNTAS}
CODIGO = {receta.slug: receta for receta in RECETAS}


def responder(client, slug):
    respuesta = client.get(POR_SLUG[slug].api)
    assert respuesta.status_code == 200, respuesta.content
    return respuesta.json()


class TestPreguntas:
    def test_ten_each_with_a_page_data_and_what_may_not_be_concluded(self, client):
        pagina = html.unescape(client.get("/datos/").content.decode())
        assert len(PREGUNTAS) == 10
        for pregunta in PREGUNTAS:
            assert str(pregunta.pregunta) in pagina
            assert f"curl 'http://testserver{pregunta.api}'" in pagina
            assert f'href="{pregunta.pagina}"' in pagina
            assert str(pregunta.leer) in pagina

    @pytest.mark.parametrize("pregunta", PREGUNTAS, ids=lambda p: p.slug)
    def test_its_links_are_alive(self, client, pregunta):
        for direccion in filter(None, (pregunta.api, pregunta.csv, pregunta.pagina)):
            respuesta = client.get(direccion)
            assert respuesta.status_code == 200, (direccion, b"".join(respuesta))

    def test_said_done_by_the_government_and_not_by_the_review(self, client):
        dado = responder(client, "difieren")
        assert dado["count"] == 21
        for uno in dado["results"]:
            assert uno["autoinforme"]["valor"] == "cumplido"
            assert uno["revision_independiente"]["valor"] != "completo"

    def test_found_complete(self, client):
        dado = responder(client, "completos")
        assert [uno["clave"][-3:] for uno in dado["results"]] == ["C07", "C09", "C12", "C13", "C16"]

    def test_an_institution_with_what_became_of_it(self, client):
        assert responder(client, "responde")["count"] > 0

    def test_a_subject(self, client):
        assert "contrat" in responder(client, "tema")["results"][0]["titulo"].lower()

    def test_two_counts_of_one_plan(self, client):
        dado = responder(client, "declarados")
        assert dado["registrados"] == 37
        assert len({d["valor"] for d in dado["declarados"]}) > 1

    def test_where_sources_disagree(self, client):
        assert responder(client, "discrepan")["count"] == 25

    def test_states(self, client):
        dado = responder(client, "estados")
        assert dado["count"] > 0
        assert {uno["estado"] for uno in dado["results"]} == {"instalado"}

    def test_three_positions_always(self, client):
        for acto in responder(client, "posiciones")["results"]:
            assert len(acto["posiciones"]) == 3

    def test_another_country(self, client):
        assert responder(client, "otro-pais")["iso"] == "UY"

    def test_what_changed(self, client):
        sellar_todo()
        secuencias = [uno["secuencia"] for uno in responder(client, "cambios")["results"]]
        assert secuencias == list(range(101, 121))


class TestRecetas:
    def test_the_page_shows_what_is_run_here(self, client):
        pagina = html.unescape(client.get("/datos/").content.decode())
        for receta in RECETAS:
            assert receta.en("http://testserver") in pagina

    def test_the_spreadsheet_gets_a_table(self, client):
        (direccion,) = re.findall(r'"(.+)"', CODIGO["hoja"].en(""))
        partes = urlsplit(direccion)
        respuesta = client.get(f"{partes.path}?{partes.query}")
        assert respuesta["Content-Type"].startswith("text/csv")
        tabla = list(csv.DictReader(io.StringIO(b"".join(respuesta).decode())))
        assert (len(tabla), list(tabla[0])) == (26, ["clave", "titulo", "contraste"])

    def test_curl(self, sitio, tmp_path):
        if not shutil.which("curl"):
            pytest.skip("curl no está instalado")
        dicho = correr(["sh", "-e"], tmp_path, CODIGO["curl"].en(sitio))
        assert '"count":21' in dicho
        assert len((tmp_path / "compromisos.csv").read_text().splitlines()) > 26
        assert (tmp_path / "cambios.ndjson").read_text().startswith('{"secuencia":101,')

    def test_python(self, sitio, tmp_path):
        dicho = correr([sys.executable, "-I", "-c", CODIGO["python"].en(sitio)], tmp_path)
        assert dicho == "26 compromisos; 21 en que difieren las voces\n"

    def test_pandas(self, sitio, tmp_path):
        pytest.importorskip("pandas", reason="pandas no está instalado")
        dicho = correr([sys.executable, "-c", CODIGO["pandas"].en(sitio)], tmp_path)
        assert dicho == "{'difiere': 21, 'coincide': 5}\n"

    def test_r(self, sitio, tmp_path):
        if not shutil.which("Rscript"):
            pytest.skip("R no está instalado")
        dicho = correr(["Rscript", "-e", CODIGO["r"].en(sitio)], tmp_path)
        assert "difiere" in dicho
        assert "21" in dicho

    def test_r_with_what_its_users_have(self, sitio, tmp_path):
        suyos = '"readr", "jsonlite"'
        hay = f"quit(status = !all(sapply(c({suyos}), requireNamespace, quietly = TRUE)))"
        if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", hay]).returncode:
            pytest.skip("R, readr o jsonlite no están instalados")
        guion = f"""
        lista <- "{sitio}/api/v1/compromisos"
        en_csv <- readr::read_csv(paste0(lista, ".csv?plan=pa15"), show_col_types = FALSE)
        en_ndjson <- jsonlite::stream_in(url(paste0(lista, ".ndjson?plan=pa15")), verbose = FALSE)
        pagina <- jsonlite::fromJSON(paste0(lista, "/?plan=pa15&page_size=100"))
        for (tabla in list(en_csv, en_ndjson, pagina$results))
            cat(nrow(tabla), sum(tabla$contraste == "difiere"), class(tabla$numero), "")
        """
        assert correr(["Rscript", "-e", guion], tmp_path) == (
            "26 21 numeric 26 21 integer 26 21 integer "
        )


class TestDiccionario:
    def test_every_column_of_every_table_in_both_languages(self, client):
        for direccion, idioma in (("/datos/diccionario/", "es"), ("/en/datos/diccionario/", "en")):
            pagina = html.unescape(client.get(direccion).content.decode())
            for tabla in tablas():
                for columna in tabla.columnas:
                    assert getattr(columna, idioma) in pagina, (tabla.nombre, columna.nombre)

    @pytest.mark.parametrize(
        "direccion",
        ["/datos/", "/datos/diccionario/", "/datos/cuidados/", "/datos/novedades/"],
    )
    def test_no_query_is_needed(self, client, direccion, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get(direccion).status_code == 200

    def test_they_are_found(self, client):
        assert 'href="/datos/"' in client.get("/").content.decode()
        assert 'href="/datos/' in client.get("/buscar/?q=datos").content.decode()
