"""What no reader types and programs send: an answer or a clean refusal, never a 500."""

import csv
import io

import pytest

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.registros import CAMBIOS
from gobierno_abierto.portal.api import REGISTROS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

RECURSOS = [*REGISTROS, CAMBIOS]
# Raw, as they go in the address.
VALORES = {
    "nul": "%00",
    "nul inside": "a%00b",
    "surrogate": "%ED%A0%80",
    "surrogate pair": "%ED%A0%BD%ED%B8%80",
    "latin-1": "Educaci%F3n",
    "overlong": "%C0%AF",
    "cut": "%E2%82",
    "7 kB": "a" * 7_000,
    "7 kB of commas": "," * 7_000,
    "7 kB of quotes": "%22" * 2_300,
    "7 kB of minus": "-a%20" * 1_400,
    "formula": "%3D1%2B1",
    "not a percent": "%",
    "sql": "'%20OR%201=1--",
    "huge number": "9" * 400,
    "other digits": "%D9%A3",
    "nan": "NaN",
    "line break": "a%0Ab%0C",
    "emoji": "%F0%9F%98%80",
    "right to left": "%E2%80%AE",
}
ILEGIBLES = ("surrogate", "surrogate pair", "latin-1", "overlong", "cut")


def bien(respuesta):
    """An answer, or a refusal that says why."""
    assert respuesta.status_code in (200, 400, 404), respuesta.status_code
    if respuesta.status_code != 200:
        assert respuesta["Content-Type"] == "application/problem+json"
        dado = respuesta.json()
        assert dado["status"] == respuesta.status_code
        assert dado["detail"]
    return respuesta.status_code


@pytest.mark.parametrize("cual", VALORES)
def test_in_every_place_of_a_list(client, cual):
    valor = VALORES[cual]
    propios = ("q", "plan", "plan__in", "estado", "numero", "inicio__gte", "actualizado__gte",
               "pais", "ordering", "campos", "page_size", "cursor", "facetas",
               "incluir")  # fmt: skip
    for nombre in propios:
        estado = bien(client.get(f"/api/v1/compromisos/?{nombre}={valor}"))
        if cual in ILEGIBLES:
            assert estado == 400, nombre
    assert bien(client.get(f"/api/v1/compromisos/?{valor}=1")) == 400


@pytest.mark.parametrize("cual", ["nul", "latin-1", "7 kB", "huge number"])
@pytest.mark.parametrize("registro", RECURSOS, ids=lambda r: r.recurso)
def test_in_every_filter_of_every_resource(client, registro, cual):
    for nombre in registro.filtro.base_filters:
        bien(client.get(f"/api/v1/{registro.recurso}/?{nombre}={VALORES[cual]}"))


@pytest.mark.parametrize("cual", VALORES)
def test_as_a_key(client, cual):
    for ruta in ("compromisos/{}/", "cambios/{}/", "compromisos/{}.bib", "{}/", "{}.csv"):
        bien(client.get("/api/v1/" + ruta.format(VALORES[cual])))
    bien(client.get(f"/api/v1/compromisos/MX-PA15-C06/?al={VALORES[cual]}"))


@pytest.mark.parametrize("tamano", ["0", "-1", "1001", "1e3", "", "٣", "1.0", "0x10", " 5"])
def test_absurd_pages(client, tamano):
    respuesta = client.get("/api/v1/compromisos/", {"page_size": tamano})
    assert respuesta.status_code == 400
    assert "page_size" in respuesta.json()["errores"]


@pytest.mark.parametrize("valor", [",", ",,", "pa15,", ",pa15", "pa15,,pa18"])
def test_a_comma_with_nothing_beside_it(client, valor):
    for direccion in (
        "compromisos/?plan__in",
        "afirmaciones/?plan__in",
        "afirmaciones/?objeto__in",
    ):
        respuesta = client.get(f"/api/v1/{direccion}={valor}")
        assert respuesta.status_code == 400
        assert "coma" in respuesta.content.decode()


@pytest.mark.parametrize("extra", ["page=2", "offset=10", "limit=5", "format=api"])
def test_pages_of_other_apis_are_refused_with_what_there_is(client, extra):
    errores = client.get(f"/api/v1/compromisos/?{extra}").json()["errores"]
    assert "page_size" in next(iter(errores.values()))[0]


@pytest.mark.parametrize(
    "direccion",
    [
        "compromisos/?plan=pa15&plan=pa18",
        "compromisos/?page_size=5&page_size=6",
        "compromisos.csv?bom=1&bom=1",
        "compromisos/MX-PA15-C06/?campos=clave&campos=titulo",
        "compromisos/MX-PA15-C06/?al=2030-01-01&al=2030-01-02",
        "codigos/?lista=lado&lista=lado",
        "voces.csv?plan=pa15&plan=pa15",
        "compromisos.atom?plan=pa15&plan=pa18",
        "cambios/?desde=1&desde=2",
        "esquema/?lang=en&lang=es-mx",
    ],
)
def test_twice_the_same_is_neither(client, direccion):
    respuesta = client.get(f"/api/v1/{direccion}")
    assert respuesta.status_code == 400
    assert "más de una vez" in respuesta.content.decode()


class TestFormulas:
    @pytest.mark.parametrize("inicio", ["=", "+", "-", "@", "\t", "\r", "'"])
    def test_what_a_spreadsheet_would_run_is_text_and_comes_back_the_same(self, client, inicio):
        titulo = f"{inicio}HYPERLINK(1)"
        Compromiso.objects.filter(clave="MX-PA15-C06").update(notas=titulo)
        respuesta = client.get("/api/v1/compromisos.csv?plan=pa15&campos=clave,notas")
        filas = csv.reader(io.StringIO(b"".join(respuesta).decode(), newline=""))
        (celda,) = (nota for clave, nota in filas if clave == "MX-PA15-C06")
        assert celda == f"'{titulo}"
        en_json = client.get("/api/v1/compromisos/MX-PA15-C06/?campos=notas").json()
        assert en_json["notas"] == titulo


@pytest.mark.parametrize(
    ("consulta", "dice"),
    [
        ("q=a&q=b", "Se dio más de una vez."),
        ("plan=pa15&plan=pa18", "«plan__in=a,b»"),
        ("campos=clave&campos=titulo", "«campos=a,b»"),
        ("plan__in=pa15,pa81", "¿Quiso decir «pa18»?"),
        ("contraste__in=difere,coincide", "¿Quiso decir «difiere»?"),
    ],
)
def test_the_advice_is_of_something_that_there_is(client, consulta, dice):
    respuesta = client.get(f"/api/v1/compromisos/?{consulta}")
    assert respuesta.status_code == 400
    (avisos,) = respuesta.json()["errores"].values()
    assert avisos[0].endswith(dice) or dice in avisos[0]
    assert "q__in" not in avisos[0]
