"""Whoever edits changes many commitments with a table: seen first, all or nothing, by her rules."""

import io
from itertools import combinations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Cita, Fuente
from gobierno_abierto.portal import admin_importar
from tests.compromisos.factories import CompromisoFactory
from tests.cuentas.casas import cuenta
from tests.portal.importado import MALAS
from tests.portal.subido import CLAVE, PAGINA, PORQUE, confirmar, en_csv, malas, subir
from tests.secretariados.acordar import de_practica

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def administra(client):
    client.force_login(Usuario.objects.create_superuser("administra"))
    return client


@pytest.fixture
def fuente():
    return Fuente.objects.publicos().order_by("clave").first()


class TestVerYConfirmar:
    def test_nothing_changes_until_it_is_confirmed_and_then_what_was_seen(self, administra, fuente):
        antes = Compromiso.objects.get(clave=CLAVE)
        vista = subir(administra, en_csv({"clave": CLAVE, "titulo": "Otro título"}), fuente)
        pagina = vista.content.decode()
        assert "Todavía no se guarda nada" in pagina
        assert f"<del>{antes.titulo}</del>" in pagina
        assert "<ins>Otro título</ins>" in pagina
        assert Compromiso.objects.get(clave=CLAVE).titulo == antes.titulo
        respuesta = confirmar(administra, vista)
        assert respuesta.url == reverse("admin:compromisos_compromiso_changelist")
        hoy = Compromiso.objects.get(clave=CLAVE)
        assert (hoy.titulo, hoy.notas) == ("Otro título", antes.notas)
        entrada = Entrada.objects.filter(objeto_clave=CLAVE, parte=None).latest("pk")
        assert (entrada.tipo, entrada.motivo) == (Entrada.Tipo.CORRECCION, PORQUE)
        assert Cita.objects.de("compromiso", CLAVE).filter(campo="correccion", nota=PORQUE).exists()

    def test_parts_texts_of_several_lines_and_a_workbook(self, administra, fuente):
        libro = Workbook()
        libro.active.append(["clave", "notas", "responsables", "inicio"])
        partes = '[{"lado":"gobierno","papel":"apoyo","institucion":"ifai"}]'
        libro.active.append([CLAVE, "Uno\nDos | tres", partes, "2013-10-01"])
        salida = io.BytesIO()
        libro.save(salida)
        vista = subir(administra, SimpleUploadedFile("compromisos.xlsx", salida.getvalue()), fuente)
        assert confirmar(administra, vista).status_code == 302, vista.content.decode()
        hoy = Compromiso.objects.get(clave=CLAVE)
        assert hoy.notas == "Uno\nDos | tres"
        assert [r.institucion.clave for r in hoy.responsables.all()] == ["ifai"]

    def test_a_formula_that_nobody_calculated_is_named(self, administra, fuente):
        libro = Workbook()
        libro.active.append(["clave", "notas"])
        libro.active.append([CLAVE, "=1+1"])
        salida = io.BytesIO()
        libro.save(salida)
        dado = subir(administra, SimpleUploadedFile("cambios.xlsx", salida.getvalue()), fuente)
        assert dado.status_code == 422
        (dicha,) = malas(dado)
        assert "renglón 2, columna «notas»: «=1+1»: es una fórmula sin resultado" in dicha

    def test_what_nobody_typed_stays_letter_by_letter(self, administra, fuente):
        Compromiso.objects.filter(clave=CLAVE).update(notas="Uno\r\nDos\rtres")
        vista = subir(administra, en_csv({"clave": CLAVE, "titulo": "Otro título"}), fuente)
        confirmar(administra, vista)
        assert Compromiso.objects.get(clave=CLAVE).notas == "Uno\r\nDos\rtres"

    def test_whoever_goes_back_finds_the_reason_as_it_was_typed(self, administra, fuente):
        """So does who is told that somebody moved it meanwhile; no browser brings a file back."""
        tabla = en_csv({"clave": CLAVE, "notas": "Mía."})
        visto = subir(administra, tabla, fuente).context["visto"]
        vuelta = administra.post(PAGINA, {"visto": visto, "volver": "No, volver"})
        Compromiso.objects.filter(clave=CLAVE).update(notas="De otra.")
        movida = administra.post(PAGINA, {"visto": visto})
        assert (vuelta.status_code, movida.status_code) == (200, 409)
        for pagina in (vuelta, movida):
            assert pagina.context["form"]["motivo"].value() == PORQUE
            assert pagina.context["form"]["fuente"].value() == fuente.pk
            assert f'value="{fuente.pk}" selected' in pagina.content.decode()

    @pytest.mark.parametrize("datos", [{}, {"visto": "x"}, {"visto": "x:y\0"}])
    def test_whoever_goes_back_from_nowhere_finds_it_empty(self, administra, datos):
        vuelta = administra.post(PAGINA, datos | {"volver": "No, volver"})
        assert vuelta.status_code == 200
        assert not vuelta.context["form"]["motivo"].value()

    def test_what_the_portal_calculates_is_named_and_is_no_change(self, administra, fuente):
        tabla = en_csv({"clave": CLAVE, "contraste": "coincide"}, {"clave": "MX-PA15-C07"})
        pagina = subir(administra, tabla, fuente).content.decode()
        assert "<li>contraste: 2 renglones (2, 3)</li>" in pagina
        assert "En lo demás la tabla dice lo mismo" in pagina

    def test_with_tabs_between_as_spreadsheets_save_text(self, administra, fuente):
        texto = f"clave\tnotas\n{CLAVE}\tUna, y otra; y más.\n"
        tabla = SimpleUploadedFile("compromisos.csv", texto.encode())
        (vista,) = subir(administra, tabla, fuente).context["vistas"]
        assert vista.cambios["notas"][1] == "Una, y otra; y más."

    @pytest.mark.parametrize("lejos", ["XFD1048576", "XFD3", "A1048576"])
    def test_a_cell_far_from_the_table_takes_no_time(self, administra, fuente, lejos):
        libro = Workbook()
        libro.active.append(["clave", "notas", "titulo"])
        libro.active.append([CLAVE, "De una_x000D_\nlínea.", "Otro"])
        libro.active[lejos] = " "
        libro.save(salida := io.BytesIO())
        dichas = malas(
            subir(administra, SimpleUploadedFile("compromisos.xlsx", salida.getvalue()), fuente)
        )
        assert [f"renglón {lejos.lstrip('XFDA')}, columna «clave»" in d for d in dichas] == [True]

    def test_of_a_download_what_was_left_as_it_came_does_not_change(self, administra, fuente):
        """Not even what the workbook had no room for."""
        larga = "Dice más de lo que cabe. " * 2_000
        Compromiso.objects.filter(clave=CLAVE).update(descripcion=larga)
        bajado = b"".join(administra.get(f"/api/v1/compromisos.xlsx?q={CLAVE}"))
        libro = load_workbook(io.BytesIO(bajado))
        columna = [celda.value for celda in libro.active[1]].index("notas")
        libro.active[2][columna].value = "Otra."
        libro.save(salida := io.BytesIO())
        vista = subir(administra, SimpleUploadedFile("compromisos.xlsx", salida.getvalue()), fuente)
        (cambiada,) = vista.context["vistas"]
        assert cambiada.cambios.keys() == {"notas"}

    def test_a_table_that_says_the_same(self, administra, fuente):
        titulo = Compromiso.objects.get(clave=CLAVE).titulo
        vista = subir(administra, en_csv({"clave": CLAVE, "titulo": titulo}), fuente)
        assert "no hay nada que cambiar" in vista.content.decode()
        assert not vista.context["visto"]

    def test_the_export_itself_says_the_same(self, administra, client):
        datos = b"".join(client.get("/api/v1/compromisos.csv?plan=pa15"))
        vista = subir(administra, SimpleUploadedFile("compromisos.csv", datos))
        assert "no hay nada que cambiar" in vista.content.decode()


class TestMientrasTanto:
    def test_what_somebody_changed_since_is_not_written_over(self, administra, fuente):
        filas = [{"clave": clave, "notas": "Mía."} for clave in (CLAVE, "MX-PA15-C07")]
        vista = subir(administra, en_csv(*filas), fuente)
        Compromiso.objects.filter(clave=CLAVE).update(notas="De otra.")
        respuesta = confirmar(administra, vista)
        assert respuesta.status_code == 409
        assert CLAVE in respuesta.content.decode()
        assert Compromiso.objects.get(clave=CLAVE).notas == "De otra."
        assert Compromiso.objects.get(clave="MX-PA15-C07").notas != "Mía."

    def test_twice_confirmed_is_once(self, administra, fuente):
        vista = subir(administra, en_csv({"clave": CLAVE, "notas": "Mía."}), fuente)
        assert confirmar(administra, vista).status_code == 302
        entradas = Entrada.objects.count()
        assert confirmar(administra, vista).status_code == 409
        assert Entrada.objects.count() == entradas

    def test_what_was_seen_is_nobody_elses_and_is_not_typed(self, administra, fuente):
        vista = subir(administra, en_csv({"clave": CLAVE, "notas": "Mía."}), fuente)
        otra = Client()
        otra.force_login(Usuario.objects.create_superuser("otra", "otra@ejemplo.mx"))
        assert confirmar(otra, vista).status_code == 422
        visto = vista.context["visto"]
        for falso in ("", "x", visto[:-2] + "xx"):
            assert administra.post(PAGINA, {"visto": falso}).status_code == 422
        assert Compromiso.objects.get(clave=CLAVE).notas != "Mía."


class TestCeldasMalas:
    def test_each_is_named_and_nothing_changes(self, administra, fuente):
        dichas = malas(
            subir(
                administra,
                en_csv(
                    {"clave": CLAVE, "numero": "x", "inicio": "2013-10-01"},
                    {"clave": "MX-PA15-C07", "numero": "7", "inicio": "ayer"},
                    {"clave": "NO-HAY", "numero": "1", "inicio": ""},
                    {"clave": "MX-PA15-C08", "numero": "7", "inicio": "2013-10-01"},
                ),
                fuente,
            )
        )
        juntas = "\n".join(dichas)
        assert "renglón 2, columna «numero»: «x»: se esperaba un número entero" in juntas
        assert "renglón 3, columna «inicio»: «ayer»: se esperaba una fecha" in juntas
        assert "renglón 4, columna «clave»: «NO-HAY»: no ve usted" in juntas
        assert "renglón 5, columna «numero»: «7»: " in juntas
        assert "Ese plan ya tiene un compromiso con ese número" in juntas

    def test_history_asks_for_a_source(self, administra):
        filas = [{"clave": clave, "notas": "Mía."} for clave in (CLAVE, "MX-PA15-C07")]
        respuesta = subir(administra, en_csv(*filas))
        assert malas(respuesta) == []  # no cell is to blame
        assert respuesta.status_code == 422
        assert respuesta.context["form"].errors.keys() == {"fuente"}

    @pytest.mark.parametrize(
        ("columna", "celda", "dice"),
        [
            ("fuentes", "ifai", "se citan en su página"),
            ("mesa", "no-hay", "no existe, o usted no puede verlo"),
            ("plan", "pa18", "no se cambia después de publicado"),
            ("estado", "retirado", "retirado"),
            ("notas", "ana@ejemplo.mx", "dirección de correo"),
            ("responsables", '[{"papel":"apoyo","institucion":"nadie"}]', "no existe «nadie»"),
            ("responsables", '[{"papel":"jefe"}]', "se esperaba uno de"),
            ("no_hay", "x", "se esperaba una de"),
            ("identificadores", "[" * 3_000 + "]" * 3_000, "no es JSON"),
            ("identificadores", '[{"esquema": "\\ud800", "valor": "1"}]', "no es JSON"),
            ("identificadores", '[{"esquema": "a\\u0000", "valor": "1"}]', "no es JSON"),
            ("responsables", '[{"institucion": "\\udfff"}]', "no es JSON"),
            ("responsables", '[{"lado":' + "[" * 500 + "]" * 500 + "}]", "no es JSON"),
        ],
    )
    def test_what_its_page_would_not_take(self, administra, fuente, columna, celda, dice):
        respuesta = subir(administra, en_csv({"clave": CLAVE, columna: celda}), fuente)
        assert dice in "\n".join(malas(respuesta))

    def test_a_key_that_no_database_takes(self, administra, fuente):
        (dicha,) = malas(subir(administra, en_csv({"clave": f"{CLAVE}\0", "notas": "x"}), fuente))
        assert "renglón 2, columna «clave»" in dicha
        assert "tiene un carácter nulo" in dicha

    def test_each_is_told_whatever_else_is_bad(self, administra, fuente):
        """What cannot be read hides no rule of what can, nor a responsible that does not exist."""
        for cuales in combinations([c for c in MALAS if c != "fuente que no hay"], 2):
            celdas = {"clave": CLAVE}
            for cual in cuales:
                celdas |= MALAS[cual]
            dichas = malas(subir(administra, en_csv(celdas), fuente))
            esperadas = celdas.keys() - {"clave"}
            if {"inicio ilegible", "fin antes"} <= {*cuales}:
                esperadas -= {"fin"}  # before what, nobody knows
            assert {dicha.split("«")[1].split("»")[0] for dicha in dichas} == esperadas, dichas

    def test_a_rule_over_two_columns_is_told_at_the_one_that_changes(self, administra, fuente):
        respuesta = subir(administra, en_csv({"clave": CLAVE, "fin": "2001-01-01"}), fuente)
        (dicha,) = malas(respuesta)
        assert "renglón 2, columna «fin»: «2001-01-01»: " in dicha

    def test_rules_that_say_the_same_of_two_dates_are_not_confused(self, administra, fuente):
        celdas = {"clave": "MX-PA15-C14", "inicio": "2014-05-01", "fin": "2015-07-09"}
        (dicha,) = malas(subir(administra, en_csv(celdas), fuente))
        assert "columna «fin»" in dicha

    @pytest.mark.parametrize(
        ("celda", "dice"),
        [("a\0b", "columna «notas»"), ("<script>x</script> ana@ejemplo.mx", "columna «notas»")],
    )
    def test_a_table_is_no_page_nor_a_file_to_keep(self, administra, fuente, celda, dice):
        """It is read: what is wrong in a cell is told of that cell."""
        respuesta = subir(administra, en_csv({"clave": CLAVE, "notas": celda}), fuente)
        assert dice in "\n".join(malas(respuesta))

    def test_what_is_no_table(self, administra, fuente, monkeypatch):
        for archivo in (
            SimpleUploadedFile("x.txt", b"clave\nMX"),
            SimpleUploadedFile("x.csv", "clave\n\xf1".encode("latin-1")),
            SimpleUploadedFile("x.csv", b"clave,clave\nx,x"),
            SimpleUploadedFile("x.xlsx", b"PK\x03\x04"),
        ):
            respuesta = subir(administra, archivo, fuente)
            assert respuesta.status_code == 422
            assert respuesta.context["form"].errors["archivo"]
        monkeypatch.setattr(admin_importar, "FILAS", 1)
        filas = [{"clave": CLAVE}, {"clave": "MX-PA15-C07"}]
        respuesta = subir(administra, en_csv(*filas), fuente)
        assert "más de 1 filas" in str(respuesta.context["form"].errors)


class TestQuien:
    def test_a_visitor_goes_to_sign_in_and_who_edits_nothing_may_not(self, client):
        assert client.get(PAGINA).status_code == 302
        client.force_login(Usuario.objects.create_user("nadie"))
        assert client.get(PAGINA).status_code in (302, 403)

    def test_agreed_text_is_changed_by_an_agreement(self, entrar_de_practica):
        suyo = de_practica()
        navegador = entrar_de_practica(suyo)
        dichas = malas(
            subir(navegador, en_csv({"clave": suyo.clave, "titulo": "Otro", "notas": "x"}))
        )
        (dicha,) = dichas
        assert "columna «titulo»: «Otro»: es texto que acuerdan los tres lados" in dicha
        vista = subir(navegador, en_csv({"clave": suyo.clave, "notas": "Una nota."}))
        assert confirmar(navegador, vista).status_code == 302, vista.content.decode()
        assert Compromiso.objects.get(clave=suyo.clave).notas == "Una nota."

    def test_a_draft_of_another_house_does_not_exist(self, entrar_de_practica):
        ajeno = CompromisoFactory(plan__procedencia="historica")
        navegador = entrar_de_practica(de_practica())
        (dicha,) = malas(subir(navegador, en_csv({"clave": ajeno.clave, "notas": "x"})))
        assert "no ve usted ningún compromiso con esa clave" in dicha

    def test_of_another_house_what_is_public_may_not_be_changed(self, entrar_de_practica):
        navegador = entrar_de_practica(de_practica())
        (dicha,) = malas(subir(navegador, en_csv({"clave": CLAVE, "notas": "x"})))
        assert "usted no puede cambiarlo" in dicha

    def test_the_first_page_offers_it_to_whoever_edits(self, administra):
        assert PAGINA in administra.get("/admin/").content.decode()


@pytest.fixture
def entrar_de_practica():
    """A member of the house of that commitment."""

    def entrar(suyo):
        navegador = Client()
        navegador.force_login(cuenta(Rol.MIEMBRO, suyo.plan.secretariado))
        return navegador

    return entrar
