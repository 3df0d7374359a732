"""The portal's own pages, by the words that people look for them with, in both languages."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.busqueda import sin_lo_quitado
from gobierno_abierto.comun.consulta import VACIAS, llana

__all__ = ["PAGINAS", "PaginaPropia", "paginas_de"]


@dataclass(frozen=True)
class PaginaPropia:
    """`ruta` is the name of its address; `palabras`, what it is looked for by beside its title."""

    titulo: str | Promise
    ruta: str
    palabras: str

    @property
    def vocabulario(self) -> set[str]:
        return _raices(f"{self.titulo} {self.palabras}")


PAGINAS = (
    PaginaPropia(_("Planes de acción"), "planes", "plan planes action plans"),
    PaginaPropia(_("Compromisos"), "compromisos", "compromisos explorador commitments explorer"),
    PaginaPropia(
        _("Secretariados técnicos"), "secretariados", "secretariado secretariats tripartita"
    ),
    PaginaPropia(
        _("Los estados y sus secretariados"),
        "ejercicios",
        "estados entidades locales ejercicios mapa states local map",
    ),
    PaginaPropia(_("Instituciones"), "instituciones", "dependencias institutions"),
    PaginaPropia(_("Acuerdos"), "acuerdos", "actos agreements"),
    PaginaPropia(
        _("Historia del gobierno abierto en México"),
        "historia",
        "historia cronología hitos timeline history open government",
    ),
    PaginaPropia(
        _("La Alianza para el Gobierno Abierto"),
        "alianza",
        "AGA OGP países miembros cohortes desafíos countries members partnership alliance",
    ),
    PaginaPropia(
        _("Donde las fuentes discrepan"),
        "discrepancias",
        "discrepancias contradicciones discrepancies disagree",
    ),
    PaginaPropia(_("Fuentes"), "fuentes", "documentos bibliografía sources documents"),
    PaginaPropia(
        _("Bitácora de cambios"),
        "bitacora",
        "historial registro cambio correcciones changes log ledger history",
    ),
    PaginaPropia(
        _("Testigos de la bitácora"), "testigos", "cofirmas firmas witnesses signatures ledger"
    ),
    PaginaPropia(_("Glosario"), "glosario", "términos palabras significado glossary terms words"),
    PaginaPropia(_("Ayuda"), "ayuda", "contacto preguntas help contact"),
    PaginaPropia(_("Accesibilidad"), "accesibilidad", "accessibility"),
    PaginaPropia(
        _("Datos abiertos"),
        "datos",
        "datos descargar paquete zip CSV XLSX catálogo licencia preguntas recetas data download",
    ),
    PaginaPropia(
        _("Diccionario de datos"), "diccionario", "tablas columnas campos data dictionary columns"
    ),
    PaginaPropia(
        _("Qué cuidar al usar los datos"), "datos-cuidados", "errores trampas advertencias gotchas"
    ),
    PaginaPropia(
        _("Novedades y promesa de la API"),
        "datos-novedades",
        "versiones cambios obsolescencia changelog deprecation",
    ),
    PaginaPropia(
        _("Documentación de la API"),
        "docs",
        "API datos abiertos descargar JSON CSV programar data open download developers",
    ),
    PaginaPropia(_("Privacidad"), "privacidad", "datos personales cookies privacy"),
)


def paginas_de(texto: str) -> list[PaginaPropia]:
    """Pages that have all of those words, and none of those that are taken away. Nothing is asked
    of the database."""
    pedidas = _raices(sin_lo_quitado(texto))
    quitadas = _raices(texto) - pedidas
    return [
        pagina
        for pagina in PAGINAS
        if pedidas and pedidas <= pagina.vocabulario and not quitadas & pagina.vocabulario
    ]


def _raices(texto: str) -> set[str]:
    """Its words, without accents, capitals nor the «s» of plurals."""
    return {llana(palabra).removesuffix("s") for palabra in re.findall(r"\w+", texto)} - VACIAS
