"""Somebody with all the rights on the database rewrites the past: who notices?"""

import os
import random
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.arbol_guardado import ArbolGuardado
from gobierno_abierto.bitacora.clave import ClaveDelPortal
from gobierno_abierto.bitacora.hojas import hoja_de
from gobierno_abierto.bitacora.models import Checkpoint, Entrada, Sello, TextoBorrable
from gobierno_abierto.bitacora.prueba.arbol import completados, raiz
from gobierno_abierto.bitacora.prueba.guion_testigo import Reescrita
from gobierno_abierto.bitacora.prueba.guion_testigo import Testigo as Vigilante
from gobierno_abierto.bitacora.prueba.guion_verificar import ARCHIVOS, Alterada, comprobar
from gobierno_abierto.bitacora.prueba.nota import NotaInvalida
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.bitacora.verificacion import Rota, verificar
from tests.bitacora.factories import FabricaDeTestigo

pytestmark = pytest.mark.django_db(transaction=True)

# How many bytes are flipped, from how many seeds: each is a test of its own, in its own process.
VECES, SEMILLAS = (1000, 10) if os.environ.get("LARGO") else (25, 1)


def alterar(*sentencias, valores=()):
    """As the owner of the database, who sets the triggers aside."""
    tablas = ("entrada", "sello", "checkpoint")
    with connection.cursor() as cursor:
        for tabla in tablas:
            cursor.execute(f"ALTER TABLE bitacora_{tabla} DISABLE TRIGGER USER")
        for sentencia in sentencias:
            cursor.execute(sentencia, valores)
        for tabla in tablas:
            cursor.execute(f"ALTER TABLE bitacora_{tabla} ENABLE TRIGGER USER")


def leer_en(client):
    """The portal's public files, as `verificar.py` downloads them."""

    def leer(nombre):
        respuesta = client.get(ARCHIVOS[nombre])
        assert respuesta.status_code == 200
        cuerpo = b"".join(respuesta.streaming_content) if respuesta.streaming else respuesta.content
        yield from cuerpo.decode().splitlines(keepends=True)

    return leer


def desde_fuera():
    return comprobar(leer_en(Client()), decir=lambda linea: None)


def lo_ven_los_dos():
    with pytest.raises(Rota):
        verificar()
    with pytest.raises((Alterada, NotaInvalida)):
        desde_fuera()


class TestSinAlterar:
    def test_both_agree(self, bitacora):
        assert any("entradas selladas" in linea for linea in verificar())
        assert desde_fuera() == Sello.objects.count()

    def test_the_command(self, bitacora, capsys):
        call_command("verificar_bitacora")
        assert "no ha sido alterada" in capsys.readouterr().out


class TestAlterada:
    @pytest.mark.parametrize(
        "sentencias",
        [
            ["UPDATE bitacora_entrada SET motivo = 'Otro' WHERE id = (SELECT entrada_id FROM "
             "bitacora_sello WHERE secuencia = 3)"],
            ["UPDATE bitacora_entrada SET instante = instante + interval '1 second'"],
            ["UPDATE bitacora_entrada SET despues = despues || '{\"notas\": \"Nunca\"}' WHERE id = "
             "(SELECT max(id) FROM bitacora_entrada)"],
            ["DELETE FROM bitacora_sello WHERE secuencia = 4"],
            ["DELETE FROM bitacora_sello WHERE secuencia = (SELECT max(secuencia) FROM "
             "bitacora_sello)"],
            ["UPDATE bitacora_sello SET secuencia = -1 WHERE secuencia = 2",
             "UPDATE bitacora_sello SET secuencia = 2 WHERE secuencia = 3",
             "UPDATE bitacora_sello SET secuencia = 3 WHERE secuencia = -1"],
            ["INSERT INTO bitacora_entrada (tipo, via, objeto_tipo, objeto_clave, version, "
             "antes) VALUES ('alta', 'orden', 'plan', 'x', 1, '{}')",
             "INSERT INTO bitacora_sello (secuencia, entrada_id, hoja, subarboles, consta_desde) "
             "SELECT (SELECT max(secuencia) + 1 FROM bitacora_sello), max(id), sha256('x'), '', "
             "now() FROM bitacora_entrada"],
        ],
        ids=["motivo", "instante", "después", "quitada", "la última", "cambiadas de lugar",
             "insertada"],
    )  # fmt: skip
    def test_dropped_inserted_reordered_or_changed(self, bitacora, sentencias):
        alterar(*sentencias)
        lo_ven_los_dos()

    def test_the_command_ends_with_1_and_says_which(self, bitacora):
        alterar(
            "UPDATE bitacora_entrada SET motivo = 'Otro' WHERE id = "
            "(SELECT entrada_id FROM bitacora_sello WHERE secuencia = 3)"
        )
        with pytest.raises(CommandError, match="La entrada 3 no dice lo que se selló") as error:
            call_command("verificar_bitacora")
        assert error.value.returncode == 1

    def test_a_table_changed_behind_the_ledgers_back(self, bitacora):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE compromisos_compromiso DISABLE TRIGGER USER")
            cursor.execute("UPDATE compromisos_compromiso SET titulo = 'Otro'")
            cursor.execute("ALTER TABLE compromisos_compromiso ENABLE TRIGGER USER")
        with pytest.raises(Rota, match="sin que lo supiera la bitácora"):
            verificar()

    @pytest.mark.parametrize(
        ("sentencia", "aviso"),
        [
            ("DELETE FROM bitacora_checkpoint WHERE numero = 2", "Falta un checkpoint"),
            ("UPDATE bitacora_sello SET consta_desde = '2001-1-1' WHERE secuencia = 3", "constar"),
        ],
    )
    def test_what_only_the_inside_knows(self, bitacora, sentencia, aviso):
        alterar(sentencia)
        with pytest.raises(Rota, match=aviso):
            verificar()

    def test_a_text_under_its_hash(self, bitacora):
        texto = TextoBorrable.objects.escribir("compromiso", bitacora.clave, "Ana Ruiz")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE bitacora_textoborrable DISABLE TRIGGER USER")
            cursor.execute(
                "UPDATE bitacora_textoborrable SET texto = 'Otra' WHERE id = %s", [texto.pk]
            )
            cursor.execute("ALTER TABLE bitacora_textoborrable ENABLE TRIGGER USER")
        with pytest.raises(Rota, match="fue cambiado por otro"):
            verificar()

    @pytest.mark.parametrize("columna", ["nota", "raiz", "clave_publica"])
    def test_a_head(self, bitacora, columna):
        valor = "'\\x00'::bytea" if columna == "raiz" else f"replace({columna}, 'a', 'b')"
        alterar(f"UPDATE bitacora_checkpoint SET {columna} = {valor}")
        with pytest.raises(Rota):
            verificar()


class TestUnByte:
    """A byte flipped at random in what was sealed, as many times as `VECES`."""

    # Column → how its bytes are read and written back.
    COLUMNAS = {
        **{
            columna: ("entrada", columna, "convert_to({}, 'UTF8')", "convert_from(%s, 'UTF8')")
            for columna in (
                "tipo", "via", "objeto_tipo", "objeto_clave", "parte", "arriba_tipo",
                "arriba_clave", "motivo", "procedencia", "pais",
            )
        },
        "antes": ("entrada", "antes", "convert_to({}::text, 'UTF8')",
                  "convert_from(%s, 'UTF8')::jsonb"),
        "despues": ("entrada", "despues", "convert_to({}::text, 'UTF8')",
                    "convert_from(%s, 'UTF8')::jsonb"),
        "version": ("entrada", "version", "int4send({})",
                    "('x' || encode(%s, 'hex'))::bit(32)::int"),
        "fila": ("entrada", "fila", "int8send({})",
                 "('x' || encode(%s, 'hex'))::bit(64)::bigint"),
        "hoja": ("sello", "hoja", "{}", "%s"),
    }  # fmt: skip

    @pytest.mark.parametrize("semilla", range(SEMILLAS))
    def test_no_flip_goes_unseen(self, bitacora, semilla):
        azar, cambiados, imposibles = random.Random(semilla), 0, 0  # noqa: S311
        secuencias = list(Sello.objects.values_list("secuencia", flat=True))
        while cambiados < VECES:
            tabla, columna, leer, escribir = azar.choice(list(self.COLUMNAS.values()))
            llave = "entrada_id" if tabla == "sello" else "id"
            numero = Sello.objects.get(pk=azar.choice(secuencias)).entrada_id
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {leer.format(columna)} FROM bitacora_{tabla} WHERE {llave} = %s",
                    [numero],
                )
                (octetos,) = cursor.fetchone()
            if octetos is None or octetos == b"":
                continue
            maleados = bytearray(octetos)
            maleados[azar.randrange(len(maleados))] ^= 1 << azar.randrange(8)
            if not self.poner(tabla, columna, escribir, llave, numero, bytes(maleados)):
                imposibles += 1  # no longer text, or JSON, or a positive number: cannot be stored
                continue
            cambiados += 1
            if not self.es_lo_mismo(tabla, columna, llave, numero, bytes(octetos), leer):
                lo_ven_los_dos()
            assert self.poner(tabla, columna, escribir, llave, numero, bytes(octetos))
        assert desde_fuera()
        assert verificar()
        assert imposibles < VECES * 3

    @staticmethod
    def poner(tabla, columna, escribir, llave, numero, octetos):
        from django.db import DatabaseError, transaction

        sentencia = f"UPDATE bitacora_{tabla} SET {columna} = {escribir} WHERE {llave} = %s"
        try:
            with transaction.atomic():
                alterar(sentencia, valores=[octetos, numero])
        except (DatabaseError, ValueError):
            return False
        return True

    @staticmethod
    def es_lo_mismo(tabla, columna, llave, numero, octetos, leer):
        """A flipped space of JSON says the same: PostgreSQL stores the same value."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {leer.format(columna)} FROM bitacora_{tabla} WHERE {llave} = %s", [numero]
            )
            return bytes(cursor.fetchone()[0]) == octetos


def reescribir_todo(entrada_id: int) -> None:
    """The strong attacker: changes an entry, recomputes every leaf and subtree, and signs it all
    again with the portal's own key."""
    alterar(
        "UPDATE bitacora_entrada SET motivo = 'Nunca lo prometimos' WHERE id = %s",
        valores=[entrada_id],
    )
    arbol, clave = ArbolGuardado(), ClaveDelPortal.leer_o_crear()
    entradas = Entrada.objects.order_by("sello__secuencia").exclude(sello=None)
    for secuencia, entrada in enumerate(entradas, start=1):
        hoja = hoja_de(entrada, secuencia)
        hechos = completados(secuencia - 1, hoja, arbol)
        arbol.anotar(secuencia, hoja, hechos)
        alterar(
            "UPDATE bitacora_sello SET hoja = %s, subarboles = %s WHERE secuencia = %s",
            valores=[hoja, b"".join(hechos), secuencia],
        )
    for tamano in Checkpoint.objects.values_list("tamano", flat=True):
        cabeza = raiz(tamano, arbol)
        alterar(
            "UPDATE bitacora_checkpoint SET raiz = %s, nota = %s WHERE tamano = %s",
            valores=[cabeza, clave.firmar(tamano, cabeza), tamano],
        )


class TestTestigo:
    """The witness, against a real portal: a real server, the script as it is downloaded."""

    def vigilante(self, carpeta: Path, sitio: str) -> Vigilante:
        return Vigilante(carpeta, sitio, "gesoc.example.org")

    def test_follows_and_cosigns(self, bitacora, live_server, tmp_path, client):
        vigilante = self.vigilante(tmp_path, live_server.url)
        testigo = FabricaDeTestigo(clave_publica=str(vigilante.clave), nombre="GESOC")
        sellar_todo()
        primera = vigilante.atestiguar(decir=lambda linea: None)
        Compromiso.objects.filter(pk=bitacora.pk).update(notas="Una más")
        sellar_todo()
        segunda = vigilante.atestiguar(decir=lambda linea: None)
        assert segunda.tamano > primera.tamano
        (dicho,) = client.get("/bitacora/testigos.json").json()
        assert (dicho["nombre"], dicho["lado"]) == ("GESOC", testigo.lado)
        pagina = client.get("/bitacora/testigos/").content.decode()
        assert f"Atestigua <strong>{segunda.tamano}</strong> entradas" in pagina
        assert "cofirmas de testigos" in "".join(verificar())
        desde_fuera()

    def test_catches_alone_the_attacker_who_has_the_portals_key(
        self, bitacora, live_server, tmp_path
    ):
        vigilante = self.vigilante(tmp_path, live_server.url)
        vigilante.atestiguar(decir=lambda linea: None)
        reescribir_todo(Sello.objects.get(secuencia=2).entrada_id)
        Compromiso.objects.filter(pk=bitacora.pk).update(notas="Como si nada")
        sellar_todo()
        assert verificar()  # from inside, and
        assert desde_fuera()  # from outside, it is a ledger like any other
        with pytest.raises(Reescrita, match="ya no es la que se firmó"):
            vigilante.atestiguar(decir=lambda linea: None)
        assert list(tmp_path.glob("ALARMA-*"))

    def test_and_when_the_tree_was_only_cut(self, bitacora, live_server, tmp_path):
        vigilante = self.vigilante(tmp_path, live_server.url)
        vigilante.atestiguar(decir=lambda linea: None)
        ultima = Checkpoint.objects.first().tamano
        alterar("DELETE FROM bitacora_checkpoint WHERE tamano = %s", valores=[ultima])
        with pytest.raises(Reescrita, match="Se borraron entradas"):
            vigilante.atestiguar(decir=lambda linea: None)

    def test_and_when_another_signs(self, bitacora, live_server, tmp_path):
        vigilante = self.vigilante(tmp_path, live_server.url)
        vigilante.atestiguar(decir=lambda linea: None)
        otra = ClaveDelPortal("localhost/bitacora", bytes(range(32)))
        cabeza = Checkpoint.objects.first()
        alterar(
            "UPDATE bitacora_checkpoint SET nota = %s, clave_publica = %s WHERE tamano = %s",
            valores=[otra.firmar(cabeza.tamano, bytes(cabeza.raiz)), str(otra.publica),
                     cabeza.tamano],
        )  # fmt: skip
        with pytest.raises(NotaInvalida, match="Falta la firma"):
            vigilante.atestiguar(decir=lambda linea: None)

    def test_a_false_cosignature_is_noticed(self, bitacora, live_server, tmp_path):
        vigilante = self.vigilante(tmp_path, live_server.url)
        FabricaDeTestigo(clave_publica=str(vigilante.clave))
        sellar_todo()
        vigilante.atestiguar(decir=lambda linea: None)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE bitacora_cofirma DISABLE TRIGGER USER")
            cursor.execute("UPDATE bitacora_cofirma SET atestiguado_en = now()")
            cursor.execute("UPDATE bitacora_cofirma SET linea = replace(linea, 'A', 'B')")
            cursor.execute("ALTER TABLE bitacora_cofirma ENABLE TRIGGER USER")
        lo_ven_los_dos()


def test_the_key_is_nobody_elses(bitacora):
    archivo = Path(settings.DATOS_DIR) / "clave_bitacora"
    assert oct(archivo.stat().st_mode)[-3:] == "600"
