"""Nobody's e-mail, telephone, CURP or RFC is anywhere that the public can read."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.comun.privacidad import PATRONES
from gobierno_abierto.portal.api import REGISTROS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

EXPORTES = [f"/api/v1/{r.recurso}.ndjson" for r in REGISTROS]
LEDGER = ["/api/v1/cambios.ndjson", "/api/v1/cambios.csv", "/api/v1/cambios.atom"]
# Documents of the Web have numbers in their addresses, and they are nobody's telephone.
DIRECCION_WEB = re.compile(r"https?://[^\s\"'<>|]+")
# Hashes and RFC 3339 instants are long runs of figures too.
CIFRAS = re.compile(r"\b[0-9a-f]{64}\b|\d{4}-\d\d-\d\dT[\d:.]+")


def hallazgos(texto: str) -> list[tuple[str, str]]:
    limpio = CIFRAS.sub("", DIRECCION_WEB.sub("", texto))
    return [
        (str(que), hallado.group())
        for que, patron in PATRONES.items()
        for hallado in patron.finditer(limpio)
    ]


def contenido(direccion: str) -> str:
    respuesta = Client().get(direccion)
    assert respuesta.status_code == 200, direccion
    cuerpo = b"".join(respuesta.streaming_content) if respuesta.streaming else respuesta.content
    return cuerpo.decode()


def test_no_page_has_any(paginas):
    assert {d: h for d, pagina in paginas.items() if (h := hallazgos(pagina.html))} == {}


@pytest.mark.parametrize("direccion", EXPORTES)
def test_no_export_has_any(direccion):
    assert hallazgos(contenido(direccion)) == []


def test_nor_the_ledger_with_practice_data_and_accounts_in_it(settings):
    settings.ES_DEMO = True
    call_command("crear_cuentas_de_practica", verbosity=0)
    sellar_todo()
    for direccion in LEDGER:
        texto = contenido(direccion)
        assert hallazgos(texto) == [], direccion
        assert "practica-gobierno" in texto  # the institution, whose key it is
        assert "Lorena Cázarez" not in texto  # a person: only her hash


def test_what_is_looked_for_would_be_found():
    malo = "Ana, ana@ejemplo.mx, 55 1234 5678, CURP HEGG560427MVZRRL04, RFC HEGG560427AB1"
    assert len(hallazgos(malo)) == 4
    assert hallazgos("Nosotr@s por la Democracia, 2013-2015, MX-PA15-C06") == []
