"""What the portal holds today, counted in one query."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from gobierno_abierto.bitacora.models import Revision, Sello
from gobierno_abierto.comun.registro import Campo, Registro, Tipo

__all__ = ["CAMPOS_DE_ESTADO", "estado_de_la_bitacora", "recuentos"]

CAMPOS_DE_ESTADO = (
    Campo("version", Tipo.TEXTO, "Versión del programa.", "Version of the program."),
    Campo(
        "revision",
        Tipo.ENTERO,
        "Revisión de los datos: crece con cada cambio público.",
        "Revision of the data: it grows with every public change.",
    ),
    Campo(
        "bitacora",
        Tipo.ENTERO,
        "Última secuencia sellada de la bitácora.",
        "Last sealed sequence of the ledger.",
    ),
    Campo(
        "limite_por_minuto",
        Tipo.ENTERO,
        "Peticiones que se atienden por minuto a cada dirección; vacío: no hay límite.",
        "Requests a minute that each address is given; null: there is no limit.",
        nulo=True,
    ),
    Campo("actualizado", Tipo.INSTANTE, "Último cambio público.", "Last public change.", nulo=True),
    Campo(
        "recursos",
        Tipo.LISTA,
        "Cuántos registros públicos tiene cada recurso, de todos los países y sin los de práctica.",
        "How many public records each resource has: every country, practice data apart.",
        partes=(
            Campo("recurso", Tipo.TEXTO, "Recurso.", "Resource."),
            Campo("url", Tipo.DIRECCION, "Su lista.", "Its list."),
            Campo("registros", Tipo.ENTERO, "Cuántos.", "How many."),
            Campo("actualizado", Tipo.INSTANTE, "El último.", "The last one.", nulo=True),
        ),
    ),
)


def recuentos(registros: Iterable[Registro]) -> list[dict[str, Any]]:
    """`recurso`, `registros` and `ultimo` (its last change) of each resource, in order."""
    primera, *demas = map(_de, registros)
    filas = {fila["recurso"]: fila for fila in primera.union(*demas, all=True)}
    vacia = {"registros": 0, "ultimo": None}
    return [{"recurso": r.recurso} | vacia | filas.get(r.recurso, {}) for r in registros]


def _de(registro: Registro):
    return (
        registro.modelo._base_manager.filter(pk__in=registro.todos().order_by().values("pk"))
        .order_by()
        .values(recurso=Value(registro.recurso))
        .annotate(registros=Count("pk"), ultimo=Max("actualizado"))
    )


def estado_de_la_bitacora() -> dict[str, int]:
    """The revision of the data and the last sealed sequence, in one query."""
    ultima = Sello.objects.order_by("-secuencia").values("secuencia")[:1]
    return Revision.objects.aggregate(
        revision=Sum("valor", default=0), bitacora=Max(Coalesce(Subquery(ultima), 0))
    )
