"""What OGP's database writes, and the code that it is here. Labels and never numbers: «Complete»
was 4 in one edition and 5 in the next."""

import re
from types import MappingProxyType

from compromisos.vocabularios import OGP

__all__ = ["ABIERTAS", "DESAFIOS", "GRUPOS", "SI_NO", "TEMAS", "codigo_de"]

# «a. Not started», «d. Complete»: the letter only keeps their order.
LETRA = re.compile(r"^[a-e]\.\s+")

# What a recommendation for the next plan begins with; the sentences grew from edition to edition.
_PASOS = {
    "continued work on basic": "continuar_implementacion_basica",
    "extension based on existing": "ampliar_lo_implementado",
    "further work on basic": "continuar_implementacion_basica",
    "maintenance and monitoring": "mantenimiento_y_monitoreo",
    "new commitment building": "ampliar_lo_implementado",
    "no further action": "sin_accion_adicional",
    "none: abandon": "sin_accion_adicional",
    "none: completed": "sin_accion_adicional",
    "revision of the commitment": "revision_significativa",
    "significant revision": "revision_significativa",
}

_DE_OGP = {
    variable: {etiqueta.casefold(): codigo for codigo, etiqueta in valores.items()}
    for variable, valores in OGP.items()
}
SI_NO = {"1": "si", "0": "no", "yes": "si", "no": "no", "true": "si", "false": "no"}

# Marks that OGP's staff put: theme of a column → how the portal calls it.
TEMAS = MappingProxyType(
    {
        "anti-corruption": "anticorrupción",
        "conflicts of interest": "conflictos de interés",
        "asset disclosure": "declaración patrimonial",
        "audits & controls": "auditorías y controles",
        "whistleblower protections": "protección de denunciantes",
        "fiscal openness": "apertura fiscal",
        "budget transparency": "apertura fiscal",
        "citizen budgets": "presupuesto ciudadano",
        "participatory budgeting": "presupuesto participativo",
        "e-petitions": "peticiones electrónicas",
        "social audits": "contraloría social",
        "public participation": "participación pública",
        "public procurement": "compras públicas",
        "access to information": "acceso a la información",
        "records management": "gestión de archivos",
        "open data": "datos abiertos",
        "elections & political finance": "elecciones y dinero en la política",
        "law enforcement & justice": "procuración de justicia",
        "public service delivery": "servicios públicos",
        "public service delivery improvement": "servicios públicos",
        "e-government": "gobierno electrónico",
        "capacity building": "creación de capacidades",
        "legislation & regulation": "legislación y regulación",
        "private sector": "sector privado",
        "legislature": "poder legislativo",
        "sub-national": "subnacional",
        "sub-national governance": "subnacional",
        "judiciary": "poder judicial",
        "media & telecommunications": "medios y telecomunicaciones",
        "education": "educación",
        "health & nutrition": "salud y nutrición",
        "citizenship & immigration": "ciudadanía y migración",
        "welfare & social security": "bienestar y seguridad social",
        "water & sanitation": "agua y saneamiento",
        "infrastructure": "infraestructura",
        "public safety": "seguridad pública",
        "defense": "defensa",
        "natural resources": "recursos naturales",
        "aid": "ayuda internacional",
        "nonprofits": "organizaciones sin fines de lucro",
        "labor": "trabajo",
        "science & technology": "ciencia y tecnología",
        "gender & sexuality": "género",
        "human rights": "derechos humanos",
        "marginalized communities": "comunidades marginadas",
        "ogp": "Alianza para el Gobierno Abierto",
    }
)

GRUPOS = MappingProxyType(
    {
        "odwg": "datos abiertos",
        "fowg": "apertura fiscal",
        "lowg": "apertura legislativa",
        "atwg": "acceso a la información",
        "onrwg": "recursos naturales",
    }
)

# Grand challenge of the Alliance → its key, which comes with the history.
DESAFIOS = MappingProxyType(
    {
        "gc-pubint": "desafio-integridad-publica",
        "gc-pubres": "desafio-recursos-publicos",
        "gc-pubsvc": "desafio-servicios-publicos",
        "gc-corpacc": "desafio-responsabilidad-corporativa",
        "gc-safcomm": "desafio-comunidades-seguras",
    }
)

# Codes of the portal that are no label of OGP's: 1 and 0.
ABIERTAS = frozenset(
    {
        "estrella",
        "estrella_vigente_avance",
        "relevante",
        "valor_acceso_informacion",
        "valor_participacion",
        "valor_rendicion_cuentas",
        "valor_tecnologia",
        "verificable",
    }
)


def codigo_de(variable: str, escrito: str) -> str | None:
    """The code of a label; None if the table does not have it.

    >>> codigo_de("cumplimiento", "a. Not Started"), codigo_de("estrella", "1")
    ('no_iniciado', 'si')
    """
    etiqueta = LETRA.sub("", escrito.strip()).casefold()
    if variable in ABIERTAS:
        return SI_NO.get(etiqueta)
    if variable == "siguiente_paso":
        return next((c for inicio, c in _PASOS.items() if etiqueta.startswith(inicio)), None)
    if (variable, etiqueta) == ("apertura_resultado", "did not change"):
        return "no_cambio"  # as OGP's site writes what its database calls «None»
    return _DE_OGP.get(variable, {}).get(etiqueta)
