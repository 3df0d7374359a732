"""URL converters."""

from django.urls import register_converter

__all__ = ["ConversorDeClave"]


class ConversorDeClave:
    """`<clave:…>`: permanent keys and slugs; anything else cannot exist, so it is a 404 at once."""

    regex = "[A-Za-z0-9][A-Za-z0-9_-]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ConversorDeClave, "clave")
