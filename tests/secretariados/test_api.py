"""Who decides, as data. Literal addresses: they are the contract."""

import pytest
from django.utils import timezone

from secretariados.models import Acuerdo, Institucion, Secretariado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def pedir(client, direccion, estado=200, **parametros):
    respuesta = client.get(f"/api/v1/{direccion}", parametros)
    assert respuesta.status_code == estado, respuesta.content
    return respuesta.json()


def claves(client, recurso, campo, **parametros):
    datos = pedir(client, f"{recurso}/", page_size=1000, campos=campo, **parametros)
    return {fila[campo] for fila in datos["results"]}


class TestSecretariados:
    def test_the_national_one_has_all_its_seats(self, client):
        stt = pedir(client, "secretariados/stt/")
        assert (stt["nombre"], stt["estado"]) == ("Secretariado Técnico Tripartita", "sustituido")
        assert (stt["jurisdiccion"], stt["pais"]) == ("mx", "MX")
        assert len(stt["asientos"]) == 27
        gesoc = next(a for a in stt["asientos"] if a["institucion"] == "gesoc")
        assert gesoc == {
            "lado": "sociedad_civil",
            "papel": "integrante",
            "institucion": "gesoc",
            "oficina": None,
            "persona": None,
            "integracion": "etapa PA15",
            "desde": None,
            "desde_precision": "no_consta",
            "hasta": None,
            "hasta_precision": "no_consta",
            "fin_motivo": None,
        }

    def test_filters(self, client):
        assert len(claves(client, "secretariados", "slug")) == 24
        assert claves(client, "secretariados", "slug", tipo="nacional_tripartita") == {
            "stt",
            "comite-coordinador-2019",
        }
        assert claves(client, "secretariados", "slug", sucede_a="stt") == {
            "comite-coordinador-2019"
        }
        assert len(claves(client, "secretariados", "slug", en_capitulo="por_instalar")) == 7
        assert "stt" in claves(client, "secretariados", "slug", institucion="gesoc")
        assert claves(client, "secretariados", "slug", jurisdiccion="mx-dur") == {"stl-durango"}
        assert claves(client, "secretariados", "slug", pais="BR") == set()

    def test_practice_is_apart(self, client):

        Secretariado.objects.create(
            clave="practica",
            nombre="Secretariado de práctica",
            tipo="local",
            estado="instalado",
            jurisdiccion=Secretariado.objects.get(clave="stt").jurisdiccion,
            procedencia="muestra",
            publicado_en=timezone.now(),
        )
        assert "practica" not in claves(client, "secretariados", "slug")
        assert claves(client, "secretariados", "slug", procedencia="muestra") == {"practica"}


class TestInstituciones:
    def test_lineage_follows_every_heir(self, client):
        assert claves(client, "instituciones", "slug", linaje="ifai") == {
            "ifai",
            "inai",
            "sabg",
            "transparencia-pueblo",
        }
        ifai = pedir(client, "instituciones/ifai/")
        assert (ifai["sucesoras"], ifai["antecesoras"]) == (["inai"], [])
        assert "ifai" in pedir(client, "instituciones/inai/")["antecesoras"]

    def test_a_hidden_successor_is_not_told(self, client):
        Institucion.objects.filter(clave="inai").update(
            retirado_en=timezone.now(), retiro_motivo="Prueba"
        )
        assert pedir(client, "instituciones/ifai/")["sucesoras"] == []
        assert "Prueba" in pedir(client, "instituciones/inai/", estado=410)["detail"]

    def test_sector_is_not_side(self, client):
        de_lado = claves(client, "instituciones", "slug", lado="organo_garante", secretariado="stt")
        assert de_lado == {"ifai", "inai"}
        assert "gesoc" in claves(client, "instituciones", "slug", sector="sociedad_civil")

    def test_each_comes_once(self, client):
        datos = pedir(client, "instituciones/", lado="sociedad_civil", page_size=1000)
        slugs = [fila["slug"] for fila in datos["results"]]
        assert len(slugs) == len(set(slugs)) == datos["count"]


class TestAcuerdos:
    def test_three_positions_always_in_the_same_order(self, client):
        for acto in pedir(client, "acuerdos/", page_size=100)["results"]:
            assert [posicion["lado"] for posicion in acto["posiciones"]] == [
                "gobierno",
                "organo_garante",
                "sociedad_civil",
            ]
            assert acto["estado"] == "registrado"

    def test_an_act_of_no_secretariat_is_there_too(self, client):
        sueltos = Acuerdo.objects.filter(secretariado=None).values_list("clave", flat=True)
        assert set(sueltos) <= claves(client, "acuerdos", "clave")
        assert len(claves(client, "acuerdos", "clave")) == 8
        assert len(claves(client, "acuerdos", "clave", secretariado="stt")) == 5


class TestPaises:
    def test_by_its_code(self, client):
        mexico = pedir(client, "paises/MX/")
        assert (mexico["iso"], mexico["cohorte"]) == ("MX", 1)
        assert (mexico["miembro_desde"], mexico["miembro_desde_precision"]) == ("2011-09-20", "dia")
        assert (mexico["planes"], mexico["compromisos"]) == (5, 83)
        rusia = pedir(client, "paises/RU/")
        assert (rusia["retiro"], rusia["miembro_desde"]) == ("2013-04-13", None)
        assert rusia["miembro_desde_precision"] == "no_consta"
        pedir(client, "paises/XX/", estado=404)

    def test_every_country_unless_asked_otherwise(self, client):
        assert len(claves(client, "paises", "iso")) == 53
        assert claves(client, "paises", "iso", tiene_compromisos="true") == {"MX"}
        assert "MX" not in claves(client, "paises", "iso", tiene_compromisos="false")
        assert "BR" in claves(client, "paises", "iso", cohorte=1)


@pytest.mark.parametrize(
    ("direccion", "dicho"),
    [
        ("secretariados/?estado=instalao", "instalado"),
        ("secretariados/?institucion=gesok", "gesoc"),
        ("instituciones/?linaje=ifay", "ifai"),
        ("instituciones/?sector=civil", "sociedad_civil"),
        ("acuerdos/?secretariado=st", "stt"),
        ("acuerdos/?pais=ZZ", "MX"),
        ("acuerdos/?pais=%0B", "MX"),
        ("acuerdos.csv?pais=%20", "MX"),
        ("paises/?cohorte=uno", "entero"),
        ("paises/?pais=MX", "tiene_compromisos"),
    ],
)
def test_refusals_say_what_is_accepted(client, direccion, dicho):
    respuesta = client.get(f"/api/v1/{direccion}")
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"
    assert dicho in respuesta.content.decode()


@pytest.mark.parametrize("recurso", ["secretariados", "instituciones", "acuerdos", "paises"])
@pytest.mark.parametrize("extension", ["csv", "ndjson", "json"])
def test_every_format(client, recurso, extension):
    respuesta = client.get(f"/api/v1/{recurso}.{extension}")
    assert respuesta.status_code == 200
    assert len(b"".join(respuesta)) > 500
