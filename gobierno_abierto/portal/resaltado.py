"""Marking, in what is shown, the words that a search found.

PostgreSQL says which words match, with the very folding of the search (its own highlighter would
show the folded text); what is shown is the text as it is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from gobierno_abierto.comun.abreviaturas import con_nombres
from gobierno_abierto.comun.busqueda import con_una_errata, perdonables
from gobierno_abierto.comun.consulta import frases, llana, sueltas
from gobierno_abierto.comun.texto import CONFIGURACION

__all__ = ["Resaltador"]

PALABRA = re.compile(r"\w+")
ALREDEDOR = 110  # characters on each side of the first word found
SQL = """
    WITH pedidas AS (
        SELECT plainto_tsquery(%(config)s, plegar(p)) AS consulta
        FROM unnest(%(pedidas)s::text[]) AS p
    )
    SELECT v FROM unnest(%(vistas)s::text[]) AS v
    WHERE plegar(v) ~ ANY (%(erratas)s::text[])
       OR EXISTS (SELECT FROM pedidas WHERE to_tsvector(%(config)s, plegar(v)) @@ consulta)
"""


@dataclass(frozen=True)
class Resaltador:
    """Marks words in texts, and phrases whole. `halladas` are lower-case words; `frases`, patterns
    of folded text."""

    halladas: frozenset[str]
    frases: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def de(cls, busqueda: str, textos: Iterable[str], erratas: bool) -> "Resaltador":
        """For the words that `busqueda` asks for, among those of `textos`. One query."""
        pedidas = sueltas(f"{busqueda} {con_nombres(busqueda)}")
        vistas = {p.lower() for texto in textos for p in PALABRA.findall(texto)}
        with connection.cursor() as cursor:
            cursor.execute(
                SQL,
                {
                    "config": CONFIGURACION,
                    "pedidas": pedidas,
                    "vistas": sorted(vistas),
                    "erratas": [con_una_errata(p) for p in perdonables(busqueda)]
                    if erratas
                    else [],
                },
            )
            halladas = frozenset(fila[0] for fila in cursor.fetchall())
        return cls(halladas, tuple(map(_patron, frases(busqueda))))

    def marcar(self, texto: str) -> SafeString:
        """`texto`, escaped, with `<mark>` around each word found."""
        partes, fin = [], 0
        for desde, hasta in self._lugares(texto):
            if desde >= fin:
                partes += [conditional_escape(texto[fin:desde])]
                partes += [format_html("<mark>{}</mark>", texto[desde:hasta])]
                fin = hasta
        partes.append(conditional_escape(texto[fin:]))
        return mark_safe("".join(partes))  # noqa: S308 — every part is escaped

    def recortar(self, texto: str) -> SafeString:
        """The part of a long text where the first word found is; its beginning if none is; nothing
        where there is no room for a whole word."""
        centro = next(iter(self._lugares(texto)), (0, 0))[0]
        desde = _borde(texto, max(centro - ALREDEDOR, 0))
        hasta = _borde(texto, centro + ALREDEDOR)
        if not texto[desde:hasta].strip():
            return mark_safe("")
        inicio, final = "… " if desde else "", " …" if hasta < len(texto) else ""
        return format_html("{}{}{}", inicio, self.marcar(texto[desde:hasta].strip()), final)

    def _lugares(self, texto: str) -> list[tuple[int, int]]:
        """Where what was found begins and ends, in order, the longest first."""
        palabras = (p for p in PALABRA.finditer(texto) if p.group().lower() in self.halladas)
        llano = llana(texto)
        suyas = self.frases if len(llano) == len(texto) else ()  # letter by letter, or not at all
        dichas = (frase for patron in suyas for frase in patron.finditer(llano))
        lugares = (hallado.span() for hallado in (*palabras, *dichas))
        return sorted(lugares, key=lambda lugar: (lugar[0], -lugar[1]))


def _patron(frase: str) -> re.Pattern[str]:
    palabras = map(re.escape, PALABRA.findall(llana(frase)))
    return re.compile(r"\b" + r"\W+".join(palabras) + r"\b")


def _borde(texto: str, lugar: int) -> int:
    """The nearest place at or after `lugar` where no word is cut."""
    if lugar <= 0:
        return 0
    espacio = texto.find(" ", lugar)
    return len(texto) if espacio < 0 else espacio
