"""How people write the states for short. The official abbreviations («MEX», «NLE») are data of each
place; these are nobody's data, so here is their home. Those that are words too («Sin.») are not."""

import re

from gobierno_abierto.comun.consulta import con_frase

__all__ = ["con_nombres"]

LUGARES = {
    "ags": "Aguascalientes",
    "bc": "Baja California",
    "bcs": "Baja California Sur",
    "cdmx": "Ciudad de México",
    "cdmex": "Ciudad de México",
    "df": "Ciudad de México",
    "chih": "Chihuahua",
    "chis": "Chiapas",
    "coah": "Coahuila",
    "dgo": "Durango",
    "distritofederal": "Ciudad de México",
    "edomex": "Estado de México",
    "edomx": "Estado de México",
    "gto": "Guanajuato",
    "hgo": "Hidalgo",
    "mich": "Michoacán",
    "nl": "Nuevo León",
    "oax": "Oaxaca",
    "pue": "Puebla",
    "qro": "Querétaro",
    "qroo": "Quintana Roo",
    "slp": "San Luis Potosí",
    "tamps": "Tamaulipas",
    "tlax": "Tlaxcala",
    "yuc": "Yucatán",
    "zac": "Zacatecas",
}


def con_nombres(texto: str) -> str:
    """`texto` with abbreviations of states, typed whole or as one of its words, as their names.

    >>> con_nombres("N.L.")
    'Nuevo León'
    >>> con_nombres("agua cdmx")
    'agua Ciudad de México'
    """
    entero = LUGARES.get(_junto(texto))
    if entero or con_frase(texto):  # an exact phrase is asked for to the letter
        return entero or texto
    return " ".join(LUGARES.get(_junto(palabra), palabra) for palabra in texto.split())


def _junto(texto: str) -> str:
    """«Edo. Méx.» → «edomex»."""
    return re.sub(r"[\s.]", "", texto.lower()).replace("é", "e")
