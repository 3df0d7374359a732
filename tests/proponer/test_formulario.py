"""What the three sides agreed is changed by proposing: the form, its preview, the act."""

import re

import pytest

from gobierno_abierto.comun.roles import Rol
from secretariados.models import Acuerdo, CambioPropuesto, Institucion
from tests.admin.edicion import direccion_de, pagina
from tests.admin.formularios import datos_del_formulario
from tests.compromisos.factories import CompromisoFactory
from tests.cuentas.casas import cuenta
from tests.proponer.formas import datos_de, entrar, llenar, url_de
from tests.secretariados.acordar import acordar, consentir

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestElFormulario:
    def test_what_is_agreed_is_read_in_its_page_and_not_written(self, ana, suyo):
        respuesta = ana.get(direccion_de(suyo))
        datos = datos_del_formulario(respuesta)
        assert not {"titulo", "descripcion", "inicio", "fin", "origen"} & set(datos)
        assert 'name="responsables-0-papel"' not in pagina(respuesta)
        assert url_de(suyo) in pagina(respuesta)
        escrito = {
            "titulo": "Mío",
            "notas": "Sí",
            "motivo": "x",
            "responsables-0-papel": "corresponsable",
        }
        ana.post(direccion_de(suyo), datos | escrito | {"responsables-0-DELETE": "on"})
        suyo.refresh_from_db()
        assert (suyo.titulo, suyo.notas) == ("Publicar cada año el padrón", "Sí")
        assert [r.papel for r in suyo.responsables.all()] == ["apoyo"]

    def test_a_change_goes_to_a_draft_act_that_is_read_before_it_is_proposed(self, ana, suyo):
        datos = llenar(
            ana, suyo, titulo="Publicar cada mes el padrón", justificacion="Un año es tarde"
        )
        respuesta = ana.post(url_de(suyo), datos, follow=True)
        acto = Acuerdo.objects.get(estado="propuesto")
        assert (acto.publicado_en, acto.propone_lado) == (None, "gobierno")
        dicho = pagina(respuesta)
        assert '<del><span class="oculto">quitado: </span>año</del>' in dicho
        assert '<ins><span class="oculto">añadido: </span>mes</ins>' in dicho
        suyo.refresh_from_db()
        assert suyo.titulo == "Publicar cada año el padrón"

        publicar = datos_del_formulario(ana.get(direccion_de(acto)))
        ana.post(direccion_de(acto), publicar | {"publicar": "on", "confirmo": "on"})
        acto.refresh_from_db()
        assert acto.abierto
        assert consentir(acto) == "adoptado"
        suyo.refresh_from_db()
        assert suyo.titulo == "Publicar cada mes el padrón"

    def test_who_answers_for_it_is_part_of_the_text(self, ana, suyo, client):
        otra = Institucion.objects.get(clave="inegi")
        fila = {"responsables-1-institucion": otra.pk, "responsables-1-papel": "responsable"}
        quita = {"responsables-0-DELETE": "on"}
        datos = llenar(ana, suyo, justificacion="Ya no le toca", **fila, **quita)
        ana.post(url_de(suyo), datos)
        cambio = CambioPropuesto.objects.get(acuerdo__estado="propuesto")
        assert [r["institucion"] for r in cambio.despues["responsables"]] == ["inegi"]
        assert [r.institucion.clave for r in suyo.responsables.all()] == ["ifai"]

    def test_it_may_be_given_as_done_or_withdrawn(self, ana, suyo):
        datos = llenar(ana, suyo, conclusion="cumplimiento_acordado", justificacion="Se hizo")
        ana.post(url_de(suyo), datos)
        acto = Acuerdo.objects.get(estado="propuesto")
        assert acto.cambios.get().despues["conclusion"] == "cumplimiento_acordado"

    def test_nothing_is_proposed_where_nothing_changes(self, ana, suyo):
        respuesta = ana.post(url_de(suyo), llenar(ana, suyo, justificacion="x"))
        assert "El texto quedó igual" in pagina(respuesta)
        assert not Acuerdo.objects.filter(estado="propuesto")

    def test_bad_dates_are_said_and_nothing_is_lost(self, ana, suyo):
        datos = llenar(
            ana, suyo, titulo="Otro", inicio="2030-01-01", inicio_precision="dia",
            fin="2029-01-01", fin_precision="dia", justificacion="x",
        )  # fmt: skip
        respuesta = ana.post(url_de(suyo), datos)
        assert respuesta.status_code == 200
        assert 'value="Otro"' in pagina(respuesta)
        assert respuesta.context["adminform"].form.errors
        assert not Acuerdo.objects.filter(estado="propuesto")

    def test_it_says_why(self, ana, suyo):
        respuesta = ana.post(url_de(suyo), llenar(ana, suyo, titulo="Otro"))
        assert "Diga a los otros lados por qué lo propone" in pagina(respuesta)

    def test_who_wrote_over_a_text_that_moved_is_told_and_keeps_what_she_wrote(self, ana, suyo):
        datos = llenar(ana, suyo, titulo="De Ana", justificacion="x")
        acordar(suyo, titulo="De los tres")
        respuesta = ana.post(url_de(suyo), datos)
        assert "cambiaron este texto mientras usted escribía" in pagina(respuesta)
        assert 'value="De Ana"' in pagina(respuesta)
        assert not Acuerdo.objects.filter(estado="propuesto")
        again = ana.post(url_de(suyo), datos_de(respuesta))
        assert again.status_code == 302
        assert CambioPropuesto.objects.last().antes["titulo"] == "De los tres"

    def test_several_changes_travel_in_one_act(self, ana, suyo, casa):
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Uno", justificacion="x"))
        acto = Acuerdo.objects.get(estado="propuesto")
        nuevo = CompromisoFactory(plan=suyo.plan, titulo="Nuevo")
        ana.post(url_de(nuevo), {"acuerdo": acto.pk})
        assert {c.objeto_clave for c in acto.cambios.all()} == {suyo.clave, nuevo.clave}

    def test_what_is_in_a_draft_is_gone_on_with(self, ana, suyo):
        """From where it was left, and not from today's text."""
        otra = Institucion.objects.get(clave="inegi")
        escrito = {
            "titulo": "Publicar cada mes el padrón",
            "conclusion": "cumplimiento_acordado",
            "responsables-0-DELETE": "on",
            "responsables-1-institucion": otra.pk,
            "responsables-1-papel": "responsable",
        }
        ana.post(url_de(suyo), llenar(ana, suyo, justificacion="x", **escrito))
        acto = Acuerdo.objects.get(estado="propuesto")
        corregir = f"{url_de(suyo)}?acuerdo={acto.pk}"
        assert corregir in pagina(ana.get(direccion_de(acto)))
        visto = ana.get(corregir)
        (filas,) = [parte.formset for parte in visto.context["inline_admin_formsets"]]
        assert filas.forms[0]["DELETE"].value()
        assert filas.forms[1]["institucion"].value() == otra.pk
        datos = datos_de(visto) | {"responsables-0-DELETE": "on"}
        assert datos["titulo"] == "Publicar cada mes el padrón"
        antes = acto.cambios.get().despues
        ana.post(corregir, datos)
        assert acto.cambios.get().despues == antes  # nothing was lost on the way
        ana.post(corregir, datos | {"titulo": "Publicar cada semana el padrón"})
        assert acto.cambios.get().despues == antes | {"titulo": "Publicar cada semana el padrón"}

    def test_nor_is_that_of_another_side(self, ana, suyo, casa):
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Uno", justificacion="x"))
        acto = Acuerdo.objects.get(estado="propuesto")
        otra = entrar(cuenta(Rol.MIEMBRO, casa, lado="sociedad_civil"))
        assert 'value="Uno"' not in pagina(otra.get(f"{url_de(suyo)}?acuerdo={acto.pk}"))
        assert 'value="Uno"' not in pagina(ana.get(f"{url_de(suyo)}?acuerdo=x"))

    def test_a_draft_that_is_proposed_says_so(self, ana, suyo):
        """And that one step is missing is not told as a mistake."""
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Uno", justificacion="x"))
        acto = Acuerdo.objects.get(estado="propuesto")
        datos = datos_del_formulario(ana.get(direccion_de(acto))) | {"publicar": "on"}
        dicho = pagina(ana.post(direccion_de(acto), datos))
        assert "Todavía no se guarda. Falta un paso:" in dicho
        assert "Falta corregir esto" not in dicho
        hecho = ana.post(direccion_de(acto), datos | {"confirmo": "on"}, follow=True)
        assert "Quedó propuesto a los otros lados" in pagina(hecho)

    def test_an_act_is_called_by_all_that_it_changes(self, ana, suyo, casa):
        otro = CompromisoFactory(plan=suyo.plan, titulo="Otro")
        acordar(otro)
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Uno", justificacion="Es mejor"))
        acto = Acuerdo.objects.get(estado="propuesto")
        assert acto.titulo.startswith(f"Cambiar «{suyo.clave}")
        retira = {"conclusion": "retirado", "justificacion": "Ya no hace falta"}
        ana.post(url_de(otro), llenar(ana, otro, acuerdo=acto.pk, **retira))
        acto.refresh_from_db()
        assert acto.titulo == f"Cambiar {suyo.clave}; Retirar {otro.clave}"
        assert acto.justificacion == f"Es mejor\n{otro.clave}: Ya no hace falta"
        Acuerdo.objects.filter(pk=acto.pk).update(titulo="De otro modo")
        cambio = acto.cambios.get(objeto_clave=suyo.clave)
        quitar = f"/admin/secretariados/acuerdo/{acto.pk}/cambios/{cambio.pk}/quitar/"
        ana.post(quitar, {"confirmo": "on"})
        acto.refresh_from_db()
        assert (acto.titulo, acto.cambios.count()) == ("De otro modo", 1)

    def test_a_draft_act_is_of_its_side(self, ana, suyo, casa):
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Uno", justificacion="x"))
        acto = Acuerdo.objects.get(estado="propuesto")
        otra = entrar(cuenta(Rol.MIEMBRO, casa, lado="sociedad_civil"))
        assert otra.get(direccion_de(acto)).status_code == 404
        assert ana.get(direccion_de(acto)).status_code == 200

    def test_a_change_is_taken_out_of_a_draft_and_not_of_what_is_proposed(self, ana, suyo):
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Uno", justificacion="x"))
        acto = Acuerdo.objects.get(estado="propuesto")
        quitar = re.search(r'href="([^"]+/quitar/)"', pagina(ana.get(direccion_de(acto))))[1]
        assert "Sí, quitar este cambio" in pagina(ana.get(quitar))
        ana.post(quitar)
        assert acto.cambios.exists()  # it asks first
        ana.post(quitar, {"confirmo": "on"})
        assert not acto.cambios.exists()
        ana.post(url_de(suyo), llenar(ana, suyo, titulo="Dos", justificacion="x"))
        acto = Acuerdo.objects.get(cambios__isnull=False, estado="propuesto")
        datos = datos_del_formulario(ana.get(direccion_de(acto)))
        ana.post(direccion_de(acto), datos | {"publicar": "on", "confirmo": "on"})
        cambio = acto.cambios.get()
        assert (
            ana.post(
                f"/admin/secretariados/acuerdo/{acto.pk}/cambios/{cambio.pk}/quitar/"
            ).status_code
            == 404
        )
