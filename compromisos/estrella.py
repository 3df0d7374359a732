"""OGP's star of a review: computed by the rule in force when it was published, never typed.

The rules are those of OGP's own database of the IRM, edition of 2017, which has a column of each.
Checked against it: the first gives its 792 stars and blanks, the third its 590 and 54, and the
second 862 of 867. Later vocabularies code no potential impact, so that there is no star.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.fechas import ultimo_dia_de

__all__ = ["CALCULADAS", "MIRADAS", "REGLAS", "Regla", "de_la_revision", "estrella", "regla_de"]

ERA = "mri_2011_2019"  # the only vocabulary with all that the rules ask for
CALCULADAS = ("estrella", "estrella_vigente_avance")  # variables that nobody types of what is here

_SIEMPRE = {"relevante": ("si",), "cumplimiento": ("sustancial", "completo")}


class Regla(NamedTuple):
    desde: date
    exige: Mapping[str, tuple[str, ...]]  # variable → values, any of which will do
    dicha: Any


REGLAS = (
    Regla(
        date.min,
        _SIEMPRE | {"impacto_potencial": ("moderado", "transformador")},
        _(
            "regla anterior a junio de 2014: relevante, con impacto moderado o transformador y "
            "avance sustancial o completo"
        ),
    ),
    Regla(
        date(2014, 6, 1),
        _SIEMPRE
        | {
            "impacto_potencial": ("moderado", "transformador"),
            "especificidad": ("media", "alta"),
        },
        _(
            "regla de 2015: relevante, con especificidad media o alta, impacto moderado o "
            "transformador y avance sustancial o completo"
        ),
    ),
    Regla(
        date(2015, 5, 1),
        _SIEMPRE | {"impacto_potencial": ("transformador",), "especificidad": ("media", "alta")},
        _(
            "regla posterior a abril de 2015: relevante, con especificidad media o alta, impacto "
            "transformador y avance sustancial o completo"
        ),
    ),
)
# Values of the Alliance that make a commitment relevant; technology alone does not.
_BASTAN = ("valor_acceso_informacion", "valor_participacion", "valor_rendicion_cuentas")
_SOLA_NO_BASTA = "valor_tecnologia"

# Variables that the rules look at.
MIRADAS = (
    *dict.fromkeys(variable for regla in REGLAS for variable in regla.exige),
    *_BASTAN,
    _SOLA_NO_BASTA,
)


def regla_de(vocabulario: str, desde: date, hasta: date) -> Regla | None:
    """The rule in force when the review was published, known to be between those days; None if the
    era has no star, or the rule changed meanwhile."""
    if vocabulario != ERA:
        return None
    una, otra = (
        next(regla for regla in reversed(REGLAS) if regla.desde <= dia) for dia in (desde, hasta)
    )
    return una if una is otra else None


def estrella(regla: Regla | None, valores: Mapping[str, str | None]) -> str | None:
    """`si` or `no`; None if there is no rule, or something that it asks for is not coded.

    >>> vista = {"relevante": "si", "cumplimiento": "completo", "especificidad": "alta"}
    >>> estrella(REGLAS[2], vista | {"impacto_potencial": "moderado"})
    'no'
    >>> estrella(REGLAS[1], vista | {"impacto_potencial": "moderado"})
    'si'
    """
    if regla is None or any(valores.get(variable) is None for variable in regla.exige):
        return None
    cumple = all(valores[variable] in validos for variable, validos in regla.exige.items())
    return "si" if cumple and not _es_solo_tecnologia(valores) else "no"


def _es_solo_tecnologia(valores: Mapping[str, str | None]) -> bool:
    """Coded as relevant, though what makes it so is coded as missing: technology and no other, or
    none of those that would do."""
    dichos = {valores.get(variable) for variable in _BASTAN}
    return "si" not in dichos and (valores.get(_SOLA_NO_BASTA) == "si" or dichos == {"no"})


def de_la_revision(
    vocabulario: str,
    fecha: date | None,
    precision: str,
    publicada: date,
    valores: Mapping[str, str | None],
) -> tuple[Regla | None, str | None]:
    """The rule, and what it gives. `publicada`: here, if it does not say when it was elsewhere."""
    desde = fecha or publicada
    regla = regla_de(vocabulario, desde, ultimo_dia_de(desde, precision) if fecha else desde)
    return regla, estrella(regla, valores)
