"""What reviewers may code, era by era, and how claims compare. Plain tables: no database.

Sources: the IRM's own codebook of the 2011-2019 cycles and OGP's glossary of the cycles after it.
A code that a source did not give is an absence (`Ausencia`), never a value.
"""

from types import MappingProxyType

__all__ = [
    "CODIFICABLES",
    "COMUN",
    "CUMPLIMIENTO",
    "ERAS",
    "ESCALAS",
    "ESCALA_COMUN",
    "LIBRES",
    "OGP",
    "VERSION",
    "VERSIONES",
    "comun",
    "contraste",
]

_SI_NO = ("si", "no")

CUMPLIMIENTO = (
    "completo",
    "sustancial",
    "limitado",
    "no_iniciado",
    "no_claro",
    "retirado",
    "sin_evidencia",
)

_COMUNES = {
    "relevante": _SI_NO,
    "valor_acceso_informacion": _SI_NO,
    "valor_participacion": _SI_NO,
    "valor_rendicion_cuentas": _SI_NO,
    "valor_tecnologia": _SI_NO,
    "estrella": _SI_NO,
    "apertura_resultado": ("empeora", "no_cambio", "marginal", "mayor", "sobresaliente"),
}

# era → variable → values it may take
ERAS = MappingProxyType(
    {
        "mri_2011_2019": _COMUNES
        | {
            "cumplimiento": CUMPLIMIENTO[:-1],  # «no evidence» came with the next era
            "cambio_cumplimiento": ("aumenta", "igual", "disminuye"),
            "cumplimiento_previsto": CUMPLIMIENTO[:-1],
            "ritmo": ("adelantado", "a_tiempo", "con_retraso", "no_claro"),
            "estrella_vigente_avance": _SI_NO,
            "especificidad": ("alta", "media", "baja", "ninguna"),
            "impacto_potencial": ("ninguno", "menor", "moderado", "transformador", "no_claro"),
            "siguiente_paso": (
                "ampliar_lo_implementado",
                "continuar_implementacion_basica",
                "mantenimiento_y_monitoreo",
                "revision_significativa",
                "sin_accion_adicional",
            ),
        },
        "ogp_desde_2019": _COMUNES
        | {
            "cumplimiento": (
                "completo",
                "sustancial",
                "limitado",
                "no_iniciado",
                "sin_evidencia",
                "retirado",
            ),
            "verificable": _SI_NO,
            "ambicion": ("alta", "baja"),
        },
    }
)

# variable → every value it takes in some era, in the order of the table
CODIFICABLES = MappingProxyType(
    {
        variable: tuple(dict.fromkeys(v for era in ERAS.values() for v in era.get(variable, ())))
        for variable in dict.fromkeys(v for era in ERAS.values() for v in era)
    }
)

# Variables whose values are open lists of labels that OGP's own staff put.
LIBRES = ("etiqueta", "grupo")

# How OGP's own database writes each value; values that it never wrote are not here.
OGP = MappingProxyType(
    {
        "ambicion": {"alta": "High", "baja": "Low"},
        "apertura_resultado": {
            "empeora": "Worsens",
            "no_cambio": "None",
            "marginal": "Marginal",
            "mayor": "Major",
            "sobresaliente": "Outstanding",
        },
        "cambio_cumplimiento": {
            "aumenta": "Increase",
            "igual": "No Change",
            "disminuye": "Decrease",
        },
        "cumplimiento": {
            "completo": "Complete",
            "sustancial": "Substantial",
            "limitado": "Limited",
            "no_iniciado": "Not started",
            "no_claro": "Unclear",
            "retirado": "Withdrawn",
            "sin_evidencia": "No Evidence Available",
        },
        "cumplimiento_previsto": {
            "completo": "Complete",
            "sustancial": "Substantial",
            "limitado": "Limited",
            "no_iniciado": "Not started",
            "no_claro": "Unclear",
            "retirado": "Withdrawn",
        },
        "especificidad": {"alta": "High", "media": "Medium", "baja": "Low", "ninguna": "None"},
        "impacto_potencial": {
            "ninguno": "None",
            "menor": "Minor",
            "moderado": "Moderate",
            "transformador": "Transformative",
            "no_claro": "Unclear",
        },
        "ritmo": {
            "adelantado": "ahead of schedule",
            "a_tiempo": "on schedule",
            "con_retraso": "behind schedule",
            "no_claro": "Unclear",
        },
    }
)

# Each scale of claims, and its values.
ESCALAS = MappingProxyType(
    {
        "cumplido_o_no": ("cumplido", "no_cumplido"),
        "cumplimiento_mri": CUMPLIMIENTO,
        "novedad": ("nuevo", "ya_se_hacia"),
    }
)

# The common scale is OGP's completion scale; each version says what equals what, and whoever cites
# a contrast may say by which. A scale that is not here speaks of something else than completion.
VERSIONES = MappingProxyType(
    {
        1: MappingProxyType(
            {
                "cumplimiento_mri": {valor: valor for valor in CUMPLIMIENTO},
                "cumplido_o_no": {"cumplido": "completo", "no_cumplido": "limitado"},
            }
        )
    }
)
VERSION = max(VERSIONES)
COMUN = VERSIONES[VERSION]
ESCALA_COMUN = f"cumplimiento_ogp_v{VERSION}"


def comun(escala: str, valor: str) -> str | None:
    """The same claim on the common scale; None where it has no equal.

    >>> comun("cumplido_o_no", "cumplido")
    'completo'
    """
    return COMUN.get(escala, {}).get(valor)


def contraste(gobierno: str | None, revision: str | None) -> str:
    """Do two claims on the common scale agree? Silence of either is `sin_contraste`."""
    if gobierno is None or revision is None:
        return "sin_contraste"
    return "coincide" if gobierno == revision else "difiere"
