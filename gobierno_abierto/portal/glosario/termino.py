"""One entry of the glossary."""

from typing import NamedTuple

from django.utils.functional import Promise

__all__ = ["Termino"]


class Termino(NamedTuple):
    """`slug` is its anchor for ever; `ingles` is OGP's own term, shown in both languages."""

    slug: str
    termino: str | Promise
    definicion: str | Promise
    ingles: str = ""
