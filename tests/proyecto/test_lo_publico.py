"""What is not public is nowhere: no list, detail, export, page, sitemap or search has it."""

import pytest
from django.apps import apps
from django.utils import timezone

from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.models import Cita, Fuente
from gobierno_abierto.portal.api import REGISTROS
from planes.models import Plan
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.proyecto.recorrido import exportado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

MOTIVO = "Retirado para probar que no se ve"
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


@pytest.mark.parametrize("registro", REGISTROS, ids=lambda r: r.recurso)
def test_a_withdrawn_record_is_nowhere(client, registro):
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


def test_practice_data_that_cites_a_real_source_is_not_on_its_page(client):
    plan = PlanFactory(procedencia="muestra", publicado_en=timezone.now())
    de_practica = CompromisoFactory(plan=plan, publicado_en=timezone.now())
    semilla = Fuente.objects.get(clave="semilla")
    Cita.objects.create(objeto_tipo="compromiso", objeto_clave=de_practica.clave, fuente=semilla)
    assert client.get(de_practica.get_absolute_url()).status_code == 200  # labelled, by its address
    antes = client.get("/api/v1/fuentes/semilla/").json()["citas"]
    assert de_practica.clave not in client.get("/fuentes/semilla/").content.decode()
    assert de_practica.clave not in client.get("/sitemap.xml").content.decode()
    Cita.objects.filter(objeto_clave=de_practica.clave).delete()
    assert client.get("/api/v1/fuentes/semilla/").json()["citas"] == antes


def test_every_public_model_says_where_it_is_read():
    for modelo in apps.get_models():
        if issubclass(modelo, Publicable):
            assert modelo.enlace, modelo
