"""The open-data package, read with nothing of ours: what a program that downloads it finds."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from gobierno_abierto.bitacora.models import Entrada, Sello, TextoBorrable
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.portal.api import REGISTROS
from gobierno_abierto.portal.paquete import publicacion
from gobierno_abierto.portal.paquete.publicacion import Publicador, actual, instantaneas, publicar
from planes.models import Plan
from secretariados.models import Jurisdiccion
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.compromisos.replicar import replica_publica
from tests.compromisos.seguido import hacer_seguido
from tests.secretariados.acordar import de_practica

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

SITIO = "https://datos.example"


@pytest.fixture
def carpeta(settings, tmp_path):
    """A data folder of its own, since files outlive the transaction of a test."""
    settings.DATOS_DIR = tmp_path
    return tmp_path


@pytest.fixture(scope="module")
def paquete(historia, django_db_blocker, tmp_path_factory):
    """Name → bytes of every file, of a package made once for all that only read it."""
    destino = tmp_path_factory.mktemp("paquete") / "datos"
    with django_db_blocker.unblock():
        call_command("exportar", destino, sitio=SITIO, verbosity=0)
    return {ruta.name: ruta.read_bytes() for ruta in destino.iterdir()}


def filas(contenido: bytes):
    return list(csv.DictReader(io.StringIO(contenido.decode(), newline="")))


def descrito(paquete):
    return json.loads(paquete["datapackage.json"])


class TestLoQueTrae:
    def test_each_table_as_csv_and_ndjson_with_the_same_rows(self, paquete):
        nombres = {registro.recurso for registro in REGISTROS}
        nombres |= {"cambios", "codigos", "voces", "sucesiones", "membresias"}
        assert nombres == {n.removesuffix(".csv") for n in paquete if n.endswith(".csv")}
        for nombre in nombres:
            en_ndjson = [json.loads(r) for r in paquete[f"{nombre}.ndjson"].splitlines()]
            assert len(filas(paquete[f"{nombre}.csv"])) == len(en_ndjson), nombre
        assert len(filas(paquete["compromisos.csv"])) == 125

    def test_the_same_record_as_the_api(self, paquete, client):
        del_paquete = next(
            json.loads(renglon)
            for renglon in paquete["compromisos.ndjson"].splitlines()
            if b'"MX-PA15-C06"' in renglon
        )
        de_la_api = client.get("/api/v1/compromisos/MX-PA15-C06/").json()
        assert del_paquete["url"] == f"{SITIO}/compromisos/MX-PA15-C06/"
        assert de_la_api | {"url": del_paquete["url"]} == del_paquete

    def test_a_workbook_with_the_same_cells_and_the_dictionary(self, paquete):
        libro = load_workbook(io.BytesIO(paquete["gobierno-abierto.xlsx"]), read_only=True)
        hoja = list(libro["planes"].iter_rows(values_only=True))
        en_csv = filas(paquete["planes.csv"])
        assert list(hoja[0]) == list(en_csv[0])
        assert [fila[0] for fila in hoja[1:]] == [fila["slug"] for fila in en_csv]
        assert "diccionario" in libro.sheetnames
        assert "cambios" not in libro.sheetnames

    def test_the_sums_are_those_of_the_files(self, paquete):
        dichas = dict(
            reversed(renglon.split("  "))
            for renglon in paquete["sumas.sha256"].decode().splitlines()
        )
        assert dichas.keys() == paquete.keys() - {"sumas.sha256"}
        for nombre, suma in dichas.items():
            assert hashlib.sha256(paquete[nombre]).hexdigest() == suma

    def test_licence_sources_and_ledger(self, paquete):
        assert b"CC-BY-4.0" in paquete["LICENCIA.txt"]
        assert len(descrito(paquete)["sources"]) == len(filas(paquete["fuentes.csv"]))
        assert json.loads(paquete["cambios.estado.json"])["revision"] >= 0
        assert "LEEME.md" in paquete

    def test_every_voice_side_by_side_as_the_api_gives_them(self, paquete, client):
        de_la_api = b"".join(client.get("/api/v1/voces.csv?pais=*")).decode()
        voces = filas(paquete["voces.csv"])
        assert len(voces) > 100
        assert voces == list(csv.DictReader(io.StringIO(de_la_api, newline="")))

    def test_what_the_sides_report_and_answer(self, carpeta):
        compromiso = hacer_seguido()
        replica_publica()
        call_command("exportar", carpeta / "x", verbosity=0)
        for nombre in ("metas", "actividades", "reportes", "evidencias"):
            del_paquete = filas((carpeta / "x" / f"{nombre}.csv").read_bytes())
            assert compromiso.clave in {fila["compromiso"] for fila in del_paquete}, nombre
        assert filas((carpeta / "x" / "replicas.csv").read_bytes())

    def test_other_countries_are_in_it_and_not_in_mexicos_lists(self, carpeta, client):
        antes = {
            r.recurso: client.get(f"/api/v1/{r.recurso}/?page_size=1").json()["count"]
            for r in REGISTROS
        }
        uruguay = PlanFactory(jurisdiccion=Jurisdiccion.objects.get(ruta="UY"), publicado=True)
        compromiso = CompromisoFactory(plan=uruguay, publicado=True)
        for registro in REGISTROS:
            ahora = client.get(f"/api/v1/{registro.recurso}/?page_size=1").json()["count"]
            assert ahora == antes[registro.recurso], registro.recurso
        call_command("exportar", carpeta / "x", verbosity=0)
        for nombre, clave in (("planes", uruguay.clave), ("compromisos", compromiso.clave)):
            assert clave in (carpeta / "x" / f"{nombre}.csv").read_text(), nombre

    def test_no_practice_data(self, carpeta):
        practica = de_practica()
        call_command("exportar", carpeta / "x", verbosity=0)
        for nombre in ("compromisos", "planes"):
            assert practica.clave not in (carpeta / "x" / f"{nombre}.ndjson").read_text()


LEER = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "array": json.loads,
    "object": json.loads,
}


class TestFrictionless:
    """By an independent reading of the standard; by its own program, where it is installed."""

    def test_every_cell_is_what_its_column_says(self, paquete):
        for recurso in descrito(paquete)["resources"]:
            columnas = recurso["schema"]["fields"]
            tabla = filas(paquete[recurso["path"]])
            encabezado = paquete[recurso["path"]].decode().splitlines()[0].split(",")
            assert encabezado == [columna["name"] for columna in columnas], recurso["name"]
            for columna in columnas:
                assert " / " in columna["description"], columna
                limites = columna.get("constraints", {})
                for fila in tabla:
                    celda = fila[columna["name"]]
                    assert celda or not limites.get("required"), (recurso["name"], columna)
                    if celda:
                        LEER[columna["type"]](celda)
                        assert celda in limites.get("enum", [celda]), (recurso["name"], columna)

    def test_the_keys_are_keys_and_every_reference_is_there(self, paquete):
        recursos = {recurso["name"]: recurso for recurso in descrito(paquete)["resources"]}
        referencias = 0
        for recurso in recursos.values():
            tabla = filas(paquete[recurso["path"]])
            llaves = [tuple(f[c] for c in recurso["schema"]["primaryKey"]) for f in tabla]
            assert len(llaves) == len(set(llaves)), recurso["name"]
            for llave in recurso["schema"].get("foreignKeys", []):
                (columna,), destino = llave["fields"], llave["reference"]
                otra = filas(paquete[recursos[destino["resource"] or recurso["name"]]["path"]])
                hay = {fila[destino["fields"][0]] for fila in otra}
                usadas = {fila[columna] for fila in tabla} - {""}
                assert usadas <= hay, (recurso["name"], columna)
                referencias += len(usadas)
        assert referencias > 100

    def test_its_own_program_says_that_it_is_valid(self, paquete, tmp_path):
        frictionless = pytest.importorskip("frictionless", reason="frictionless no está instalado")
        for nombre, contenido in paquete.items():
            (tmp_path / nombre).write_bytes(contenido)
        informe = frictionless.validate(str(tmp_path / "datapackage.json"))
        assert informe.valid, informe.flatten(["name", "message"])

    def test_two_packages_of_the_same_data_differ_in_nothing_but_their_hour(self, paquete, carpeta):
        call_command("exportar", carpeta / "x", sitio=SITIO, verbosity=0)
        for nombre, antes in paquete.items():
            if nombre.startswith("cambios.") or nombre.endswith((".xlsx", ".sha256")):
                continue
            ahora = (carpeta / "x" / nombre).read_bytes()
            if nombre == "datapackage.json":
                assert json.loads(ahora) | {"created": ""} == descrito(paquete) | {"created": ""}
            else:
                assert ahora == antes, nombre


class TestExportar:
    def test_it_never_writes_over_what_is_there(self, tmp_path):
        (tmp_path / "mio.txt").write_text("hola")
        with pytest.raises(CommandError, match="no está vacía"):
            call_command("exportar", tmp_path)
        assert [ruta.name for ruta in tmp_path.iterdir()] == ["mio.txt"]


class TestServido:
    def test_before_the_first_it_says_to_wait(self, client, carpeta):
        for direccion in ("/datos/gobierno-abierto.zip", "/datos/catalogo.jsonld"):
            respuesta = client.get(direccion)
            assert respuesta.status_code == 503
            assert int(respuesta["Retry-After"]) > 0
            assert "Vuelva a pedirlo" in respuesta.json()["detail"]
        assert client.get("/datos/").status_code == 200

    def test_it_is_served_whole_and_conditionally(self, client, carpeta):
        hecho = publicar(SITIO)
        respuesta = client.get("/datos/gobierno-abierto.zip")
        contenido = b"".join(respuesta)
        assert respuesta["Content-Type"] == "application/zip"
        assert respuesta["Access-Control-Allow-Origin"] == "*"
        assert hashlib.sha256(contenido).hexdigest() == hecho.sha256
        assert zipfile.ZipFile(io.BytesIO(contenido)).testzip() is None
        otra_vez = client.get(
            "/datos/gobierno-abierto.zip", headers={"if-none-match": respuesta["ETag"]}
        )
        assert otra_vez.status_code == 304
        assert client.post("/datos/gobierno-abierto.zip").status_code == 405
        pagina = client.get("/datos/").content.decode()
        assert hecho.sha256 in pagina

    def test_once_per_revision_and_no_more(self, carpeta):
        sellar_todo()
        turno = Publicador()
        primero = turno()
        assert primero == actual()
        assert turno() is None
        Plan.objects.filter(clave="pa15").update(notas="Una nota más.")
        assert turno() is None  # it waits for the seal
        sellar_todo()
        segundo = turno()
        assert segundo.bitacora == primero.bitacora + 1
        assert "Una nota más." in leido(segundo, "planes.csv")

    def test_it_does_not_wait_for_ever_for_the_seal(self, carpeta, monkeypatch):
        monkeypatch.setattr(publicacion, "ESPERA_AL_SELLO", 0)
        Plan.objects.filter(clave="pa15").update(notas="Una nota más.")
        assert Publicador()() is not None

    def test_one_that_fails_leaves_the_former_in_its_place(self, carpeta, monkeypatch):
        antes = publicar(SITIO)

        def no_hay_disco(*_dado):
            raise OSError("No space left on device")

        monkeypatch.setattr("gobierno_abierto.portal.paquete.escritura.empacar", no_hay_disco)
        with pytest.raises(OSError, match="No space"):
            publicar(SITIO)
        assert actual() == antes
        assert len(list((carpeta / "paquete" / "hechos").iterdir())) == 1

    def test_whoever_is_downloading_it_goes_on(self, client, carpeta):
        hecho = publicar(SITIO)
        respuesta = client.get("/datos/gobierno-abierto.zip")
        publicar("https://otro.example")
        assert hashlib.sha256(b"".join(respuesta)).hexdigest() == hecho.sha256


def leido(hecho, nombre):
    with zipfile.ZipFile(hecho.archivo) as paquete:
        return paquete.read(nombre).decode()


class TestDiaPorDia:
    def test_the_first_of_a_day_stays_as_it_was(self, client, carpeta):
        sellar_todo()
        primero = publicar(SITIO)
        Plan.objects.filter(clave="pa15").update(notas="Una nota más.")
        sellar_todo()
        publicar(SITIO)
        (del_dia,) = instantaneas()
        assert del_dia.sha256 == primero.sha256
        respuesta = client.get(del_dia.ruta)
        assert hashlib.sha256(b"".join(respuesta)).hexdigest() == primero.sha256
        assert "immutable" in respuesta["Cache-Control"]
        assert del_dia.ruta in client.get("/datos/").content.decode()
        assert client.get("/datos/instantaneas/gobierno-abierto-1999-01-01.zip").status_code == 404

    def test_what_was_erased_is_in_none_of_them(self, client, carpeta):
        sellar_todo()
        texto = TextoBorrable.objects.filter(suprimido_en=None).first()
        publicar(SITIO)
        (antes,) = instantaneas()
        texto.suprimir()
        sellar_todo()
        assert Sello.objects.filter(entrada__tipo=Entrada.Tipo.SUPRESION).exists()
        publicar(SITIO)
        respuesta = client.get(antes.ruta)
        assert respuesta.status_code == 410
        assert "privacidad" in respuesta.json()["detail"]
        assert not antes.archivo.exists()
        assert "retirado, porque" in client.get("/datos/").content.decode()


class TestCatalogo:
    def test_what_a_harvester_needs(self, client, carpeta):
        hecho = publicar(SITIO)
        respuesta = client.get("/datos/catalogo.jsonld")
        assert respuesta["Content-Type"] == "application/ld+json"
        grafo = respuesta.json()["@graph"]
        por_tipo = {}
        for nodo in grafo:
            tipos = nodo.get("@type", [])
            for tipo in tipos if isinstance(tipos, list) else [tipos]:
                por_tipo.setdefault(tipo, []).append(nodo)
        (propio,) = por_tipo["dcat:Catalog"]
        assert {u["@id"] for u in propio["dcat:dataset"]} == {
            u["@id"] for u in por_tipo["dcat:Dataset"]
        }
        entero = next(
            u for u in por_tipo["dcat:Dataset"] if u.get("dcterms:identifier") == "paquete"
        )
        (zip_,) = entero["dcat:distribution"]
        assert zip_["dcat:downloadURL"] == {"@id": f"{SITIO}/datos/gobierno-abierto.zip"}
        assert zip_["spdx:checksum"]["spdx:checksumValue"]["@value"] == hecho.sha256
        for conjunto in por_tipo["dcat:Dataset"]:
            assert conjunto["dcterms:title"]
            assert conjunto["dcterms:description"]
            for distribucion in conjunto.get("dcat:distribution", []):
                assert distribucion["dcterms:license"]
                url = distribucion["dcat:accessURL"]["@id"].removeprefix(SITIO)
                if url.startswith("/api/"):
                    respuesta = client.get(url)
                    b"".join(respuesta)  # an empty table is an empty file
                    assert respuesta.status_code == 200, url
