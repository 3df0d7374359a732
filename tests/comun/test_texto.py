"""Spanish folding, search and alphabetical order, in the database that will do them."""

import pytest
from django.db import connection

from compromisos.models import Compromiso
from tests.comun.buscado import buscar

pytestmark = pytest.mark.django_db


def raiz(palabra: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('castellano', plegar(%s))::text", [palabra])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("una", "otra"),
    [
        ("licitación", "licitaciones"),
        ("licitacion", "LICITACIÓN"),
        ("obra", "obras"),
        ("inversión", "inversiones"),
        ("país", "países"),
        ("ley", "leyes"),
        ("dato", "datos"),
        ("padrón", "padrones"),
    ],
)
def test_accents_case_and_plurals_meet(una, otra):
    assert raiz(una) == raiz(otra)


@pytest.mark.parametrize(("una", "otra"), [("obra", "obrero"), ("año", "mano"), ("casa", "caza")])
def test_other_words_do_not(una, otra):
    assert raiz(una) != raiz(otra)


def test_alphabetical_order_puts_enye_after_n_and_ignores_accents():
    palabras = ["oso", "ñame", "nube", "zeta", "árbol", "abeja", "Beta"]
    with connection.cursor() as cursor:
        cursor.execute('SELECT p FROM unnest(%s) p ORDER BY orden(p) COLLATE "C"', [palabras])
        ordenadas = [fila[0] for fila in cursor.fetchall()]
    assert ordenadas == ["abeja", "árbol", "Beta", "nube", "ñame", "oso", "zeta"]


def claves(texto: str) -> set[str]:
    return set(buscar(Compromiso.objects.publicos(), texto).values_list("clave", flat=True))


class TestBuscar:
    @pytest.fixture(autouse=True)
    def _con_historia(self, historia):
        """Real titles."""

    @pytest.mark.parametrize("texto", ["padrón beneficiarios", "padron", "PADRONES beneficiario"])
    def test_accents_and_plurals_never_matter(self, texto):
        assert "MX-PA15-C06" in claves(texto)

    @pytest.mark.parametrize("texto", ["padrom unico", "beneficiaros", "benefisiarios"])
    def test_one_typo_is_forgiven(self, texto):
        assert "MX-PA15-C06" in claves(texto)

    def test_a_right_word_brings_no_look_alikes(self):
        """«mineria» exists, so nothing that merely resembles it may come."""
        encontrados = Compromiso.objects.filter(clave__in=claves("minería"))
        assert encontrados
        assert all("miner" in f"{c.titulo} {c.descripcion}".lower() for c in encontrados)

    def test_exact_phrase(self):
        assert "MX-PA15-C06" in claves('"abierto de beneficiarios"')
        assert claves('"beneficiarios de abierto"') == set()

    def test_minus_takes_away(self):
        assert "MX-PA15-C06" in claves("padrón")
        assert "MX-PA15-C06" not in claves("padrón -beneficiarios")

    @pytest.mark.parametrize("quitado", ["-presupuestaria", "-zzzzz", '-"de la nada"'])
    def test_and_leaves_the_rest_in_its_order(self, quitado):
        def en_orden(texto):
            filas = buscar(Compromiso.objects.publicos(), texto).order_by("-relevancia", "pk")
            return list(filas.values_list("clave", flat=True))

        queda = en_orden(f"transparencia {quitado}")
        assert len(queda) > 3
        assert queda == [clave for clave in en_orden("transparencia") if clave in queda]

    @pytest.mark.parametrize("texto", ["'", '"', "\\", "%", "_", "a & | !", "-", "<->", "é" * 400])
    def test_no_text_breaks_it(self, texto):
        assert isinstance(claves(texto), set)

    def test_the_closest_comes_first(self):
        filas = buscar(Compromiso.objects.publicos(), "gasto abierto")
        assert filas.order_by("-relevancia").first().clave == "MX-PA15-C09"
