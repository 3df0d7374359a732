"""Permanent keys of what comes from OGP's database.

Country, plan and number repeat (35 times in the edition of 2017: «1.1» is also «1.10» cut short),
so a key ends with a print of the title and the text.
"""

import hashlib
import re
import unicodedata

__all__ = ["clave_de_plan", "huella", "numero_en_clave", "prefijo_de_plan"]

PARTES = re.compile(r"\d+|[A-Za-z]+")
SIN_NUMERO = "NA"


def clave_de_plan(iso: str, plan: str) -> str:
    """`br-p2`; of an edition that gives years and not numbers, `br-2018`."""
    return f"{iso.lower()}-{plan.lower()}"


def prefijo_de_plan(iso: str, plan: str) -> str:
    return f"{iso}-{plan.upper()}"


def numero_en_clave(escrito: str | None) -> str:
    """The source's own number, so that keys sort as it does.

    >>> numero_en_clave("1.10"), numero_en_clave("4:A"), numero_en_clave(None)
    ('0110', '04A', 'NA')
    """
    partes = PARTES.findall(_sin_acentos(escrito or ""))
    return "".join(p.zfill(2) if p.isdigit() else p.upper() for p in partes)[:24] or SIN_NUMERO


def huella(titulo: str, texto: str | None, largo: int = 4) -> str:
    return hashlib.sha256(f"{titulo}\n{texto or ''}".encode()).hexdigest()[:largo]


def _sin_acentos(texto: str) -> str:
    return unicodedata.normalize("NFKD", texto).encode("ascii", "ignore").decode()
