"""Citing: in words, BibTeX and CSL-JSON, all of one version that is read for ever."""

import html
import json
import re

import pytest
from django.utils import timezone

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.comun.citas import citar_original, citar_version
from gobierno_abierto.fuentes.models import Fuente
from gobierno_abierto.portal.api import REGISTROS
from planes.models import Plan
from tests.compromisos.factories import CompromisoFactory
from tests.proyecto.recorrido import exportado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

C06 = "/compromisos/MX-PA15-C06/"


def leer(client, direccion):
    respuesta = client.get(direccion)
    assert respuesta.status_code == 200, respuesta.content
    return html.unescape(respuesta.content.decode())


def csl(client, direccion):
    (dado,) = json.loads(client.get(direccion).content)
    return dado


class TestPagina:
    def test_says_how_with_the_version_and_the_day(self, client):
        pagina = leer(client, C06)
        assert "http://testserver/compromisos/MX-PA15-C06/versiones/1/" in pagina
        hoy = timezone.localdate()
        assert f'Consultado el <time datetime="{hoy:%Y-%m-%d}">' in pagina
        assert 'href="/api/v1/compromisos/MX-PA15-C06.bib"' in pagina
        assert "@misc{gobierno-abierto-MX-PA15-C06-v1," in pagina
        assert 'rel="license"' in pagina

    def test_a_version_is_cited_as_it_was(self, client):
        sellar_todo()
        Compromiso.objects.filter(clave="MX-PA15-C06").update(notas="Otra.")
        sellar_todo()
        assert "/versiones/2/" in leer(client, C06)
        pagina = leer(client, f"{C06}versiones/1/")
        assert "/compromisos/MX-PA15-C06/versiones/1/" in pagina
        assert "gobierno-abierto-MX-PA15-C06-v1" in pagina
        assert "MX-PA15-C06.bib" not in pagina  # those are of today

    @pytest.mark.parametrize(
        "direccion", ["/compromisos/?plan=pa15", "/historia/", "/contrastes/", "/datos/"]
    )
    def test_a_page_that_is_no_record_is_cited_by_its_address(self, client, direccion):
        assert f'<span class="clave">http://testserver{direccion}</span>' in leer(client, direccion)

    def test_what_is_not_there_is_not_cited(self, client):
        assert "Para citar" not in client.get("/compromisos/NO-HAY/").content.decode()


class TestArchivos:
    def test_of_every_resource(self, client):
        for registro in REGISTROS:
            for fila in exportado(client, registro.recurso)[:1]:
                ruta = f"/api/v1/{registro.recurso}/{next(iter(fila.values()))}"
                bib = client.get(f"{ruta}.bib")
                assert bib.status_code == 200, ruta
                assert bib["Access-Control-Allow-Origin"] == "*"
                dado = csl(client, f"{ruta}.csl.json")
                if registro.recurso != "fuentes":  # which others published, without versions
                    assert dado["version"] == str(fila["version"])
                assert f"url = {{{dado['URL']}}}" in bib.content.decode()

    def test_the_address_is_that_of_the_version(self, client):
        sellar_todo()
        dado = csl(client, "/api/v1/compromisos/MX-PA15-C06.csl.json")
        assert dado["URL"] == f"http://testserver{C06}versiones/1/"
        assert dado["title"] == "Padrón único y abierto de beneficiarios"
        assert dado["author"] == [{"literal": "Gobierno Abierto"}]

    @pytest.mark.parametrize(
        "registro",
        [r for r in REGISTROS if not r.original and r.recurso != "cambios"],
        ids=lambda registro: registro.recurso,
    )
    def test_and_what_has_no_versions_of_its_own_is_in_the_ledger(self, client, registro):
        sellar_todo()
        for fila in exportado(client, registro.recurso)[:1]:
            clave = next(iter(fila.values()))
            url = csl(client, f"/api/v1/{registro.recurso}/{clave}.csl.json")["URL"]
            assert "version" in url
            pagina = leer(client, url.removeprefix("http://testserver"))
            assert 'id="cambio-' in pagina or "versiones" in url
            assert fila.get("clave", clave).lower() in pagina.lower()

    def test_in_english_the_same(self, client):
        sellar_todo()
        url = csl(client, "/api/v1/planes/pa15.csl.json")["URL"]
        assert f"url = {{{url}}}" in leer(client, "/en/planes/pa15/")

    def test_no_two_records_are_called_the_same(self, client):
        nombres = [
            csl(client, f"/api/v1/{ruta}.csl.json")["id"]
            for ruta in (
                "paises/MX",
                "jurisdicciones/mx",
                "jurisdicciones/mx-agu",
                "ejercicios/mx-agu",
            )
        ]
        assert len({nombre.lower() for nombre in nombres}) == 4

    def test_of_a_plan_too(self, client):
        sellar_todo()
        Plan.objects.filter(clave="pa15").update(lugar_presentacion="Sala de la nota")
        url = csl(client, "/api/v1/planes/pa15.csl.json")["URL"]
        assert url == "http://testserver/planes/pa15/versiones/2/"
        ruta = url.removeprefix("http://testserver")
        assert client.get(ruta).status_code == 503  # in a moment, when it is sealed
        sellar_todo()
        assert "Sala de la nota" in leer(client, ruta)
        assert url in leer(client, "/planes/pa15/")
        assert client.get("/planes/pa15/versiones/9/").status_code == 404

    def test_of_a_source_its_own_author_date_and_address(self, client):
        fuente = Fuente.objects.get(titulo__startswith="El Universal, 3 ene 2018: ")
        dado = csl(client, f"/api/v1/fuentes/{fuente.clave}.csl.json")
        assert dado["author"] == [{"literal": "El Universal"}]
        assert dado["title"] == "Inai: impulsan gobierno abierto sólo 26 entidades"
        assert dado["issued"] == {"date-parts": [[2018, 1, 3]]}
        assert dado["URL"] == fuente.url
        bib = client.get(f"/api/v1/fuentes/{fuente.clave}.bib").content.decode()
        assert "author = {{El Universal}}" in bib
        assert "  month = jan,\n" in bib  # each style writes it in its language
        assert f"url = {{{fuente.url}}}" in bib
        assert bib in leer(client, f"/fuentes/{fuente.clave}/")

    @pytest.mark.parametrize(
        ("titulo", "autor", "propio", "fecha"),
        [
            ("OGP: Mexico Results Report", "OGP", "Mexico Results Report", []),
            ("Arena Pública, diciembre de 2018: Nota", "Arena Pública", "Nota", [2018, 12]),
            ("Eje Central, 2017: Nota", "Eje Central", "Nota", [2017]),
            ("SRE, 15 abr 2016 (trad. Mexidata): Nota", "SRE", "Nota", [2016, 4, 15]),
            ("IRM Procedures Manual", "", "IRM Procedures Manual", []),
        ],
    )
    def test_what_a_source_does_not_say_is_not_made_up(self, titulo, autor, propio, fecha):
        citado = citar_original("x", titulo, "https://www.ejemplo.mx/a")
        assert (citado.autor, citado.titulo, citado.fecha) == (autor, propio, fecha)
        assert citado.sitio == "ejemplo.mx"
        assert ("author" in citado.csl()) == bool(autor)
        assert "Gobierno Abierto}" not in citado.bibtex()

    def test_what_hangs_from_a_commitment_says_what_it_is(self, client):
        clave = client.get("/api/v1/evaluaciones/?compromiso=MX-PA15-C06").json()["results"][0][
            "clave"
        ]
        dado = csl(client, f"/api/v1/evaluaciones/{clave}.csl.json")
        suyo = csl(client, "/api/v1/compromisos/MX-PA15-C06.csl.json")
        assert dado["title"] == f"Evaluación: {suyo['title']}"

    def test_refusals(self, client):
        retirado = CompromisoFactory(retirado=True)
        borrador = CompromisoFactory()
        assert client.get(f"/api/v1/compromisos/{retirado.clave}.bib").status_code == 410
        assert client.get(f"/api/v1/compromisos/{borrador.clave}.bib").status_code == 404
        assert client.get("/api/v1/compromisos/MX-PA15-C06.bib?x=1").status_code == 400
        assert client.get("/api/v1/compromisos/MX-PA15-C06.ris").status_code == 404


def test_no_title_breaks_the_file():
    raro = "50 % de {todo}, $5 & más_o_menos #1 ~ \\fin\n}"
    citado = citar_version("X-1", 3, raro, "https://x.example/a_b", timezone.now())
    bib = citado.bibtex()
    (titulo,) = re.findall(r"^  title = \{\{(.*)\}\},$", bib, re.MULTILINE)
    sin_escapar = re.sub(r"\\(?:text\w+\{\}|[&%$#_{}])", "", titulo)
    assert not set(sin_escapar) & set("&%$#_{}~\\")
    assert json.loads(citado.csl_json())[0]["title"] == raro
    assert bib.count("{") - bib.count(r"\{") == bib.count("}") - bib.count(r"\}")
