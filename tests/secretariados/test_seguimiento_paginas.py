"""The pages where an adopted agreement is followed: the three acts, and what everybody reads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.roles import Rol
from secretariados.models import NotaDeSeguimiento
from tests.cuentas.casas import hacer_secretariado
from tests.secretariados.factories import adoptar
from tests.secretariados.test_seguimiento import dentro_de, hecho_hace, proponer, sentado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def acto(casa):
    return adoptar(proponer(casa, titulo="Abrir el padrón"))


PAGINAS = {
    "prorrogar-acuerdo": {
        "hasta": (timezone.localdate() + timedelta(days=300)).isoformat(),
        "motivo": "Falta presupuesto.",
    },
    "anotar-acuerdo": {"texto": "Vamos a la mitad."},
    "dar-por-cumplido": {"confirmo": "on"},
}


class TestPaginas:
    """Each of the three acts in the admin."""

    def pedir(self, navegador, pagina, acto, datos=None):
        direccion = reverse(f"admin:{pagina}", args=[acto.pk])
        return navegador.post(direccion, datos) if datos is not None else navegador.get(direccion)

    def test_the_side_that_answers_for_it_extends(self, entrar, acto):
        gobierno = entrar("gobierno")
        assert self.pedir(gobierno, "prorrogar-acuerdo", acto).status_code == 200
        datos = PAGINAS["prorrogar-acuerdo"]
        assert self.pedir(gobierno, "prorrogar-acuerdo", acto, datos).status_code == 302
        entrada = Entrada.objects.get(objeto_clave=acto.clave, parte="prorroga")
        assert (entrada.lado, entrada.motivo) == ("gobierno", "Falta presupuesto.")
        otro = entrar("sociedad_civil")
        assert self.pedir(otro, "prorrogar-acuerdo", acto).status_code == 404
        assert self.pedir(otro, "prorrogar-acuerdo", acto, datos).status_code == 404

    def test_any_side_annotates(self, entrar, acto):
        for lado in Lado:
            assert self.pedir(entrar(lado), "anotar-acuerdo", acto).status_code == 200
        datos = PAGINAS["anotar-acuerdo"]
        assert self.pedir(entrar_otro(acto), "anotar-acuerdo", acto, datos).status_code == 302
        entrada = Entrada.objects.get(objeto_clave=acto.clave, parte="notadeseguimiento")
        assert (entrada.tipo, entrada.lado) == ("reporte", "gobierno")

    def test_it_closes_with_the_third(self, entrar, acto):
        for lado in Lado:
            acto.refresh_from_db()
            assert acto.estado == "adoptado"
            navegador = entrar(lado)
            sin_decirlo = self.pedir(navegador, "dar-por-cumplido", acto, {})
            assert sin_decirlo.status_code == 200
            hecho = self.pedir(navegador, "dar-por-cumplido", acto, PAGINAS["dar-por-cumplido"])
            assert hecho.status_code == 302
            assert self.pedir(navegador, "dar-por-cumplido", acto).status_code == 404
        acto.refresh_from_db()
        assert acto.estado == "cerrado"

    @pytest.mark.parametrize("pagina", PAGINAS)
    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR, Rol.ENLACE, Rol.MODERADOR])
    def test_only_who_speaks_for_a_side(self, entrar, acto, rol, pagina):
        navegador = entrar("gobierno", rol)
        assert self.pedir(navegador, pagina, acto).status_code == 404
        assert self.pedir(navegador, pagina, acto, PAGINAS[pagina]).status_code == 404

    @pytest.mark.parametrize("pagina", PAGINAS)
    def test_nor_who_speaks_for_it_elsewhere(self, entrar, acto, pagina):
        ajeno = entrar("gobierno", secretariado=hacer_secretariado("ajeno"))
        assert self.pedir(ajeno, pagina, acto, PAGINAS[pagina]).status_code == 404

    @pytest.mark.parametrize("pagina", PAGINAS)
    def test_nor_before_it_is_adopted(self, entrar, casa, pagina):
        propuesta = proponer(casa)
        assert self.pedir(entrar("gobierno"), pagina, propuesta).status_code == 404

    def test_what_is_refused_stays_in_the_box(self, entrar, acto):
        datos = {"hasta": dentro_de(1).isoformat(), "motivo": "Falta presupuesto."}
        pagina = self.pedir(entrar("gobierno"), "prorrogar-acuerdo", acto, datos)
        assert "termina después del plazo" in pagina.content.decode()
        assert "Falta presupuesto." in pagina.content.decode()
        assert dentro_de(1).isoformat() in pagina.content.decode()

    def test_what_closes_meanwhile_too(self, entrar, acto):
        for lado in Lado:
            acto.dar_por_cumplido(sentado(acto, lado))
        pagina = self.pedir(
            entrar("gobierno"), "prorrogar-acuerdo", acto, PAGINAS["prorrogar-acuerdo"]
        )
        assert "Sólo se prorroga" in pagina.content.decode()
        assert "Falta presupuesto." in pagina.content.decode()

    @pytest.mark.parametrize("pagina", ["prorrogar-acuerdo", "anotar-acuerdo"])
    def test_nor_is_it_lost_with_the_session(self, entrar, acto, pagina):
        navegador = entrar("gobierno")
        navegador.logout()
        respuesta = self.pedir(navegador, pagina, acto, PAGINAS[pagina])
        assert respuesta.status_code == 403
        assert max(PAGINAS[pagina].values(), key=len) in respuesta.content.decode()

    def test_nobodys_data_is_written_for_ever(self, entrar, acto):
        datos = {"texto": "Escriba a ana@ejemplo.mx"}
        pagina = self.pedir(entrar("gobierno"), "anotar-acuerdo", acto, datos)
        assert "correo" in pagina.content.decode()
        assert not NotaDeSeguimiento.objects.exists()

    def test_the_act_leads_to_what_one_may_do(self, entrar, acto):
        direccion = reverse("admin:secretariados_acuerdo_change", args=[acto.pk])
        gobierno = entrar("gobierno").get(direccion).content.decode()
        sociedad = entrar("sociedad_civil").get(direccion).content.decode()
        for enlace in ("/cumplido/", "/nota/"):
            assert enlace in gobierno
            assert enlace in sociedad
        assert "/prorroga/" in gobierno
        assert "/prorroga/" not in sociedad

    def test_what_another_side_confirmed_waits_for_the_others(self, entrar, acto):
        que = "que otro lado dio por cumplidos, y el suyo todavía no"
        gobierno, sociedad = entrar("gobierno"), entrar("sociedad_civil")
        assert que not in sociedad.get("/admin/").content.decode()
        self.pedir(gobierno, "dar-por-cumplido", acto, {"confirmo": "on"})
        assert que not in gobierno.get("/admin/").content.decode()
        assert que in sociedad.get("/admin/").content.decode()
        lista = reverse("admin:secretariados_acuerdo_changelist")
        assert acto.titulo in sociedad.get(lista, {"espera": "confirmar"}).content.decode()
        self.pedir(sociedad, "dar-por-cumplido", acto, {"confirmo": "on"})
        assert que not in sociedad.get("/admin/").content.decode()

    def test_what_is_overdue_waits_on_the_first_page_of_who_answers(self, entrar, acto):
        hecho_hace(acto, 3)
        que = "vencidos que su lado debe cumplir"
        assert que in entrar("gobierno").get("/admin/").content.decode()
        assert que not in entrar("sociedad_civil").get("/admin/").content.decode()
        lista = reverse("admin:secretariados_acuerdo_changelist")
        navegador = entrar_otro(acto)
        assert acto.titulo in navegador.get(lista, {"espera": "cumplir"}).content.decode()


def entrar_otro(acto):
    """The government's member that is already there, in another browser."""
    navegador = Client()
    navegador.force_login(acto.secretariado.asientos.get(lado="gobierno").ocupaciones.get().usuario)
    return navegador


class TestEnPublico:
    def test_the_page_tells_what_was_promised_and_what_came_of_it(
        self, client, acto, django_assert_max_num_queries
    ):
        acto.prorrogar(sentado(acto, "gobierno"), dentro_de(90), "Falta presupuesto.")
        acto.anotar(sentado(acto, "sociedad_civil"), "Nadie nos ha enseñado nada.")
        acto.dar_por_cumplido(sentado(acto, "gobierno"))
        with django_assert_max_num_queries(12):
            pagina = client.get(acto.get_absolute_url()).content.decode()
        assert "Falta presupuesto." in pagina
        assert "Nadie nos ha enseñado nada." in pagina
        assert pagina.count("<strong>Lo da por cumplido</strong>") == 1
        assert pagina.count("Todavía no<") == 2
        for dia in (dentro_de(60), dentro_de(90)):
            assert f'<time datetime="{dia.isoformat()}"' in pagina

    def test_it_is_printed_with_a_line_for_each_to_sign(self, client, acto):
        pagina = client.get(acto.get_absolute_url()).content.decode()
        assert pagina.count('class="renglon-de-firma"') == 3

    def test_the_api_tells_it(self, client, acto):
        hecho_hace(acto, 10)
        acto.prorrogar(sentado(acto, "gobierno"), dentro_de(-2), "Falta presupuesto.")
        acto.anotar(sentado(acto, "sociedad_civil"), "Nada.")
        acto.dar_por_cumplido(sentado(acto, "organo_garante"))
        dado = client.get(f"/api/v1/acuerdos/{acto.clave}/").json()
        assert (dado["responsable_lado"], dado["responsable_oficina"]) == (
            "gobierno",
            "Oficina gobierno",
        )
        assert (dado["cumplir_hasta"], dado["vencido"]) == (dentro_de(-10).isoformat(), True)
        assert [(p["hasta"], p["motivo"]) for p in dado["prorrogas"]] == [
            (dentro_de(-2).isoformat(), "Falta presupuesto.")
        ]
        assert dado["notas"] == 1
        assert [(c["lado"], c["dada_en"] is not None) for c in dado["cierre"]] == [
            ("gobierno", False),
            ("organo_garante", True),
            ("sociedad_civil", False),
        ]
        for consulta, esta in (
            ({"vencido": "true"}, True),
            ({"vencido": "false"}, False),
            ({"responsable_lado": "gobierno"}, True),
            ({"cumplir_hasta__lte": dentro_de(-10).isoformat()}, True),
        ):
            lista = client.get("/api/v1/acuerdos/", consulta).json()["results"]
            assert (acto.clave in [a["clave"] for a in lista]) is esta, consulta

    def test_the_secretariat_tells_how_much_each_side_owes(self, client, casa, acto):
        hecho_hace(acto, 3)
        pagina = client.get(casa.get_absolute_url()).content.decode()
        fila = pagina[pagina.index("Vencidos que le toca cumplir") :].split("</tr>")[0]
        assert 'data-columna="Gobierno">1</td>' in fila
        assert fila.count(">0</td>") == 2
        assert "Pasó su plazo sin darse por cumplido" in pagina
