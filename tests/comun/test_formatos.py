"""Exports: what a spreadsheet opens is what the portal holds, and nothing of it runs."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from gobierno_abierto.comun.api.formatos import csv_de, encabezados, inofensivo, json_de, ndjson_de
from gobierno_abierto.comun.registro import Campo, Tipo

TEXTO = Campo("texto", Tipo.TEXTO, "Texto.", "Text.", nulo=True)
NUMERO = Campo("numero", Tipo.ENTERO, "Número.", "Number.", nulo=True)
LISTA = Campo("lista", Tipo.LISTA, "Lista.", "List.")
OBJETO = Campo("voz", Tipo.OBJETO, "Voz.", "Voice.", nulo=True, partes=(TEXTO, NUMERO))
CAMPOS = (TEXTO, NUMERO, LISTA, OBJETO)


def leer(filas):
    return list(csv.DictReader(io.StringIO("".join(csv_de(filas, CAMPOS)), newline="")))


@given(st.text())
def test_defusing_is_undone_by_taking_one_quote(texto):
    escrito = inofensivo(texto)
    peligroso = texto.startswith(("=", "+", "-", "@", "\t", "\r", "'"))
    assert escrito.startswith("'") == peligroso
    assert (escrito[1:] if escrito.startswith("'") else escrito) == texto


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_survives_the_file(texto):
    (fila,) = leer([{"texto": texto, "numero": -5, "lista": [], "voz": None}])
    assert fila["texto"] == inofensivo(texto)
    assert fila["numero"] == "-5"  # a number is never touched


def test_an_object_is_spread_over_columns():
    assert encabezados(CAMPOS) == ["texto", "numero", "lista", "voz_texto", "voz_numero"]
    (fila,) = leer(
        [{"texto": None, "numero": None, "lista": ["a", "b"], "voz": {"texto": "=1", "numero": 2}}]
    )
    assert fila == {
        "texto": "",
        "numero": "",
        "lista": "a|b",
        "voz_texto": "'=1",
        "voz_numero": "2",
    }


def test_json_formats_hold_the_same_records():
    filas = [{"texto": "ñ"}, {"texto": None}]
    assert json.loads("".join(json_de(filas, (TEXTO,)))) == filas
    renglones = "".join(ndjson_de(filas, (TEXTO,))).splitlines()
    assert [json.loads(renglon) for renglon in renglones] == filas


def test_many_rows_leave_some_at_a_time_and_none_is_lost():
    filas = [{"texto": f"fila {numero}"} for numero in range(1001)]
    assert 1 < len(list(json_de(filas, (TEXTO,)))) < 20
    assert json.loads("".join(json_de(filas, (TEXTO,)))) == filas
    assert len("".join(ndjson_de(filas, (TEXTO,))).splitlines()) == 1001
    assert len("".join(csv_de(filas, (TEXTO,))).splitlines()) == 1002


def test_an_empty_result_is_still_a_whole_file():
    assert json.loads("".join(json_de([], CAMPOS))) == []
    assert leer([]) == []


def test_the_mark_for_spreadsheets_is_only_on_request():
    assert "".join(csv_de([], CAMPOS)).startswith("texto")
    assert "".join(csv_de([], CAMPOS, bom=True)).startswith("\ufefftexto")
