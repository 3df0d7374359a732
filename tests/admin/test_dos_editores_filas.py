"""Two editors of the rows of a record: each is the same by its number, and none is lost."""

import pytest

from tests.admin.edicion import abrir, enviar, enviar_de_nuevo, pagina
from tests.compromisos.factories import InstitucionFactory


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
