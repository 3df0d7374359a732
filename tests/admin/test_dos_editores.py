"""Two editors never overwrite each other, and nobody is told «saved» who was not."""

import re

import pytest

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.models import Cita, Fuente
from secretariados.models import Secretariado
from tests.admin.edicion import abrir, direccion_de, enviar, enviar_de_nuevo, pagina
from tests.admin.test_admin import PROPIOS, datos_del_formulario, el_de_mas_partes
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory


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
        assert formulario["motivo"].value() == "Ana lo sabe"
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
        entrada = Entrada.objects.order_by("pk").last()
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

    def test_saving_the_same_moves_nothing_so_nobody_is_late(self, ana, beto, acordado):
        datos = abrir(ana, acordado)
        assert enviar(beto, acordado, abrir(beto, acordado), motivo="x").status_code == 302
        assert enviar(ana, acordado, datos, titulo="A", motivo="x").status_code == 302

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
class TestFilas:
    def filas(self, respuesta):
        return respuesta.context["inline_admin_formsets"][0].formset

    def test_the_same_row_by_its_number(self, ana, beto, acordado):
        datos = abrir(ana, acordado)
        cambio = {"responsables-0-papel": "apoyo", "responsables-0-orden": "7", "motivo": "x"}
        enviar(beto, acordado, abrir(beto, acordado), **cambio)

        respuesta = enviar(
            ana, acordado, datos, **{"responsables-0-papel": "participante", "motivo": "y"}
        )

        # Today it is the second, since its order changed.
        fila = self.filas(respuesta).forms[1]
        assert (fila["papel"].value(), fila["orden"].value()) == ("participante", "7")
        assert "Otra persona también lo cambió" in str(fila.errors["papel"])
        (choque,) = respuesta.context["conflicto"].choques
        assert (choque.antes, choque.ahora, choque.mio) == ("Responsable", "Apoyo", "Participante")
        assert choque.ancla == "id_responsables-1-papel"
        assert choque.entrada.parte == "responsable"
        assert enviar_de_nuevo(ana, acordado, respuesta).status_code == 302
        assert acordado.responsables.get(orden=7).papel == "participante"

    def test_a_row_that_somebody_added_appears(self, ana, beto, acordado):
        datos = abrir(ana, acordado)
        otra = InstitucionFactory(jurisdiccion=acordado.plan.jurisdiccion, publicado=True)
        suyo = abrir(beto, acordado) | {"responsables-TOTAL_FORMS": "3", "motivo": "x"}
        suyo |= {
            "responsables-2-institucion": otra.pk,
            "responsables-2-papel": "apoyo",
            "responsables-2-orden": "9",
            "responsables-2-compromiso": acordado.pk,
        }
        assert enviar(beto, acordado, suyo).status_code == 302

        respuesta = enviar(ana, acordado, datos, titulo="A", motivo="y")

        assert len(self.filas(respuesta).forms) == 3
        (nueva,) = respuesta.context["conflicto"].nuevas
        assert otra.nombre in nueva.etiqueta
        assert enviar_de_nuevo(ana, acordado, respuesta).status_code == 302
        assert acordado.responsables.count() == 3

    def test_hers_stay_beside_those_of_others(self, ana, beto, acordado):
        de_aqui = {"jurisdiccion": acordado.plan.jurisdiccion, "publicado": True}
        una, otra = InstitucionFactory(**de_aqui), InstitucionFactory(**de_aqui)
        de = {
            "responsables-TOTAL_FORMS": "3",
            "responsables-2-papel": "apoyo",
            "responsables-2-orden": "9",
            "motivo": "x",
        }
        datos = abrir(ana, acordado)
        enviar(beto, acordado, abrir(beto, acordado) | de, **{"responsables-2-institucion": una.pk})

        respuesta = enviar(ana, acordado, datos | de, **{"responsables-2-institucion": otra.pk})

        assert enviar_de_nuevo(ana, acordado, respuesta).status_code == 302
        de_hoy = set(acordado.responsables.values_list("institucion", flat=True))
        assert {una.pk, otra.pk} < de_hoy
        assert len(de_hoy) == 4

    def test_a_row_that_she_edited_and_somebody_took_away_may_be_added_again(
        self, ana, beto, acordado
    ):
        datos = abrir(ana, acordado)
        enviar(
            beto, acordado, abrir(beto, acordado), **{"responsables-1-DELETE": "on", "motivo": "x"}
        )

        respuesta = enviar(ana, acordado, datos, **{"responsables-1-papel": "apoyo", "motivo": "y"})

        assert "Alguien quitó esta fila mientras usted la editaba" in pagina(respuesta)
        (vuelve,) = respuesta.context["conflicto"].vuelven
        assert vuelve.ancla == "responsables-1"
        assert vuelve.entrada.accion == "desaparece"
        assert enviar_de_nuevo(ana, acordado, respuesta).status_code == 302
        assert acordado.responsables.get(papel="apoyo").orden == 1

    def test_one_that_she_did_not_touch_goes_and_it_is_said(self, ana, beto, acordado):
        datos = abrir(ana, acordado)
        enviar(
            beto, acordado, abrir(beto, acordado), **{"responsables-0-DELETE": "on", "motivo": "x"}
        )

        respuesta = enviar(ana, acordado, datos, titulo="A", motivo="y")

        assert len(self.filas(respuesta).forms) == 1
        assert len(respuesta.context["conflicto"].quitadas) == 1
        assert enviar_de_nuevo(ana, acordado, respuesta).status_code == 302
        assert acordado.responsables.count() == 1

    def test_one_that_she_takes_away_and_somebody_changed_is_told(self, ana, beto, acordado):
        datos = abrir(ana, acordado)
        enviar(
            beto,
            acordado,
            abrir(beto, acordado),
            **{"responsables-0-papel": "apoyo", "motivo": "x"},
        )

        respuesta = enviar(ana, acordado, datos, **{"responsables-0-DELETE": "on", "motivo": "y"})

        assert "Lo que usted pidió quitar y alguien cambió" in pagina(respuesta)
        assert self.filas(respuesta).forms[0]["DELETE"].value()
        assert enviar_de_nuevo(ana, acordado, respuesta).status_code == 302
        assert acordado.responsables.count() == 1


@pytest.mark.django_db(transaction=True)
class TestBorradores:
    @pytest.fixture
    def borrador(self, acordado):
        return CompromisoFactory(plan=acordado.plan, numero=70, notas="Antes")

    def test_a_draft_has_the_same_lock_without_the_ledger(self, ana, beto, borrador):
        datos = abrir(ana, borrador)
        enviar(beto, borrador, abrir(beto, borrador), notas="De Beto")

        respuesta = enviar(ana, borrador, datos, notas="De Ana")

        (choque,) = respuesta.context["conflicto"].choques
        assert (choque.antes, choque.ahora, choque.entrada) == ("Antes", "De Beto", None)
        assert "La bitácora no dice quién lo cambió" in pagina(respuesta)
        assert enviar_de_nuevo(ana, borrador, respuesta).status_code == 302

    def test_published_meanwhile_its_form_is_another_and_nothing_is_lost(self, ana, beto, borrador):
        datos = abrir(ana, borrador)
        enviar(beto, borrador, abrir(beto, borrador), publicar="on", confirmo="on")
        otro = borrador.plan.__class__.objects.exclude(pk=borrador.plan_id).first()

        respuesta = enviar(
            ana, borrador, datos, plan=otro.pk, titulo="A", publicar="on", confirmo="on"
        )

        sin_lugar = {n.etiqueta: n.mio for n in respuesta.context["conflicto"].sin_lugar}
        assert sin_lugar == {
            "Plan": str(otro),
            "Publicar al guardar": "Sí",
            "Sí, publicar": "Sí",
        }
        assert enviar_de_nuevo(ana, borrador, respuesta, motivo="x").status_code == 302

    def test_deleted_meanwhile_what_she_typed_is_shown(self, ana, beto, borrador):
        datos = abrir(ana, borrador)
        confirmar = beto.get(direccion_de(borrador, "delete")).context["edicion"]
        beto.post(direccion_de(borrador, "delete"), {"post": "yes", **confirmar})

        respuesta = enviar(ana, borrador, datos, titulo="Título que escribió Ana")

        assert respuesta.status_code == 404
        assert "el registro ya no está" in pagina(respuesta)
        assert "<dd>Título que escribió Ana</dd>" in pagina(respuesta)
        assert "Guardar lo que escribí" not in pagina(respuesta)

    def test_what_changed_since_it_was_asked_is_not_deleted(self, ana, beto, borrador):
        pregunta = ana.get(direccion_de(borrador, "delete"))
        visto = re.search(r'name="version" value="(\d+)"', pregunta.content.decode())[1]
        enviar(beto, borrador, abrir(beto, borrador), notas="De Beto")
        borrar = direccion_de(borrador, "delete")

        respuesta = ana.post(borrar, {"post": "yes", "version": visto})

        assert respuesta.status_code == 409
        assert "No se borró: alguien cambió este borrador" in pagina(respuesta)
        assert ana.post(borrar, {"post": "yes"}).status_code == 409
        assert Compromiso.objects.filter(pk=borrador.pk).exists()
        de_hoy = respuesta.context["edicion"]
        assert ana.post(borrar, {"post": "yes", **de_hoy}).status_code == 302
        assert not Compromiso.objects.filter(pk=borrador.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_conflict_costs_few_queries(ana, beto, acordado, django_assert_max_num_queries):
    datos = abrir(ana, acordado)
    enviar(beto, acordado, abrir(beto, acordado), titulo="B", motivo="x")
    with django_assert_max_num_queries(40):
        assert enviar(ana, acordado, datos, titulo="A", motivo="y").status_code == 409


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
def test_the_largest_form_keeps_all_its_rows(administra, beto_administra):
    ana, beto = administra, beto_administra
    registro = Secretariado.objects.get(clave="stt")
    cuantos = registro.asientos.count()
    datos = abrir(ana, registro)
    corrige = {"correccion_fuente": Fuente.objects.first().pk, "correccion_nota": "x"}
    enviar(beto, registro, abrir(beto, registro), notas="De Beto", **corrige)

    respuesta = enviar(ana, registro, datos, nombre="De Ana", **corrige)

    conflicto = respuesta.context["conflicto"]
    assert (conflicto.choques, conflicto.nuevas, conflicto.quitadas) == ([], [], [])
    assert [nota.etiqueta for nota in conflicto.ajenos] == ["Notas"]
    assert enviar_de_nuevo(ana, registro, respuesta).status_code == 302
    assert registro.asientos.count() == cuantos


CON_CANDADO = [
    modelo
    for modelo in PROPIOS
    if issubclass(modelo, Publicable) and modelo._meta.model_name != "testigo"  # of a side
]


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
@pytest.mark.parametrize("modelo", CON_CANDADO, ids=lambda modelo: modelo._meta.label)
def test_in_every_form_what_nobody_touched_is_not_told_as_touched(administra, modelo):
    """Dates, lists, choices: what a box says when it is opened is what it sends untouched."""
    registro = el_de_mas_partes(modelo)
    if registro is None:
        pytest.skip("The history has none.")
    datos = abrir(administra, registro)

    respuesta = enviar(administra, registro, datos | {"version": "0"})

    assert respuesta.status_code == 409
    conflicto = respuesta.context["conflicto"]
    assert conflicto.ajeno_a_la_forma
    de_hoy = datos_del_formulario(respuesta)
    del de_hoy["visto"], datos["visto"]
    vacias = ("", ["", ""])  # a day and its hour, both empty
    assert {n: str(v) for n, v in de_hoy.items() if v not in vacias} == {
        n: str(v) for n, v in datos.items() if v not in vacias
    }
