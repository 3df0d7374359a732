"""The faces of the ledger: pages, API, the past, and the admin."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.diferencias import palabra_por_palabra
from gobierno_abierto.bitacora.models import Checkpoint, Cofirma, Entrada, Sello
from gobierno_abierto.bitacora.models import Testigo as Vigilante
from gobierno_abierto.bitacora.pasado import _con_traza, como_estaba
from gobierno_abierto.bitacora.prueba.nota import COFIRMA, FIRMA, ClavePublica
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.comun.privacidad import PATRONES, a_la_vista
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Cita, Fuente
from gobierno_abierto.portal.api import REGISTROS
from planes.models import Plan
from secretariados.models import Secretariado
from tests.admin.test_admin import datos_del_formulario
from tests.compromisos.factories import CompromisoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

C06 = "MX-PA15-C06"
TITULO = "Padrón único y abierto de beneficiarios"


DE_LA_HORA = ("bitacora_entrada", "bitacora_sello", "compromisos_compromiso")


def redatar(desde: int, instante) -> None:
    """As the owner of the tables: what was sealed from that place on, as if of another instant."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for tabla in DE_LA_HORA:
            cursor.execute(f"ALTER TABLE {tabla} DISABLE TRIGGER USER")
        suyas = "SELECT entrada_id FROM bitacora_sello WHERE secuencia >= %(desde)s"
        for orden in (
            f"UPDATE bitacora_entrada SET instante = %(instante)s WHERE id IN ({suyas})",
            "UPDATE bitacora_sello SET consta_desde = %(instante)s WHERE secuencia >= %(desde)s",
            "UPDATE compromisos_compromiso SET actualizado = %(instante)s",
        ):
            cursor.execute(orden, {"desde": desde, "instante": instante})
        for tabla in DE_LA_HORA:
            cursor.execute(f"ALTER TABLE {tabla} ENABLE TRIGGER USER")


@pytest.fixture
def editado():
    """C06 as if it had been loaded yesterday and edited an hour ago and just now: each version and
    its instant. The whole of a test is one transaction, so that they are put by hand."""
    ahora = timezone.now()
    cuando = {1: ahora - timedelta(days=1), 2: ahora - timedelta(hours=1), 3: ahora}
    for version, instante in cuando.items():
        nuevas = Sello.objects.count() + 1 if version > 1 else 1
        if version > 1:
            Compromiso.objects.filter(clave=C06).update(
                titulo=f"Padrón abierto, redacción {version}"
            )
        sellar_todo()
        redatar(nuevas, instante)
    return cuando


def leer(client, direccion, estado=200):
    respuesta = client.get(direccion)
    assert respuesta.status_code == estado, direccion
    return respuesta.content.decode()


class TestElPasado:
    def test_the_present_is_what_the_past_is_now(self):
        """Every field of every record of every resource, replayed."""
        for registro in REGISTROS:
            campos = registro.campos

            def todos(registro=registro, campos=campos):
                filas = registro.proyectar(registro.publicos().order_by("pk"), campos)
                return list(registro.presentar(filas, campos, ""))

            hoy = todos()
            with como_estaba(None):
                assert todos() == hoy, registro.recurso

    def test_al_shows_the_text_of_that_instant(self, client, editado):
        entre = (editado[3] - timedelta(minutes=30)).isoformat()
        for direccion in (f"/compromisos/{C06}/", f"/api/v1/compromisos/{C06}/"):
            hoy = leer(client, direccion)
            assert "redacción 3" in hoy
            con = client.get(direccion, {"al": entre}).content.decode()
            assert "redacción 2" in con
            assert "redacción 3" not in con
        antes = (editado[2] - timedelta(minutes=1)).isoformat()
        assert client.get(f"/api/v1/compromisos/{C06}/", {"al": antes}).json()["titulo"] == TITULO

    def test_the_past_leads_to_its_own_data(self, client, editado):
        datos = f"/api/v1/compromisos/{C06}/"
        entre = (editado[3] - timedelta(minutes=30)).isoformat()
        pagina = client.get(f"/compromisos/{C06}/", {"al": entre}).content.decode()
        enlaces = re.findall(rf'href="({datos}[^"]*)"', pagina)
        assert len(enlaces) == 2  # for machines, in the head, and for who reads
        for enlace in enlaces:
            assert client.get(enlace).json()["titulo"].endswith("redacción 2")
        assert f'href="{datos}"' in leer(client, f"/compromisos/{C06}/")
        assert datos not in leer(client, f"/compromisos/{C06}/versiones/2/")

    def test_a_plan_as_it_was(self, client, editado):
        ayer = editado[1].isoformat()
        Plan.objects.filter(clave="pa15").update(nombre="Plan cambiado")
        assert client.get("/api/v1/planes/pa15/", {"al": ayer}).json()["nombre"] != "Plan cambiado"
        pagina = client.get("/planes/pa15/", {"al": ayer}).content.decode()
        assert "Plan cambiado" not in pagina
        assert "Así estaba registrado" in pagina

    def test_a_day_is_its_end_in_mexico_city(self, client, editado):
        hoy = timezone.localdate().isoformat()
        assert client.get(f"/api/v1/compromisos/{C06}/", {"al": hoy}).json()["titulo"].endswith("3")

    def test_before_its_first_entry(self, client, editado):
        dado = client.get(f"/api/v1/compromisos/{C06}/", {"al": "2020-01-01"})
        assert dado.status_code == 404
        primera = editado[1].isoformat(timespec="microseconds").replace("+00:00", "Z")
        assert dado.json()["primera_version"] == primera
        pagina = client.get(f"/compromisos/{C06}/", {"al": "2020-01-01"})
        assert pagina.status_code == 404
        assert "todavía no era público" in pagina.content.decode()

    @pytest.mark.parametrize("al", ["ayer", "2026-13-01", "2026-11-24T10:00:00", "9999-01-01", ""])
    def test_what_is_not_an_instant(self, client, al):
        dado = client.get(f"/api/v1/compromisos/{C06}/", {"al": al})
        assert dado.status_code == 400
        assert "al" in dado.json()["errores"]
        pagina = client.get(f"/compromisos/{C06}/", {"al": al})
        assert pagina.status_code == 200
        if al:
            assert "«al»" in pagina.content.decode()

    def test_the_present_comes_back(self, client, editado):
        client.get(f"/compromisos/{C06}/", {"al": editado[1].isoformat()})
        assert "redacción 3" in leer(client, f"/compromisos/{C06}/")
        with connection.cursor() as cursor:
            cursor.execute("SHOW search_path")
            assert "pasado" not in cursor.fetchone()[0]

    def test_not_on_a_list(self, client):
        assert client.get("/api/v1/compromisos/", {"al": "2026-11-24"}).status_code == 400

    def test_few_queries(self, client, editado, django_assert_max_num_queries):
        with django_assert_max_num_queries(26):  # a handful more than today's, to go and come back
            client.get(f"/compromisos/{C06}/", {"al": editado[2].isoformat()})
        with django_assert_max_num_queries(14):
            client.get(f"/api/v1/compromisos/{C06}/", {"al": editado[2].isoformat()})


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
        assert b"Carga de la historia: pa15" in atom.content

    def test_a_reason_is_text_in_the_feed_whatever_it_has(self, client):
        with en_contexto(Contexto(Entrada.Via.ORDEN, motivo="<b>Negritas</b> y \x0b control")):
            Compromiso.objects.filter(clave=C06).update(notas="Nota")
        sellar_todo()
        atom = client.get(f"/api/v1/cambios.atom?objeto_clave={C06}")
        assert atom.status_code == 200
        assert "&amp;lt;b&amp;gt;Negritas&amp;lt;/b&amp;gt; y  control" in atom.content.decode()

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


class TestAdmin:
    @pytest.fixture
    def miembro(self, client, settings):
        settings.ES_DEMO = True
        call_command("crear_cuentas_de_practica", verbosity=0)
        client.force_login(Usuario.objects.get(username="practica-sociedad"))
        return client

    @pytest.fixture
    def administradora(self, client):
        client.force_login(Usuario.objects.create_superuser("ana", password="x"))
        return client

    def cambiar(self, client, objeto, **campos):
        direccion = f"/admin/{objeto._meta.app_label}/{objeto._meta.model_name}/{objeto.pk}/change/"
        return client.post(direccion, datos_del_formulario(client.get(direccion)) | campos)

    def test_a_member_changes_with_its_side_its_office_and_its_reason(self, miembro):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        sin = self.cambiar(miembro, compromiso, titulo="Otro título")
        assert "Este campo es requerido" in str(sin.context["errors"])
        con = self.cambiar(miembro, compromiso, titulo="Otro título", motivo="Lo pidió la mesa")
        assert con.status_code == 302
        entrada = Entrada.objects.order_by("pk").last()
        assert (entrada.lado, entrada.oficina, entrada.motivo, entrada.via) == (
            "sociedad_civil",
            "Organización civil de práctica",
            "Lo pidió la mesa",
            "administracion",
        )
        assert "practica-sociedad" not in str(entrada.__dict__)

    def test_history_is_corrected_with_a_source_and_it_shows(self, administradora):
        compromiso = Compromiso.objects.get(clave=C06)
        fuente = Fuente.objects.get(clave="semilla")
        assert (
            self.cambiar(
                administradora,
                compromiso,
                titulo="Padrón único",
                correccion_fuente=fuente.pk,
                correccion_nota="Errata de la página 12",
            ).status_code
            == 302
        )
        cambio, cita = Entrada.objects.order_by("-pk")[:2][::-1]
        assert (cambio.tipo, cita.tipo) == ("correccion", "correccion")
        assert cambio.motivo == "Errata de la página 12"
        assert (cambio.lado, cambio.via) == (None, "administracion")
        assert (cita.parte, cita.despues["fuente"]) == ("cita", "semilla")
        pagina = leer(administradora, f"/compromisos/{C06}/historia/")
        assert '<span class="insignia tono-atencion">Corrección</span>' in pagina

    @pytest.mark.parametrize(
        "motivo", ["Escriba a ana@ejemplo.mx", "Llame al 55 1234 5678", "CURP HEGG560427MVZRRL04"]
    )
    def test_a_reason_with_somebodys_data_is_refused(self, miembro, motivo):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        dado = self.cambiar(miembro, compromiso, titulo="Otro título", motivo=motivo)
        assert "queda a la vista para siempre" in str(dado.context["errors"])
        assert dado.context["adminform"].form["titulo"].value() == "Otro título"

    @pytest.mark.parametrize(
        ("campo", "valor"),
        [
            ("titulo", "Padrón; informes con ana@ejemplo.mx"),
            ("titulo", "Padrón al rev\u202eés"),
            ("motivo", "Motivo con \x0b control"),
            ("identificadores", '[{"esquema": "x", "valor": "55 1234 5678"}]'),
        ],
    )
    def test_neither_is_any_text_that_stays_for_ever(self, miembro, campo, valor):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        dado = self.cambiar(miembro, compromiso, **({"motivo": "Porque sí"} | {campo: valor}))
        assert dado.context["adminform"].form.errors.keys() == {campo}

    def test_a_number_that_could_not_be_sealed_is_refused_in_words(self, miembro):
        compromiso = Compromiso.objects.get(clave="MX-PRACTICA-C01")
        enorme = '[{"esquema": "x", "valor": "y", "otro": 12345678901234567890123}]'
        dado = self.cambiar(miembro, compromiso, identificadores=enorme, motivo="Porque sí")
        assert "demasiado grande" in str(dado.context["errors"])

    def test_a_source_changes_with_a_reason(self, administradora):
        fuente = Fuente.objects.get(clave="semilla")
        sin = self.cambiar(administradora, fuente, titulo="Otro título")
        assert "Este campo es requerido" in str(sin.context["errors"])
        con = self.cambiar(administradora, fuente, titulo="Otro título", motivo="Errata")
        assert con.status_code == 302
        assert Entrada.objects.order_by("pk").last().motivo == "Errata"

    def test_a_citation_is_added_with_a_reason(self, administradora):
        datos = {
            "objeto_tipo": "compromiso",
            "objeto_clave": C06,
            "fuente": Fuente.objects.get(clave="semilla").pk,
            "orden": 9,
        }
        sin = administradora.post("/admin/fuentes/cita/add/", datos)
        assert "Este campo es requerido" in str(sin.context["errors"])
        con = administradora.post("/admin/fuentes/cita/add/", datos | {"motivo": "Faltaba"})
        assert con.status_code == 302
        assert Entrada.objects.order_by("pk").last().motivo == "Faltaba"

    def test_a_withdrawal_is_not_of_before_it_was_published(self, administradora):
        compromiso = Compromiso.objects.get(clave=C06)
        dado = self.cambiar(
            administradora,
            compromiso,
            retirado_en_0="2001-01-01",
            retirado_en_1="10:00:00",
            retiro_motivo="Dos veces",
            correccion_fuente=Fuente.objects.first().pk,
            correccion_nota="Sobra",
        )
        assert "No puede ser anterior a su publicación" in str(dado.context["errors"])

    def test_publishing_from_the_list(self, miembro):
        plan = Plan.objects.get(clave="practica")
        borradores = [
            CompromisoFactory(plan=plan, numero=n, clave=f"MX-PRACTICA-C{n}") for n in (7, 8)
        ]
        ajeno = CompromisoFactory(plan=Plan.objects.get(clave="pa15"), numero=None,
                                  clave="MX-PA15-C99")  # fmt: skip
        respuesta = miembro.post(
            "/admin/compromisos/compromiso/",
            {"action": "publicar", "_selected_action": [b.pk for b in (*borradores, ajeno)]},
            follow=True,
        )
        assert "Se publicaron 2 registros" in respuesta.content.decode()
        assert not Compromiso.objects.get(pk=ajeno.pk).publico
        assert {e.lado for e in Entrada.objects.order_by("-pk")[:2]} == {"sociedad_civil"}

    def test_a_part_of_a_draft_waits_for_it(self, administradora):
        plan = Plan.objects.get(clave="pa15")
        borrador = Plan.objects.create(
            clave="b", prefijo="MX-B", nombre="B", nombre_corto="B", jurisdiccion=plan.jurisdiccion
        )
        compromiso = CompromisoFactory(plan=borrador, clave="MX-B-C01")
        dado = self.cambiar(administradora, compromiso, publicar="on")
        assert "Publique antes el registro" in str(dado.context["errors"])
        lista = administradora.post(
            "/admin/compromisos/compromiso/",
            {"action": "publicar", "_selected_action": [compromiso.pk]},
            follow=True,
        )
        assert "No se publicó nada" in lista.content.decode()

    def test_each_side_registers_its_own_key(self, miembro):
        clave = str(ClavePublica("gesoc.example.org", COFIRMA, bytes(range(32))))
        datos = {"clave": "testigo-practica", "nombre": "GESOC", "clave_publica": clave,
                 "publicar": "on"}  # fmt: skip
        mala = miembro.post("/admin/bitacora/testigo/add/", datos | {"clave_publica": "x+y+z"})
        assert "base64" in str(mala.context["errors"])
        portal = datos | {"clave_publica": str(ClavePublica("portal", FIRMA, bytes(range(32))))}
        mala = miembro.post("/admin/bitacora/testigo/add/", portal)
        assert "no es de un testigo" in str(mala.context["errors"])
        assert miembro.post("/admin/bitacora/testigo/add/", datos).status_code == 302
        testigo = Vigilante.objects.get()
        assert (testigo.lado, testigo.procedencia) == ("sociedad_civil", "muestra")
        assert "Datos de práctica" in leer(miembro, "/bitacora/testigos/")
        miembro.force_login(Usuario.objects.get(username="practica-gobierno"))
        assert self.cambiar_nombre(miembro, testigo).status_code == 403

    @staticmethod
    def cambiar_nombre(client, testigo):
        return client.post(
            f"/admin/bitacora/testigo/{testigo.pk}/change/", {"nombre": "Otro", "motivo": "x"}
        )

    def test_the_administration_has_no_side_to_vouch_for(self, administradora):
        clave = str(ClavePublica("x", COFIRMA, bytes(range(32))))
        dado = administradora.post(
            "/admin/bitacora/testigo/add/", {"clave": "t", "nombre": "X", "clave_publica": clave}
        )
        assert "la administración no tiene lado" in str(dado.context["errors"])


class TestPrivacidad:
    def test_names_with_an_at_sign_are_names(self):
        correo = next(iter(PATRONES.values()))
        assert not correo.search("Nosotr@s por la Democracia")
        assert correo.search("escriba a ana.perez@ejemplo.org.mx hoy")

    @pytest.fixture
    def persona(self):
        asientos = Secretariado.objects.get(clave="stl-durango").asientos
        return asientos.get(papel="facilitador").persona

    def test_the_command_that_erases(self, persona, capsys):
        call_command("suprimir", "secretariado", "stl-durango", persona.texto, motivo="Lo pidió")
        persona.refresh_from_db()
        assert str(persona) == "suprimido por privacidad"
        assert Entrada.objects.order_by("pk").last().tipo == "supresion"

    @pytest.mark.parametrize(
        "motivo", ["Lo pidió {nombre}", "Escribió ana@ejemplo.mx", "Lo pidió la señora {apellido}"]
    )
    def test_its_reason_does_not_tell_what_is_erased(self, persona, motivo):
        nombre = persona.texto
        dicho = motivo.format(nombre=nombre, apellido=nombre.split(",")[0].split()[-1].lower())
        with pytest.raises(CommandError, match="El motivo"):
            call_command("suprimir", "secretariado", "stl-durango", nombre, motivo=dicho)
        persona.refresh_from_db()
        assert persona.texto == nombre

    def test_what_the_history_says_passes_what_is_asked_of_who_types(self):
        """So that a form full of it can be saved."""
        for modelo, _traza in _con_traza():
            campos = [c for c in modelo._meta.concrete_fields if a_la_vista in c.validators]
            for fila in modelo._base_manager.all():
                for campo in campos:
                    a_la_vista(getattr(fila, campo.attname))
