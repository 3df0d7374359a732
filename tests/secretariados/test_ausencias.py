"""What is not known is said, what is not public is not, and neither is taken for the other."""

import pytest

from secretariados.models import AcuerdoOrgano, Asiento, Institucion
from tests.compromisos.factories import InstitucionFactory
from tests.secretariados.factories import AcuerdoFactory, AsientoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def pedir(client, resto):
    return client.get(f"/api/v1/{resto}").json()


def leer(client, direccion):
    respuesta = client.get(direccion)
    assert respuesta.status_code == 200
    return " ".join(respuesta.content.decode().split())


class TestVacantes:
    def test_civil_societys_side_of_the_stt_since_it_left(self, client):
        assert pedir(client, "secretariados/stt/")["vacantes"] == [
            {
                "lado": "sociedad_civil",
                "desde": "2017-05-23",
                "desde_precision": "dia",
                "motivo": Asiento.objects.filter(hasta="2017-05-23").first().fin_motivo,
            }
        ]

    def test_a_side_of_which_nothing_is_known_is_not_vacant(self, client):
        clave = AsientoFactory().secretariado.clave
        assert pedir(client, f"secretariados/{clave}/")["vacantes"] == []
        pagina = leer(client, f"/secretariados/{clave}/")
        assert pagina.count("No consta quién") == 2
        assert "Asiento vacante" not in pagina


class TestPosiciones:
    def test_a_side_that_the_source_leaves_out_is_there_all_the_same(self, client):
        acuerdo = AcuerdoFactory(publicado=True)
        acuerdo.posiciones.create(lado="sociedad_civil", sentido="consiente")
        posiciones = pedir(client, f"acuerdos/{acuerdo.clave}/")["posiciones"]
        assert [(p["lado"], p["sentido"]) for p in posiciones] == [
            ("gobierno", "no_consta"),
            ("organo_garante", "no_consta"),
            ("sociedad_civil", "consiente"),
        ]
        assert set(posiciones[0]) == set(posiciones[2])

    def test_on_every_page_that_shows_the_act(self, client):
        acuerdo = AcuerdoFactory(publicado=True)
        acuerdo.posiciones.create(lado="sociedad_civil", sentido="consiente")
        for direccion in (
            f"/acuerdos/?secretariado={acuerdo.secretariado.clave}",
            f"/acuerdos/{acuerdo.clave}/",
            f"/secretariados/{acuerdo.secretariado.clave}/",
        ):
            pagina = leer(client, direccion).split("<h1", 1)[1]
            for lado in ("Gobierno", "Órgano garante"):
                dicho = pagina.split(f">{lado}<")[-1].split("</li>")[0]
                assert "No consta" in dicho, (direccion, lado)

    def test_an_act_of_which_no_position_is_known_says_so_once(self, client):
        acuerdo = AcuerdoFactory(publicado=True)
        pagina = leer(client, f"/acuerdos/?secretariado={acuerdo.secretariado.clave}")
        assert "Ninguna fuente dice la posición de ningún lado." in pagina


class TestOcultas:
    def test_an_institution_in_a_seat(self, client):
        asiento = AsientoFactory(institucion=InstitucionFactory())
        clave = asiento.secretariado.clave
        assert pedir(client, f"secretariados/{clave}/")["asientos"][0]["institucion"] is None
        pagina = leer(client, f"/secretariados/{clave}/")
        assert asiento.institucion.nombre not in pagina

    def test_the_author_of_an_act(self, client):
        acuerdo = AcuerdoFactory(publicado=True)
        autora = InstitucionFactory()
        AcuerdoOrgano.objects.create(acuerdo=acuerdo, institucion=autora)
        assert pedir(client, f"acuerdos/{acuerdo.clave}/")["organos"] == []
        for direccion in (
            "/acuerdos/",
            f"/acuerdos/{acuerdo.clave}/",
            f"/secretariados/{acuerdo.secretariado.clave}/",
        ):
            pagina = leer(client, direccion)
            assert acuerdo.titulo in pagina
            assert autora.nombre not in pagina

    def test_an_heir(self, client):
        inai = Institucion.objects.get(clave="inai")
        inai.retirado_en, inai.retiro_motivo = inai.publicado_en, "Se repite."
        inai.save()
        assert "/instituciones/inai/" not in leer(client, "/instituciones/ifai/")


class TestDeDonde:
    @pytest.mark.parametrize(
        ("consulta", "esta"), [("", True), ("?pais=*", True), ("?pais=UY", False)]
    )
    def test_an_act_of_no_secretariat_is_of_its_authors_country(self, client, consulta, esta):
        filas = pedir(client, f"acuerdos/{consulta}")["results"]
        assert ("ACU-IFAI-2014-01" in {fila["clave"] for fila in filas}) is esta

    def test_a_country_rests_on_the_sources_of_its_joining(self, client):
        assert "semilla" in pedir(client, "paises/MX/")["fuentes"]
        assert "wiki_ogp_2015" in pedir(client, "paises/UY/")["fuentes"]
