"""What people type in the search box, and what they expect to find."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Compromiso
from gobierno_abierto.portal.buscador import TIPOS
from gobierno_abierto.portal.paginas import PAGINAS
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
    "padton": [C + "C06/"],
    "el benefisiarios": [C + "C06/"],
    "benefisiarios -finales": [C + "C06/"],
    # not all of the words, but some
    "países fundadores": ["/historia/#2011-09-20-lanzamiento-formal-de-la-aga"],
    "STT 2013": ["/secretariados/stt/"],
    "beneficiarios del seguro popular inventado": [C + "C06/"],
    # institutions, by acronym and by name
    "GESOC": ["/instituciones/gesoc/"],
    "pemex": ["/instituciones/pemex/"],
    "sfp": ["/instituciones/sfp/"],
    "SHCP": ["/instituciones/shcp/"],
    "función pública": ["/instituciones/sfp/"],
    "INAI": ["/instituciones/inai/"],
    "ifai": ["/instituciones/ifai/"],
    "Articulo 19": ["/instituciones/articulo-19/"],
    "desarrollo social": ["/instituciones/sedesol/"],
    # secretariats, states, plans, countries
    "secretariado tripartita": ["/secretariados/stt/"],
    "stt": ["/secretariados/stt/", "/glosario/#stt"],
    "durango": ["/secretariados/stl-durango/", "/ejercicios/#mx-dur", "/planes/pal-durango-1/"],
    "cdmx": ["/ejercicios/#mx-cmx"],
    "df": ["/ejercicios/#mx-cmx"],
    "edomex": ["/ejercicios/#mx-mex", "/secretariados/stl-estado-de-mexico/"],
    "Edo. Méx.": ["/ejercicios/#mx-mex"],
    "nl": ["/ejercicios/#mx-nle", "/secretariados/stl-nuevo-leon/"],
    "N.L.": ["/ejercicios/#mx-nle"],
    "NLE": ["/ejercicios/#mx-nle"],
    "secretariado slp": ["/secretariados/stl-san-luis-potosi/"],
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


class TestUnaErrata:
    """One letter more, less or other, or two neighbours swapped: no more than that."""

    @pytest.mark.parametrize(
        "texto", ["pescadores", "licitaciones", "benefisiarioz", "beneifciraios", "2031"]
    )
    def test_two_are_not_forgiven(self, client, texto):
        assert "Nada se parece a eso" in buscar(client, texto)

    @pytest.mark.parametrize(
        "texto",
        ["beneficiairos", "beneficarios", "beneeficiarios", "veneficiarios", "beneficiariso"],
    )
    def test_whichever_it_is(self, client, texto):
        html = buscar(client, texto)
        assert C + "C06/" in enlaces(html)
        assert "<mark>beneficiarios</mark>" in html

    def test_nor_in_the_lists(self, client):
        def cuantos(texto):
            return client.get("/api/v1/compromisos/", {"q": texto}).json()["count"]

        assert cuantos("pescadores") == cuantos("licitaciones") == cuantos("para") == 0
        assert cuantos("benefisiarios") == cuantos("beneficiarios") > 0

    def test_what_was_pasted_is_not_compared_word_by_word(self, client):
        assert "Nada se parece a eso" in buscar(client, "palabreja " * 45)


class TestOrden:
    def test_what_is_called_so_comes_first(self, client):
        halladas = enlaces(buscar(client, "estado de mexico"))
        assert halladas[0] == "/ejercicios/#mx-mex"
        secretariados = [url for url in halladas if url.startswith("/secretariados/")]
        assert secretariados[0] == "/secretariados/stl-estado-de-mexico/"

    @pytest.mark.parametrize(
        ("texto", "primera"),
        [
            ("durango", "/ejercicios/#mx-dur"),
            ("nl", "/ejercicios/#mx-nle"),
            ("inai", "/instituciones/inai/"),
            ("secretaría de la función pública", "/instituciones/sfp/"),
            ("minería para todos", C + "C23/"),
        ],
    )
    def test_its_group_too(self, client, texto, primera):
        assert enlaces(buscar(client, texto))[0] == primera

    def test_in_the_lists_too(self, client):
        hallados = client.get("/api/v1/jurisdicciones/?q=estado de mexico").json()["results"]
        assert hallados[0]["nombre"] == "Estado de México"
        frase = client.get('/api/v1/jurisdicciones/?q="estado de mexico"').json()["results"]
        assert [lugar["nombre"] for lugar in frase] == ["Estado de México"]


class TestPaginasDelPortal:
    @pytest.mark.parametrize(
        ("texto", "pagina"),
        [
            ("bitácora", "/bitacora/"),
            ("bitacora de cambios", "/bitacora/"),
            ("historial", "/bitacora/"),
            ("cambios", "/bitacora/"),
            ("alianza", "/alianza/"),
            ("la alianza", "/alianza/"),
            ("países", "/alianza/"),
            ("glosario", "/glosario/"),
            ("discrepancias", "/discrepancias/"),
            ("fuentes", "/fuentes/"),
            ("estados", "/ejercicios/"),
            ("accesibilidad", "/accesibilidad/"),
            ("privacidad", "/privacidad/"),
            ("API", "/api/v1/docs/"),
            ("datos", "/api/v1/docs/"),
            ("datos abiertos", "/api/v1/docs/"),
        ],
    )
    def test_they_are_found_by_what_they_are(self, client, texto, pagina):
        html = buscar(client, texto)
        assert "Páginas del portal" in html
        assert pagina in enlaces(html)

    @pytest.mark.parametrize(
        ("texto", "pagina"),
        [
            ("changes", "/en/bitacora/"),
            ("sources", "/en/fuentes/"),
            ("glossary", "/en/glosario/"),
            ("the partnership", "/en/alianza/"),
            ("states", "/en/ejercicios/"),
            ("privacy", "/en/privacidad/"),
        ],
    )
    def test_in_english_too(self, client, texto, pagina):
        assert pagina in enlaces(client.get("/en/buscar/", {"q": texto}).content.decode())

    @pytest.mark.parametrize("texto", ["padrón", "de la", "el", "gobierno abierto municipal"])
    def test_and_by_nothing_else(self, client, texto):
        assert "Páginas del portal" not in buscar(client, texto)

    def test_every_one_is_there(self, client):
        for pagina in PAGINAS:
            assert client.get(reverse(pagina.ruta)).status_code == 200


class TestNada:
    @pytest.mark.parametrize("texto", ["el", "de la", "-", "% &", "para"])
    def test_common_words_and_signs_are_said_to_be_so(self, client, texto):
        html = buscar(client, texto)
        assert "demasiado comunes" in html
        assert "comillas" not in html

    def test_quotation_marks_are_spoken_of_only_where_there_are_some(self, client):
        assert "quite las comillas" in buscar(client, '"padrón abierto y único"')
        assert "comillas" not in buscar(client, "zzzzzz").split("role=")[-1]

    def test_in_english_it_says_that_records_are_in_spanish(self, client):
        html = client.get("/en/buscar/", {"q": "whistleblower"}).content.decode()
        halladas = enlaces(html)
        assert "/en/compromisos/" in halladas
        assert "/en/glosario/" in halladas
        assert 'href="?q=transparencia"' in html
        assert 'href="?q=transparencia"' not in buscar(client, "whistleblower")


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

    def test_a_phrase_is_marked_whole(self, client):
        html = buscar(client, '"padron unico"')
        assert "<mark>Padrón único</mark>" in html
        assert "<mark>único</mark>" not in html
        assert "<mark>de la</mark>" in buscar(client, "“de la”")

    def test_but_not_what_is_everywhere(self, client):
        html = buscar(client, "padrón de beneficiarios")
        assert "<mark>beneficiarios</mark>" in html
        assert "<mark>de</mark>" not in html

    def test_in_english_too(self, client):
        assert "/en/compromisos/MX-PA15-C06/" in client.get("/en/buscar/?q=padron").content.decode()

    def test_every_kind_that_has_a_list_takes_the_query(self, client):
        for lista in filter(None, (tipo.lista for tipo in TIPOS)):
            assert client.get(reverse(lista), {"q": "pulpo"}).status_code == 200


class TestFragmentos:
    def test_no_address_is_told_as_if_it_were_text(self, client):
        for texto in ("mexidata", "FreedomInfo", "IRM"):
            hallado = buscar(client, texto).split('role="status"')[1].split("</main>")[0]
            assert "http" not in re.sub(r"<[^>]+>", "", hallado)

    def test_nor_an_ellipsis_alone(self):
        assert Resaltador(frozenset()).recortar("a" * 500) == "a" * 500
        assert Resaltador(frozenset({"b"})).recortar("a" * 500 + " b" + "c" * 500) != "… "


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


def test_a_page_with_what_is_taken_away_is_not_offered(client):
    def paginas(q):
        return {str(p.titulo) for p in client.get("/buscar/", {"q": q}).context["paginas"]}

    assert "Datos abiertos" in paginas("datos")
    assert "Datos abiertos" not in paginas("datos -abiertos")
    assert "Documentación de la API" not in paginas("documentación -API")
    assert paginas('-"datos abiertos"') == set()


def test_beside_a_phrase_a_typo_is_forgiven_too(client):
    pagina = client.get("/buscar/", {"q": '"datos abiertos" nacionnal'})
    assert pagina.context["modo"] == "erratas"
    assert not client.get("/buscar/", {"q": '"dattos abiertos" nacional'}).context["grupos"]
