"""What hangs from a commitment, as SQL that gives it whole with its row."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from compromisos.filters import PRINCIPIOS
from compromisos.models import (
    Clasificacion,
    Codificacion,
    Continuidad,
    Responsable,
)
from gobierno_abierto.comun import campos_publicos as c

__all__ = [
    "ANTECEDENTES",
    "CLASIFICACIONES",
    "CONTINUACIONES",
    "EJE_OFICIAL",
    "PRINCIPIOS_QUE_SIRVE",
    "RESPONSABLES",
]


def _objetos(filas: QuerySet) -> Func:
    """A list of objects in one value: read at once, and not one by one."""
    return Func(ArraySubquery(filas), function="to_jsonb", output_field=JSONField())


EJE_OFICIAL = Subquery(
    Clasificacion.objects.filter(
        compromiso=OuterRef("pk"), eje__oficial=True, eje__publico=True
    ).values("eje__clave")[:1]
)

RESPONSABLES = _objetos(
    Responsable.objects.filter(compromiso=OuterRef("pk"), institucion__publicado_en__isnull=False)
    .order_by("orden", "pk")
    .values(
        json=JSONObject(
            lado="lado", papel="papel", institucion=c.si_es_publico("institucion__clave")
        )
    )
)

CLASIFICACIONES = _objetos(
    Clasificacion.objects.filter(compromiso=OuterRef("pk"), eje__publico=True)
    .order_by("orden", "pk")
    .values(
        json=JSONObject(eje="eje__clave", origen="origen", fuente=c.si_es_publico("fuente__clave"))
    )
)

PRINCIPIOS_QUE_SIRVE = ArraySubquery(
    Codificacion.objects.filter(
        evaluacion__compromiso=OuterRef("pk"),
        evaluacion__publico=True,
        valor="si",
        variable__in=[f"valor_{principio}" for principio, _etiqueta in PRINCIPIOS],
    )
    .order_by("variable")
    .values("variable")
    .distinct()
)

ANTECEDENTES = _objetos(
    Continuidad.objects.filter(
        compromiso=OuterRef("pk"), anterior__publico=True, anterior__plan__publico=True
    )
    .order_by("pk")
    .values(
        json=JSONObject(
            compromiso="anterior__clave",
            origen="origen",
            fuente=c.si_es_publico("fuente__clave"),
            nota="nota",
        )
    )
)

CONTINUACIONES = ArraySubquery(
    Continuidad.objects.filter(
        anterior=OuterRef("pk"), compromiso__publico=True, compromiso__plan__publico=True
    )
    .order_by("compromiso__clave")
    .values("compromiso__clave")
)
