"""Loading again: it writes nothing, or what changed in the files, and never over a person."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models.functions import Now

from compromisos.models import Compromiso, Evaluacion
from gobierno_abierto.fuentes.models import Cita, Fuente
from gobierno_abierto.portal.historia.carga import cargar
from gobierno_abierto.portal.historia.tablas import TABLAS
from planes.models import Plan
from secretariados.models import Asiento, Ocupacion, Secretariado
from tests.portal.carpeta_chica import CarpetaChica

# Versions move once per transaction: these tests need real ones.
pytestmark = pytest.mark.django_db(transaction=True)

CLAVE = "EJ-P1-C01"
EVALUACION = {
    "clave": f"{CLAVE}-MRI-diseno",
    "compromiso": CLAVE,
    "momento": "diseno",
    "vocabulario": "ogp_desde_2019",
    "evaluador": "MRI",
    "fuente": "nota",
    "codificaciones": [{"variable": "relevante", "valor": "si"}],
}


@pytest.fixture
def carpeta(tmp_path) -> CarpetaChica:
    """The small folder, loaded once."""
    chica = CarpetaChica(tmp_path)
    cargar(tmp_path)
    return chica


@pytest.fixture
def recargar(carpeta):
    return lambda: cargar(carpeta.carpeta)


def compromiso() -> Compromiso:
    return Compromiso.objects.get(clave=CLAVE)


def evaluacion() -> Evaluacion:
    return Evaluacion.objects.get(clave=EVALUACION["clave"])


def versiones() -> dict[str, list]:
    return {
        tabla.nombre: list(
            tabla.modelo.objects.order_by("clave").values_list("clave", "version", "actualizado")
        )
        for tabla in TABLAS
    }


def test_a_second_load_writes_nothing(recargar):
    antes = versiones()
    recuentos = recargar()
    assert versiones() == antes
    assert all(r.sin_cambio == r.del_archivo for r in recuentos.values())


def test_the_whole_history_twice_writes_nothing():
    cargar()
    antes = versiones()
    recuentos = cargar()
    assert versiones() == antes
    assert all(r.sin_cambio == r.del_archivo for r in recuentos.values())


def test_what_a_person_edited_is_respected_with_its_parts(carpeta, recargar):
    Compromiso.objects.filter(clave=CLAVE).update(titulo="Agua potable")
    carpeta.cambiar("compromisos", titulo="Agua limpia y sana", responsables=[], fuentes=["nota"])
    recuentos = recargar()
    assert recuentos["compromisos"].respetadas == [CLAVE]
    assert compromiso().titulo == "Agua potable"
    assert compromiso().responsables.count() == 1
    assert [cita.fuente.clave for cita in Cita.objects.de("compromiso", CLAVE)] == ["acta"]


def test_editing_a_part_is_editing_the_record(carpeta, recargar):
    compromiso().responsables.update(papel="apoyo")
    carpeta.cambiar("compromisos", titulo="Agua limpia y sana")
    assert recargar()["compromisos"].respetadas == [CLAVE]
    assert compromiso().responsables.get().papel == "apoyo"


def test_what_is_respected_once_is_respected_for_ever(carpeta, recargar):
    Compromiso.objects.filter(clave=CLAVE).update(titulo="Agua potable")
    recargar()
    carpeta.cambiar("compromisos", titulo="Otro")
    assert recargar()["compromisos"].respetadas == [CLAVE]


def test_a_fact_that_changed_is_updated_in_one_version(carpeta, recargar):
    antes = compromiso()
    carpeta.cambiar(
        "compromisos",
        titulo="Agua limpia y sana",
        inicio="2013-11-01",
        responsables=[{"institucion": "ej-obras"}],
    )
    assert recargar()["compromisos"].actualizadas == [CLAVE]
    ahora = compromiso()
    assert (ahora.titulo, ahora.inicio) == ("Agua limpia y sana", date(2013, 11, 1))
    assert [r.institucion.clave for r in ahora.responsables.all()] == ["ej-obras"]
    assert ahora.version == antes.version + 1
    assert ahora.publicado_en == antes.publicado_en
    assert recargar()["compromisos"].sin_cambio == [CLAVE]


def test_a_fact_that_left_the_file_leaves_the_row(carpeta, recargar):
    carpeta.cambiar("compromisos", inicio=None, inicio_precision=None)
    recargar()
    assert (compromiso().inicio, compromiso().inicio_precision) == (None, "no_consta")


def test_a_new_review_does_not_pass_for_an_edit(carpeta, recargar):
    carpeta.agregar("evaluaciones", **EVALUACION)
    assert recargar()["evaluaciones"].nuevas == [EVALUACION["clave"]]
    assert compromiso().version == compromiso().version_cargada
    carpeta.cambiar("compromisos", titulo="Agua limpia y sana")
    assert recargar()["compromisos"].actualizadas == [CLAVE]


def test_an_edited_review_is_respected(carpeta, recargar):
    carpeta.agregar("evaluaciones", **EVALUACION)
    recargar()
    evaluacion().codificaciones.update(valor="no")
    carpeta.cambiar("evaluaciones", evaluador="Otro")
    assert recargar()["evaluaciones"].respetadas == [EVALUACION["clave"]]
    assert evaluacion().evaluador == "MRI"


def test_a_citation_that_a_person_added_survives(carpeta, recargar):
    de_una_persona = Cita.objects.create(
        objeto_tipo="compromiso",
        objeto_clave=CLAVE,
        fuente=Fuente.objects.get(clave="nota"),
        campo="titulo",
        nota="página 3",
    )
    carpeta.cambiar("compromisos", titulo="Agua limpia y sana")
    recargar()
    assert Cita.objects.filter(pk=de_una_persona.pk).exists()
    assert Cita.objects.de("compromiso", CLAVE).count() == 2


def test_a_source_that_the_file_adds_is_cited(carpeta, recargar):
    carpeta.cambiar("compromisos", fuentes=["acta", "nota"])
    assert recargar()["compromisos"].actualizadas == [CLAVE]
    citas = Cita.objects.de("compromiso", CLAVE)
    assert [cita.fuente.clave for cita in citas] == ["acta", "nota"]


def test_a_source_that_the_file_drops_is_no_longer_cited(carpeta, recargar):
    carpeta.cambiar("compromisos", fuentes=["nota"])
    assert recargar()["compromisos"].actualizadas == [CLAVE]
    assert [c.fuente.clave for c in Cita.objects.de("compromiso", CLAVE)] == ["nota"]


def test_a_citation_that_a_person_took_away_does_not_come_back(recargar):
    Cita.objects.de("compromiso", CLAVE).delete()
    assert recargar()["compromisos"].respetadas == [CLAVE]
    assert not Cita.objects.de("compromiso", CLAVE).exists()


def test_what_a_person_withdrew_is_not_published_again(recargar):
    Compromiso.objects.filter(clave=CLAVE).update(retirado_en=Now(), retiro_motivo="Duplicado.")
    assert recargar()["compromisos"].respetadas == [CLAVE]
    assert not compromiso().publico


def test_a_row_that_a_person_made_with_the_same_key_is_respected(carpeta, recargar):
    Plan.objects.create(
        clave="plan-2",
        nombre="De una persona",
        nombre_corto="P2",
        prefijo="EJ-P2",
        jurisdiccion=Plan.objects.get(clave="plan-1").jurisdiccion,
    )
    carpeta.agregar("planes", **{**carpeta.hechos["planes"][0], "clave": "plan-2"})
    assert recargar()["planes"].respetadas == ["plan-2"]
    assert Plan.objects.get(clave="plan-2").nombre == "De una persona"


def test_a_seat_that_an_account_occupies_is_not_taken_away(carpeta, recargar):
    usuario = get_user_model().objects.create_user("alguien")
    Ocupacion.objects.create(
        asiento=Asiento.objects.get(secretariado__clave="ej-comite"),
        usuario=usuario,
        desde=date(2026, 1, 1),
    )
    carpeta.cambiar("secretariados", nombre="Otro", asientos=[])
    assert recargar()["secretariados"].respetadas == ["ej-comite"]
    assert Secretariado.objects.get(clave="ej-comite").nombre == "Comité"


def test_the_command_tells_what_it_did(carpeta, monkeypatch, capsys):
    monkeypatch.setattr("gobierno_abierto.portal.historia.carga.DATOS", carpeta.carpeta)
    Compromiso.objects.filter(clave=CLAVE).update(titulo="Agua potable")
    carpeta.cambiar("planes", nombre="Plan uno")
    carpeta.agregar("fuentes", clave="otra", titulo="Otra", url="https://ejemplo.mx/otra")
    call_command("cargar_historia")
    dicho = capsys.readouterr().out
    assert "1 nuevas, 2 sin cambio" in dicho
    assert "1 actualizadas" in dicho
    assert f"1 respetadas por edición\n{'':<18}editadas: {CLAVE}" in dicho
