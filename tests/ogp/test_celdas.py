"""Cells, headings and keys of OGP's database: no database here."""

from datetime import date

import pytest

from compromisos.vocabularios import CODIFICABLES
from gobierno_abierto.comun.codigos import Ausencia
from gobierno_abierto.comun.idioma import idioma_de
from gobierno_abierto.portal.ogp.celdas import ausencia_de, fecha_de, linea_de, texto_de
from gobierno_abierto.portal.ogp.claves import huella, numero_en_clave
from gobierno_abierto.portal.ogp.ediciones import columna_de
from gobierno_abierto.portal.ogp.etiquetas import codigo_de
from gobierno_abierto.portal.ogp.hallazgos import en_tramos
from gobierno_abierto.portal.ogp.paises import PAISES, pais_de


@pytest.mark.parametrize(
    ("escrito", "dia", "precision"),
    [
        ("31/12/2014", date(2014, 12, 31), "dia"),
        ("09/30/2013", date(2013, 9, 30), "dia"),
        ("01/01/2014", date(2014, 1, 1), "dia"),
        ("Jul-12", date(2012, 7, 1), "mes"),
        ("2014", date(2014, 1, 1), "anio"),
        ("Quarter 4 2015", date(2015, 1, 1), "anio"),
        # Day and month go in both orders, so this is July or January.
        ("07/01/2012", date(2012, 1, 1), "anio"),
        ("2/29/2014", date(2014, 1, 1), "anio"),
        ("2013-2015", None, "no_consta"),
        ("Ongoing", None, "no_consta"),
        ("Not Specified", None, "no_consta"),
        ("NR", None, "no_consta"),
    ],
)
def test_a_date_says_no_more_than_its_cell(escrito, dia, precision):
    fecha = fecha_de(escrito)
    assert (fecha.dia, fecha.precision) == (dia, precision)


@pytest.mark.parametrize("escrito", ["07/01/2012", "2/29/2014", "Quarter 4 2015", "Ongoing"])
def test_what_the_date_lost_is_told(escrito):
    assert fecha_de(escrito).problema


def test_the_codes_of_absence_are_three_different_things():
    codigos = [ausencia_de(escrito) for escrito in ("NR", "ND", "NA", "None", "0", "")]
    assert codigos == [Ausencia.NR, Ausencia.ND, Ausencia.NA, None, None, None]


def test_labels_rule_whatever_letter_they_have():
    assert codigo_de("cumplimiento", "d. Complete") == "completo"
    assert codigo_de("cumplimiento", "Complete") == "completo"
    assert codigo_de("cumplimiento", "5") is None  # it was 4 in the edition before
    assert codigo_de("especificidad", "None") == "ninguna"
    assert codigo_de("impacto_potencial", "None") == "ninguno"
    assert codigo_de("apertura_resultado", "b. None") == "no_cambio"
    assert codigo_de("siguiente_paso", "Maintenance and monitoring") in CODIFICABLES[
        "siguiente_paso"
    ]  # fmt: skip


def test_no_heading_of_contact_or_control_is_ours():
    for encabezado in (
        "Contact Name", "Contact Position", "Contact Email", "Contact Telephone", "Email", "Phone",
        "Person Reponsible from Lead Institution", "Title, Department", "Line Ministry Contact",
        "PoC Specified? (Delete?)", "Checksum", "", "Something else",
    ):  # fmt: skip
        assert columna_de(encabezado) is None
    assert columna_de(" Commitment  Title ") == "titulo"


def test_a_text_keeps_its_lines_and_loses_what_is_somebodys():
    assert texto_de("Una<br/>\ndos  tres").texto == "Una\ndos tres"
    assert texto_de("None Specified").texto is None
    dicho = texto_de("Escriba a alguien@ejemplo.org; vea https://ejemplo.org/5512345678")
    assert dicho.tachado
    assert "alguien" not in dicho.texto
    assert "https://ejemplo.org/5512345678" in dicho.texto
    assert linea_de("Secretaría de<br/>Economía") == "Secretaría de Economía"


@pytest.mark.parametrize(
    "dicho",
    [
        "jperez@presidencia.gub.uy",
        "j.perez+datos@mail.presidencia.gub.uy",
        "+598 99 123 456",
        "(598) 2 150 45 67",
        "tel: 2 123 4567",
        "Phone 099123456",
        "55 1234 5678",
    ],
)
def test_nothing_of_somebodys_address_is_left(dicho):
    assert texto_de(f"Llame a {dicho}, o espere.") == ("Llame a […], o espere.", True)


@pytest.mark.parametrize(
    "dicho",
    ["+52 %", "1,234,567 pesos", "2012-2013", "(2012) 15 compromisos", "Nosotr@s", "teléfonos 3"],
)
def test_not_every_figure_is_a_telephone(dicho):
    assert texto_de(dicho) == (dicho, False)


def test_the_language_of_a_title_is_told_from_its_words():
    assert idioma_de("Transparencia de la gestión pública") == "es"
    assert idioma_de("Transparency in the management of public works") == "en"
    assert idioma_de("Despapelización") == "es"
    assert idioma_de("e-Acts") == "en"


def test_keys_sort_as_the_numbers_do_and_tell_texts_apart():
    assert [numero_en_clave(n) for n in ("1.2", "1.10", "4:A", "iv", None)] == [
        "0102", "0110", "04A", "IV", "NA",
    ]  # fmt: skip
    assert huella("Título", "uno") != huella("Título", "dos")
    assert huella("Título", None) == huella("Título", "")


def test_a_country_is_known_by_both_names_and_each_has_one_code():
    assert pais_de("Mexico") == pais_de("México")
    assert pais_de("UK").iso == pais_de("United Kingdom").iso == "GB"
    assert pais_de("Atlantis") is None
    assert all(len(pais.iso) == 2 and pais.iso.isupper() for pais in PAISES.values())


def test_rows_are_named_in_few_words():
    assert en_tramos([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"
