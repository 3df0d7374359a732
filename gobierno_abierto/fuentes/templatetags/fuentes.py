"""What sources say of a record, for the pages of the apps above."""

from django import template
from django.db.models import Prefetch, Q

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.fuentes.etiquetas import PROPIEDADES, RECUENTOS
from gobierno_abierto.fuentes.models import Afirmacion, Cita, Discrepancia, ObjetoDiscrepancia

register = template.Library()


def _exigir_tipos(tag: str, *tipos: str) -> None:
    for tipo in tipos:
        if tipo not in Objeto.values:
            raise template.TemplateSyntaxError(f"{tag}: tipo de registro desconocido {tipo!r}.")


@register.inclusion_tag("fuentes/_fuentes.html")
def fuentes_de(tipo, clave):
    """The sources that a record rests on, and those of the corrections made here."""
    _exigir_tipos("fuentes_de", tipo)
    todas = Cita.objects.de(tipo, clave).del_registro().select_related("fuente")
    return {
        "citas": [cita for cita in todas if cita.campo is None],
        "correcciones": [cita for cita in todas if cita.campo is not None],
    }


@register.inclusion_tag("fuentes/_discrepancias.html")
def discrepancias_de(**objetos):
    """Discrepancies that touch any of `type=key`, each with what each source says."""
    _exigir_tipos("discrepancias_de", *objetos)
    toca = Q()
    for tipo, clave in objetos.items():
        toca |= Q(objeto_tipo=tipo, objeto_clave=clave)
    dichas = Afirmacion.objects.publicos().select_related("fuente").order_by("orden", "clave")
    return {
        "discrepancias": Discrepancia.objects.publicos()
        .filter(pk__in=ObjetoDiscrepancia.objects.filter(toca).values("discrepancia"))
        .select_related("preferida")
        .prefetch_related(Prefetch("afirmaciones", dichas)),
    }


@register.inclusion_tag("fuentes/_declarados.html")
def declarados_de(plan):
    """How many commitments a plan has, as each source says; beside, never mixed with, our rows."""
    dichas = (
        Afirmacion.objects.publicos()
        .recuentos_de_compromisos()
        .de("plan", plan.clave)
        .select_related("fuente")
        .order_by("-preferida", "dicho_en", "clave")
    )
    return {"afirmaciones": dichas}


@register.filter
def que_cuenta(propiedad):
    """What a stated count counts, in words."""
    return RECUENTOS.get(propiedad, propiedad.replace("_", " "))


@register.filter
def propiedad_en_palabras(propiedad):
    """`limite_por_mesa` → «límite por mesa»; what a person typed, as it is."""
    return PROPIEDADES.get(propiedad, propiedad.replace("_", " "))
