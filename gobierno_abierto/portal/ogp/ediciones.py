"""Which columns each edition has. What is in no table here is never kept: whom to write to, nobody
reads, whatever the heading and whatever the cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from gobierno_abierto.portal.ogp.etiquetas import DESAFIOS, GRUPOS, TEMAS

__all__ = [
    "COLUMNAS",
    "EDICIONES",
    "ESTRELLAS",
    "NUMERICAS",
    "Edicion",
    "columna_de",
    "edicion_de",
    "encabezado_de",
    "limpia",
]

HTML = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Edicion:
    """`se_conoce_por`: the column that no other edition has. `exige`: those that the edition has
    and become data; without one, a file would erase what a whole one brought. `cerrada`: all its
    plans ended long ago; of the later heading, which goes on, each plan's year says."""

    nombre: str
    fuente: str
    se_conoce_por: str
    exige: tuple[str, ...]
    dicho_en: str | None = None
    dicho_en_precision: str = "no_consta"
    cerrada: bool = True


# Ours → the headings that it had.
_ENCABEZADOS = {
    "identificador": ("commitment unique identifier",),
    "caso": ("000 case no.",),
    "pais": ("country", "country/locality"),
    "plan": ("action plan number", "action plan no", "action plan no."),
    "tema": ("theme",),
    "numero": ("comm no",),
    "es_compromiso": ("comm dummy",),
    "titulo": ("commitment title",),
    "titulo_corto": ("short title",),
    "texto": ("full text",),
    "hito_numero": ("milestone no",),
    "hito": ("milestones/activities",),
    "hito_titulo": ("milestone short title",),
    "inicio": ("start date", "start"),
    "fin": ("end date", "end"),
    "responde": (
        "lead institution",
        "lead institution (responsible instutitution)",
        "lead institution (responsible institution)",
    ),
    "apoya": ("supporting institution(s)", "support institution(s)", "supporting institution"),
    "conglomerado": ("cluster",),
    "especificidad": ("specificity",),
    "relevante": ("_relevant", "relevant to ogp values"),
    "valor_acceso_informacion": ("value -info", "ogp value access to information"),
    "valor_participacion": ("value -part", "ogp value civic participation"),
    "valor_rendicion_cuentas": ("value -acc", "ogp value public accountability"),
    "valor_tecnologia": ("value -tech", "ogp value technology"),
    "preexistente": ("newvpre-exist",),
    "impacto_potencial": ("potential impact",),
    "cumplimiento": ("completion (progress report)", "actual completion"),
    "cumplimiento_previsto": ("projected completion",),
    "ritmo": ("on schedule",),
    "a_tiempo": ("on time",),
    "estrella": ("starred",),
    "estrella_antes": ("starred (pre-june 2014 assessments)",),
    "estrella_2015": ("starred (2015 only)",),
    "estrella_vigente_avance": (
        "starred (current formula) progress report",
        "starred (current formula)",
    ),
    "siguiente_paso": ("next steps",),
    "revisado": ("irm assessed (y/n)",),
    "anio": ("year of submission",),
    "anio_informe": ("report publication year (progress report)", "report publication year"),
    "anio_informe_fin": ("report publication year (end of term)",),
    "cumplimiento_fin": ("completion (end of term)",),
    "cambio_cumplimiento": ("change in completion",),
    "apertura_resultado": (
        "did it open government (end of term only)",
        "did it open government (overall)",
    ),
    "estrella_fin": ("starred (current formula) end of term",),
    "ambicion": ("ambition",),
    "verificable": ("verifiable",),
    "direccion": ("url",),
}

ESTRELLAS = frozenset({"estrella", "estrella_antes", "estrella_2015", "estrella_vigente_avance"})

VALORES = ("acceso_informacion", "participacion", "rendicion_cuentas", "tecnologia")

# The number beside each label: only to tell where the two disagree.
NUMERICAS = MappingProxyType(
    {
        "especificidad": "_specificity",
        "impacto_potencial": "_pot impact coded",
        "cumplimiento": ("_completionprogress", "_actual completion"),
    }
)

COLUMNAS = MappingProxyType(
    {encabezado: nuestra for nuestra, suyos in _ENCABEZADOS.items() for encabezado in suyos}
    | {encabezado: f"tema:{tema}" for encabezado, tema in TEMAS.items()}
    | {encabezado: f"grupo:{grupo}" for encabezado, grupo in GRUPOS.items()}
    | {encabezado: f"desafio:{clave}" for encabezado, clave in DESAFIOS.items()}
    | {
        encabezado: f"n:{nuestra}"
        for nuestra, suyos in NUMERICAS.items()
        for encabezado in ((suyos,) if isinstance(suyos, str) else suyos)
    }
)

_DE_TODAS = ("pais", *(f"valor_{v}" for v in VALORES), "cumplimiento")
_DE_LAS_CERRADAS = (
    *_DE_TODAS, "titulo", "texto", "plan", "inicio", "fin", "responde", "apoya",
    "especificidad", "n:especificidad", "relevante", "impacto_potencial", "n:impacto_potencial",
    "n:cumplimiento",
)  # fmt: skip
_DE_LAS_NUMERADAS = (
    *_DE_LAS_CERRADAS, "tema", "numero", "es_compromiso", "titulo_corto", "estrella_antes",
    "estrella_2015", "estrella_vigente_avance", "revisado", "anio", "anio_informe",
)  # fmt: skip

EDICIONES = (
    Edicion(
        "posterior",
        "csv_ingesta",
        "identificador",
        (*_DE_TODAS, "anio", "apertura_resultado"),
        cerrada=False,
    ),
    Edicion(
        "2015",
        "irm_csv_2015",
        "caso",
        (*_DE_LAS_CERRADAS, "conglomerado", "siguiente_paso"),
        "2015-05-15",
        "dia",
    ),
    Edicion(
        "intermedia",
        "ogp_csv_intermedia",
        "hito",
        (*_DE_LAS_NUMERADAS, "hito_numero", "preexistente",
         "cumplimiento_previsto", "a_tiempo", "ritmo"),
    ),
    Edicion(
        "2017",
        "irm_csv",
        "numero",
        (*_DE_LAS_NUMERADAS, "conglomerado", *(f"grupo:{g}" for g in GRUPOS.values()),
         *(f"desafio:{d}" for d in DESAFIOS.values()), "anio_informe_fin", "cumplimiento_fin",
         "cambio_cumplimiento", "apertura_resultado", "estrella_fin"),
        "2017-05-01",
        "mes",
    ),
)  # fmt: skip


def limpia(encabezado: str) -> str:
    return " ".join(HTML.sub(" ", encabezado).split())


def encabezado_de(nuestra: str) -> str:
    """How a file writes it, or may: «completion (progress report)»."""
    suyos = [encabezado for encabezado, columna in COLUMNAS.items() if columna == nuestra]
    return " o ".join(f"«{suyo}»" for suyo in suyos)


def columna_de(encabezado: str) -> str | None:
    """Ours, or None: of contact, control or unknown.

    >>> columna_de(" PoC Specified? (Delete?)"), columna_de("<br/>Public Service Delivery")
    (None, 'tema:servicios públicos')
    """
    limpio = limpia(encabezado).casefold().replace("(delete?)", "").strip()
    return COLUMNAS.get(limpio) or COLUMNAS.get(limpio.removesuffix("?").strip())


def edicion_de(columnas: Sequence[str | None]) -> Edicion | None:
    """By the column that only it has; None if the line is no heading of any."""
    return next(
        (
            e
            for e in EDICIONES
            if {e.se_conoce_por, "pais", *(["titulo"] if e.cerrada else [])} <= {*columnas}
        ),
        None,
    )
