"""What sources say of any record, as expressions to project beside it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from gobierno_abierto.fuentes.models import Afirmacion, Cita, ObjetoDiscrepancia

__all__ = ["discrepancias_de", "fuentes_de", "recuentos_de"]


def fuentes_de(tipo: str, clave: str = "clave") -> ArraySubquery:
    """Keys of the sources that the whole record rests on, corrections included, in order."""
    citas = Cita.objects.de(tipo, OuterRef(clave)).del_registro()
    return ArraySubquery(citas.order_by("orden", "pk").values("fuente__clave"))


def discrepancias_de(**objetos: str) -> ArraySubquery:
    """Keys of the discrepancies that touch any of `tipo=path to its key`; e.g. a commitment's own
    and its plan's: `discrepancias_de(compromiso="clave", plan="plan__clave")`."""
    toca = Q()
    for tipo, clave in objetos.items():
        toca |= Q(objeto_tipo=tipo, objeto_clave=OuterRef(clave))
    filas = ObjetoDiscrepancia.objects.filter(toca, discrepancia__publico=True)
    return ArraySubquery(
        filas.order_by("discrepancia__numero").values("discrepancia__clave").distinct()
    )


def recuentos_de(tipo: str) -> ArraySubquery:
    """Counts of commitments that sources state of the record, the preferred one first."""
    dichas = (
        Afirmacion.objects.publicos()
        .recuentos_de_compromisos()
        .filter(objeto_tipo=tipo, objeto_clave=OuterRef("clave"))
        .order_by("-preferida", "dicho_en", "clave")
    )
    return ArraySubquery(
        dichas.values(
            json=JSONObject(
                propiedad="propiedad",
                valor="valor",
                dicho_por="dicho_por",
                fecha="dicho_en",
                fecha_precision="dicho_en_precision",
                fuente="fuente__clave",
                preferida="preferida",
                nota="nota",
            )
        )
    )
