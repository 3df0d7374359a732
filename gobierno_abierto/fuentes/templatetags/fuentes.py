"""What sources say of a record, for the pages of the apps above."""

from collections import defaultdict
from collections.abc import Mapping

from django import template
from django.db.models import Q

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.fuentes.consultas import con_lo_dicho
from gobierno_abierto.fuentes.directorio import destinos_de
from gobierno_abierto.fuentes.etiquetas import PROPIEDADES, RECUENTOS
from gobierno_abierto.fuentes.models import (
    Afirmacion,
    Cita,
    Discrepancia,
    Fuente,
    ObjetoDiscrepancia,
)

register = template.Library()


def _exigir_tipos(tag: str, *tipos: str) -> None:
    for tipo in tipos:
        if tipo not in Objeto.values:
            raise template.TemplateSyntaxError(f"{tag}: tipo de registro desconocido {tipo!r}.")


@register.inclusion_tag("fuentes/_fuentes.html")
def fuentes_de(tipo, clave):
    """The sources that a record rests on, and those of the corrections made here."""
    _exigir_tipos("fuentes_de", tipo)
    citas = Cita.objects.de(tipo, clave).del_registro(con_retiradas=True)
    todas = list(citas.select_related("fuente"))
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
    tocadas = Discrepancia.objects.publicos().filter(
        pk__in=ObjetoDiscrepancia.objects.filter(toca).values("discrepancia")
    )
    return {"discrepancias": con_lo_dicho(tocadas)}


@register.inclusion_tag("fuentes/_discrepancia.html")
def discrepancia_entera(discrepancia, destinos):
    """One discrepancy with nothing folded, and the records it touches, as far as `destinos`
    (`directorio.destinos_de`) has them."""
    pares = [(objeto.objeto_tipo, objeto.objeto_clave) for objeto in discrepancia.objetos.all()]
    return {
        "discrepancia": discrepancia,
        "entera": True,
        "tocados": [destinos[par] for par in pares if par in destinos],
    }


@register.simple_tag
def destinos_de_entradas(*grupos):
    """The records that entries of the ledger are about, as links; a group is an entry, or a list
    of entries or of seals. One query for all."""
    entradas = [
        getattr(fila, "entrada", fila)
        for grupo in grupos
        for fila in (grupo if hasattr(grupo, "__iter__") else [grupo])
    ]
    return destinos_de({(entrada.objeto_tipo, entrada.objeto_clave) for entrada in entradas})


@register.simple_tag
def destino_de(afirmacion, destinos):
    """The record that a statement is about, as a link; None if about none that is public."""
    return destinos.get((afirmacion.objeto_tipo, afirmacion.objeto_clave))


@register.simple_tag
def fuente_ld(fuente: Fuente, url: str) -> dict:
    """The document as linked data; `url` is that of its page here."""
    return {
        "@type": "CreativeWork",
        "@id": url,
        "mainEntityOfPage": url,
        "url": fuente.url,
        "identifier": fuente.clave,
        "name": fuente.titulo,
        "version": fuente.version,
        "dateModified": fuente.actualizado.isoformat(),
    }


@register.simple_tag
def discrepancias_por_clave(tipo):
    """Key → discrepancies that touch that record of one kind; one query, for lists."""
    _exigir_tipos("discrepancias_por_clave", tipo)
    tocados = (
        ObjetoDiscrepancia.objects.filter(objeto_tipo=tipo, discrepancia__publico=True)
        .select_related("discrepancia")
        .order_by("discrepancia__numero")
    )
    por_clave = defaultdict(list)
    for tocado in tocados:
        por_clave[tocado.objeto_clave].append(tocado.discrepancia)
    return dict(por_clave)


@register.inclusion_tag("fuentes/_toca.html")
def toca(discrepancias, clave):
    """Links to the discrepancies that touch the record; `discrepancias` is what
    `discrepancias_por_clave` gave."""
    if not isinstance(discrepancias, Mapping):
        raise template.TemplateSyntaxError("toca: dé lo que devuelve «discrepancias_por_clave».")
    return {"discrepancias": discrepancias.get(clave, [])}


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
