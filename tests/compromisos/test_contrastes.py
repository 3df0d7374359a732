"""What the government claims beside what the review says: page, tables and filters."""

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from compromisos.contrastes import Comparado, contar
from compromisos.models import Compromiso, Pronunciamiento
from compromisos.vocabularios import CUMPLIMIENTO, contraste
from gobierno_abierto.fuentes.models import Fuente
from tests.compromisos.factories import CompromisoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

C12 = "/compromisos/MX-PA15-C12/"


def tabla(client, direccion, **parametros):
    respuesta = client.get(f"/api/v1/{direccion}", parametros)
    assert respuesta.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(respuesta).decode())))


def en_llano(respuesta):
    """What one reads of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", respuesta.content.decode()))


class TestPA15:
    def test_the_contract_in_page_api_and_csv(self, client):
        """26 claimed; 5 complete at mid-term; 5 agree, 21 differ, all of different moments."""
        pagina = en_llano(client.get("/contrastes/", {"plan": "pa15"}))
        assert "26 compromisos: en 5 coinciden, en 21 difieren, en 0 falta" in pagina
        assert "En 26 compromisos las dos voces no hablan del mismo momento" in pagina
        for valor, total in (("coincide", 5), ("difiere", 21), ("sin_contraste", 0)):
            dado = client.get("/api/v1/compromisos/", {"plan": "pa15", "contraste": valor}).json()
            assert dado["count"] == total
        (fila,) = tabla(client, "contrastes.csv", plan="pa15")
        assert [fila[c] for c in ("clave", "total", "cumplidos", "completos", "difieren")] == [
            "pa15", "26", "26", "5", "21",
        ]  # fmt: skip
        filas = tabla(client, "compromisos.csv", plan="pa15")
        assert Counter(f["contraste"] for f in filas) == {"coincide": 5, "difiere": 21}
        assert {f["mismo_momento"] for f in filas} == {"false"}
        assert {f["estado"] for f in filas} == {"concluido"}
        completos = [f["clave"] for f in filas if f["revision_independiente_valor"] == "completo"]
        assert completos == [f"MX-PA15-C{n:02d}" for n in (7, 9, 12, 13, 16)]
        assert {f["autoinforme_valor"] for f in filas} == {"cumplido"}
        assert {f["autoinforme_fecha"] for f in filas} == {"2015-09-17"}

    def test_the_extended_plan_has_nothing_to_compare(self, client):
        filas = tabla(client, "compromisos.csv", plan="paa-2012")
        assert Counter(f["contraste"] for f in filas) == {"sin_contraste": 37}
        assert Counter(f["origen"] for f in filas) == {"adenda": 36, "premio": 1}
        pagina = en_llano(client.get("/contrastes/", {"plan": "paa-2012"}))
        assert "en 37 falta una de las dos voces" in pagina
        assert "no hay con qué comparar" in pagina

    def test_the_extended_plan_says_what_there_is_of_it(self, client):
        """Thirty-six addenda and a prize; what the review coded, and why it calls it mid-term."""
        pagina = en_llano(client.get("/planes/paa-2012/"))
        arriba = pagina[: pagina.index("Cuántos compromisos")]
        assert "Sin contraste: 37 de 37 compromisos." in arriba
        assert (
            "Sólo habla la revisión independiente: 16 completo, 9 sustancial, 8 limitado, "
            "3 no iniciado, 1 no aplica según la base (NA)." in arriba
        )
        assert "36 Adenda" in pagina
        assert "1 Premio" in pagina
        por_que = "Se publicó cuando el plan ya había terminado, y no consta otra revisión"
        assert por_que in pagina
        assert por_que in en_llano(client.get("/compromisos/MX-PAA12-C01/"))
        assert por_que not in en_llano(client.get("/planes/pa15/"))
        (fila,) = tabla(client, "contrastes.csv", plan="paa-2012")
        assert [fila[c] for c in ("total", "sin_contraste", "cumplidos", "completos")] == [
            "37", "37", "0", "16",
        ]  # fmt: skip

    def test_a_newcomer_reads_who_says_what_and_when(self, client):
        """What the government claims of PA15-12, what the review says, and why the two are not
        about the same moment: at the top of its page, in words."""
        pagina = en_llano(client.get(C12))
        arriba = pagina[: pagina.index("Quién lo acordó")]
        assert "El gobierno dice: cumplido (fecha: 17 de septiembre de 2015)." in arriba
        assert "La revisión independiente dice: completo (fecha: 2015)." in arriba
        assert (
            "No hablan del mismo momento: el gobierno dice cómo quedó al final del plan; "
            "la revisión, cómo iba a la mitad del plan." in arriba
        )
        assert "Cada fecha es la de cuándo se dijo" in arriba  # both are of 2015
        assert "una diferencia no prueba que alguna se equivoque" in arriba
        assert "Ni que coincidan prueba que una confirme a la otra" in arriba

    def test_no_voice_is_said_where_none_is(self, client):
        pagina = en_llano(client.get("/compromisos/MX-PAA12-C01/"))
        assert "No consta que el gobierno haya dicho si lo cumplió" in pagina
        assert "No hablan del mismo momento" not in pagina

    def test_what_is_said_on_another_scale_replaces_nothing(self, client):
        """Whether it was new is not whether it was done, however late it was said."""
        Pronunciamiento.objects.create(
            clave="MX-PA15-C12-novedad", compromiso=Compromiso.objects.get(clave="MX-PA15-C12"),
            lado="gobierno", escala="novedad", valor="ya_se_hacia", momento="fin_termino",
            dicho_por="x", dicho_en=date(2026, 1, 1), dicho_en_precision="dia",
            fuente=Fuente.objects.first(), publicado_en=timezone.now(),
        )  # fmt: skip
        pagina = en_llano(client.get(C12))
        assert "El gobierno dice: cumplido (fecha: 17 de septiembre de 2015)." in pagina
        assert (
            "Además (2026), en otra escala, si era nuevo o ya se hacía: Ya se hacía antes."
            in pagina
        )
        assert "Antes (" not in pagina
        dado = client.get("/api/v1/compromisos/MX-PA15-C12/").json()
        assert (dado["autoinforme"]["valor"], dado["contraste"]) == ("cumplido", "coincide")

    def test_of_the_whole_plan_too(self, client):
        """Above all else that its page has."""
        pagina = en_llano(client.get("/planes/pa15/"))
        arriba = pagina[: pagina.index("Cuántos compromisos")]
        assert "El gobierno dio por cumplidos 26 de 26 compromisos." in arriba
        assert "La revisión independiente halló completos 5." in arriba
        assert (
            "No hablan del mismo momento: el gobierno dice cómo quedó al final del plan; "
            "la revisión, cómo iba a la mitad del plan." in arriba
        )


class TestPagina:
    @pytest.mark.parametrize("por", ["plan", "eje", "institucion", "lado"])
    def test_each_way_of_grouping(self, client, por, django_assert_max_num_queries):
        with django_assert_max_num_queries(14):
            respuesta = client.get("/contrastes/", {"por": por})
        assert respuesta.status_code == 200
        dados = respuesta.context["dados"]
        assert dados.grupos
        assert dados.todos.comparados == 26
        for grupo in dados.grupos:
            cuenta = grupo.cuenta
            assert cuenta.comparados + cuenta.sin_contraste == cuenta.total
        primero = dados.grupos[0]
        explorador = client.get(primero.url_difieren)
        assert explorador.context["total"] == primero.cuenta.difieren

    def test_of_the_three_sides_none_is_left_out(self, client):
        dados = client.get("/contrastes/", {"por": "lado"}).context["dados"]
        lados = {grupo.clave for grupo in (*dados.grupos, *dados.sin_comparar)}
        assert lados == {"gobierno", "organo_garante", "sociedad_civil"}

    def test_each_bar_has_its_numbers_in_words_and_in_a_table(self, client):
        pagina = client.get("/contrastes/").content.decode()
        assert (
            'role="img" aria-label="Plan de Acción 2013-2015: 5 coinciden, 21 difieren"' in pagina
        )
        assert "<strong>5</strong> coinciden" in pagina
        assert 'data-columna="Difieren"' in pagina
        assert "style=" not in pagina
        assert "%" not in en_llano(client.get("/contrastes/")).split("Uno por uno")[0]

    def test_the_tables_keep_its_filters(self, client):
        respuesta = client.get("/contrastes/", {"plan": "pa15", "por": "lado"})
        for nombre in ("url_tabla", "url_voces", "url_api"):
            direccion = respuesta.context[nombre]
            assert "plan=pa15" in direccion
            assert client.get(direccion).status_code == 200

    def test_what_it_does_not_know_is_told_and_breaks_nothing(self, client):
        assert client.get("/contrastes/", {"xyz": "1"}).status_code == 200
        respuesta = client.get("/contrastes/", {"por": "color"})
        assert respuesta.status_code == 200
        assert respuesta.context["avisos"]

    def test_practice_and_drafts_are_not_counted(self, client):
        antes = client.get("/contrastes/").context["dados"].todos.total
        CompromisoFactory()
        assert client.get("/contrastes/").context["dados"].todos.total == antes

    def test_there_is_a_way_to_it_from_every_page(self, client):
        assert 'href="/contrastes/"' in client.get("/compromisos/").content.decode()
        assert "/contrastes/" in client.get("/sitemap.xml").content.decode()


class TestVoces:
    def test_commitment_by_voice_by_moment(self, client):
        filas = tabla(client, "voces.csv", plan="pa15")
        assert Counter(f["voz"] for f in filas) == {"gobierno": 26, "revision": 52}
        c12 = [f for f in filas if f["compromiso"] == "MX-PA15-C12"]
        dichos = {(f["voz"], f["momento"]): f for f in c12}
        gobierno = dichos["gobierno", "fin_termino"]
        assert (gobierno["valor"], gobierno["comun"]) == ("cumplido", "completo")
        assert (gobierno["fecha"], gobierno["fuente"]) == ("2015-09-17", "mexidata_2015")
        assert gobierno["alcance"] == "plan"
        assert dichos["revision", "medio_termino"]["valor"] == "completo"
        despues = dichos["revision", "fin_termino"]
        assert (despues["valor"], despues["ausencia"]) == ("", "ND")
        assert {f["escala_comun"] for f in filas} == {"cumplimiento_ogp_v1"}

    def test_it_takes_the_filters_of_the_commitments(self, client):
        filas = tabla(client, "voces.csv", plan="pa15", contraste="coincide")
        assert len({f["compromiso"] for f in filas}) == 5

    def test_what_was_said_of_a_plan_is_of_no_commitment(self, client):
        (disenso,) = tabla(client, "voces.csv", plan="pao-2011")
        assert (disenso["compromiso"], disenso["alcance"]) == ("", "plan")
        assert (disenso["voz"], disenso["valor"]) == ("otra", "ya_se_hacia")
        assert disenso["comun"] == ""

    @pytest.mark.parametrize("direccion", ["voces.csv?planes=pa15", "contrastes.csv?por=color"])
    def test_a_table_refuses_what_it_does_not_know(self, client, direccion):
        respuesta = client.get(f"/api/v1/{direccion}")
        assert respuesta.status_code == 400
        assert respuesta["Content-Type"].startswith("application/problem+json")

    @pytest.mark.parametrize("recurso", ["evaluaciones", "pronunciamientos", "compromisos"])
    def test_those_that_differ_everywhere(self, client, recurso):
        dados = client.get(
            f"/api/v1/{recurso}/", {"contraste": "difiere", "page_size": 1000}
        ).json()["results"]
        suyos = {d.get("compromiso", d["clave"]) for d in dados}
        difieren = Compromiso.objects.con_voces().filter(contraste="difiere")
        assert suyos == set(difieren.values_list("clave", flat=True))


def test_the_dissent_of_2011_stands_on_its_plan(client):
    pagina = en_llano(client.get("/planes/pao-2011/"))
    assert "acciones que ya realizaba el gobierno federal" in pagina
    assert "no cuenta como juicio de ningún compromiso" in pagina
    (dada,) = client.get("/api/v1/posturas/", {"plan": "pao-2011"}).json()["results"]
    assert (dada["lado"], dada["valor"], dada["fuente"]) == (None, "ya_se_hacia", "semilla")
    assert dada["url"].endswith("/planes/pao-2011/#pao-2011-ya-se-hacia")
    assert client.get("/api/v1/compromisos/MX-PAA12-C01/").json()["preexistente"] == "no_consta"


COMUNES = st.one_of(st.none(), st.sampled_from(CUMPLIMIENTO))


@given(st.lists(st.tuples(COMUNES, COMUNES), max_size=12), st.data())
def test_groups_count_and_never_guess(pares, data):
    comparados = [
        Comparado(n, contraste(g, r), None if None in (g, r) else False, g, r)
        for n, (g, r) in enumerate(pares)
    ]
    grupos = data.draw(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 14))))
    todos, por_grupo = contar(comparados, grupos)
    assert todos.total == len(pares)
    for cuenta in (todos, *por_grupo.values()):
        assert cuenta.coinciden + cuenta.difieren + cuenta.sin_contraste == cuenta.total
        assert cuenta.otro_momento <= cuenta.comparados
    for grupo, cuenta in por_grupo.items():
        assert cuenta.total == len({n for g, n in grupos if g == grupo and n < len(pares)})
