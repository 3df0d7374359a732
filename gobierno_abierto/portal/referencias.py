"""Which resource a field that refers to another record refers to, and what hangs from what."""

from collections.abc import Iterable

from gobierno_abierto.comun.api.inclusiones import Inclusion
from gobierno_abierto.comun.registro import Registro, Tipo

__all__ = ["DESTINOS", "inclusiones_de"]

DESTINOS = {
    "plan": "planes",
    "adenda_de": "planes",
    "eje": "ejes",
    "mesa": "mesas",
    "compromiso": "compromisos",
    "meta": "metas",
    "actividad": "actividades",
    "reporte": "reportes",
    "evaluacion": "evaluaciones",
    "secretariado": "secretariados",
    "sucede_a": "secretariados",
    "sesion": "sesiones",
    "institucion": "instituciones",
    "jurisdiccion": "jurisdicciones",
    "padre": "jurisdicciones",
    "discrepancia": "discrepancias",
    "fuente": "fuentes",
    "preferida": "fuentes",
    "acuerdo": "acuerdos",
    "de": "instituciones",
    "a": "instituciones",
    "pais": "jurisdicciones",
}
# What a record is part of: it comes with it if it is asked for. A source or a state is not the
# whole of what names it, which may be thousands.
SON_PARTE = (
    "plan",
    "eje",
    "mesa",
    "compromiso",
    "meta",
    "actividad",
    "reporte",
    "evaluacion",
    "secretariado",
    "sesion",
    "discrepancia",
)


def inclusiones_de(registro: Registro, todos: Iterable[Registro]) -> dict[str, Inclusion]:
    """Resource → how it comes with each record of `registro`. A name that the record already has,
    with keys, stays as it is."""
    return {
        otro.recurso: Inclusion(otro, campo)
        for otro in todos
        for campo in otro.campos
        if campo.tipo == Tipo.REFERENCIA
        and campo.nombre in SON_PARTE
        and DESTINOS[campo.nombre] == registro.recurso
        and otro.recurso not in registro.nombres
    }
