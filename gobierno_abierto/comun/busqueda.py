"""Full-text search in Spanish: accents and plurals never matter, one typo is forgiven.

`"exact phrase"` and `-word` work as people expect. Typos are looked for only when the folded search
finds nothing, so that a right word never brings wrong results.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramStrictWordSimilarity
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import Exact, GreaterThan

from gobierno_abierto.comun.abreviaturas import con_nombres
from gobierno_abierto.comun.consulta import (
    VACIAS,
    Conjunto,
    conjuntos,
    consulta_de,
    llana,
    sin_adornos,
    sueltas,
)
from gobierno_abierto.comun.texto import CONFIGURACION, Llano, Plegar

__all__ = [
    "Junto",
    "admite_erratas",
    "buscar",
    "con_una_errata",
    "exactas",
    "parecidas",
    "perdonables",
    "sin_lo_quitado",
]

# A word of fewer letters is near too many others; one of more is no word. A number is itself or
# another: «2014» is not a typo of «2013».
PERDONABLE = re.compile(r"[^\W\d_]{4,30}")
LARGA = 9  # letters of a word that is still itself without its last two
CUANTAS = 8  # words of one search: more than that were pasted, and each costs a comparison
MILLON = 1_000_000


class Junto(Func):
    """Texts with a space between; NULLs are skipped."""

    function = "concat_ws"
    template = "%(function)s(' ', %(expressions)s)"
    output_field = TextField()


def _aparte(*textos: str) -> Llano:
    """Texts as they are, each apart from the next: no phrase begins in one and ends in another."""
    return Llano(Junto(*textos, template="concat_ws(' | ', %(expressions)s)"))


class _ALaLetra(Func):
    """Regular expression of a plain phrase: its words one after the other, whatever signs are
    between them."""

    template = r"('\m' || regexp_replace(%(expressions)s, '\W+', '[^\w|]+', 'g') || '\M')"
    output_field = TextField()


class _Partes(Func):
    """How many words and operators a query has."""

    function = "numnode"
    output_field = IntegerField()


def buscar(filas: QuerySet, texto: str, columna: str = "busqueda") -> tuple[QuerySet, bool]:
    """Rows of `filas` that match `texto`, with an integer `relevancia` (higher is closer); and
    whether they are only alike, because nothing has those words.

    `columna` is the path of the search vector. Costs one existence query more than the list itself,
    or two if something is taken away.
    """
    halladas = exactas(filas, texto, columna)
    if not admite_erratas(texto) or halladas.exists():
        return halladas, False
    dicho = sin_lo_quitado(texto)
    if dicho != texto and exactas(filas, dicho, columna).exists():
        return halladas, False  # there are, and all of them were taken away
    return parecidas(filas, texto, columna), True


def exactas(filas: QuerySet, texto: str, columna: str = "busqueda", o: Q | None = None) -> QuerySet:
    """Rows that have what is asked for, once accents and plurals are folded; `o` adds others.

    First what is called so, then what begins so, then what has those words in its name together;
    each of them, and the rest, by how much of it is about them.
    """
    texto = sin_adornos(texto)
    nombres = con_nombres(texto)
    todo = texto if nombres == texto else f"{texto} or {nombres}"
    pedidos = conjuntos(todo)
    if any(uno.a_la_letra or uno.quitadas for uno in pedidos):
        filas = filas.alias(texto_aparte=_aparte(*_textos_de(filas.model, columna)))
        pedido = _alguno(pedidos, columna)
    else:
        pedido = Q(**{columna: consulta_de(todo)})
    # What is taken away chooses rows, and has no say in their order: with it, all rank nothing.
    dicho, dichos = sin_lo_quitado(texto), sin_lo_quitado(nombres)
    buscado = consulta_de(dicho if dichos == dicho else f"{dicho} or {dichos}")
    return filas.filter(pedido | (o or Q())).annotate(
        relevancia=_por_su_nombre(filas.model, dicho, dichos)
        + Cast(SearchRank(F(columna), buscado) * MILLON, IntegerField())
    )


def _alguno(pedidos: Iterable[Conjunto], columna: str) -> Q:
    """The vector finds the words; what is to the letter is read in the text, since to the vector a
    word is the same in plural."""
    alguno = Q()
    for pedido in pedidos:
        palabras = Q(**{columna: consulta_de(pedido.palabras)}) if pedido.palabras else Q()
        alguno |= palabras & _a_la_letra(pedido)
    return alguno or Q(pk__in=[])


def _a_la_letra(pedido: Conjunto) -> Q:
    dicho = Q()
    for frase in pedido.a_la_letra:
        dicho &= Q(texto_aparte__regex=_ALaLetra(Llano(Value(frase))))
    for frase in pedido.quitadas:
        dicho &= ~Q(texto_aparte__regex=_ALaLetra(Llano(Value(frase))))
    return dicho


def sin_lo_quitado(texto: str) -> str:
    """Without what «-» takes away, a word or a phrase."""
    return " ".join(re.sub(r'(?<!\S)-(?:"[^"]*"?|\S+)', " ", sin_adornos(texto)).split())


def _por_su_nombre(modelo: Any, texto: str, nombres: str) -> Case:
    """Millions, so that no rank outweighs them; an integer, so that cursors compare it exactly."""
    nombre: Any = Plegar(modelo.enlace.titulo)
    dicho: Any = Plegar(Value(" ".join(nombres.replace('"', " ").split())))
    lugar = StrIndex(nombre, dicho)
    return Case(
        When(Q(Exact(nombre, dicho)) | Q(clave__iexact=texto), then=Value(3 * MILLON)),
        When(Exact(lugar, 1), then=Value(2 * MILLON)),
        When(GreaterThan(lugar, 1), then=Value(MILLON)),
        default=Value(0),
    )


def admite_erratas(texto: str) -> bool:
    """Whether there is a word to forgive; an exact phrase is asked for to the letter."""
    return 0 < len(perdonables(texto)) <= CUANTAS


def perdonables(texto: str) -> list[str]:
    """The words of `texto` in which a typo is forgiven."""
    return [p for p in sueltas(texto) if PERDONABLE.fullmatch(p) and llana(p) not in VACIAS]


def parecidas(filas: QuerySet, texto: str, columna: str = "busqueda") -> QuerySet:
    """Rows where every word is there or, if it is long enough, is one letter away: a letter more,
    less or other, or two neighbours swapped. First those that are called so, and the likest."""
    filas = filas.alias(
        todo=Plegar(Junto(*_textos_de(filas.model, columna))),
        texto_aparte=_aparte(*_textos_de(filas.model, columna)),
        nombre_llano=Plegar(filas.model.enlace.titulo),  # type: ignore[attr-defined]
    )
    alguno = Q()
    for pedido in conjuntos(texto):
        alguno |= _parecido_a(pedido, filas, columna)
    parecido: Any = Value(0.0)
    for palabra in perdonables(texto):
        suya = Q(nombre_llano__regex=con_una_errata(palabra))
        parecido += Case(When(suya, then=Value(2.0)), default=Value(0.0))
        parecido += TrigramStrictWordSimilarity(Plegar(Value(palabra)), F("todo"))  # type: ignore[arg-type]
    return filas.filter(alguno).annotate(relevancia=Cast(parecido * MILLON, IntegerField()))


def _parecido_a(pedido: Conjunto, filas: QuerySet, columna: str) -> Q:
    quitadas = [trozo for trozo in pedido.palabras.split() if trozo.startswith("-")]
    con_perdon = perdonables(pedido.palabras)
    cortas = [p for p in sueltas(pedido.palabras) if p not in con_perdon]
    resto = consulta_de(" ".join([*cortas, *quitadas]))
    sin_perdon = (Q(**{columna: resto}) | Q(Exact(_Partes(resto), 0))) & _a_la_letra(pedido)
    suyas = filas.filter(sin_perdon)
    todas = sin_perdon
    for palabra in con_perdon:
        patron = con_una_errata(palabra)
        todas &= (
            Q(todo__regex=patron)
            | Q(**{columna: _enmendada(suyas, patron)})
            | Q(**{columna: consulta_de(palabra)})
        )
    return todas


def _enmendada(filas: QuerySet, patron: str) -> SearchQuery:
    """The words of those texts that the typo may have meant, searched for as if they had been typed
    right: «kontrataciones» brings what is of a «contratación» too."""
    halladas = Func(
        _Coincidencias(F("todo"), Value(patron), Value("g")),
        function="unnest",
        output_field=TextField(),
    )
    distintas = ArraySubquery(filas.order_by().values(palabra=halladas).distinct())
    dichas = Func(distintas, Value(" or "), function="array_to_string", output_field=TextField())
    return SearchQuery(dichas, config=CONFIGURACION, search_type="websearch")


class _Coincidencias(Func):
    function = "regexp_matches"
    output_field = ArrayField(TextField())
    set_returning = True


def _textos_de(modelo: Any, columna: str) -> list[str]:
    """Paths of the columns that a search vector is made of: what is searched for as it is typed is
    searched for with a typo too."""
    *pasos, nombre = columna.split("__")
    for paso in pasos:
        modelo = modelo._meta.get_field(paso).related_model
    partes = modelo._meta.get_field(nombre).expression.flatten()
    hecha_de: list[Any] = [parte for parte in partes if isinstance(parte, F)]
    return ["__".join([*pasos, campo.name]) for campo in hecha_de]


def con_una_errata(palabra: str) -> str:
    """Regular expression (PostgreSQL's) of a folded word that is `palabra` with at most one typo,
    whichever of the two is in plural, or what is against it: «anticorrupción»."""
    p = llana(palabra)
    # Its «s» may be of a plural, which the folding takes away of a short word, or of the word.
    singulares = {p, p.removesuffix("s")}
    if len(p) >= LARGA:
        singulares.add(p.removesuffix("es"))  # «contrataciones», of «contratación»
    formas = "|".join(sorted(set().union(*map(_a_una_errata, singulares))))
    vacias = [v for v in sorted(VACIAS) if re.fullmatch(rf"(?:{formas})(?:e?s)?", v)]
    salvo = rf"(?!(?:{'|'.join(vacias)})\M)" if vacias else ""  # «parra» is no «para»
    return rf"\m{salvo}(?:anti)?(?:{formas})(?:e?s)?\M"


def _a_una_errata(p: str) -> set[str]:
    una_mas = {rf"{p[:i]}\w{p[i:]}" for i in range(len(p) + 1)}
    una_menos_u_otra = {rf"{p[:i]}\w?{p[i + 1 :]}" for i in range(len(p))}
    trastocadas = {p[:i] + p[i + 1] + p[i] + p[i + 2 :] for i in range(len(p) - 1)}
    return una_mas | una_menos_u_otra | trastocadas
