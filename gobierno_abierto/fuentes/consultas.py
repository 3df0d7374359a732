"""What sources say of any record and what rests on a source, as expressions for querysets."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat, JSONObject

from gobierno_abierto.comun.campos_publicos import si_es_publico
from gobierno_abierto.comun.codigos import Objeto, Procedencia
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.fuentes.models import (
    Afirmacion,
    Cita,
    Fuente,
    ObjetoDiscrepancia,
)

__all__ = [
    "DE_UNA_FUENTE",
    "a_el_o_a_lo_de_arriba",
    "a_lo_de_fuera",
    "a_publicos",
    "afirmaciones_de",
    "con_apoyos",
    "con_lo_dicho",
    "discrepancias_de",
    "fuentes_de",
    "fuentes_por_clave",
    "que_apoyan",
    "recuentos_de",
]

# Kinds of record that name their source themselves, without a citation.
DE_UNA_FUENTE = (Objeto.EVALUACION, Objeto.PRONUNCIAMIENTO, Objeto.AFIRMACION)


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


def afirmaciones_de(tipo: str) -> ArraySubquery:
    """Keys of what sources state of the record, in discrepancies or in none."""
    dichas = Afirmacion.objects.publicos().filter(objeto_tipo=tipo, objeto_clave=OuterRef("clave"))
    return ArraySubquery(dichas.order_by("clave").values("clave"))


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
                fuente=si_es_publico("fuente__clave"),
                preferida="preferida",
                nota="nota",
            )
        )
    )


def _publicos(tipo: Objeto) -> QuerySet:
    return apps.get_model(MODELOS[tipo])._default_manager.reales()


def a_publicos(apuntador: str = "objeto") -> Q:
    """Of rows that point by `objeto_tipo` and `objeto_clave`: those whose record is public."""
    condicion = Q()
    for tipo in MODELOS:
        # The kind first: SQL then looks for the record in one table only.
        condicion |= Q(**{f"{apuntador}_tipo": tipo}) & Q(
            Exists(_publicos(tipo).filter(clave=OuterRef(f"{apuntador}_clave")))
        )
    return condicion


def a_lo_de_fuera(iso: str | None = None, apuntador: str = "objeto") -> Q:
    """Of rows that point by `objeto_tipo` and `objeto_clave`: those whose record was imported of
    another country; of that one, if it is said."""
    condicion = Q(pk__in=[])
    for tipo in MODELOS:
        modelo = apps.get_model(MODELOS[tipo])
        if not (camino := modelo.camino_a_la_procedencia()) or not modelo.camino_a_la_ruta():
            continue
        filas = modelo._default_manager.filter(
            **{camino: Procedencia.EXTERNA, "clave": OuterRef(f"{apuntador}_clave")}
        )
        condicion |= Q(**{f"{apuntador}_tipo": tipo}) & Q(
            Exists(filas.de_pais(iso) if iso else filas)
        )
    return condicion


def a_el_o_a_lo_de_arriba(tipo: Objeto, claves: Iterable[str]) -> Q:
    """Of rows that point by `objeto_tipo` and `objeto_clave`: those that point to a record of
    `tipo` with one of `claves`, or to what it hangs from (a commitment's plan, say)."""
    modelo = apps.get_model(MODELOS[tipo])
    condicion = Q(objeto_tipo=tipo, objeto_clave__in=claves)
    for camino, _puede_faltar in modelo.de_lo_que_cuelga():
        arriba = modelo._meta
        for paso in camino.split("__"):
            arriba = arriba.get_field(paso).related_model._meta
        suyas = modelo._default_manager.filter(clave__in=claves).values(f"{camino}__clave")
        condicion |= Q(objeto_tipo=arriba.model.objeto, objeto_clave__in=suyas)
    return condicion


def que_apoyan(tipos: Iterable[str]) -> Q:
    """Of sources: those that a public record of one of `tipos` rests on."""
    tipos = set(tipos)
    citas = Cita.objects.filter(a_publicos(), objeto_tipo__in=tipos)
    condicion = Q(pk__in=citas.values("fuente"))
    for tipo in tipos.intersection(DE_UNA_FUENTE):
        condicion |= Q(pk__in=_publicos(Objeto(tipo)).values("fuente"))
    return condicion


def con_apoyos(fuentes: QuerySet) -> QuerySet:
    """Adds to each source how many public records cite it (`citan`) and how many of each kind
    of `DE_UNA_FUENTE` come from it (`de_<kind>`); what was imported of other countries apart."""
    citas = Cita.objects.filter(a_publicos()).exclude(a_lo_de_fuera())
    apuntador = Concat("objeto_tipo", Value(":"), "objeto_clave", output_field=TextField())
    return fuentes.annotate(
        citan=_de_la_fuente(citas, Count(apuntador, distinct=True)),
        **{f"de_{tipo}": _de_la_fuente(_de_casa(tipo), Count("pk")) for tipo in DE_UNA_FUENTE},
    )


def _de_casa(tipo: Objeto) -> QuerySet:
    filas = _publicos(tipo).de_casa()  # type: ignore[attr-defined]
    return filas.exclude(a_lo_de_fuera()) if tipo == Objeto.AFIRMACION else filas


def _de_la_fuente(filas: QuerySet, cuantas: Count) -> Coalesce:
    suyas = filas.filter(fuente=OuterRef("pk")).order_by().values("fuente")
    return Coalesce(Subquery(suyas.annotate(n=cuantas).values("n")), 0)


def con_lo_dicho(discrepancias: QuerySet) -> QuerySet:
    """Brings what each source says, and the source that the data follow."""
    dichas = Afirmacion.objects.publicos().select_related("fuente").order_by("orden", "clave")
    return discrepancias.select_related("preferida").prefetch_related(
        Prefetch("afirmaciones", dichas)
    )


def fuentes_por_clave(tipo: str) -> dict[str, list[Fuente]]:
    """Key → the sources that each record of one kind rests on, in order. One query, for lists."""
    por_clave: dict[str, list[Fuente]] = defaultdict(list)
    citas = Cita.objects.filter(objeto_tipo=tipo).del_registro().select_related("fuente")
    for cita in citas.order_by("orden", "pk"):
        por_clave[cita.objeto_clave].append(cita.fuente)
    return por_clave
