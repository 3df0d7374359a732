"""Public records of places: those of the map, and the countries of the Alliance."""

from django.db.models import TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import fuentes_de
from secretariados.filters import JurisdiccionFilter
from secretariados.models import Jurisdiccion

__all__ = ["JURISDICCIONES"]

JURISDICCIONES = Registro(
    recurso="jurisdicciones",
    componente="Jurisdiccion",
    es=_("Países, entidades federativas y municipios."),
    en="Countries, states and municipalities.",
    publicos=lambda: Jurisdiccion.objects.publicos(),
    filtro=JurisdiccionFilter,
    ordenes={
        "clave": "clave",
        "nombre": "nombre_orden",
        "clave_inegi": Coalesce("clave_inegi", Value("~"), output_field=TextField()),
        "actualizado": "actualizado",
    },
    orden_inicial=("nombre",),
    campos=(
        c.clave("la jurisdicción"),
        c.direccion(Jurisdiccion.enlace),
        Campo("tipo", Tipo.CODIGO, "Qué es.", "What it is.", codigos=Jurisdiccion.Tipo),
        Campo("nombre", Tipo.TEXTO, "Nombre de uso.", "Common name."),
        Campo("nombre_oficial", Tipo.TEXTO, "Nombre oficial.", "Official name.", nulo=True),
        Campo("slug", Tipo.TEXTO, "Nombre en las direcciones.", "Name in addresses."),
        c.pais("ruta"),
        c.referencia("padre", "Dentro de qué está.", "What it is part of.", nulo=True),
        Campo("ruta", Tipo.TEXTO, "Códigos desde el país.", "Codes from the country down."),
        Campo("iso", Tipo.TEXTO, "Código ISO 3166.", "ISO 3166 code.", nulo=True),
        Campo("clave_inegi", Tipo.TEXTO, "Clave del INEGI.", "INEGI code.", nulo=True),
        Campo("abreviatura", Tipo.TEXTO, "Abreviatura.", "Abbreviation.", nulo=True),
        Campo(
            "latitud",
            Tipo.NUMERO,
            "Latitud del centroide, en grados; aproximada, no oficial.",
            "Latitude of the centroid, degrees; approximate.",
            nulo=True,
        ),
        Campo(
            "longitud",
            Tipo.NUMERO,
            "Longitud del centroide, en grados; aproximada, no oficial.",
            "Longitude of the centroid, degrees; approximate.",
            nulo=True,
        ),
        Campo(
            "centroide_tipo",
            Tipo.TEXTO,
            "Qué centroide es.",
            "Which centroid it is.",
            nulo=True,
        ),
        Campo(
            "centroide_origen",
            Tipo.TEXTO,
            "Cómo se calculó el centroide.",
            "How the centroid was computed.",
            nulo=True,
        ),
        Campo(
            "tesela_columna",
            Tipo.ENTERO,
            "Columna en el mapa de teselas, desde 0.",
            "Column in the tile map, from 0.",
            nulo=True,
        ),
        Campo(
            "tesela_fila",
            Tipo.ENTERO,
            "Fila en el mapa de teselas, desde 0.",
            "Row in the tile map, from 0.",
            nulo=True,
        ),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("jurisdiccion")
        ),
        *c.sello(),
    ),
)
