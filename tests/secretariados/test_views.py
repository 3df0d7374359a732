"""What a citizen reads of who decides. Literal addresses."""

import pytest
from django.utils import timezone

from planes.models import Eje
from secretariados.models import Asiento, Institucion, MembresiaAGA, Secretariado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def leer(client, direccion, estado=200):
    respuesta = client.get(direccion)
    assert respuesta.status_code == estado
    return " ".join(respuesta.content.decode().split())


def retirar(modelo, clave):
    modelo.objects.filter(clave=clave).update(
        retirado_en=timezone.now(), retiro_motivo="Por prueba"
    )


class TestSecretariado:
    def test_who_sat_in_2013_and_what_became_of_the_third_side(self, client):
        pagina = leer(client, "/secretariados/stt/")
        etapa = pagina[pagina.index("Etapa PA15") : pagina.index("Etapa 2016-2017")]
        assert "Plan de Acción 2013-2015" in etapa
        assert "octubre de 2013" in etapa
        assert "GESOC" in etapa
        assert "La fuente no da las fechas de estos asientos." in etapa
        assert "vacante" not in etapa
        ultima = pagina[pagina.index("Etapa 2016-2017") :]
        assert "Asiento vacante" in ultima
        assert "23 de mayo de 2017" in ultima
        assert "Retiro del Núcleo de la sociedad civil" in ultima

    def test_one_seat_under_two_names(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(16):
            pagina = leer(client, "/secretariados/stt/")
        etapa = pagina[pagina.index("Etapa PA15") : pagina.index("Etapa 2016-2017")]
        assert "Es la misma institución:" in etapa
        assert "5 de mayo de 2015" in etapa

    def test_whoever_acts_alone_does_not_consent(self, client):
        for direccion in ("/acuerdos/ACU-STT-2017-01/", "/acuerdos/", "/secretariados/stt/"):
            assert "Es su acto" in leer(client, direccion)
        assert "<strong>Consiente</strong>" not in leer(client, "/acuerdos/ACU-STT-2017-01/")

    def test_what_followed_is_told_at_the_top(self, client):
        pagina = leer(client, "/instituciones/ifai/")
        arriba = pagina[: pagina.index('id="linaje"')]
        assert "Hasta donde consta, lo suyo pasó a:" in arriba
        assert "Transparencia para el Pueblo" in arriba
        assert "/instituciones/inai/" not in arriba
        assert "lo suyo pasó a" not in leer(client, "/instituciones/gesoc/")

    def test_three_equal_columns_even_where_a_side_is_unknown(self, client):
        pagina = leer(client, "/secretariados/stl-jalisco/")
        for lado in ("gobierno", "organo_garante", "sociedad_civil"):
            assert f'class="lado de-{lado}"' in pagina
        assert "No consta quién." in pagina

    def test_without_any_seat_it_says_so(self, client):
        assert "Ninguna fuente consultada dice quién se sentó." in leer(
            client, "/secretariados/stl-hidalgo/"
        )

    def test_who_has_no_side_is_apart(self, client):
        pagina = leer(client, "/secretariados/stl-oaxaca/")
        assert "Sin lado: invitados y quien facilita" in pagina
        assert "Arantxa Sánchez López, consultora" in pagina

    def test_a_withdrawn_institution_is_said_to_be_so(self, client):
        retirar(Institucion, "gesoc")
        pagina = leer(client, "/secretariados/stt/")
        assert "GESOC" not in pagina
        assert '<a href="/instituciones/gesoc/">Registro retirado</a>' in pagina

    def test_withdrawn_and_unknown(self, client):
        retirar(Secretariado, "stl-durango")
        assert "Por prueba" in leer(client, "/secretariados/stl-durango/", 410)
        leer(client, "/secretariados/no-existe/", 404)
        assert "stl-durango" not in leer(client, "/ejercicios/")

    def test_the_list_starts_with_the_national_ones(self, client):
        pagina = leer(client, "/secretariados/")
        assert pagina.index("/secretariados/stt/") < pagina.index("/secretariados/stl-campeche/")
        assert "<strong>24</strong> secretariados" in pagina


class TestInstitucion:
    def test_lineage_both_ways(self, client):
        ifai, inai = leer(client, "/instituciones/ifai/"), leer(client, "/instituciones/inai/")
        for pagina in (ifai, inai):
            assert 'id="suc-ifai-inai"' in pagina
            assert "5 de mayo de 2015" in pagina
            assert "Transparencia para el Pueblo" in pagina

    def test_what_it_promised_and_where_it_sat(self, client):
        pagina = leer(client, "/instituciones/gesoc/")
        assert "/compromisos/MX-PA15-C06/" in pagina
        assert "por el lado de sociedad civil" in pagina
        assert "/secretariados/stt/" in pagina

    def test_practice_seats_are_not_shown(self, client):
        practica = Secretariado.objects.create(
            clave="practica",
            nombre="Secretariado de práctica",
            tipo="local",
            estado="instalado",
            jurisdiccion=Secretariado.objects.get(clave="stt").jurisdiccion,
            procedencia="muestra",
            publicado_en=timezone.now(),
        )
        gesoc = Institucion.objects.get(clave="gesoc")
        Asiento.objects.create(
            secretariado=practica, institucion=gesoc, papel="integrante", lado="gobierno"
        )
        assert "práctica" not in leer(client, "/instituciones/gesoc/")

    @pytest.mark.parametrize("consulta", ["q=gesoc", "lado=sociedad_civil", "sector=academia"])
    def test_filters(self, client, consulta):
        assert "/instituciones/" in leer(client, f"/instituciones/?{consulta}")

    def test_a_value_that_does_not_exist_is_told(self, client):
        assert "Ninguna institución cumple con eso." in leer(client, "/instituciones/?sector=x")


class TestAcuerdo:
    def test_three_positions_side_by_side(self, client):
        pagina = leer(client, "/acuerdos/ACU-STT-2011-01/")
        assert pagina.count("<strong>No consta</strong>") == 3
        assert "el portal no presenció este acto" in pagina

    def test_the_list_has_them_all(self, client):
        assert "<strong>8</strong> actos" in leer(client, "/acuerdos/")


class TestAlianza:
    def test_67_and_66_are_explained(self, client):
        pagina = leer(client, "/alianza/")
        assert "suman <strong>67</strong>" in pagina
        assert "dicen <strong>66</strong>" in pagina
        assert "Rusia presentó carta" in pagina
        assert "/discrepancias/#discrepancia-25" in pagina

    def test_a_withdrawn_cohort_is_not_added_up(self, client):
        retirar(MembresiaAGA, "cohorte-5")
        assert "suman <strong>64</strong>" in leer(client, "/alianza/")

    def test_each_grand_challenge_leads_to_its_commitments(self, client):
        pagina = leer(client, "/alianza/")
        desafios = Eje.objects.publicos().filter(plan=None)
        assert len(desafios) == 5
        for desafio in desafios:
            lista = f"/compromisos/?eje={desafio.clave}"
            cuantos = client.get(lista).context["total"]
            assert f'href="{lista}">{cuantos} compromisos<' in pagina

    def test_a_country_by_its_code(self, client):
        pagina = leer(client, "/paises/MX/")
        assert "/planes/pa15/" in pagina
        assert "20 de septiembre de 2011" in pagina
        assert client.get("/paises/mx/").headers["Location"] == "/paises/MX/"
        leer(client, "/paises/XX/", 404)
        leer(client, "/paises/mexico/", 404)
