"""Whatever is typed into any filter of any resource is an answer or a refusal: nothing breaks."""

import os

import pytest

from gobierno_abierto.portal.api import REGISTROS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

RAREZAS = ["-1", "\0"]
if os.environ.get("LARGO"):
    RAREZAS += ["999999999", "'", "2015-13-45", "a,,b"]


@pytest.mark.parametrize("registro", REGISTROS, ids=lambda r: r.recurso)
def test_no_filter_breaks(registro):
    for nombre in registro.filtro.base_filters:
        for rareza in RAREZAS:
            filtro = registro.filtro({nombre: rareza}, queryset=registro.publicos())
            if filtro.is_valid():
                assert filtro.qs.order_by().values("pk").exists() in (True, False)
            else:
                assert list(filtro.form.errors) == [nombre]


@pytest.mark.parametrize("anio", ["-1", "0", "10000", "1.5", "MMXV"])
@pytest.mark.parametrize("lookup", ["anio", "anio__gte", "anio__lte", "anio__in"])
def test_a_year_that_no_calendar_has_is_refused(client, lookup, anio):
    assert client.get("/api/v1/hitos/", {lookup: anio}).status_code == 400
    assert client.get("/historia/", {lookup: anio}).status_code == 200
