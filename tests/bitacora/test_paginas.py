"""The pages and the API of the ledger, and the history of each record."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.diferencias import palabra_por_palabra
from gobierno_abierto.bitacora.models import Checkpoint, Cofirma, Entrada, Sello
from gobierno_abierto.bitacora.models import Testigo as Vigilante
from gobierno_abierto.bitacora.prueba.nota import COFIRMA, ClavePublica
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.fuentes.models import Cita, Fuente
from tests.bitacora.conftest import C06, leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestHistoria:
    def test_tells_each_version_and_its_words(self, client, editado):
        pagina = leer(client, f"/compromisos/{C06}/historia/")
        versiones = re.findall(r'id="version-(\d)"', pagina)
        assert versiones == ["3", "2", "1"]
        assert '<del><span class="oculto">antes: </span>' in pagina.replace("\n", "")
        assert "Sin contexto: se hizo por fuera del portal" in pagina
        assert "Carga de la historia" in pagina

    def test_is_reached_from_the_record_and_leads_to_the_proof(self, client):
        sellar_todo()
        assert f"/compromisos/{C06}/historia/" in leer(client, f"/compromisos/{C06}/")
        pagina = leer(client, f"/compromisos/{C06}/historia/")
        entrada = re.search(r'href="(/bitacora/\d+/)"', pagina)[1]
        assert "/bitacora/prueba/" in leer(client, entrada)
        assert "/bitacora/verificar.py" in pagina

    @pytest.mark.parametrize("pagina", ["/instituciones/gesoc/", "/secretariados/stt/"])
    def test_every_record_leads_to_its_own(self, client, pagina):
        sellar_todo()
        enlace = re.search(r'href="(/bitacora/\?objeto_tipo[^"]+)"', leer(client, pagina))[1]
        assert "entradas selladas" in leer(client, enlace.replace("&amp;", "&"))

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_the_pieces_make_both_texts(self, antes, despues):
        trozos = palabra_por_palabra(antes, despues)
        assert "".join(t.texto for t in trozos if t.suerte != "puesto") == antes
        assert "".join(t.texto for t in trozos if t.suerte != "quitado") == despues

    def test_word_by_word(self, client):
        Compromiso.objects.filter(clave=C06).update(
            descripcion="Integrar un padrón abierto y completo de quienes reciben los programas de "
            "la Cruzada Nacional contra el Hambre."
        )
        pagina = leer(client, f"/compromisos/{C06}/historia/")
        assert re.search(r"<ins><span class=.oculto.>añadido: </span>completo</ins>", pagina)
        assert "quitado: " in pagina

    def test_a_reader_meets_names_and_not_keys(self, client):
        """References as titles with their link, codes as labels, bookkeeping left out."""
        compromiso = Compromiso.objects.get(clave=C06)
        Cita.objects.create(
            fuente=Fuente.objects.get(clave="semilla"), objeto_tipo="compromiso", objeto_clave=C06,
            campo=Cita.CORRECCION, nota="Errata de la página 12",
        )  # fmt: skip
        compromiso.responsables.update(orden=F("orden") + 10)
        pagina = leer(client, f"/compromisos/{C06}/historia/")
        assert '<a href="/instituciones/sedesol/">Secretaría de Desarrollo Social</a>' in pagina
        assert "La corrección se apoya en esta fuente:" in pagina
        assert "Errata de la página 12" in pagina
        assert "MRI, ciclos de 2011 a 2019" in pagina
        assert "Impacto potencial" in pagina
        assert "Solo cambió su lugar en una lista." in pagina
        for interno in ("Orden:", ">semilla<", "mri_2011_2019", ">correccion<", ">irm_csv<"):
            assert interno not in pagina
        sellar_todo()
        citada = leer(client, "/bitacora/?objeto_tipo=afirmacion&objeto_clave=discrepancia-25-a2")
        assert "representantes_sociedad_civil" not in citada
        assert "representantes de la sociedad civil: 11</a></h3>" in citada


class TestBitacora:
    def test_practice_is_apart_on_the_page(self, client, settings):
        settings.ES_DEMO = True
        call_command("crear_cuentas_de_practica", verbosity=0)
        sellar_todo()
        aparte = Sello.objects.filter(entrada__procedencia="muestra").count()
        pagina = leer(client, "/bitacora/")
        assert f"Aparte hay {aparte} entradas de datos de práctica: verlas" in pagina
        assert "<strong>Datos de práctica</strong>" not in pagina
        assert f"<strong>{Sello.objects.count() - aparte}</strong> entradas selladas" in pagina
        assert "Aparte hay" not in leer(client, "/bitacora/?procedencia=muestra")
        de_una = "/bitacora/?objeto_tipo=plan&objeto_clave=practica"
        assert "<strong>Datos de práctica</strong>" in leer(client, de_una)

    def test_a_day_that_is_not_understood(self, client):
        pagina = leer(client, "/bitacora/?desde=19/11/2026")
        assert "Escríbala así, año-mes-día: 2026-11-24." in pagina
        assert "RFC 3339" not in pagina
        assert "<strong>0</strong> entradas selladas" in pagina

    def test_says_how_many_sides_vouch_for_it(self, client, editado):
        sellar_todo()
        assert "por ahora solo la firma el portal" in leer(client, "/bitacora/")
        testigo = Vigilante.objects.create(
            clave="gesoc", nombre="GESOC", lado="sociedad_civil", publicado_en=timezone.now(),
            clave_publica=str(ClavePublica("gesoc.example.org", COFIRMA, bytes(range(32)))),
        )  # fmt: skip
        Cofirma.objects.create(
            testigo=testigo, checkpoint=Checkpoint.objects.first(), linea="x",
            atestiguado_en=timezone.now(),
        )  # fmt: skip
        assert "Solo 1 de los tres lados la ha atestiguado" in leer(client, "/bitacora/")

    def test_counts_the_last_seven_days(self, client):
        sellar_todo()
        pagina = leer(client, "/bitacora/")
        cuantas = Sello.objects.filter(entrada__tipo="carga").count()
        assert f"<strong>{cuantas}</strong> · Carga de la historia</a>" in pagina
        enlace = re.search(r'href="(\?tipo=carga[^"]+)"', pagina)[1].replace("&amp;", "&")
        assert f"<strong>{cuantas}</strong> entradas" in leer(client, f"/bitacora/{enlace}")

    def test_filters_of_the_page_and_of_the_api(self, client):
        sellar_todo()
        Compromiso.objects.filter(clave=C06).update(notas="Nota")
        sellar_todo()
        pagina = leer(client, "/bitacora/?via=sin_contexto")
        assert "<strong>1</strong> entrada sellada" in pagina
        for consulta, cuantas in (
            ("via=sin_contexto", 1),
            ("tipo=correccion", 1),
            (f"objeto_tipo=compromiso&objeto_clave={C06}&tipo__in=carga", None),
            ("procedencia=historica&objeto_tipo=plan", None),
            ("lado=gobierno", 0),
            ("pais=UY", None),
        ):
            dado = client.get(f"/api/v1/cambios/?{consulta}").json()
            assert cuantas is None or dado["count"] == cuantas
            assert dado["count"] or cuantas == 0

    def test_holds_every_country_and_every_provenance(self, client, settings):
        settings.ES_DEMO = True
        call_command("crear_cuentas_de_practica", verbosity=0)
        sellar_todo()
        dado = client.get("/api/v1/cambios/?procedencia=muestra").json()
        assert dado["count"] > 10
        assert {c["procedencia"] for c in dado["results"]} == {"muestra"}
        assert client.get("/api/v1/cambios/?pais=UY").json()["count"]
        assert "Datos de práctica" in leer(client, "/bitacora/?procedencia=muestra")

    def test_formats(self, client):
        sellar_todo()
        total = Sello.objects.count()
        consulta = "?objeto_tipo=plan&objeto_clave=pa15"
        marcas = {"csv": b"secuencia,url", "ndjson": b'{"secuencia":', "json": b"[{"}
        for formato, marca in marcas.items():
            respuesta = client.get(f"/api/v1/cambios.{formato}{consulta}")
            assert b"".join(respuesta.streaming_content).startswith(marca)
        assert total == client.get("/api/v1/cambios/?page_size=1").json()["count"]
        atom = client.get(f"/api/v1/cambios.atom{consulta}")
        assert atom["Content-Type"].startswith("application/atom+xml")
        assert b"Carga de la historia: pa15" in b"".join(atom)

    def test_a_reason_is_text_in_the_feed_whatever_it_has(self, client):
        with en_contexto(Contexto(Entrada.Via.ORDEN, motivo="<b>Negritas</b> y \x0b control")):
            Compromiso.objects.filter(clave=C06).update(notas="Nota")
        sellar_todo()
        atom = client.get(f"/api/v1/cambios.atom?objeto_clave={C06}")
        assert atom.status_code == 200
        assert "&amp;lt;b&amp;gt;Negritas&amp;lt;/b&amp;gt; y  control" in b"".join(atom).decode()

    @pytest.mark.parametrize(
        "consulta",
        ["desde=ayer", "desde=-1", "tipo=otro", "ordering=-secuencia", "q=x", "pais=mx", "al=2026"],
    )
    def test_refusals(self, client, consulta):
        assert client.get(f"/api/v1/cambios/?{consulta}").status_code == 400

    def test_since_a_day(self, client):
        sellar_todo()
        manana = (timezone.localdate() + timedelta(days=1)).isoformat()
        ayer = (timezone.localdate() - timedelta(days=1)).isoformat()
        assert client.get(f"/api/v1/cambios/?desde={manana}").json()["count"] == 0
        assert client.get(f"/api/v1/cambios/?desde={ayer}").json()["count"] == Sello.objects.count()

    def test_few_queries(self, client, django_assert_max_num_queries):
        sellar_todo()
        for direccion in (
            "/bitacora/", "/bitacora/3/", "/bitacora/testigos/", "/api/v1/cambios/?page_size=1000",
            f"/compromisos/{C06}/historia/",
        ):  # fmt: skip
            with django_assert_max_num_queries(9):
                leer(client, direccion)
