"""An export loaded where it came from, or a part of it: only what differs changes, and what
no file changes is said to be so."""

import csv
import shutil

import pytest
from django.core.management import CommandError
from openpyxl import Workbook, load_workbook

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Hito, Plan
from secretariados.models import Jurisdiccion
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.compromisos.seguido import hacer_seguido
from tests.portal.importado import (
    CLAVE,
    cambiar,
    exportar,
    importar,
    malas,
    vaciar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestEnElMismoPortal:
    def test_it_changes_nothing(self, del_portal):
        versiones = dict(Compromiso.objects.values_list("clave", "version"))
        entradas = Entrada.objects.count()
        dicho = importar(del_portal)
        assert "125 sin cambio" in dicho
        assert "nuevas" not in dicho
        assert "actualizadas" not in dicho
        assert dict(Compromiso.objects.values_list("clave", "version")) == versiones
        assert Entrada.objects.count() == entradas

    def test_twice_is_once(self, paquete):
        paquete = paquete("compromisos.csv")
        cambiar(paquete / "compromisos.csv", CLAVE, notas="Otra nota.")
        assert "1 actualizadas" in importar(paquete)
        entradas = Entrada.objects.count()
        importar(paquete)
        assert Entrada.objects.count() == entradas

    def test_only_what_differs_changes_and_the_ledger_says_how(self, paquete):
        paquete = paquete("compromisos.csv")
        cambiar(
            paquete / "compromisos.csv",
            CLAVE,
            notas="'=1+1 | dos",
            responsables='[{"lado":"gobierno","papel":"apoyo","institucion":"ifai"}]',
        )
        importar(paquete)
        suyo = Compromiso.objects.get(clave=CLAVE)
        assert suyo.notas == "=1+1 | dos"
        (responsable,) = suyo.responsables.all()
        assert responsable.institucion.clave == "ifai"
        tipos = {(e.tipo, e.via) for e in Entrada.objects.filter(objeto_clave=CLAVE, version=2)}
        assert tipos == {(Entrada.Tipo.CARGA, Entrada.Via.ORDEN)}

    def test_to_simulate_writes_nothing(self, paquete):
        paquete = paquete("compromisos.csv")
        cambiar(paquete / "compromisos.csv", CLAVE, notas="Otra nota.")
        entradas = Entrada.objects.count()
        dicho = importar(paquete, simular=True)
        assert "1 actualizadas" in dicho
        assert "no se escribió nada" in dicho
        assert Entrada.objects.count() == entradas
        assert Compromiso.objects.get(clave=CLAVE).notas != "Otra nota."

    def test_a_copy_of_before_does_not_undo_what_changed_since(self, tabla):
        Compromiso.objects.filter(clave=CLAVE).update(notas="De hoy.")
        hoy = Compromiso.objects.get(clave=CLAVE).version
        vieja = tabla({"clave": CLAVE, "notas": "De antes.", "version": str(hoy - 1)})
        with pytest.raises(CommandError, match=f"«version»: «{hoy - 1}»: aquí va en la versión"):
            importar(vieja)
        assert Compromiso.objects.get(clave=CLAVE).notas == "De hoy."

    @pytest.mark.parametrize(
        ("version", "dice"), [("dos", "un número entero"), ("999", "aquí va apenas en la versión")]
    )
    def test_nor_does_one_whose_version_is_none_of_ours(self, tabla, version, dice):
        _titulo, (renglon,) = malas(tabla({"clave": CLAVE, "notas": "x", "version": version}))
        assert f"columna «version»: «{version}»: " in renglon
        assert dice in renglon


class TestUnaTabla:
    def test_a_csv_with_some_columns_changes_those_alone(self, tabla):
        antes = Compromiso.objects.get(clave=CLAVE)
        importar(tabla({"clave": CLAVE, "preexistente": "si"}, nombre="compromisos (2).csv"))
        suyo = Compromiso.objects.get(clave=CLAVE)
        assert suyo.preexistente == "si"
        assert (suyo.titulo, suyo.notas) == (antes.titulo, antes.notas)

    def test_a_workbook_of_the_package(self, paquete):
        paquete = paquete("gobierno-abierto.xlsx")
        libro = load_workbook(paquete / "gobierno-abierto.xlsx")
        hoja = libro["hitos"]
        columna = [celda.value for celda in hoja[1]].index("titulo") + 1
        clave = hoja.cell(2, 1).value
        hoja.cell(2, columna).value = "Otro título"
        libro.save(paquete / "cambiado.xlsx")
        dicho = importar(paquete / "cambiado.xlsx")
        assert "1 actualizadas" in dicho
        assert Hito.objects.get(clave=clave).titulo == "Otro título"

    def test_a_sheet_that_is_alone_is_of_the_table_that_its_file_says(self, tmp_path):
        libro = Workbook()
        libro.active.title = "Hoja1"
        libro.active.append(["clave", "notas"])
        libro.active.append([CLAVE, "Una nota."])
        libro.save(tmp_path / "compromisos.xlsx")
        assert "1 actualizadas" in importar(tmp_path / "compromisos.xlsx")
        libro.save(tmp_path / "mis-cambios.xlsx")
        with pytest.raises(CommandError, match=r"póngaselo al archivo \(«compromisos.xlsx»\)"):
            importar(tmp_path / "mis-cambios.xlsx")

    def test_a_new_record(self, tabla):
        importar(
            tabla(
                {"clave": "otra-fuente", "titulo": "Otra", "direccion": "https://ejemplo.mx/o"},
                nombre="fuentes.csv",
            )
        )
        nueva = Fuente.objects.get(clave="otra-fuente")
        assert nueva.publico
        assert nueva.url == "https://ejemplo.mx/o"

    def test_what_the_portal_calculates_is_not_read_and_it_says_so(self, tabla):
        dicho = importar(tabla({"clave": CLAVE, "contraste": "coincide"}))
        assert "no se leen, porque las calcula el portal: contraste (1)" in dicho


class TestElPaquete:
    def test_one_that_was_altered_or_is_not_whole_is_refused(self, del_portal, tmp_path):
        copia = shutil.copytree(del_portal, tmp_path / "x")
        with open(copia / "planes.csv", "a") as archivo:
            archivo.write("\r\n")
        (copia / "mesas.ndjson").unlink()
        with pytest.raises(CommandError, match=r"mesas.ndjson falta; planes.csv no es el que"):
            importar(copia)

    def test_the_zip_that_is_served(self, del_portal, tmp_path):
        comprimido = shutil.make_archive(str(tmp_path / "gobierno-abierto"), "zip", del_portal)
        assert "125 sin cambio" in importar(comprimido)

    @pytest.mark.parametrize(
        ("nombre", "contenido", "dice"),
        [
            ("x.zip", b"PK no", "No es un ZIP"),
            ("x.csv", b"clave\n", "no dice de qué tabla es"),
            ("planes.csv", b"", "no tiene encabezado"),
            ("planes.csv", "slug,notas\npa15,\xf1".encode("latin-1"), "UTF-8"),
            ("planes.csv", b"slug,slug\n", "repite columnas"),
            ("planes.xlsx", b"PK no", "no es un libro"),
            ("no-esta.csv", None, "No se pudo abrir"),
        ],
    )
    def test_what_is_none(self, tmp_path, nombre, contenido, dice):
        if contenido is not None:
            (tmp_path / nombre).write_bytes(contenido)
        with pytest.raises(CommandError, match=dice):
            importar(tmp_path / nombre)

    @pytest.mark.parametrize("nombre", ["compromiso.csv", "Evaluaciones.csv", "planes.xlsx"])
    def test_a_file_of_a_folder_that_would_be_left_out(self, paquete, nombre):
        paquete = paquete("planes.csv")
        (paquete / "._planes.csv").write_bytes(b"\0")  # what systems leave
        (paquete / nombre).write_text("clave\n")
        with pytest.raises(CommandError, match=f"«{nombre}» no se llama como una tabla"):
            importar(paquete)

    def test_and_a_sheet_of_a_workbook(self, tmp_path):
        libro = Workbook()
        libro.active.title = "compromisos"
        libro.active.append(["clave", "notas"])
        libro.active.append([CLAVE, "Otra."])
        otra = libro.create_sheet("zz")  # empty: nothing is lost
        libro.save(tmp_path / "tablas.xlsx")
        assert "1 actualizadas" in importar(tmp_path / "tablas.xlsx")
        otra.append(["clave"])
        libro.save(tmp_path / "tablas.xlsx")
        with pytest.raises(CommandError, match="La hoja «zz» no se llama como una tabla"):
            importar(tmp_path / "tablas.xlsx")

    def test_two_sheets_of_one_table(self, tmp_path):
        """Which of them is right, nobody knows."""
        libro = Workbook()
        for hoja in (libro.active, libro.create_sheet()):
            hoja.title = "compromisos" if hoja is libro.active else "compromisos (2)"
            hoja.append(["clave", "notas"])
            hoja.append([CLAVE, hoja.title])
        libro.save(tmp_path / "tablas.xlsx")
        with pytest.raises(CommandError, match="más de una hoja de la misma tabla"):
            importar(tmp_path / "tablas.xlsx")

    def test_a_folder_without_tables(self, tmp_path):
        with pytest.raises(CommandError, match="ninguna tabla"):
            importar(tmp_path)


class TestLoQueNingunArchivoCambia:
    def test_what_is_agreed_here(self, tabla):
        suyo = hacer_seguido()
        _titulo, renglones = malas(
            tabla({"clave": suyo.clave, "titulo": "Otro", "estado": "retirado", "notas": "x"})
        )
        assert len(renglones) == 2
        assert all("acuerdan los tres lados" in renglon for renglon in renglones)
        importar(tabla({"clave": suyo.clave, "notas": "x"}))
        assert Compromiso.objects.get(clave=suyo.clave).notas == "x"

    def test_what_each_side_tells_here(self, tmp_path):
        hacer_seguido()
        carpeta = exportar(tmp_path / "x")
        (carpeta / "sumas.sha256").unlink()
        for otra in carpeta.glob("*.csv"):
            if otra.stem not in ("reportes", "actividades", "evidencias"):
                otra.unlink()
        importar(carpeta)  # the same: nothing to say
        with open(carpeta / "reportes.csv", encoding="utf-8", newline="") as archivo:
            clave = next(csv.DictReader(archivo))["clave"]
        cambiar(carpeta / "reportes.csv", clave, texto="Otra cosa.")
        _titulo, (renglon,) = malas(carpeta)
        assert "reportes.csv, renglón 2, columna «texto»: «Otra cosa.»: se hace en el portal" in (
            renglon
        )

    def test_into_another_portal_what_was_agreed_is_refused_by_its_plan(self, tmp_path):
        hacer_seguido()
        carpeta = exportar(tmp_path / "x")
        vaciar()
        _titulo, renglones = malas(carpeta)
        assert any("planes.csv" in r and "se propone en el portal" in r for r in renglones)
        assert not Plan.objects.exists()

    def test_a_draft_is_not_taken_for_a_new_one(self, tabla):
        borrador = CompromisoFactory(plan=PlanFactory(publicado=True))
        _titulo, renglones = malas(tabla({"clave": borrador.clave, "notas": "x"}))
        assert any("no es público" in renglon for renglon in renglones)

    def test_practice_data(self, tabla):
        lugar = Jurisdiccion.objects.get(clave="mx")
        _titulo, renglones = malas(
            tabla(
                {
                    "slug": "de-mentira",
                    "nombre": "De mentira",
                    "sector": "otro",
                    "ambito": "federal",
                    "jurisdiccion": lugar.clave,
                    "procedencia": "muestra",
                },
                nombre="instituciones.csv",
            )
        )
        assert "no se importan" in renglones[0]
