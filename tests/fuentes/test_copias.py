"""Copies of what is cited from the Web: made once, kept, and the link watched."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from gobierno_abierto.fuentes.archivo_web.copias import revisar_copias
from gobierno_abierto.fuentes.archivo_web.problemas import NoSeTrajo, Problema
from gobierno_abierto.fuentes.models import Archivo, CopiaWeb
from tests.fuentes.muestras import AUTORA, pdf
from tests.fuentes.sitio import sitio

pytestmark = pytest.mark.django_db

Estado = CopiaWeb.Estado
PAGINA = "<html><meta charset='iso-8859-1'><script>alert(1)</script>Niñez</html>"


@pytest.fixture(scope="module")
def web():
    """Each test has its own paths in it."""
    with sitio({}) as este:
        yield este


@pytest.fixture
def ponen(web):
    """Put an answer at a new address, which is one that the portal may be asked to copy."""

    def poner(tipo: str, cuerpo: bytes, estado: int = 200, ruta: str = "") -> str:
        ruta = ruta or f"/{len(web.respuestas)}"
        web.respuestas[ruta] = (estado, {"Content-Type": tipo}, cuerpo)
        return f"http://datos.gob.mx:{web.puerto}{ruta}"

    return poner


@pytest.fixture
def revisar(web):
    def de_la_web(cuantas=5):
        return revisar_copias(
            cuantas, permitidas=web.permitida, resolver=lambda host, puerto: ["127.0.0.1"]
        )

    return de_la_web


def pedir(url: str) -> CopiaWeb:
    """As a form would, but for the port of a server of the tests."""
    return CopiaWeb.objects.create(url=url)


def le_toca(copia: CopiaWeb) -> CopiaWeb:
    CopiaWeb.objects.filter(pk=copia.pk).update(toca_en=timezone.now() - timedelta(seconds=1))
    return copia


def contenido(archivo: Archivo) -> bytes:
    with archivo.abrir() as abierto:
        return abierto.read()


class TestPedir:
    def test_the_same_address_is_one_copy(self):
        copia = CopiaWeb.objects.pedir("https://www.gob.mx/acta.pdf")
        assert copia.estado == Estado.PENDIENTE
        assert CopiaWeb.objects.pedir("https://www.gob.mx/acta.pdf") == copia

    @pytest.mark.parametrize("url", ["http://127.0.0.1/", "ftp://gob.mx/", "http://a:b@gob.mx/"])
    def test_what_the_portal_would_not_go_to(self, url):
        with pytest.raises(NoSeTrajo, match="La dirección"):  # as a form tells it
            CopiaWeb.objects.pedir(url)
        assert not CopiaWeb.objects.exists()


class TestCopiar:
    def test_a_document_is_kept_as_any_other(self, ponen, revisar):
        crudo = pdf()
        copia = pedir(url := ponen("application/octet-stream", crudo))

        assert revisar() == 1

        copia.refresh_from_db()
        assert (copia.estado, copia.http, copia.problema) == (Estado.COPIADA, 200, None)
        assert copia.sha256 == hashlib.sha256(crudo).hexdigest()
        assert copia.url_final == url
        assert copia.archivo.nombre == "copia-de-datos-gob-mx.pdf"
        assert AUTORA.encode() not in contenido(copia.archivo)
        assert copia.archivo.sha256 == hashlib.sha256(contenido(copia.archivo)).hexdigest()

    def test_a_page_is_kept_as_text_in_its_own_letters(self, ponen, revisar):
        copia = pedir(ponen("text/html", PAGINA.encode("latin-1")))
        revisar()
        copia.refresh_from_db()
        assert copia.archivo.tipo == "text/plain"
        assert copia.archivo.nombre == "copia-de-datos-gob-mx.html.txt"
        assert contenido(copia.archivo).decode() == PAGINA

    def test_a_table_is_a_table(self, ponen, revisar):
        copia = pedir(ponen("text/csv; charset=utf-8", b"a,b"))
        revisar()
        copia.refresh_from_db()
        assert copia.archivo.tipo == "text/csv"

    @pytest.mark.parametrize("cuerpo", [b"MZ\x90\0\xff\xfe", b"", b"%PDF-1.7 roto"])
    def test_what_the_portal_does_not_keep(self, ponen, revisar, cuerpo):
        copia = pedir(ponen("application/pdf", cuerpo))
        revisar()
        copia.refresh_from_db()
        assert (copia.estado, copia.problema) == (Estado.SIN_COPIA, Problema.CONTENIDO)
        assert copia.fallos == 0  # the link lives

    def test_its_file_is_public_when_the_copy_is_whichever_comes_first(self, ponen, revisar):
        antes, despues = pedir(ponen("text/plain", b"1")), pedir(ponen("text/plain", b"2"))
        antes.publicar()
        revisar()
        despues.refresh_from_db()
        assert despues.archivo.publicado_en is None
        despues.publicar()
        publicos = set(Archivo.objects.publicos().values_list("copia_web", flat=True))
        assert publicos == {antes.pk, despues.pk}


class TestRevisar:
    def test_no_more_than_so_many_in_a_turn_and_not_before_a_week(self, ponen, revisar):
        copias = [pedir(ponen("text/plain", b"x")) for _ in range(3)]
        assert [revisar(2), revisar(2), revisar(2)] == [2, 1, 0]
        copias[0].refresh_from_db()
        dentro_de = copias[0].toca_en - timezone.now()
        assert timedelta(days=6, hours=23) < dentro_de <= timedelta(days=7)

    def test_a_link_that_dies_keeps_its_copy(self, web, ponen, revisar):
        copia = pedir(url := ponen("text/plain", b"estaba"))
        revisar()
        ruta = url.partition(str(web.puerto))[2]
        web.respuestas[ruta] = (404, {}, b"")
        estados = []
        for _ in range(4):
            le_toca(copia)
            revisar()
            copia.refresh_from_db()
            estados.append(copia.estado)

        assert estados == [Estado.TROPIEZA] * 3 + [Estado.CAIDA]
        assert (copia.problema, copia.http) == (Problema.NO_ESTA, 404)
        assert list(CopiaWeb.objects.caidas()) == [copia]
        assert copia.caida_desde < copia.revisada_en
        assert contenido(copia.archivo) == b"estaba"

        web.respuestas[ruta] = (200, {"Content-Type": "text/plain"}, b"es otra cosa")
        le_toca(copia)
        revisar()
        copia.refresh_from_db()
        assert (copia.estado, copia.caida_desde) == (Estado.COPIADA, None)
        assert contenido(copia.archivo) == b"estaba"  # what was cited

    def test_it_is_tried_again_later_each_time(self):
        copia, horas = pedir("http://datos.gob.mx/"), []
        for _ in range(6):
            copia.anotar_problema(Problema.NO_RESPONDE)
            horas.append(round((copia.toca_en - copia.revisada_en) / timedelta(hours=1)))
        assert horas == [1, 4, 16, 64, 168, 168]

    def test_an_address_that_leads_inside_is_told(self, revisar):
        copia = pedir("http://datos.gob.mx/")
        revisar_copias(resolver=lambda host, puerto: ["10.0.0.1"])
        copia.refresh_from_db()
        assert (copia.problema, copia.estado) == (Problema.PROHIBIDA, Estado.TROPIEZA)
        assert copia.get_problema_display() == "La dirección lleva a un lugar que no es público."

    def test_two_do_not_visit_the_same_one(self):
        copia = pedir("http://datos.gob.mx/")
        otra = CopiaWeb.objects.get(pk=copia.pk)
        assert copia.apartar()
        assert not otra.apartar()

    def test_a_file_is_of_one_copy(self, ponen, revisar):
        copia = pedir(ponen("text/plain", b"x"))
        revisar()
        copia.refresh_from_db()
        with pytest.raises(IntegrityError):
            CopiaWeb.objects.create(url="http://otra.mx/", archivo=copia.archivo)
