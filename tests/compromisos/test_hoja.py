"""The spreadsheet with which a side reports many activities at once: the same rules as the form."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from compromisos.hoja import hacer_hoja
from compromisos.models import Evidencia, Reporte

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

BAJAR = "admin:bajar-hoja"
COLUMNAS = {"periodo": "E", "estado": "F", "valor": "G", "texto": "H", "obstaculos": "I",
            "direccion": "J"}  # fmt: skip


@pytest.fixture
def pagina(actividad):
    return reverse("admin:hoja-de-reportes", args=[actividad.compromiso_id])


@pytest.fixture
def bajada(navegador, actividad):
    """The sheet as it is given, for the side that does the activity."""
    respuesta = navegador.get(reverse(BAJAR, args=[actividad.compromiso_id]))
    return load_workbook(io.BytesIO(respuesta.content))


@pytest.fixture
def navegador(entrar):
    return entrar("gobierno")


@pytest.fixture
def subir(navegador, pagina, bajada):
    def con(**celdas):
        hoja = bajada.active
        for nombre, dicho in celdas.items():
            hoja[f"{COLUMNAS[nombre]}2"] = dicho
        salida = io.BytesIO()
        bajada.save(salida)
        return navegador.post(pagina, {"hoja": SimpleUploadedFile("llena.xlsx", salida.getvalue())})

    return con


BIEN = {"estado": "En curso", "texto": "Se abrió la mitad.", "obstaculos": "Falta presupuesto."}


def test_it_says_what_there_is_to_report_and_offers_what_may_be_said(bajada, actividad):
    hoja = bajada.active
    assert [celda.value for celda in hoja[2]][:3] == [
        actividad.clave, "Abrir el padrón", actividad.vence.strftime("%d/%m/%Y")
    ]  # fmt: skip
    listas = {str(regla.sqref): regla.formula1 for regla in hoja.data_validations.dataValidation}
    assert "En curso" in listas["F2"]
    assert hoja["E2"].value in listas["E2"]
    assert hoja["A2"].protection.locked
    assert not hoja["H2"].protection.locked


def test_a_title_is_never_a_formula(actividad):
    actividad.titulo = "=1+1"
    libro = load_workbook(io.BytesIO(hacer_hoja([actividad], ["2026-S1"])))
    assert libro.active["B2"].data_type == "s"


class TestAlSubirla:
    def test_each_row_is_a_draft_once(self, subir):
        for _vez in range(2):
            respuesta = subir(**BIEN, direccion="https://ejemplo.mx/p")
            assert respuesta.status_code == 302
        reporte = Reporte.objects.get()
        assert (reporte.estado, reporte.texto, reporte.lado) == (
            "en_curso", "Se abrió la mitad.", "gobierno"
        )  # fmt: skip
        assert reporte.oficina == "Oficina gobierno"
        assert reporte.publicado_en is None
        assert Evidencia.objects.get().copia.url == "https://ejemplo.mx/p"

    @pytest.mark.parametrize(
        ("mal", "celda", "dicho"),
        [
            ({"obstaculos": None}, "I2", "diga qué lo impide"),
            ({"obstaculos": "..."}, "I2", "diga qué lo impide"),
            ({"texto": None}, "H2", "Este campo"),
            ({"estado": "Más o menos"}, "F2", "válida"),
            ({"periodo": "2019-S1"}, "E2", "válida"),
            ({"valor": 3}, "G2", "no tiene indicador"),
            ({"direccion": "http://127.0.0.1/"}, "J2", ""),
        ],
    )
    def test_or_none_is_and_each_bad_cell_is_named(self, subir, mal, celda, dicho):
        pagina = subir(**(BIEN | mal)).content.decode()
        assert f"<li>{celda}: " in pagina
        assert dicho in pagina
        assert not Reporte.objects.exists()

    def test_of_two_rows_for_the_same_none_is_lost(self, subir, bajada):
        for columna, celda in COLUMNAS.items():
            bajada.active[f"{celda}3"] = (BIEN | {"periodo": bajada.active["E2"].value}).get(
                columna
            )
        bajada.active["A3"] = bajada.active["A2"].value
        pagina = subir(**BIEN).content.decode()
        assert "<li>A3: Ya reporta esa actividad en ese periodo el renglón 2." in pagina
        assert not Reporte.objects.exists()

    def test_a_formula_without_its_result_is_not_an_empty_cell(self, subir):
        pagina = subir(**(BIEN | {"texto": "=1+1"})).content.decode()
        assert "<li>H2: Es una fórmula sin su resultado" in pagina
        assert not Reporte.objects.exists()

    def test_what_was_begun_goes_on_and_an_empty_cell_takes_nothing_away(self, subir, navegador):
        subir(**BIEN)
        respuesta = subir(**(BIEN | {"texto": "Ya casi.", "obstaculos": None}))
        reporte = Reporte.objects.get()
        assert (reporte.texto, reporte.obstaculos) == ("Ya casi.", "Falta presupuesto.")
        dicho = navegador.get(respuesta.url).content.decode()
        assert "1 ya estaba empezado" in dicho

    def test_an_empty_sheet_says_so(self, subir):
        assert "no dice nada" in subir().content.decode()

    @pytest.mark.parametrize(
        ("nombre", "datos"),
        [("otra.xlsx", b"PK no"), ("otra.csv", b"a,b"), ("vacia.xlsx", b"")],
    )
    def test_another_file_is_refused(self, navegador, pagina, bajada, nombre, datos):
        respuesta = navegador.post(pagina, {"hoja": SimpleUploadedFile(nombre, datos)})
        assert respuesta.context["form"].errors["hoja"]


def test_another_side_has_none(entrar, pagina, actividad):
    otra = entrar("sociedad_civil")
    assert otra.get(pagina).status_code == 404
    assert otra.get(reverse(BAJAR, args=[actividad.compromiso_id])).status_code == 404
