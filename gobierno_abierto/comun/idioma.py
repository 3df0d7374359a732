"""In which language a text is, of the two that the portal speaks: for who reads it aloud."""

import re

__all__ = ["idioma_de"]

# The commonest words of each language: enough to tell one from the other in a sentence.
ESPANOL = frozenset(
    {"el", "la", "los", "las", "de", "del", "y", "en", "para", "con", "por", "que", "una", "se"}
    | {"su", "sus", "al"}
)
INGLES = frozenset(
    {"the", "of", "and", "to", "in", "for", "with", "on", "by", "is", "will", "be", "a", "an"}
    | {"as", "from"}
)
PALABRA = re.compile(r"[a-záéíóúñü]+")


def idioma_de(texto: str) -> str:
    """`es` or `en`; of what has no word of either, English, in which OGP's reviewers write.

    >>> idioma_de("Gasto abierto para la población"), idioma_de("Open Data Portal")
    ('es', 'en')
    """
    palabras = PALABRA.findall(texto.casefold())
    espanol = sum(palabra in ESPANOL for palabra in palabras)
    ingles = sum(palabra in INGLES for palabra in palabras)
    con_tilde = any(letra in "áéíóúñ" for letra in texto.casefold())
    return "es" if espanol > ingles or (espanol == ingles and con_tilde) else "en"
