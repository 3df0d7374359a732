"""Two editors never overwrite each other, and nobody is told «saved» who was not."""

import pytest

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.fuentes.models import Cita, Fuente
from tests.admin.edicion import abrir, enviar, enviar_de_nuevo, pagina
from tests.compromisos.factories import CompromisoFactory
from tests.secretariados.acordar import acordar


@pytest.mark.django_db(transaction=True)
class TestConflicto:
    def test_what_she_did_not_touch_is_todays_and_what_she_typed_is_hers(
        self, ana, sociedad, acordado
    ):
        datos = abrir(ana, acordado)
        enviar(sociedad, acordado, abrir(sociedad, acordado), notas="De ellos", motivo="La mesa")

        respuesta = enviar(ana, acordado, datos, titulo="De Ana", motivo="Ana lo sabe")

        formulario = respuesta.context["adminform"].form
        assert respuesta.status_code == 409
        assert formulario["titulo"].value() == "De Ana"
        assert formulario["notas"].value() == "De ellos"
        assert formulario["correccion_nota"].value() == "Ana lo sabe"
        assert formulario.errors == {}
        acordado.refresh_from_db()
        assert acordado.titulo != "De Ana"
        dicho = pagina(respuesta)
        assert "No se guardó: alguien cambió este registro" in dicho
        assert "Ya está en el formulario" in dicho
        assert "Sociedad civil" in dicho
        assert "Organización de prueba" in dicho
        assert "La mesa" in dicho
        assert '<a href="#id_notas">Notas</a>' in dicho
        assert "carla" not in dicho

    def test_a_box_that_both_changed_says_what_it_said_what_it_says_and_whose(
        self, ana, sociedad, acordado
    ):
        antes = acordado.titulo
        datos = abrir(ana, acordado)
        enviar(sociedad, acordado, abrir(sociedad, acordado), titulo="De ellos", motivo="La mesa")

        respuesta = enviar(ana, acordado, datos, titulo="De Ana", motivo="Sí")

        (choque,) = respuesta.context["conflicto"].choques
        assert (choque.antes, choque.ahora, choque.mio) == (antes, "De ellos", "De Ana")
        assert choque.entrada.lado == "sociedad_civil"
        junto_a_la_caja = str(respuesta.context["adminform"].form.errors["titulo"])
        assert "Otra persona también lo cambió" in junto_a_la_caja
        for dicho in (antes, "De ellos", "De Ana", "Organización de prueba"):
            assert dicho in junto_a_la_caja
        assert 'value="De Ana"' in pagina(respuesta)

    def test_long_texts_are_told_word_by_word(self, ana, beto, acordado):
        largo = "Publicar cada año el padrón completo de las personas beneficiarias"
        Compromiso.objects.filter(pk=acordado.pk).update(descripcion=largo)
        datos = abrir(ana, acordado)
        otro = largo.replace("año", "trimestre")
        enviar(beto, acordado, abrir(beto, acordado), descripcion=otro, motivo="x")

        respuesta = enviar(ana, acordado, datos, descripcion=f"{largo}.", motivo="y")

        dicho = pagina(respuesta)
        assert '<del><span class="oculto">quitado: </span>año</del>' in dicho
        assert '<ins><span class="oculto">añadido: </span>trimestre</ins>' in dicho

    def test_saving_again_applies_it_and_the_ledger_says_whose_it_is(self, ana, sociedad, acordado):
        datos = abrir(sociedad, acordado)
        enviar(ana, acordado, abrir(ana, acordado), notas="De Ana", motivo="Ana")
        respuesta = enviar(sociedad, acordado, datos, titulo="De ellos", motivo="La mesa")

        assert enviar_de_nuevo(sociedad, acordado, respuesta).status_code == 302

        acordado.refresh_from_db()
        assert (acordado.titulo, acordado.notas) == ("De ellos", "De Ana")
        entrada = Entrada.objects.filter(parte=None).order_by("pk").last()
        assert (entrada.lado, entrada.motivo) == ("sociedad_civil", "La mesa")
        assert entrada.despues == {"titulo": "De ellos"}
        assert entrada.version == acordado.version

    def test_who_comes_late_again_is_told_again(self, ana, beto, acordado):
        datos = abrir(ana, acordado)
        enviar(beto, acordado, abrir(beto, acordado), notas="Uno", motivo="x")
        respuesta = enviar(ana, acordado, datos, titulo="De Ana", motivo="y")
        enviar(beto, acordado, abrir(beto, acordado), notas="Dos", motivo="x")

        otra = enviar_de_nuevo(ana, acordado, respuesta)

        assert otra.context["adminform"].form["titulo"].value() == "De Ana"
        assert otra.context["adminform"].form["notas"].value() == "Dos"

    def test_what_is_corrected_keeps_its_source_and_its_reason(self, ana, beto, chico):
        registro = Compromiso.objects.get(clave="EJ-P1-C01")
        fuente = Fuente.objects.get(clave="nota")
        corrige = {"correccion_fuente": fuente.pk, "correccion_nota": "Errata"}
        datos = abrir(ana, registro)
        assert (
            enviar(beto, registro, abrir(beto, registro), notas="B", **corrige).status_code == 302
        )

        respuesta = enviar(ana, registro, datos, titulo="A", **corrige)

        formulario = respuesta.context["adminform"].form
        assert formulario["correccion_fuente"].value() == str(fuente.pk)
        assert fuente.titulo in pagina(respuesta)
        assert enviar_de_nuevo(ana, registro, respuesta).status_code == 302
        entradas = Entrada.objects.de("compromiso", registro.clave).order_by("-pk")[:2]
        assert {entrada.motivo for entrada in entradas} == {"Errata"}

    def test_a_mistake_is_told_beside_the_conflict(self, ana, beto, acordado):
        datos = abrir(ana, acordado)
        enviar(beto, acordado, abrir(beto, acordado), notas="B", motivo="x")

        respuesta = enviar(ana, acordado, datos, titulo="A")

        assert "requerido" in str(respuesta.context["errors"])

    def test_what_changed_may_not_be_on_the_form(self, ana, acordado):
        datos = abrir(ana, acordado)
        Cita.objects.create(
            objeto_tipo="compromiso", objeto_clave=acordado.clave, fuente=Fuente.objects.first()
        )

        respuesta = enviar(ana, acordado, datos, titulo="A", motivo="x")

        assert "Lo que cambió no está en este formulario" in pagina(respuesta)

    def test_saving_the_same_moves_nothing_so_nobody_is_late(self, ana, beto, plan_de_aqui):
        suyo = CompromisoFactory(plan=plan_de_aqui)
        acordar(plan_de_aqui, suyo)
        datos = abrir(ana, suyo)
        assert enviar(beto, suyo, abrir(beto, suyo), motivo="x").status_code == 302
        assert enviar(ana, suyo, datos, notas="A", motivo="x").status_code == 302

    @pytest.mark.parametrize(
        "candado", [{}, {"version": ""}, {"version": "x"}, {"version": "99999999999999999999"}]
    )
    def test_without_a_lock_or_with_any_other_nothing_is_saved(self, ana, acordado, candado):
        datos = abrir(ana, acordado)
        del datos["version"]

        respuesta = enviar(ana, acordado, datos | candado, titulo="A", motivo="x")

        assert respuesta.status_code == 409
        assert respuesta.context["adminform"].form["titulo"].value() == "A"
        acordado.refresh_from_db()
        assert acordado.titulo != "A"

    @pytest.mark.parametrize("visto", [None, "", "x", "eyJhIjoxfQ:1:abc"])
    def test_if_nobody_knows_what_she_saw_all_that_differs_is_hers_and_told(
        self, ana, beto, acordado, visto
    ):
        datos = abrir(ana, acordado)
        enviar(beto, acordado, abrir(beto, acordado), notas="De Beto", motivo="x")
        datos["visto"] = visto
        if visto is None:
            del datos["visto"]

        respuesta = enviar(ana, acordado, datos, titulo="De Ana", notas="", motivo="x")

        choques = {
            c.etiqueta: (c.antes, c.ahora, c.mio) for c in respuesta.context["conflicto"].choques
        }
        assert choques["Notas"] == (None, "De Beto", "(vacío)")
        assert choques["Título"][2] == "De Ana"


@pytest.mark.django_db(transaction=True)
def test_a_conflict_costs_few_queries(ana, beto, acordado, django_assert_max_num_queries):
    datos = abrir(ana, acordado)
    enviar(beto, acordado, abrir(beto, acordado), titulo="B", motivo="x")
    with django_assert_max_num_queries(44):
        assert enviar(ana, acordado, datos, titulo="A", motivo="y").status_code == 409
