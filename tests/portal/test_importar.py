"""What was exported comes back: whole, into an empty portal; and nothing of it if a cell is bad."""

import csv
import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.fuentes.models import Fuente
from gobierno_abierto.portal.historia.carga import cargar
from gobierno_abierto.portal.importacion.tablas import CALCULADAS, DESTINOS, HECHAS_AQUI
from gobierno_abierto.portal.paquete.tablas import tablas
from planes.models import Hito, Plan
from secretariados.models import Jurisdiccion
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.compromisos.seguido import hacer_seguido
from tests.portal.carpeta_chica import CarpetaChica
from tests.portal.historia_cargada import _vaciar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

SITIO = "https://datos.example"
APARTE = {"version", "revision", "actualizado"}
CLAVE = "MX-PA15-C06"


def vaciar():
    """The test's transaction puts it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _vaciar(connection.ops, [])


def exportar(carpeta):
    call_command("exportar", carpeta, sitio=SITIO, verbosity=0)
    return carpeta


def importar(ruta, **opciones):
    dicho = StringIO()
    call_command("importar", ruta, stdout=dicho, **opciones)
    return dicho.getvalue()


def datos_de(carpeta):
    """Every data file but those of the ledger, without the columns of when it was read."""
    hay = {}
    for ruta in sorted(carpeta.iterdir()):
        if ruta.name.startswith("cambios."):
            continue
        if ruta.suffix == ".csv":
            with open(ruta, encoding="utf-8", newline="") as archivo:
                filas = list(csv.DictReader(archivo))
            hay[ruta.name] = [{c: v for c, v in f.items() if c not in APARTE} for f in filas]
        elif ruta.suffix == ".ndjson":
            filas = [json.loads(renglon) for renglon in ruta.read_text().splitlines()]
            hay[ruta.name] = [
                json.dumps({c: v for c, v in fila.items() if c not in APARTE}) for fila in filas
            ]
        elif ruta.suffix in (".txt", ".md"):
            hay[ruta.name] = ruta.read_text()
    return hay


def cambiar(archivo, clave, llave="clave", **celdas):
    """Rewrite cells of one row of a CSV."""
    with open(archivo, encoding="utf-8", newline="") as abierto:
        filas = list(csv.DictReader(abierto))
    for fila in filas:
        if fila[llave] == clave:
            fila.update(celdas)
    escribir(archivo, filas)


def sin_fuentes(archivo):
    with open(archivo, encoding="utf-8", newline="") as abierto:
        filas = [fila | {"fuentes": ""} for fila in csv.DictReader(abierto)]
    escribir(archivo, filas)


def escribir(archivo, filas):
    with open(archivo, "w", encoding="utf-8", newline="") as abierto:
        escritor = csv.DictWriter(abierto, list(filas[0]))
        escritor.writeheader()
        escritor.writerows(filas)


@pytest.fixture(scope="module")
def del_portal(historia, django_db_blocker, tmp_path_factory):
    """A package of the history; each test copies it before writing in it."""
    with django_db_blocker.unblock():
        return exportar(tmp_path_factory.mktemp("paquete") / "datos")


@pytest.fixture
def paquete(del_portal, tmp_path):
    """Some of its tables, so that their cells may be changed: without its sums."""

    def de(*nombres):
        copia = tmp_path / "paquete"
        copia.mkdir()
        for nombre in nombres:
            shutil.copy(del_portal / nombre, copia)
        return copia

    return de


@pytest.fixture
def tabla(tmp_path):
    """Writes a CSV of commitments with some columns alone."""

    def hacer(*filas, nombre="compromisos.csv"):
        escribir(tmp_path / nombre, filas)
        return tmp_path / nombre

    return hacer


class TestIdaYVuelta:
    def test_into_an_empty_portal_and_out_again_it_is_the_same(self, del_portal, tmp_path):
        vaciar()
        assert not Fuente.objects.exists()
        importar(del_portal)
        antes, despues = datos_de(del_portal), datos_de(exportar(tmp_path / "otra"))
        assert antes.keys() == despues.keys()
        for nombre, dado in antes.items():
            assert despues[nombre] == dado, nombre
        uno, otro = (json.loads((d / "datapackage.json").read_text()) for d in
                     (del_portal, tmp_path / "otra"))  # fmt: skip
        assert uno | {"created": ""} == otro | {"created": ""}

    def test_whoever_loads_the_history_afterwards_leaves_it_alone(self, del_portal):
        vaciar()
        importar(del_portal)
        Plan.objects.filter(clave="pa15").update(notas="Lo que decía aquel portal.")
        cargar()
        assert Plan.objects.get(clave="pa15").notas == "Lo que decía aquel portal."

    @settings(max_examples=3, suppress_health_check=list(HealthCheck))
    @given(
        texto=st.text("áñ'=+-@|\\\"\n\r\t,;«»{}[]ab ", min_size=1),
        lista=st.lists(st.text("|\\'=a\nñ", min_size=1), max_size=4),
    )
    def test_whatever_its_texts_have(self, tmp_path_factory, texto, lista):
        vaciar()
        carpeta = tmp_path_factory.mktemp("raro")
        chica = CarpetaChica(carpeta)
        chica.agregar(
            "planes", clave="plan-0", nombre="Adenda", nombre_corto="A", prefijo="EJ-P0",
            jurisdiccion="ej", estado="concluido", adenda_de=None,
        )  # fmt: skip
        cargar(carpeta)
        Plan.objects.filter(clave="plan-0").update(adenda_de=Plan.objects.get(clave="plan-1"))
        Plan.objects.filter(clave="plan-1").update(notas=texto, estructura=lista)
        Compromiso.objects.update(
            titulo=texto, notas=texto, identificadores=[{"esquema": texto, "valor": texto}]
        )
        uno = exportar(carpeta / "uno")
        vaciar()
        importar(uno)
        assert datos_de(exportar(carpeta / "dos")) == datos_de(uno)
        assert Plan.objects.get(clave="plan-1").estructura == lista

    def test_every_column_of_a_form_is_in_its_table(self):
        """What is not in the package would be lost on its way."""
        del_paquete = {t.nombre: {c.nombre for c in t.columnas} for t in tablas()}
        assert del_paquete.keys() == {*DESTINOS, *HECHAS_AQUI, *CALCULADAS}
        for nombre, destino in DESTINOS.items():
            suyas = {destino.campo_de(columna) for columna in del_paquete[nombre]}
            de_formas = {
                campo.name
                for campo in destino.tabla.modelo._meta.concrete_fields
                if campo.editable and not campo.generated and not campo.primary_key
            }
            actos = {"publicado_en", "retirado_en", "retiro_motivo"}
            de_acuerdos = {"propone_oficina"} if nombre == "acuerdos" else set()
            assert de_formas - suyas - actos - de_acuerdos == set(), nombre


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


def malas(ruta):
    with pytest.raises(CommandError) as error:
        importar(ruta)
    titulo, *renglones = str(error.value).splitlines()
    return titulo, renglones


class TestCeldasMalas:
    def test_each_is_named_and_nothing_is_loaded(self, tabla):
        titulo, renglones = malas(
            tabla(
                {"clave": CLAVE, "numero": "seis", "estado": "cumplido", "inicio": "2013"},
                {"clave": "MX-PA15-C07", "numero": "7", "estado": "concluido", "inicio": ""},
                {"clave": "MX-PA15-C08", "numero": "70000", "estado": "", "inicio": ""},
            )
        )
        assert "Celdas que hay que corregir: 5" in titulo
        assert renglones[0] == (
            "compromisos.csv, renglón 2, columna «numero»: «seis»: se esperaba un número entero, "
            "como 12"
        )
        assert (
            "renglón 2, columna «estado»: «cumplido»: se esperaba uno de: borrador"
            in (renglones[1])
        )
        assert "columna «inicio»: «2013»: se esperaba una fecha" in renglones[2]
        assert {r.split("»")[0] for r in renglones[3:]} == {
            "compromisos.csv, renglón 4, columna «numero",
            "compromisos.csv, renglón 4, columna «estado",
        }

    def test_those_of_every_table_at_once(self, paquete):
        paquete = paquete("hitos.csv", "planes.csv", "compromisos.csv")
        with open(paquete / "hitos.csv", encoding="utf-8") as archivo:
            clave = archivo.readlines()[1].split(",")[0]
        cambiar(paquete / "hitos.csv", clave, fecha="ayer")
        cambiar(paquete / "planes.csv", "pa15", llave="slug", jurisdiccion="atlantida")
        cambiar(paquete / "compromisos.csv", CLAVE, responsables='[{"institucion":"nadie"}]')
        _titulo, renglones = malas(paquete)
        juntos = "\n".join(renglones)
        assert "hitos.csv, renglón 2, columna «fecha»: «ayer»" in juntos
        assert "planes.csv" in juntos
        assert "no existe «atlantida»" in juntos
        assert "columna «responsables»" in juntos
        assert len(renglones) == 3

    def test_what_hangs_from_a_bad_one_is_not_named_for_it(self, paquete):
        vaciar()
        paquete = paquete("jurisdicciones.csv", "instituciones.csv")
        for archivo in ("jurisdicciones.csv", "instituciones.csv"):
            sin_fuentes(paquete / archivo)
        cambiar(paquete / "jurisdicciones.csv", "mx", latitud="norte")
        _titulo, renglones = malas(paquete)
        assert len(renglones) == 1
        assert "jurisdicciones.csv" in renglones[0]
        assert not Jurisdiccion.objects.exists()

    def test_what_the_database_refuses_is_a_bad_cell_too(self, tabla):
        _titulo, renglones = malas(
            tabla(
                {"clave": CLAVE, "numero": "7", "mesa_origen": "", "mesa": ""},
                {"clave": "MX-PA15-C08", "numero": "8", "mesa_origen": "", "mesa": "no-hay"},
            )
        )
        assert any("renglón 2, columna «numero»: «7»" in r for r in renglones), renglones
        assert any("columna «mesa»: «no-hay»: no existe «no-hay»" in r for r in renglones)

    def test_headings_keys_and_rows(self, tabla, tmp_path):
        _titulo, renglones = malas(tabla({"clave": CLAVE, "titlo": "x"}))
        assert "renglón 1, columna «titlo»" in renglones[0]
        assert "titulo_original" in renglones[0]
        _titulo, renglones = malas(tabla({"titulo": "x"}))
        assert "falta la columna que dice de qué registro es" in renglones[0]
        _titulo, renglones = malas(tabla(*[{"clave": CLAVE, "notas": "x"}] * 2))
        assert "renglón 3, columna «clave»" in renglones[0]
        assert "ya está en el renglón 2" in renglones[0]
        (tmp_path / "planes.csv").write_text("slug,notas\npa15\n")
        _titulo, renglones = malas(tmp_path / "planes.csv")
        assert "tiene más o menos celdas" in renglones[0]

    def test_personal_data_is_refused_here_too(self, tabla):
        _titulo, renglones = malas(tabla({"clave": CLAVE, "notas": "ana@ejemplo.mx"}))
        assert "dirección de correo" in renglones[0]


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
