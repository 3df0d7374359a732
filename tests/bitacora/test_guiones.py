"""The scripts that people download, run as they would, and what the portal takes from a witness."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.clave import ClaveDelPortal
from gobierno_abierto.bitacora.guiones import guion
from gobierno_abierto.bitacora.models import Sello
from gobierno_abierto.bitacora.prueba.guion_testigo import SinPrueba
from gobierno_abierto.bitacora.prueba.guion_testigo import Testigo as Vigilante
from gobierno_abierto.bitacora.prueba.guion_verificar import ARCHIVOS
from gobierno_abierto.bitacora.sellado import sellar_todo
from tests.bitacora.factories import FabricaDeTestigo
from tests.bitacora.test_alteracion import alterar, leer_en, reescribir_todo

pytestmark = pytest.mark.django_db(transaction=True)


class TestLosGuiones:
    """The files that people download, run as they would: alone, with nothing but Python."""

    @pytest.fixture
    def correr(self, bitacora, live_server, tmp_path):
        def correr(nombre, *argumentos):
            archivo = tmp_path / f"{nombre}.py"
            archivo.write_bytes(Client().get(f"/bitacora/{nombre}.py").content)
            return subprocess.run(
                [sys.executable, "-I", "-S", str(archivo), *argumentos],
                capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=tmp_path,
                env={"PATH": os.environ["PATH"]}, timeout=60, check=False,
            )  # fmt: skip

        return correr

    def test_verificar(self, correr, live_server):
        bien = correr("verificar", live_server.url)
        assert bien.returncode == 0, bien.stderr
        assert "no ha sido alterada" in bien.stdout
        alterar("UPDATE bitacora_entrada SET motivo = 'Otro'")
        mal = correr("verificar", live_server.url)
        assert mal.returncode == 1
        assert "La entrada 1 no dice lo que se selló" in mal.stderr
        assert "Traceback" not in mal.stderr

    def test_verificar_what_was_downloaded(self, correr, client, tmp_path):
        carpeta = tmp_path / "copia"
        carpeta.mkdir()
        for nombre in ARCHIVOS:
            (carpeta / nombre).write_text("".join(leer_en(client)(nombre)), newline="")
        assert correr("verificar", "copia").returncode == 0
        cambios = carpeta / "cambios.ndjson"
        lineas = cambios.read_text().splitlines(keepends=True)
        cambios.write_text("".join(lineas[:1] + lineas[2:]))
        mal = correr("verificar", "copia")
        assert (mal.returncode, "entrada 2" in mal.stderr) == (1, True)

    def test_testigo(self, correr, live_server, tmp_path):
        primera = correr("testigo", "mi-testigo", live_server.url, "gesoc.example.org")
        assert primera.returncode == 0, primera.stderr
        assert "Clave pública" in primera.stdout
        assert "El portal no publicó la cofirma: Ninguna firma es de un testigo" in primera.stdout
        assert oct((tmp_path / "mi-testigo" / "clave-secreta").stat().st_mode)[-3:] == "600"
        clave = next(li for li in primera.stdout.splitlines() if li.startswith("gesoc"))
        FabricaDeTestigo(clave_publica=clave)
        sellar_todo()
        segunda = correr("testigo", "mi-testigo")
        assert "La cofirma quedó publicada" in segunda.stdout
        reescribir_todo(Sello.objects.get(secuencia=1).entrada_id)
        alarma = correr("testigo", "mi-testigo")
        assert alarma.returncode == 1
        assert "ALARMA" in alarma.stderr

    def test_a_portal_that_does_not_answer(self, correr):
        for nombre, argumentos in (
            ("verificar", ["http://127.0.0.1:9"]),
            ("testigo", ["t", "http://127.0.0.1:9", "x"]),
        ):
            resultado = correr(nombre, *argumentos)
            assert resultado.returncode == 2
            assert "No se pudo comprobar" in resultado.stderr

    def test_what_is_asked_wrong_is_no_alarm(self, correr, live_server):
        for argumentos in ([], ["t", live_server.url, "con espacios"]):
            resultado = correr("testigo", *argumentos)
            assert resultado.returncode == 2, resultado.stderr
            assert "ALARMA" not in resultado.stderr
            assert "Traceback" not in resultado.stderr

    @pytest.mark.parametrize("nombre", ["verificar", "testigo"])
    def test_one_file_that_imports_nothing_of_ours(self, nombre):
        texto = guion(nombre, "https://portal.example.org")
        assert "from gobierno_abierto" not in texto
        assert "https://portal.example.org" in texto
        nombres = [
            linea.split("(")[0].split()[1].rstrip(":")
            for linea in texto.splitlines()
            if linea.startswith(("def ", "class "))
        ]
        assert len(nombres) == len(set(nombres))


class TestSinPrueba:
    """A portal that signs a new head and does not show that it continues the last one."""

    @pytest.fixture
    def visto(self, bitacora, live_server, tmp_path):
        Vigilante(tmp_path / "t", live_server.url, "x.org").atestiguar(decir=lambda linea: None)
        Compromiso.objects.filter(pk=bitacora.pk).update(notas="Una más")
        sellar_todo()
        return tmp_path / "t"

    @pytest.mark.parametrize(
        "dada", [None, "<html>", "{}", "[]", '{"prueba": [1]}', '{"prueba": ["zz"]}']
    )
    def test_is_an_alarm_that_keeps_what_it_signed(self, visto, live_server, dada):
        class Mudo(Vigilante):
            def _pedir(self, ruta):
                if "/consistencia/" not in ruta:
                    return super()._pedir(ruta)
                if dada is None:
                    raise OSError("HTTP Error 500")
                return dada

        antes = (visto / "visto").read_text()
        with pytest.raises(SinPrueba, match="no demostró"):
            Mudo(visto, live_server.url, "x.org").atestiguar(decir=lambda linea: None)
        assert (visto / "visto").read_text() == antes
        assert list(visto.glob("ALARMA-*"))


class TestRecibir:
    @pytest.mark.parametrize(
        ("nota", "aviso"),
        [
            (b"", "nota firmada"),
            (b"\xff\xfe", "UTF-8"),
            (
                b"localhost/bitacora\n" + b"9" * 5000 + b"\nAAAA\n\n\xe2\x80\x94 a AAAAAAAA\n",
                "checkpoint",
            ),
            (b"a\nb\n\n\xe2\x80\x94 x AAAA\n", "incompleta"),
            (b"x" * 20_000, "demasiado larga"),
        ],
    )
    def test_nonsense_is_refused_in_words(self, client, db, nota, aviso):
        respuesta = client.post("/bitacora/testigos/", nota, content_type="text/plain")
        assert respuesta.status_code == 400
        assert respuesta["Content-Type"].startswith("application/problem+json")
        assert aviso in respuesta.json()["detail"]

    def test_of_a_tree_that_is_not_ours(self, client, bitacora):
        otra = ClaveDelPortal("otra/bitacora", bytes(32)).firmar(3, b"\1" * 32)
        respuesta = client.post("/bitacora/testigos/", otra, content_type="text/plain")
        assert "no es un checkpoint" in respuesta.json()["detail"]

    def test_a_withdrawn_key_vouches_no_more(self, bitacora, live_server, tmp_path):
        vigilante = Vigilante(tmp_path, live_server.url, "x.example.org")
        testigo = FabricaDeTestigo(clave_publica=str(vigilante.clave))
        type(testigo).objects.update(retirado_en=testigo.publicado_en, retiro_motivo="Perdida")
        sellar_todo()
        dicho = []
        vigilante.atestiguar(dicho.append)
        assert "Ninguna firma es de un testigo registrado" in dicho[-1]

    def test_the_same_twice_is_kept_once(self, bitacora, live_server, tmp_path, client):
        vigilante = Vigilante(tmp_path, live_server.url, "x.example.org")
        FabricaDeTestigo(clave_publica=str(vigilante.clave))
        sellar_todo()
        vigilante.atestiguar(decir=lambda linea: None)
        nota = (tmp_path / "visto").read_text()
        respuesta = client.post("/bitacora/testigos/", nota, content_type="text/plain")
        assert respuesta.status_code == 200
        assert len(json.loads(client.get("/bitacora/testigos.json").content)) == 1
