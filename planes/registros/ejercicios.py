"""The states, of which the page and the map are made: each with its secretariat and its plans."""

from dataclasses import replace

from django.db.models import Prefetch, QuerySet

from planes.filters import EjercicioFilter
from planes.models import Plan
from secretariados.models import Jurisdiccion, Secretariado
from secretariados.registros import JURISDICCIONES

__all__ = ["ESTADOS", "con_lo_suyo"]

ESTADOS = replace(
    JURISDICCIONES,
    publicos=lambda: Jurisdiccion.objects.publicos().filter(tipo="entidad", ruta__startswith="MX/"),
    filtro=EjercicioFilter,
)


def con_lo_suyo(filas: QuerySet) -> QuerySet:
    """With the secretariats and the plans of each, practice data apart."""
    return filas.prefetch_related(
        Prefetch("secretariados", Secretariado.objects.reales()),
        Prefetch("planes", Plan.objects.reales().order_by("inicio", "clave")),
    )
