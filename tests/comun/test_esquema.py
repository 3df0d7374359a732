"""The published schema is true: every record of the real history fits it."""

import pytest
from jsonschema import Draft202012Validator

from gobierno_abierto.comun.api.esquema import esquema_de
from gobierno_abierto.portal.api import REGISTROS
from tests.compromisos.replicar import replica_publica
from tests.compromisos.seguido import hacer_seguido
from tests.secretariados.factories import SesionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.mark.parametrize("registro", REGISTROS, ids=lambda r: r.recurso)
def test_every_record_fits_its_schema(client, registro):
    SesionFactory(publicado=True)  # the history brings none, nor anything that is followed
    hacer_seguido()
    if registro.recurso == "replicas":
        replica_publica()
    validador = Draft202012Validator(esquema_de(registro))
    todos = {"pais": "*"} if "pais" in registro.filtro.base_filters else {}
    datos = client.get(f"/api/v1/{registro.recurso}/", {"page_size": 1000} | todos).json()
    assert datos["count"] == len(datos["results"]) > 0
    for dado in datos["results"]:
        assert [e.message for e in validador.iter_errors(dado)] == []
        assert list(dado) == registro.nombres


@pytest.mark.parametrize("registro", REGISTROS, ids=lambda r: r.recurso)
def test_every_published_order_works_both_ways(client, registro):
    for orden in registro.ordenes:
        for sentido in ("", "-"):
            pedido = f"/api/v1/{registro.recurso}/?page_size=1&ordering={sentido}{orden}"
            respuesta = client.get(pedido)
            assert respuesta.status_code == 200, orden


@pytest.mark.parametrize("registro", REGISTROS, ids=lambda r: r.recurso)
def test_every_filter_works_or_refuses(client, registro):
    for filtro in registro.filtro.base_filters:
        for valor in ("true", "2015-01-01", "x' y"):
            dado = {filtro: valor, "page_size": 1}  # what a record says is not what is asked here
            respuesta = client.get(f"/api/v1/{registro.recurso}/", dado)
            assert respuesta.status_code in (200, 400), (filtro, valor)
