"""Whatever is bad in what is imported is named, each cell and no other, and nothing is loaded."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gobierno_abierto.portal.importacion.tablas import DESTINOS
from secretariados.models import Acuerdo, Jurisdiccion
from tests.portal.importado import (
    CLAVE,
    MALAS,
    cambiar,
    importar,
    malas,
    sin_fuentes,
    vaciar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestCeldasMalas:
    @pytest.fixture
    def suyo(self, del_portal):
        with open(del_portal / "compromisos.csv", encoding="utf-8", newline="") as archivo:
            return next(fila for fila in csv.DictReader(archivo) if fila["clave"] == CLAVE)

    def test_each_is_named_and_nothing_is_loaded(self, tabla):
        titulo, renglones = malas(
            tabla(
                {"clave": CLAVE, "numero": "seis", "estado": "cumplido", "inicio": "2013"},
                {"clave": "MX-PA15-C07", "numero": "7", "estado": "concluido", "inicio": ""},
                {"clave": "MX-PA15-C08", "numero": "70000", "estado": "", "inicio": ""},
            )
        )
        assert "Celdas que hay que corregir: 6" in titulo
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
            "compromisos.csv, renglón 4, columna «inicio",  # without it, its precision says nothing
        }

    @pytest.mark.parametrize(
        ("columna", "celda", "dice"),
        [
            ("estado", "cumplimiento_acordado", "lo acuerdan los tres lados"),
            ("identificadores", "[" * 3_000, "no es JSON que se pueda"),
            ("identificadores", '[{"esquema": "\\ud800"}]', "no es JSON que se pueda"),
            ("identificadores", '[{"esquema": "ogp"}]', "Es una lista como"),
            ("identificadores", '[{"esquema": "ogp", "valor": null}]', "Es una lista como"),
            ("identificadores", '{"esquema": "ogp", "valor": "MX0064"}', "una lista de objetos"),
            ("identificadores", '[{"esquema": "ogp", "valor": " "}]', "«valor»: está vacío"),
            ("responsables", '[{"lado": ""}]', "vacío"),
        ],
    )
    def test_nor_what_no_file_may_say(self, tabla, columna, celda, dice):
        _titulo, renglones = malas(tabla({"clave": CLAVE, columna: celda}))
        assert f"columna «{columna}»" in renglones[0]
        assert dice in renglones[0]

    def test_a_formula_that_nobody_calculated_does_not_erase_what_there_is(self, tmp_path):
        libro = Workbook()
        libro.active.append(["clave", "notas", "numero"])
        libro.active.append([CLAVE, '=CONCATENATE("a","b")', "=3+3"])
        libro.save(tmp_path / "compromisos.xlsx")
        libro.active.append(["MX-PA15-C07", "Otra.", "siete"])
        libro.save(tmp_path / "compromisos.xlsx")
        _titulo, renglones = malas(tmp_path / "compromisos.xlsx")
        columnas = [renglon.split("«")[1].split("»")[0] for renglon in renglones]
        assert sorted(columnas) == ["notas", "numero", "numero"]
        assert sum("es una fórmula sin resultado o con error" in r for r in renglones) == 2
        assert "«=3+3»" in "".join(renglones)

    def test_nor_is_an_error_of_the_spreadsheet_a_text(self, tmp_path):
        libro = Workbook()
        libro.active.append(["clave", "titulo"])
        libro.active.append([CLAVE, "#N/A"])
        libro.save(tmp_path / "compromisos.xlsx")
        _titulo, (renglon,) = malas(tmp_path / "compromisos.xlsx")
        assert "renglón 2, columna «titulo»: «#N/A»: es una fórmula" in renglon

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

    def test_nor_is_anything_else_of_a_whole_package(self, paquete):
        """A plan that fell takes with it its commitments, reviews and what is said of them."""
        vaciar()
        paquete = paquete(*(f"{tabla}.csv" for tabla in DESTINOS))
        cambiar(paquete / "planes.csv", "pa15", llave="slug", presentado="ayer")
        _titulo, renglones = malas(paquete)
        assert len(renglones) == 1
        assert "planes.csv" in renglones[0]
        assert "columna «presentado»: «ayer»" in renglones[0]

    def test_each_of_a_ring_is_told_at_what_it_hangs_from(self, paquete):
        vaciar()
        paquete = paquete("fuentes.csv", "jurisdicciones.csv")
        cambiar(paquete / "jurisdicciones.csv", "mx-dur", padre="mx-nle")
        cambiar(paquete / "jurisdicciones.csv", "mx-nle", padre="mx-dur")
        _titulo, renglones = malas(paquete)
        assert len(renglones) == 2
        assert all("columna «padre»" in r and "forma un anillo" in r for r in renglones), renglones

    def test_of_a_plan_whose_keys_begin_otherwise_its_prefix_is_bad(self, paquete):
        vaciar()
        paquete = paquete(*(f"{tabla}.csv" for tabla in DESTINOS))
        cambiar(paquete / "planes.csv", "pa15", llave="slug", prefijo="MX-OTRO")
        _titulo, (renglon,) = malas(paquete)
        assert "columna «prefijo»: «MX-OTRO»" in renglon
        cambiar(paquete / "planes.csv", "pa15", llave="slug", prefijo="MX-PA15")
        cambiar(paquete / "compromisos.csv", CLAVE, clave="MX-PA16-C06")
        _titulo, renglones = malas(paquete)
        assert "compromisos.csv" in "".join(renglones)
        assert not any("planes.csv" in renglon for renglon in renglones)

    def test_of_two_that_say_the_same_number_nobody_knows_which_is_right(self, paquete):
        vaciar()
        paquete = paquete(*(f"{tabla}.csv" for tabla in DESTINOS))
        cambiar(paquete / "compromisos.csv", CLAVE, numero="7", titulo=" ")
        _titulo, renglones = malas(paquete)
        numeros = [renglon for renglon in renglones if "columna «numero»" in renglon]
        assert len(numeros) == 2
        assert len(renglones) == 3

    def test_an_object_that_no_record_is_of_what_is_new_too(self, paquete):
        vaciar()
        paquete = paquete(*(f"{tabla}.csv" for tabla in DESTINOS))
        objetos = '[{"tipo": "plan", "clave": "zz"}]'
        cambiar(paquete / "discrepancias.csv", "discrepancia-02", objetos=objetos)
        _titulo, (renglon,) = malas(paquete)
        assert "columna «objetos»" in renglon
        assert "No hay ningún registro con esa clave" in renglon

    def test_a_code_of_another_vocabulary_is_told_at_the_codes(self, paquete):
        vaciar()
        paquete = paquete(*(f"{tabla}.csv" for tabla in DESTINOS))
        codigos = '[{"variable": "ambicion", "valor": "alta"}]'
        cambiar(
            paquete / "evaluaciones.csv", "MX-PA15-C01-MRI-medio-termino", codificaciones=codigos
        )
        _titulo, (renglon,) = malas(paquete)
        assert "columna «codificaciones»" in renglon

    def test_but_what_exists_nowhere_is(self, paquete):
        vaciar()
        paquete = paquete("fuentes.csv", "jurisdicciones.csv")
        cambiar(paquete / "fuentes.csv", "semilla", titulo=" ")
        cambiar(paquete / "jurisdicciones.csv", "mx", fuentes="semilla|zz")
        _titulo, renglones = malas(paquete)
        assert len(renglones) == 2
        assert "columna «fuentes»: «semilla|zz»: no existe «zz»." in renglones[1]

    def test_what_another_row_has_is_told_with_the_rest(self, tabla, del_portal):
        with open(del_portal / "planes.csv", encoding="utf-8", newline="") as archivo:
            uno = next(csv.DictReader(archivo))
        nuevo = uno | {"slug": "otro", "version": "", "jurisdiccion": "atlantida"}
        _titulo, renglones = malas(tabla(nuevo, nombre="planes.csv"))
        columnas = {renglon.split("«")[1].split("»")[0] for renglon in renglones}
        assert columnas == {"jurisdiccion", "prefijo"}, renglones

    def test_what_the_database_refuses_is_a_bad_cell_too(self, tabla):
        _titulo, renglones = malas(
            tabla(
                {"clave": CLAVE, "numero": "7", "mesa_origen": "", "mesa": ""},
                {"clave": "MX-PA15-C08", "numero": "8", "mesa_origen": "", "mesa": "no-hay"},
            )
        )
        assert any("renglón 2, columna «numero»: «7»" in r for r in renglones), renglones
        assert any("columna «mesa»: «no-hay»: no existe «no-hay»" in r for r in renglones)

    @pytest.mark.parametrize(
        ("celdas", "cuales"),
        [
            ({"fin": "2001-01-01"}, {"fin"}),
            ({"inicio": "2015-12-31", "fin": "2001-01-01"}, {"inicio", "fin"}),
            ({"fin_precision": "no_consta", "titulo": "Otro"}, {"fin_precision"}),
        ],
        ids=["una", "dos", "sin precisión"],
    )
    def test_a_rule_over_several_columns_is_told_at_those_that_change(self, tabla, celdas, cuales):
        _titulo, renglones = malas(tabla({"clave": CLAVE, **celdas}))
        assert {renglon.split("«")[1].split("»")[0] for renglon in renglones} == cuales

    def test_what_is_only_blanks_says_nothing(self, tabla):
        _titulo, (renglon,) = malas(tabla({"clave": CLAVE, "titulo": "   "}))
        assert "columna «titulo»" in renglon
        assert "no puede quedar vacía" in renglon
        assert "sin cambio" in importar(tabla({"clave": CLAVE, "numero": " 6 "}))

    def test_what_is_said_twice_in_a_list_is_told_at_the_list(self, tabla):
        dos = '[{"papel":"apoyo","institucion":"ifai"},{"papel":"apoyo","institucion":"ifai"}]'
        _titulo, renglones = malas(tabla({"clave": CLAVE, "responsables": dos}))
        assert all("columna «responsables»" in renglon for renglon in renglones), renglones

    def test_a_key_with_blanks_around_is_the_same_key(self, tabla):
        assert "1 actualizadas" in importar(tabla({"clave": f" {CLAVE} ", "notas": "Otra."}))

    def test_a_version_that_is_none_is_bad_though_nothing_else_changes(self, tabla):
        _titulo, (renglon,) = malas(tabla({"clave": CLAVE, "version": "abc"}))
        assert "columna «version»: «abc»: se esperaba un número entero" in renglon
        assert "sin cambio" in importar(tabla({"clave": CLAVE, "version": " 1 "}))
        assert "sin cambio" in importar(tabla({"clave": CLAVE, "version": "1"}))

    def test_a_key_that_no_record_has_is_told_at_the_key(self, tabla):
        _titulo, (renglon,) = malas(tabla({"clave": "MX-PA15-C999", "titulo": "Otro"}))
        assert "columna «clave»: «MX-PA15-C999»: ningún registro tiene esa clave" in renglon
        assert "le falta la columna «plan»" in renglon

    def test_every_rule_that_a_row_breaks_is_told(self, tabla):
        _titulo, renglones = malas(
            tabla(
                {"clave": CLAVE, "numero": "7", "inicio": "2015-02-15", "inicio_precision": "mes",
                 "fin": "2001-02-15", "fin_precision": "anio"},
            )
        )  # fmt: skip
        columnas = {renglon.split("«")[1].split("»")[0] for renglon in renglones}
        assert columnas == {"numero", "inicio", "fin", "fin_precision"}, renglones

    @pytest.mark.parametrize("clave", [CLAVE, "MX-PA15-C99"], ids=["de aquí", "nueva"])
    @settings(
        max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(cuales=st.sets(st.sampled_from(sorted(MALAS)), min_size=1))
    def test_each_is_told_whatever_else_is_bad(self, suyo, tabla, clave, cuales):
        """What cannot be read hides no rule of what can, nor a source that does not exist."""
        celdas = suyo | {"clave": clave, "numero": "6" if clave == CLAVE else "99"}
        for cual in cuales:
            celdas |= MALAS[cual]
        _titulo, renglones = malas(tabla(celdas))
        dichas = {renglon.split("«")[1].split("»")[0] for renglon in renglones}
        esperadas = {columna for cual in cuales for columna in MALAS[cual]}
        if {"inicio ilegible", "fin antes"} <= cuales:
            esperadas -= {"fin"}  # before what, nobody knows
        elif "fin antes" in cuales and clave != CLAVE:  # a rule is told at whatever is new
            esperadas |= {"inicio"}
        assert dichas == esperadas

    def test_a_new_review_with_a_bad_cell_is_not_blamed_for_the_rest(self, del_portal, tabla):
        """What its parts take from it is not known until it is written."""
        with open(del_portal / "evaluaciones.csv", encoding="utf-8", newline="") as archivo:
            una = next(csv.DictReader(archivo))
        nueva = una | {"clave": f"{una['clave']}-BIS", "version": "", "fecha": "ayer"}
        _titulo, (primero, segundo) = malas(tabla(nueva, nombre="evaluaciones.csv"))
        assert "columna «fecha»: «ayer»" in primero
        assert "columna «momento»" in segundo
        assert "ya tiene una evaluación de ese momento" in segundo

    @pytest.mark.parametrize(
        ("nombre", "celdas", "columna", "dice"),
        [
            ("compromisos", {"clave": "MX-PA15-C07", "plan": "pa18"}, "plan", "de otro plan"),
            ("mesas", {"plan": "pa18"}, "plan", "el prefijo de su plan"),
            ("evaluaciones", {"vocabulario": "ogp_desde_2019"}, "vocabulario", "codificaciones"),
            ("planes", {"slug": "pao-2011", "adenda_de": "paa-2012"}, "adenda_de", "adenda suya"),
            ("secretariados", {"slug": "stt", "sucede_a": "stt"}, "sucede_a", "forma un anillo"),
            ("planes", {"slug": "pa15", "prefijo": "OTRO"}, "prefijo", "claves de lo suyo"),
            (
                "compromisos",
                {"clave": "MX-PA18-MX0073", "clasificaciones": '[{"eje": "mri-agenda-digital"}]'},
                "clasificaciones",
                "de otro plan",
            ),
            (
                "compromisos",
                {"clave": CLAVE, "fuentes": "zz|semilla|yy"},
                "fuentes",
                "no existe «zz», «yy».",
            ),
            (
                "compromisos",
                {"clave": CLAVE, "responsables": '[{"institucion": "zz"}, {"institucion": "yy"}]'},
                "responsables",
                "no existe «zz». responsables 2 / institucion: no existe «yy».",
            ),
            (
                "discrepancias",
                {"objetos": '[{"tipo": "plan", "clave": "zz"}]'},
                "objetos",
                "No hay ningún registro con esa clave",
            ),
            (
                "discrepancias",
                {"objetos": '[{"tipo": "plan", "clave": "pa13", "clave": "pa15"}]'},
                "objetos",
                "no es JSON",
            ),
        ],
    )
    def test_what_one_cell_alone_changes_is_told_at_it(
        self, del_portal, tabla, nombre, celdas, columna, dice
    ):
        with open(del_portal / f"{nombre}.csv", encoding="utf-8", newline="") as archivo:
            filas = list(csv.DictReader(archivo))
        llave = "slug" if nombre in ("planes", "secretariados") else "clave"
        suya = next(fila for fila in filas if fila[llave] == celdas.get(llave, filas[0][llave]))
        for fila in (suya | celdas, {llave: suya[llave], **celdas}):  # whole, or that cell alone
            _titulo, (renglon,) = malas(tabla(fila, nombre=f"{nombre}.csv"))
            assert f"columna «{columna}»" in renglon
            assert dice in renglon

    def test_of_several_that_change_the_one_that_breaks_a_rule_is_told(self, tabla):
        _titulo, renglones = malas(
            tabla({"clave": CLAVE, "titulo": "Otro", "plan": "pa18", "notas": "Otras"})
        )
        assert renglones == [
            "compromisos.csv, renglón 2, columna «plan»: «pa18»: Esa mesa es de otro plan."
        ]

    def test_a_cell_is_bad_once(self, tabla):
        nuevo = {"clave": "hito-nuevo", "tipo": "zzz", "titulo": " "}
        _titulo, renglones = malas(tabla(nuevo, nombre="hitos.csv"))
        columnas = [renglon.split("«")[1] for renglon in renglones if "«clave»" not in renglon]
        assert len(columnas) == len(set(columnas)) == 2

    def test_headings_keys_and_rows(self, tabla, tmp_path):
        _titulo, renglones = malas(tabla({"clave": CLAVE, "titlo": "x"}))
        assert "renglón 1, columna «titlo»" in renglones[0]
        assert "¿Quiso decir «titulo»?" in renglones[0]
        assert "titulo_original" in renglones[0]
        _titulo, renglones = malas(tabla({" Clave ": CLAVE, "notas": "x"}))
        assert "columna «Clave»: «Clave»: ¿Quiso decir «clave»?" in renglones[0]
        _titulo, renglones = malas(tabla({"titulo": "x"}))
        assert "falta la columna que dice de qué registro es" in renglones[0]
        _titulo, renglones = malas(tabla(*[{"clave": CLAVE, "notas": "x"}] * 2))
        assert "renglón 3, columna «clave»" in renglones[0]
        assert "ya está en el renglón 2" in renglones[0]
        _titulo, renglones = malas(
            tabla({"clave": CLAVE, "numero": "6"}, {"clave": CLAVE, "numero": "seis"})
        )
        assert "renglón 3, columna «numero»: «seis»" in renglones[1]
        (tmp_path / "planes.csv").write_text("slug,notas\npa15\n")
        _titulo, renglones = malas(tmp_path / "planes.csv")
        assert "tiene 1 celdas, y el encabezado 2" in renglones[0]
        _titulo, renglones = malas(tabla({"clave": f"{CLAVE}\0", "notas": "x"}))
        assert "renglón 2, columna «clave»" in renglones[0]
        assert "tiene un carácter nulo" in renglones[0]

    def test_no_key_dangles(self, tabla):
        clave = Acuerdo.objects.filter(estado="registrado").first().clave
        _titulo, (renglon,) = malas(
            tabla(
                {"clave": clave, "aplica_a_tipo": "plan", "aplica_a_clave": "pa99"},
                nombre="acuerdos.csv",
            )
        )
        assert "columna «aplica_a_clave»: «pa99»: no hay ningún registro con esa clave" in renglon

    def test_personal_data_is_refused_here_too(self, tabla):
        _titulo, renglones = malas(tabla({"clave": CLAVE, "notas": "ana@ejemplo.mx"}))
        assert "dirección de correo" in renglones[0]
