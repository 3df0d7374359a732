"""What is not public is nowhere: no list, detail, export, page, sitemap or search has it."""

import pytest
from django.apps import apps
from django.utils import timezone

from compromisos.models import Responsable
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.registro import Tipo
from gobierno_abierto.fuentes.models import Cita, Discrepancia, Fuente
from gobierno_abierto.portal.api import REGISTROS
from planes.models import Mesa, Plan
from secretariados.models import Acuerdo, Institucion, Secretariado
from tests.compromisos.factories import CompromisoFactory, InstitucionFactory
from tests.compromisos.replicar import replica_publica
from tests.compromisos.seguido import hacer_seguido
from tests.proyecto.recorrido import exportado
from tests.secretariados.acordar import de_practica
from tests.secretariados.factories import SesionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

MOTIVO = "Retirado para probar que no se ve"
DE_LO_SEGUIDO = ("reportes", "evidencias")
DEL_TEXTO_ACORDADO = ("metas", "actividades")  # the three withdraw them, and they stay in sight
DEL_PLAN = ("compromisos", "mesas", "evaluaciones", "pronunciamientos")


def retirar(modelo, clave):
    modelo._base_manager.filter(clave=clave).update(
        retirado_en=timezone.now(), retiro_motivo=MOTIVO
    )


def llave(registro):
    """Name of the field that identifies a record in its address."""
    return next(campo.nombre for campo in registro.campos)


def claves(client, recurso, **parametros):
    registro = next(r for r in REGISTROS if r.recurso == recurso)
    return {fila[llave(registro)] for fila in exportado(client, recurso, **parametros)}


@pytest.mark.parametrize(
    "registro",
    [r for r in REGISTROS if r.recurso not in DEL_TEXTO_ACORDADO],
    ids=lambda r: r.recurso,
)
def test_a_withdrawn_record_is_nowhere(client, registro):
    SesionFactory(publicado=True)  # the history brings none, nor anything that is followed
    if registro.recurso in DE_LO_SEGUIDO:
        hacer_seguido()
    if registro.recurso == "replicas":
        replica_publica()
    fila = registro.publicos().order_by("pk").last()
    pagina = fila.get_absolute_url()
    clave = next(
        registro.presentar(
            registro.proyectar(registro.publicos().filter(pk=fila.pk), registro.campos[:1]),
            registro.campos[:1],
            "",
        )
    )[llave(registro)]
    assert clave in claves(client, registro.recurso)

    retirar(type(fila), fila.clave)

    assert clave not in claves(client, registro.recurso)
    detalle = client.get(f"/api/v1/{registro.recurso}/{clave}/")
    assert detalle.status_code == 410
    assert MOTIVO in detalle.json()["detail"]
    assert (
        f"<loc>http://testserver{pagina}</loc>" not in client.get("/sitemap.xml").content.decode()
    )
    if "#" in pagina:
        ruta, ancla = pagina.split("#")
        assert f'id="{ancla}"' not in client.get(ruta).content.decode()
    else:
        retirada = client.get(pagina)
        assert retirada.status_code == 410
        assert MOTIVO in retirada.content.decode()
    assert pagina not in client.get("/buscar/", {"q": fila.clave}).content.decode()


def test_with_its_plan_goes_all_that_hangs_from_it(client):
    antes = {recurso: claves(client, recurso, plan="pa15") for recurso in DEL_PLAN}
    assert all(antes.values())

    retirar(Plan, "pa15")

    for recurso in DEL_PLAN:
        assert not claves(client, recurso) & antes[recurso], recurso
    assert client.get("/compromisos/MX-PA15-C06/").status_code == 410
    assert client.get("/planes/pa15/mesas/politica-social/").status_code in (404, 410)
    assert "MX-PA15-C06" not in client.get("/instituciones/gesoc/").content.decode()
    assert "/planes/pa15/" not in client.get("/historia/").content.decode()
    assert "/planes/pa15/" not in client.get("/discrepancias/").content.decode()
    assert "/planes/pa15/" not in client.get("/fuentes/irm_csv/").content.decode()


class TestLoQueSeRefiereALoRetirado:
    """Withdrawn is not unknown: pages say so and lead to the reason; the API does not name it."""

    RETIRADOS = (
        (Mesa, "MX-PA15-MESA-compras-publicas"),
        (Institucion, "sfp"),
        (Fuente, "mexidata_2015"),
        (Secretariado, "stt"),
    )

    @pytest.fixture
    def compromiso(self, client):
        for modelo, clave in self.RETIRADOS:
            retirar(modelo, clave)
        return client.get("/api/v1/compromisos/MX-PA15-C08/").json()

    def test_the_api_gives_null_and_leaves_it_out_of_lists(self, client, compromiso):
        assert (compromiso["mesa"], compromiso["mesa_origen"]) == (None, None)
        assert compromiso["responsables"][0] == {
            "lado": "gobierno",
            "papel": "responsable",
            "institucion": None,
        }
        assert compromiso["fuentes"] == ["irm_csv"]
        assert compromiso["autoinforme"]["fuente"] is None
        assert compromiso["autoinforme"]["valor"] == "cumplido"
        assert client.get("/api/v1/planes/pa15/").json()["secretariado"] is None
        dicha = client.get("/api/v1/afirmaciones/discrepancia-01-a1/").json()
        assert dicha["fuente"] is None

    def test_nothing_of_the_api_names_it(self, client, compromiso):
        fuera = {clave for _modelo, clave in self.RETIRADOS}
        for registro in REGISTROS:
            for fila in exportado(client, registro.recurso):
                assert fuera.isdisjoint(referidas(registro.campos, fila)), fila

    def test_the_page_says_so_and_leads_to_the_reason(self, client, compromiso):
        pagina = client.get("/compromisos/MX-PA15-C08/").content.decode()
        for modelo, clave in self.RETIRADOS:
            retirado = modelo.objects.get(clave=clave)
            url = retirado.get_absolute_url()
            assert f'href="{url}">Registro retirado</a>' in pagina, clave
            assert str(retirado) not in pagina
            assert client.get(url).status_code == 410
        assert "Mesa inferida" not in pagina

    def test_a_seat_too(self, client):
        retirar(Institucion, "gesoc")
        pagina = client.get("/secretariados/stt/").content.decode()
        assert 'href="/instituciones/gesoc/">Registro retirado</a>' in pagina
        asientos = client.get("/api/v1/secretariados/stt/").json()["asientos"]
        assert None in [a["institucion"] for a in asientos]
        assert "gesoc" not in [a["institucion"] for a in asientos]

    def test_what_is_part_of_a_page_tells_its_reason_there(self, client):
        retirar(Discrepancia, "discrepancia-01")
        pagina = client.get("/fuentes/mexidata_2015/").content.decode()
        assert "Registro retirado" in pagina
        assert MOTIVO in pagina
        dicha = client.get("/api/v1/afirmaciones/discrepancia-01-a1/").json()
        assert dicha["discrepancia"] is None

    def test_what_an_act_applies_to(self, client):
        acuerdo = Acuerdo.objects.publicos().filter(aplica_a_tipo="plan").first()
        retirar(Plan, acuerdo.aplica_a_clave)
        pagina = client.get(acuerdo.get_absolute_url()).content.decode()
        assert f'href="/planes/{acuerdo.aplica_a_clave}/">Registro retirado</a>' in pagina
        assert client.get(f"/api/v1/acuerdos/{acuerdo.clave}/").json()["aplica_a"] is None

    def test_the_source_of_what_it_said_in_a_discrepancy(self, client):
        retirar(Fuente, "mexidata_2015")
        pagina = client.get("/discrepancias/").content.decode()
        assert 'href="/fuentes/mexidata_2015/">Registro retirado</a>' in pagina

    def test_the_past_still_names_it(self, client):
        sellar_todo()
        antes = timezone.now()
        retirar(Mesa, "MX-PA15-MESA-compras-publicas")
        pagina = client.get("/compromisos/MX-PA15-C08/", {"al": antes.isoformat()})
        assert pagina.status_code == 200

    def test_a_draft_is_not_told_at_all(self, client):
        compromiso = CompromisoFactory(publicado=True)
        Responsable.objects.create(
            compromiso=compromiso, institucion=InstitucionFactory(), lado="gobierno"
        )
        url = compromiso.get_absolute_url()
        assert "Registro retirado" not in client.get(url).content.decode()
        assert client.get(f"/api/v1{url}").json()["responsables"] == []


def referidas(campos, registro):
    """Every key that a record refers to, whatever the depth."""
    for campo in campos:
        valor = registro[campo.nombre]
        if valor is None:
            continue
        if campo.tipo == Tipo.REFERENCIA:
            yield valor
        elif campo.partes:
            for parte in valor if campo.tipo == Tipo.LISTA else [valor]:
                yield from referidas(campo.partes, parte)
        elif campo.tipo == Tipo.LISTA:
            yield from (clave for clave in valor if isinstance(clave, str))


def test_practice_data_that_cites_a_real_source_is_not_on_its_page(client):
    practica = de_practica()
    semilla = Fuente.objects.get(clave="semilla")
    Cita.objects.create(objeto_tipo="compromiso", objeto_clave=practica.clave, fuente=semilla)
    assert client.get(practica.get_absolute_url()).status_code == 200  # labelled, by its address
    antes = client.get("/api/v1/fuentes/semilla/").json()["citas"]
    assert practica.clave not in client.get("/fuentes/semilla/").content.decode()
    assert practica.clave not in client.get("/sitemap.xml").content.decode()
    Cita.objects.filter(objeto_clave=practica.clave).delete()
    assert client.get("/api/v1/fuentes/semilla/").json()["citas"] == antes


def test_every_public_model_says_where_it_is_read():
    for modelo in apps.get_models():
        if issubclass(modelo, Publicable):
            assert modelo.enlace, modelo
