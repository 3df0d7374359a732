"""Walking the whole portal as a reader would: every page of the sitemap, and what it links to."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gobierno_abierto.portal.api import REGISTROS

__all__ = ["Pagina", "direcciones_del_mapa", "exportado", "interno", "recorrer", "visitar"]

LUGAR = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
AQUI = "http://testserver"


@dataclass
class Pagina:
    """What a page answered, and what its HTML has."""

    direccion: str
    estado: int
    html: str
    cookies: list[str]
    consultas: int
    h1: int = 0
    titulo: str = ""
    enlaces: set[str] = field(default_factory=set)
    pedidos: set[str] = field(default_factory=set)  # what a browser loads by itself
    anclas: set[str] = field(default_factory=set)
    repetidas: set[str] = field(default_factory=set)
    guiones: int = 0  # executable scripts
    estilos: int = 0  # inline styles, which the policy refuses


class _Lector(HTMLParser):
    def __init__(self, pagina: Pagina):
        super().__init__()
        self.pagina, self.en_titulo = pagina, False

    def handle_starttag(self, tag, attrs):
        dado = dict(attrs)
        pagina = self.pagina
        pagina.h1 += tag == "h1"
        pagina.guiones += tag == "script" and dado.get("type") != "application/ld+json"
        pagina.estilos += tag == "style" or "style" in dado
        self.en_titulo = tag == "title"
        if "id" in dado:
            (pagina.repetidas if dado["id"] in pagina.anclas else pagina.anclas).add(dado["id"])
        if tag == "a" and "href" in dado:
            pagina.enlaces.add(urljoin(AQUI + pagina.direccion, dado["href"]))
        carga = tag in ("img", "script", "iframe", "source") or (
            tag == "link" and dado.get("rel") in ("stylesheet", "icon", "preload")
        )
        for atributo in ("src", "href"):
            if carga and dado.get(atributo):
                pagina.pedidos.add(urljoin(AQUI + pagina.direccion, dado[atributo]))

    def handle_data(self, data):
        if self.en_titulo:
            self.pagina.titulo += data
            self.en_titulo = False


def direcciones_del_mapa(cliente: Client) -> list[str]:
    """Paths of the sitemap, in its order."""
    respuesta = cliente.get("/sitemap.xml")
    assert respuesta.status_code == 200
    raiz = ElementTree.fromstring(respuesta.content)  # noqa: S314 — our own
    return [urlsplit(lugar.text or "").path for lugar in raiz.iter(LUGAR)]


def visitar(cliente: Client, direccion: str) -> Pagina:
    with CaptureQueriesContext(connection) as consultas:
        respuesta = cliente.get(direccion)
    contenido = b"".join(respuesta) if respuesta.streaming else respuesta.content
    html = contenido.decode() if "html" in respuesta["Content-Type"] else ""
    pagina = Pagina(direccion, respuesta.status_code, html, list(respuesta.cookies), len(consultas))
    _Lector(pagina).feed(html)
    return pagina


def exportado(cliente: Client, recurso: str, **parametros: str) -> list[dict[str, Any]]:
    """The whole of a resource, as its `.json` gives it: every country unless asked otherwise."""
    registro = next((r for r in REGISTROS if r.recurso == recurso), None)
    if registro and "pais" in registro.filtro.base_filters:
        parametros = {"pais": "*"} | parametros
    respuesta = cliente.get(f"/api/v1/{recurso}.json", parametros)
    assert respuesta.status_code == 200, respuesta.content
    return json.loads(b"".join(respuesta))


def recorrer(cliente: Client, direcciones: list[str]) -> dict[str, Pagina]:
    return {direccion: visitar(cliente, direccion) for direccion in direcciones}


def interno(enlace: str) -> tuple[str, str] | None:
    """`(path with its query, fragment)` of a link within the portal; None for the others."""
    url, fragmento = urldefrag(enlace)
    if not url.startswith(f"{AQUI}/"):
        return None
    return url.removeprefix(AQUI), fragmento
