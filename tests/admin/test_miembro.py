"""The admin as a member of a practice secretariat uses it."""

import pytest
from django.urls import reverse

from compromisos.models import Compromiso
from planes.models import Mesa, Plan
from tests.admin.formularios import (
    cambiar,
    datos_del_formulario,
    errores,
)
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestMiembro:
    def agregar(self, client, **campos):
        direccion = reverse("admin:compromisos_compromiso_add")
        return client.post(direccion, datos_del_formulario(client.get(direccion)) | campos)

    def plan(self):
        return Plan.objects.get(prefijo="MX-PRACTICA")

    def test_adds_a_commitment_whose_key_follows_from_the_plan(self, miembro):
        datos = {"plan": self.plan().pk, "titulo": "Agua limpia"}
        # Those boxes are not there: the three sides publish it.
        assert self.agregar(miembro, **datos, publicar="on", confirmo="on").status_code == 302
        nuevo = Compromiso.objects.get(titulo="Agua limpia")
        assert nuevo.clave == f"MX-PRACTICA-C{nuevo.numero:02d}"
        assert not nuevo.publico

    def test_to_publish_is_confirmed(self, miembro):
        mesa = self.mesa()
        primera = cambiar(miembro, mesa, publicar="on")
        assert "Confirme que quiere publicarlo" in errores(primera)
        assert '<a href="#id_confirmo">Sí, publicar</a>' in primera.content.decode()
        assert cambiar(miembro, mesa, publicar="on", confirmo="on").status_code == 302
        mesa.refresh_from_db()
        assert mesa.publico

    def mesa(self):
        return Mesa.objects.create(
            clave="MX-PRACTICA-MESA-agua", slug="agua", nombre="Agua", orden=9, plan=self.plan()
        )

    def con_responsable(self, miembro, clave):
        return self.agregar(
            miembro,
            **{
                "plan": self.plan().pk,
                "titulo": "Agua limpia",
                "responsables-TOTAL_FORMS": 1,
                "responsables-0-institucion-clave": clave,
                "responsables-0-lado": "gobierno",
                "responsables-0-papel": "responsable",
                "responsables-0-orden": 0,
            },
        )

    def test_where_nothing_runs_in_the_browser_records_are_chosen_by_key(self, miembro):
        pagina = miembro.get(reverse("admin:compromisos_compromiso_add")).content.decode()
        caja = '<input type="text" name="responsables-__prefix__-institucion-clave"'
        assert f"<noscript><label>o escriba su clave: {caja}" in pagina
        assert self.con_responsable(miembro, "INAI").status_code == 302
        nuevo = Compromiso.objects.get(titulo="Agua limpia")
        assert [r.institucion.clave for r in nuevo.responsables.all()] == ["inai"]

    def test_but_only_those_that_the_box_would_give(self, miembro):
        oculta = InstitucionFactory()
        for clave in ("no-existe", oculta.clave):
            respuesta = self.con_responsable(miembro, clave)
            assert "no es una de las disponibles" in respuesta.content.decode(), errores(respuesta)
        assert 'value="no-existe"' in self.con_responsable(miembro, "no-existe").content.decode()
        assert not Compromiso.objects.filter(titulo="Agua limpia").exists()

    def test_publishing_from_the_list_is_asked_for_twice(self, miembro):
        borrador = self.mesa()
        lista = reverse("admin:planes_mesa_changelist")
        datos = {"action": "publicar", "_selected_action": [borrador.pk]}
        pregunta = miembro.post(lista, datos)
        assert "Sí, publicar" in pregunta.content.decode()
        borrador.refresh_from_db()
        assert not borrador.publico
        miembro.post(lista, datos | {"confirmo": "on"})
        borrador.refresh_from_db()
        assert borrador.publico

    def test_mistakes_are_told_above_each_with_the_way_to_its_box(self, miembro):
        respuesta = self.agregar(miembro, plan=self.plan().pk, titulo="", inicio="ayer")
        pagina = " ".join(respuesta.content.decode().split())
        resumen = pagina[pagina.index("resumen-errores") :]
        assert '<a href="#id_titulo">Título</a>: Este campo es requerido.' in resumen
        assert '<a href="#id_inicio">' in resumen

    def test_edits_it(self, miembro):
        propio = CompromisoFactory(plan=self.plan(), numero=50)
        assert cambiar(miembro, propio, titulo="Otro título").status_code == 302
        propio.refresh_from_db()
        assert propio.titulo == "Otro título"
        assert not propio.publico

    def test_what_ties_its_plan_to_others_is_out_of_reach(self, miembro):
        """Neither an addendum of a real plan, nor another secretariat, nor other keys."""
        plan = self.plan()
        cambiar(miembro, plan, adenda_de=Plan.objects.get(clave="pa15").pk, secretariado="")
        plan.refresh_from_db()
        assert (plan.adenda_de, plan.secretariado.clave) == (None, "practica")

    def test_cannot_take_another_plans_key_nor_declare_what_takes_three(self, miembro):
        datos = {"plan": self.plan().pk, "titulo": "x"}
        assert "Empiece la clave con" in errores(
            self.agregar(miembro, clave="MX-PA15-C99", **datos)
        )
        assert "válida" in errores(self.agregar(miembro, estado="cumplimiento_acordado", **datos))

    def test_drafts_of_other_secretariats_are_not_listed(self, miembro):
        ajeno = CompromisoFactory(plan=Plan.objects.get(prefijo="MX-DUR-PRACTICA"), numero=60)
        lista = miembro.get(reverse("admin:compromisos_compromiso_changelist"), {"q": ajeno.clave})
        assert ajeno not in lista.context["cl"].result_list

    def test_may_delete_only_what_was_never_public(self, miembro):
        borrador = CompromisoFactory(plan=self.plan(), numero=51)
        direccion = reverse("admin:compromisos_compromiso_delete", args=[borrador.pk])
        datos = {"post": "yes", "version": borrador.version}
        assert miembro.post(direccion, datos).status_code == 302
        assert not Compromiso.objects.filter(pk=borrador.pk).exists()
        publico = Compromiso.objects.filter(plan=self.plan()).first()
        direccion = reverse("admin:compromisos_compromiso_delete", args=[publico.pk])
        assert miembro.post(direccion, {"post": "yes"}).status_code == 403

    def test_real_plans_are_only_looked_at(self, miembro):
        real = Compromiso.objects.get(clave="MX-PA15-C06")
        direccion = reverse("admin:compromisos_compromiso_change", args=[real.pk])
        assert miembro.get(direccion).status_code == 200
        assert miembro.post(direccion, {"titulo": "x"}).status_code == 403
        assert self.agregar(miembro, plan=real.plan_id, titulo="x").status_code == 200

    def test_accounts_are_not_theirs(self, miembro):
        assert miembro.get(reverse("admin:cuentas_usuario_changelist")).status_code == 403

    def test_nobody_reviews_itself(self, miembro):
        assert miembro.get(reverse("admin:compromisos_evaluacion_add")).status_code == 403

    def test_a_side_speaks_for_itself_alone(self, miembro):
        pagina = miembro.get(reverse("admin:compromisos_pronunciamiento_add"))
        campos = pagina.context["adminform"].form.fields
        assert [valor for valor, _ in campos["lado"].choices] == ["gobierno"]
        compromisos = campos["compromiso"].queryset.values_list("plan__prefijo", flat=True)
        assert set(compromisos) == {"MX-PRACTICA"}
