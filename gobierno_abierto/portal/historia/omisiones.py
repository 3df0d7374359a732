"""What the collected facts have and the portal does not load, and why.

The facts were collected before this portal, in files with names of their own; `datos/` was written
from them. Everything else in them is in the database.
"""

from typing import NamedTuple

__all__ = ["OMISIONES", "Omision"]


class Omision(NamedTuple):
    archivo: str
    campo: str
    motivo: str
    cuando: str | None = None  # only in those records; None: in all of them


_DE_LA_FUENTE = "Repite lo que dice la fuente citada."
_CON_FUENTE_REPETIDA = (
    "planes",
    "compromisos",
    "instituciones",
    "secretariados",
    "cronologia",
    "ejes",
    "paises_aga",
)

OMISIONES = (
    *(
        Omision(archivo, campo, _DE_LA_FUENTE)
        for archivo in _CON_FUENTE_REPETIDA
        for campo in ("fuente_titulo", "fuente_url")
    ),
    Omision("acuerdos", "id", "Es la clave en minúsculas."),
    Omision("planes", "id", "Es la clave."),
    Omision("planes", "nivel", "Lo dice el tipo de su jurisdicción."),
    Omision("compromisos", "id", "La clave permanente es otra, la que se publica."),
    Omision("compromisos", "metas", "Ninguna fuente las trae: está vacío en todos."),
    Omision("compromisos", "mri_evaluado", "Lo dice que haya o no una evaluación."),
    Omision(
        "compromisos",
        "titulo",
        "Es el título original sin su número.",
        cuando="Plan Ampliado",
    ),
    Omision(
        "compromisos",
        "tipo",
        "No dice cómo entró al plan: en el Plan Ampliado por la adenda; en los demás no consta.",
        cuando="ordinario",
    ),
    Omision(
        "compromisos",
        "titulo_origen",
        "Lo dice entero el código del origen del título.",
        cuando="literal, o título corto propio (parafraseado)",
    ),
    Omision("paises_aga", "paises", "Repite los registros de cada país."),
    Omision(
        "ejes",
        "tipo",
        "Las mesas son registros aparte.",
        cuando="mesa_de_trabajo",
    ),
    Omision(
        "secretariados",
        "id",
        "Las tres etapas del órgano nacional son un solo secretariado con asientos fechados.",
        cuando="stt-2011, stt-2013 y stt-2016",
    ),
    Omision(
        "secretariados",
        "estado",
        "Lo dicen el fin de los asientos de la sociedad civil y a quién sucede el comité.",
        cuando="sin_sociedad_civil y sucesor_del_stt",
    ),
)
