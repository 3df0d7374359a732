"""A wrong data file is refused whole, with one line that says where to look."""

import pytest
from django.core.management import CommandError, call_command

from compromisos.models import Compromiso
from gobierno_abierto.fuentes.models import Fuente
from gobierno_abierto.portal.historia.carga import cargar
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida
from tests.portal.carpeta_chica import CarpetaChica

pytestmark = pytest.mark.django_db


@pytest.fixture
def carpeta(tmp_path) -> CarpetaChica:
    return CarpetaChica(tmp_path)


@pytest.mark.parametrize(
    ("campos", "donde", "que"),
    [
        ({"color": "azul"}, "color", "no existe en el modelo"),
        ({"plan": "plan-9"}, "plan", "no existe «plan-9»"),
        ({"titulo": None}, "titulo", "no puede quedar vacía"),
        ({"titulo": 7}, "titulo", "debe ser un texto"),
        ({"inicio": "octubre"}, "inicio", "octubre"),
        ({"estado": "cumplido"}, "estado", "cumplido"),
        ({"fuentes": ["diario"]}, "fuentes", "no existe «diario»"),
        ({"fuentes": "acta"}, "fuentes", "debe ser una lista de textos"),
        ({"responsables": ["ej-salud"]}, "responsables", "debe ser una lista de objetos"),
        (
            {"responsables": [{"institucion": "imss"}]},
            "responsables 1 / institucion",
            "no existe «imss»",
        ),
        (
            {"inicio": "2013-10-02"},
            "compromiso_inicio_coherente",
            "La fecha y su precisión no concuerdan",
        ),
    ],
)
def test_the_message_names_file_key_and_field(carpeta, campos, donde, que):
    carpeta.cambiar("compromisos", **campos)
    with pytest.raises(HistoriaInvalida) as error:
        cargar(carpeta.carpeta)
    assert str(error.value).startswith(f"compromisos.json, «EJ-P1-C01», campo «{donde}»: ")
    assert que in str(error.value)


@pytest.mark.parametrize("clave", ["con espacio", "ñandú"])
def test_a_bad_key_is_refused(carpeta, clave):
    carpeta.cambiar("fuentes", clave=clave)
    with pytest.raises(HistoriaInvalida, match=f"fuentes.json, «{clave}», campo «clave»"):
        cargar(carpeta.carpeta)


@pytest.mark.parametrize(
    ("texto", "mensaje"),
    [
        ("[", "fuentes.json: no es JSON"),
        ("{}", "fuentes.json: debe ser una lista de objetos"),
        ('[{"titulo": "x"}]', "fuentes.json, registro 1, campo «clave»: falta"),
        ('[{"clave": "a"}, {"clave": "a"}]', "fuentes.json, «a», campo «clave»: está repetida"),
    ],
)
def test_a_broken_file_is_refused(carpeta, texto, mensaje):
    (carpeta.carpeta / "fuentes.json").write_text(texto, encoding="utf-8")
    with pytest.raises(HistoriaInvalida, match=mensaje):
        cargar(carpeta.carpeta)


def test_a_missing_file_is_refused(carpeta):
    (carpeta.carpeta / "hitos.json").unlink()
    with pytest.raises(HistoriaInvalida, match=r"hitos\.json: no se pudo leer"):
        cargar(carpeta.carpeta)


def test_nothing_is_half_loaded_and_the_command_says_it_in_one_line(carpeta, monkeypatch):
    monkeypatch.setattr("gobierno_abierto.portal.historia.carga.DATOS", carpeta.carpeta)
    carpeta.cambiar("compromisos", plan="plan-9")
    with pytest.raises(CommandError) as error:
        call_command("cargar_historia")
    assert str(error.value) == (
        "No se cargó nada. compromisos.json, «EJ-P1-C01», campo «plan»: no existe «plan-9»."
    )
    assert not Fuente.objects.filter(clave="acta").exists()
    assert not Compromiso.objects.filter(clave="EJ-P1-C01").exists()
