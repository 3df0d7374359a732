"""What each code means: all of them, in both languages, and none that is no code."""

import re

import pytest

from gobierno_abierto.portal.codigos import CODIGOS, donde_se_define
from gobierno_abierto.portal.definiciones import definiciones

# Lists whose names say it all: kinds of file, languages, sentences, names of columns.
SIN_DEFINIR = {"afirmacion.propiedad", "archivo.tipo", "copia.problema", "idioma"}
# Columns of OGP's file that nobody codes here: only why there is no value is told of them.
NO_SE_CODIFICAN = {
    *("anio_informe_fin", "conglomerado", "fin_termino", "preexistente", "tema"),
    *("estrella_2015", "estrella_antes_junio_2014", "estrella_vigente_fin"),
    *("etiqueta_marginalized_communities", "punto_contacto_especificado"),
}


def _se_nombra_sola(fila):
    columna = fila["codigo"] if fila["lista"] == "variable" else ""
    return columna in NO_SE_CODIFICAN or columna.startswith(("gran_desafio", "grupo_"))


class TestDefiniciones:
    def test_every_code_has_both(self):
        sin = [
            (fila["lista"], fila["codigo"])
            for fila in CODIGOS.filas()
            if fila["lista"] not in SIN_DEFINIR
            and not _se_nombra_sola(fila)
            and not (fila["definicion_es"] and fila["definicion_en"])
        ]
        assert sin == []

    def test_none_of_a_code_that_does_not_exist(self):
        codigos = {(donde_se_define(f["lista"]), f["codigo"]) for f in CODIGOS.filas()}
        assert set(definiciones()) - codigos == set()

    def test_each_is_one_sentence_that_says_more_than_the_name(self):
        nombres = {n for f in CODIGOS.filas() for n in (f["es"], f["en"])}
        for cual, definicion in definiciones().items():
            for texto in definicion:
                assert re.fullmatch(r"[A-ZÁÉÍÓÚ][^.]*\.", texto), (cual, texto)
                assert texto.removesuffix(".") not in nombres, cual

    def test_no_two_codes_of_a_list_mean_the_same(self):
        for idioma in ("es", "en"):
            vistas = {(cual[0], getattr(d, idioma)) for cual, d in definiciones().items()}
            assert len(vistas) == len(definiciones()), idioma

    def test_the_same_whatever_the_era_and_other_for_another_variable(self):
        dichas = {(f["lista"], f["codigo"]): f["definicion_en"] for f in CODIGOS.filas()}
        en_una = dichas["mri_2011_2019.cumplimiento", "limitado"]
        assert en_una == dichas["ogp_desde_2019.cumplimiento", "limitado"]
        assert en_una != dichas["mri_2011_2019.cumplimiento_previsto", "limitado"]
        assert dichas["pronunciamiento.escala", "novedad"] == dichas["escala", "novedad"]


@pytest.mark.django_db
class TestEnLaApi:
    def test_with_its_name_and_equals(self, client):
        filas = client.get("/api/v1/codigos/?lista=acuerdo.estado").json()["results"]
        rechazado = next(fila for fila in filas if fila["codigo"] == "rechazado")
        assert list(rechazado) == [
            *("lista", "codigo", "es", "en", "definicion_es", "definicion_en", "comun", "ogp")
        ]
        assert rechazado["definicion_es"] == "Al menos un lado no consintió; con uno basta."
        assert rechazado["definicion_en"] == "At least one side did not consent; one is enough."

    def test_both_languages_whatever_the_readers(self, client):
        pedida = "/api/v1/codigos/?lista=lado&campos=definicion_es,definicion_en"
        dichas = [
            client.get(pedida, headers={"accept-language": idioma}).json()["results"]
            for idioma in ("es", "en")
        ]
        assert dichas[0] == dichas[1]

    def test_null_where_the_name_says_it_all(self, client):
        idiomas = client.get("/api/v1/codigos/?lista=idioma").json()["results"]
        assert [(f["definicion_es"], f["definicion_en"]) for f in idiomas] == [(None, None)] * 2

    @pytest.mark.parametrize("extension", ["csv", "ndjson", "json"])
    def test_in_every_format(self, client, extension):
        respuesta = client.get(f"/api/v1/codigos.{extension}?lista=contraste")
        assert "government and review say the same" in b"".join(respuesta).decode().lower()
