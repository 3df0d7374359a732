"""A feed (RFC 4287) written an entry at a time: all of a list, in constant memory."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from gobierno_abierto.comun.privacidad import sin_invisibles

__all__ = ["Novedad", "atom"]


class Novedad(NamedTuple):
    """An entry of a feed."""

    titulo: str
    ruta: str
    texto: str
    publicada: datetime
    cambiada: datetime
    clases: list[str]


class _Atom(Atom1Feed):
    """Django's writes what it holds; this, what it is given."""

    cambiado: datetime | None = None

    def latest_post_date(self) -> Any:
        return self.cambiado or super().latest_post_date()

    def por_partes(self, sitio: str, novedades: Iterable[Novedad]) -> Iterator[str]:
        """`novedades` come with the newest first: its change is the feed's."""
        todas = iter(novedades)
        primera = next(todas, None)
        self.cambiado = primera and primera.cambiada
        salida = io.StringIO()
        xml = SimplerXMLGenerator(salida, "utf-8", short_empty_elements=True)
        xml.startDocument()
        xml.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(xml)
        for novedad in chain([primera] if primera else [], todas):
            self._entrada(xml, sitio, novedad)
            yield _sacar(salida)
        xml.endElement("feed")
        yield _sacar(salida)

    def _entrada(self, xml: SimplerXMLGenerator, sitio: str, novedad: Novedad) -> None:
        self.add_item(
            title=sin_invisibles(novedad.titulo),
            link=sitio + novedad.ruta,
            description=escape(sin_invisibles(novedad.texto)),
            pubdate=novedad.publicada,
            updateddate=novedad.cambiada,
            unique_id=sitio + novedad.ruta,
            categories=novedad.clases,
        )
        suya = self.items.pop()
        xml.startElement("entry", AttributesImpl(self.item_attributes(suya)))
        self.add_item_elements(xml, suya)
        xml.endElement("entry")


def atom(sitio: str, novedades: Iterable[Novedad], **dicho: Any) -> Iterator[str]:
    """`dicho`: what the feed says of itself, as Django's `Atom1Feed` takes it."""
    return _Atom(language="es-MX", author_name="Gobierno Abierto", **dicho).por_partes(
        sitio, novedades
    )


def _sacar(salida: io.StringIO) -> str:
    escrito = salida.getvalue()
    salida.seek(0)
    salida.truncate()
    return escrito
