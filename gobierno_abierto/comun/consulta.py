"""What somebody types in a search box, as PostgreSQL is asked for it.

`"exact phrase"` is looked for, or taken away, to the letter, words that say nothing included (by
`Conjunto.frases` too: to PostgreSQL «informes» and «información» are one). Outside of one, «de» and
the like are left out here and not by the database, whose own list takes «estado» for a word that
says nothing: in Mexico it does. A number is to the letter too: it has no plural nor root. A name
with dots («gob.mx») is a phrase: its words are together, or it is another.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Value

from gobierno_abierto.comun.texto import CONFIGURACION, Plegar

__all__ = [
    "VACIAS",
    "Conjunto",
    "con_frase",
    "conjuntos",
    "consulta_de",
    "frases",
    "legible",
    "llana",
    "sin_adornos",
    "sueltas",
]

# As `llana` has them. English ones too: OGP's own titles are looked for in English.
_DE_NADA = """
el la los las lo un una unos unas a al ante con contra de del desde durante en entre hasta para por
segun sin sobre y e o u ni que como cual cuales cuando cuanto cuantos donde quien quienes pero
porque si no mas menos muy ya tambien
me te se le les nos mi mis tu tus su sus yo ella ellas ellos esto este esta estos estas eso ese esa
esos esas todo toda todos todas otro otra otros otras algo algun alguna algunas algunos
es son ser fue fueron era eran ha han hay sido estan tiene tienen
the of and for to in on by with from
"""
VACIAS = frozenset(_DE_NADA.split())
COMILLAS = re.compile("[“”„‟«»″]")  # telephones type these by themselves
TROZO = re.compile(r'-?"[^"]*"?|[^\s"]+')
ORILLAS = re.compile(r"^\W+|\W+$")
NUMERO = re.compile(r"\d+(?:\W+\d+)*")
CON_PUNTOS = re.compile(r'(-?)([^\s"]*\w\.\w[^\s"]*)')
COMAS = re.compile(r"(?<!\d)[,;:]|[,;:](?!\d)")  # those that are of no number


def consulta_de(texto: str) -> SearchQuery:
    """`texto` is folded as what it is compared with; of nothing but signs or empty words, a query
    that finds nothing."""
    return SearchQuery(Plegar(Value(legible(texto))), config=CONFIGURACION, search_type="websearch")


def legible(texto: str) -> str:
    """What PostgreSQL's `websearch_to_tsquery` is to read: without the words that say nothing nor
    an «or» that joins none."""
    trozos: list[str] = []
    for trozo in TROZO.findall(_sin_rayas_de_mas(COMAS.sub(" ", sin_adornos(texto)))):
        une = trozo.lower() == "or"
        if (une and (not trozos or trozos[-1] == "or")) or _vacio(trozo):
            continue
        trozos.append("or" if une else _junto(trozo))
    return " ".join(trozos[:-1] if trozos[-1:] == ["or"] else trozos)


@dataclass(frozen=True)
class Conjunto:
    """What has to be together in a row: words, among them those that «-» takes away; phrases,
    without their quotation marks, and numbers; and those of both that are not to be in it."""

    palabras: str
    frases: list[str]
    numeros: list[str]
    quitadas: list[str]

    @classmethod
    def de(cls, trozos: list[str]) -> "Conjunto":
        frases = [t for t in trozos if '"' in t]
        numeros = [t for t in trozos if NUMERO.fullmatch(ORILLAS.sub("", t)) and t not in frases]
        a_la_letra = [*frases, *numeros]
        return cls(
            palabras=" ".join(t for t in trozos if t not in a_la_letra),
            frases=_sin_orillas(t for t in frases if not t.startswith("-")),
            numeros=_sin_orillas(t for t in numeros if not t.startswith("-")),
            quitadas=_sin_orillas(t for t in a_la_letra if t.startswith("-")),
        )

    @property
    def a_la_letra(self) -> list[str]:
        return [*self.frases, *self.numeros]


def conjuntos(texto: str) -> list[Conjunto]:
    """What is asked for: one of them, or another («or»)."""
    trozos: list[list[str]] = [[]]
    for trozo in TROZO.findall(legible(texto)):
        if trozo == "or":
            trozos.append([])
        else:
            trozos[-1].append(trozo)
    todos = map(Conjunto.de, trozos)
    return [c for c in todos if c.palabras or c.a_la_letra or c.quitadas]


def frases(texto: str) -> list[str]:
    """All that is asked for to the letter, whatever else may be missing."""
    return [frase for conjunto in conjuntos(texto) for frase in conjunto.frases]


def _sin_orillas(trozos: Iterable[str]) -> list[str]:
    return [dicho for trozo in trozos if (dicho := ORILLAS.sub("", trozo))]


def sueltas(texto: str) -> list[str]:
    """The words that are asked for, each by itself."""
    trozos = TROZO.findall(legible(texto))
    return [palabra for t in trozos if t[0] not in '-"' for palabra in re.findall(r"\w+", t)]


def con_frase(texto: str) -> bool:
    """Whether something is asked for to the letter."""
    return '"' in sin_adornos(texto)


def llana(palabra: str) -> str:
    """Without accents nor capitals, as `plegar()` has it in the database."""
    letras = unicodedata.normalize("NFD", palabra.lower())
    return "".join(letra for letra in letras if not unicodedata.combining(letra))


def _junto(trozo: str) -> str:
    con_puntos = CON_PUNTOS.fullmatch(trozo)
    if not con_puntos or not re.search(r"[^\W\d_]", trozo):
        return trozo
    raya, nombre = con_puntos.groups()
    return f'{raya}"{nombre}"'


def _vacio(trozo: str) -> bool:
    return '"' not in trozo and llana(ORILLAS.sub("", trozo)) in VACIAS


def sin_adornos(texto: str) -> str:
    """Letters as anybody types them, without those that are not seen; plain dashes and plain
    quotation marks; those within others are none."""
    letras = [(c, unicodedata.category(c)) for c in unicodedata.normalize("NFKC", texto)]
    dicho = "".join("-" if de == "Pd" or c in "−⁃" else c for c, de in letras if de != "Cf")
    return COMILLAS.sub(" " if '"' in dicho else '"', dicho)


def _sin_rayas_de_mas(texto: str) -> str:
    """A dash that takes no word away says nothing. To the database it would wait for its word, and
    a few dozen that wait are an error."""
    sin_signos = re.sub(r"[!&|()/<>]", " ", texto)
    return re.sub(r"-{2,}", "-", re.sub(r'-+(?=\s|[\s"]*$)', " ", sin_signos))
