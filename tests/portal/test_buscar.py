"""What people type in the search box, and what they expect to find."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Compromiso
from gobierno_abierto.portal.buscador import TIPOS
from gobierno_abierto.portal.resaltado import Resaltador
from tests.compromisos.factories import CompromisoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

C = "/compromisos/MX-PA15-"
ESPERADAS = {
    # accents, plurals, -ción and -ciones never matter
    "padrón": [C + "C06/"],
    "padron": [C + "C06/"],
    "PADRONES": [C + "C06/"],
    "beneficiario": [C + "C06/"],
    "contrataciones": [C + "C07/"],
    "contratacion": [C + "C07/"],
    "contratación": [C + "C07/"],
    "obra publica": [C + "C13/"],
    "obras públicas": [C + "C13/"],
    "compras abiertas": [C + "C07/"],
    "mineria": [C + "C23/"],
    "minería": [C + "C23/"],
    "petroleo": [C + "C22/"],
    "gasto abierto": [C + "C09/", "/compromisos/MX-PA22-C01/"],
    "datos abiertos": [C + "C14/", C + "C15/"],
    "personas desaparecidas": [C + "C05/"],
    "becas": [C + "C19/"],
    "industrias extractivas": [C + "C26/", "/planes/pa15/mesas/energia-e-industrias-extractivas/"],
    "embarazo adolescente": ["/compromisos/MX-TLA-PAL1-C01/"],
    "ladrilleras": ["/compromisos/MX-DUR-PAL1-C02/"],
    "pulpo": ["/compromisos/MX-CAM-PAL1-C04/"],
    # exact phrase, and what is taken away
    '"padrón único"': [C + "C06/"],
    '"obra pública"': [C + "C13/"],
    "datos abiertos -carreteros": [C + "C14/"],
    # one typo
    "benefisiarios": [C + "C06/"],
    "benificiarios": [C + "C06/"],
    "padrom": [C + "C06/"],
    "mineira": [C + "C23/"],
    "petrolio": [C + "C22/"],
    "embaraso": ["/compromisos/MX-TLA-PAL1-C01/"],
    # not all of the words, but some
    "países fundadores": ["/historia/#2011-09-20-lanzamiento-formal-de-la-aga"],
    "STT 2013": ["/secretariados/stt/"],
    "beneficiarios del seguro popular inventado": [C + "C06/"],
    # institutions, by acronym and by name
    "GESOC": ["/instituciones/gesoc/"],
    "pemex": ["/instituciones/pemex/"],
    "función pública": ["/instituciones/sfp/"],
    "INAI": ["/instituciones/inai/"],
    "ifai": ["/instituciones/ifai/"],
    "Articulo 19": ["/instituciones/articulo-19/"],
    "desarrollo social": ["/instituciones/sedesol/"],
    # secretariats, states, plans, countries
    "secretariado tripartita": ["/secretariados/stt/"],
    "stt": ["/secretariados/stt/", "/glosario/#stt"],
    "durango": ["/secretariados/stl-durango/", "/ejercicios/#mx-dur", "/planes/pal-durango-1/"],
    "michoacan": ["/secretariados/stl-michoacan/", "/ejercicios/#mx-mic"],
    "plan ampliado": ["/planes/paa-2012/"],
    "Rusia": ["/paises/RU/"],
    "filipinas": ["/paises/PH/"],
    # history, acts, discrepancies, sources
    "espionaje": ["/historia/#2017-02-11-se-revela-el-espionaje-a-defensores-de-la-salud"],
    "retiro del Núcleo": ["/discrepancias/#discrepancia-20"],
    "FreedomInfo": ["/discrepancias/#discrepancia-08"],
    "estrellas": ["/discrepancias/#discrepancia-15", "/glosario/#estrella"],
    "transparencia proactiva": [],
    "breve historia": ["/fuentes/semilla/"],
    # keys, typed whole
    "MX-PA15-C06": [C + "C06/"],
    "mx-pa15-c06": [C + "C06/"],
    "pa15": ["/planes/pa15/"],
    "ACU-STT-2011-01": ["/acuerdos/ACU-STT-2011-01/"],
    "discrepancia-08": ["/discrepancias/#discrepancia-08"],
    # words of the field
    "MRI": ["/glosario/#mri"],
    "open government partnership": ["/glosario/#aga"],
}


def buscar(client, texto, estado=200):
    respuesta = client.get("/buscar/", {"q": texto})
    assert respuesta.status_code == estado
    return respuesta.content.decode()


def enlaces(html):
    principal = html[html.index("<main") : html.index("</main>")]
    return re.findall(r'<a href="(/[^"]+)"', principal)


@pytest.mark.parametrize(("texto", "esperadas"), ESPERADAS.items(), ids=ESPERADAS)
def test_a_person_finds_what_is_looked_for(client, texto, esperadas, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        halladas = enlaces(buscar(client, texto))
    assert [esperada for esperada in esperadas if esperada not in halladas] == []


class TestRechazos:
    @pytest.mark.parametrize(
        "texto", ["zzzzzz", '"padrón abierto y único"', "-padrón -único xyzzy"]
    )
    def test_what_is_not_there_is_not_found(self, client, texto):
        assert "Nada se parece a eso" in buscar(client, texto)

    def test_a_word_taken_away(self, client):
        assert C + "C16/" not in enlaces(buscar(client, "datos abiertos -carreteros"))

    def test_an_exact_phrase_forgives_no_typo(self, client):
        assert C + "C06/" not in enlaces(buscar(client, '"padron unco"'))

    @pytest.mark.parametrize(
        "texto", ["", "   ", "-", '"', "'", "%", "\\", "a & | ! ( ) :*", "<b>"]
    )
    def test_anything_can_be_typed(self, client, texto):
        html = buscar(client, texto)
        assert "<b>" not in html

    def test_too_long_is_said(self, client):
        assert "500" in buscar(client, "a" * 501)

    def test_a_nul_is_said(self, client):
        assert "nulos" in buscar(client, "a\0b")

    def test_unknown_parameters_are_ignored(self, client):
        assert client.get("/buscar/?q=pulpo&x=1").status_code == 200


class TestLoOculto:
    def test_drafts_and_practice_are_not_found(self, client):
        CompromisoFactory(titulo="Rinocerontes abiertos", publicado_en=None)
        assert (
            "Rinocerontes"
            not in buscar(client, "rinocerontes").split("<main")[1].split("value=")[0]
        )
        assert "Nada se parece" in buscar(client, "rinocerontes")

    def test_nor_what_was_withdrawn(self, client):
        Compromiso.objects.filter(clave="MX-PA15-C06").update(
            retirado_en=timezone.now(), retiro_motivo="Prueba"
        )
        assert C + "C06/" not in enlaces(buscar(client, "padrón"))


class TestPagina:
    def test_grouped_and_counted(self, client):
        html = " ".join(buscar(client, "transparencia").split())
        assert 'Compromisos <span class="suave">(' in html
        assert 'Instituciones <span class="suave">(' in html
        assert "/compromisos/?q=transparencia" in html  # there are more than fit

    def test_a_forgiven_typo_is_said(self, client):
        assert "se les parece" in buscar(client, "benefisiarios")
        assert "se les parece" not in buscar(client, "beneficiarios")

    def test_what_was_found_is_marked(self, client):
        assert "<mark>beneficiarios</mark>" in buscar(client, "beneficiario")
        assert "<mark>beneficiarios</mark>" in buscar(client, "benefisiarios")

    def test_in_english_too(self, client):
        assert "/en/compromisos/MX-PA15-C06/" in client.get("/en/buscar/?q=padron").content.decode()

    def test_every_kind_that_has_a_list_takes_the_query(self, client):
        for lista in filter(None, (tipo.lista for tipo in TIPOS)):
            assert client.get(reverse(lista), {"q": "pulpo"}).status_code == 200


class TestResaltador:
    def test_marks_whole_words_and_escapes_the_rest(self):
        marcado = Resaltador(frozenset({"obra"})).marcar("<i>Obra</i> & obras")
        assert marcado == "&lt;i&gt;<mark>Obra</mark>&lt;/i&gt; &amp; obras"

    def test_cuts_around_the_first_word_found(self):
        texto = "uno " * 100 + "pulpo " + "dos " * 100
        recorte = Resaltador(frozenset({"pulpo"})).recortar(texto)
        assert "<mark>pulpo</mark>" in recorte
        assert recorte.startswith("… uno")
        assert recorte.endswith("dos …")
        assert len(recorte) < 300

    def test_a_short_text_is_left_whole(self):
        assert Resaltador(frozenset()).recortar("corto") == "corto"
