"""Two editors of drafts, and of every form that there is."""

import re

import pytest

from compromisos.models import Compromiso
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.models import Fuente
from secretariados.models import Secretariado
from tests.admin.edicion import abrir, direccion_de, enviar, enviar_de_nuevo, pagina
from tests.admin.formularios import PROPIOS, datos_del_formulario, el_de_mas_partes
from tests.compromisos.factories import CompromisoFactory


@pytest.mark.django_db(transaction=True)
class TestBorradores:
    @pytest.fixture
    def borrador(self, plan_de_aqui):
        return CompromisoFactory(plan=plan_de_aqui, numero=70, notas="Antes")

    @pytest.fixture
    def de_la_historia(self, acordado):
        """What is made here is not published by its form."""
        return CompromisoFactory(plan=acordado.plan, numero=70, notas="Antes")

    def test_a_draft_has_the_same_lock_without_the_ledger(self, ana, beto, borrador):
        datos = abrir(ana, borrador)
        enviar(beto, borrador, abrir(beto, borrador), notas="De Beto")

        respuesta = enviar(ana, borrador, datos, notas="De Ana")

        (choque,) = respuesta.context["conflicto"].choques
        assert (choque.antes, choque.ahora, choque.entrada) == ("Antes", "De Beto", None)
        assert "La bitácora no dice quién lo cambió" in pagina(respuesta)
        assert enviar_de_nuevo(ana, borrador, respuesta).status_code == 302

    def test_published_meanwhile_its_form_is_another_and_nothing_is_lost(
        self, ana, beto, de_la_historia
    ):
        datos = abrir(ana, de_la_historia)
        enviar(
            beto,
            de_la_historia,
            abrir(beto, de_la_historia),
            publicar="on",
            confirmo="on",
            motivo="x",
        )
        otro = de_la_historia.plan.__class__.objects.exclude(pk=de_la_historia.plan_id).first()

        respuesta = enviar(
            ana, de_la_historia, datos, plan=otro.pk, titulo="A", publicar="on", confirmo="on"
        )

        sin_lugar = {n.etiqueta: n.mio for n in respuesta.context["conflicto"].sin_lugar}
        assert sin_lugar == {
            "Plan": str(otro),
            "Publicar al guardar": "Sí",
            "Sí, publicar": "Sí",
        }
        assert enviar_de_nuevo(ana, de_la_historia, respuesta, motivo="x").status_code == 302

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


# A key that vouches for the ledger is of a side; a review that sources tell is nobody's to write.
DE_OTROS = ("evaluacion", "testigo")
CON_CANDADO = [
    modelo
    for modelo in PROPIOS
    if issubclass(modelo, Publicable) and modelo._meta.model_name not in DE_OTROS
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
