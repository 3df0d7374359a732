"""What sources say of a record, for the pages of the apps above."""

import re
from collections import defaultdict
from collections.abc import Mapping

from django import template
from django.db.models import Q

from gobierno_abierto.bitacora.templatetags.bitacora import referencias_de
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


@register.inclusion_tag("fuentes/_discrepancias.html", takes_context=True)
def discrepancias_de(context, **objetos):
    """Discrepancies that touch any of `type=key`, each with what each source says."""
    _exigir_tipos("discrepancias_de", *objetos)
    toca = Q()
    for tipo, clave in objetos.items():
        toca |= Q(objeto_tipo=tipo, objeto_clave=clave)
    tocadas = Discrepancia.objects.publicos().filter(
        pk__in=ObjetoDiscrepancia.objects.filter(toca).values("discrepancia")
    )
    return {
        "discrepancias": con_lo_dicho(tocadas),
        "capitulo_dicho": context.get("capitulo_dicho"),
    }


@register.simple_tag
def otras_discrepancias(tipo, clave, menos_tipo, menos_clave):
    """The discrepancies of one record that do not touch the other. One query."""
    _exigir_tipos("otras_discrepancias", tipo, menos_tipo)
    suyas, ajenas = (
        ObjetoDiscrepancia.objects.filter(objeto_tipo=t, objeto_clave=c).values("discrepancia")
        for t, c in ((tipo, clave), (menos_tipo, menos_clave))
    )
    publicas = Discrepancia.objects.publicos().filter(pk__in=suyas).exclude(pk__in=ajenas)
    return publicas.order_by("numero")


# The chapter as data name it (no text of ours, to be translated), and the columns that do.
_CAPITULO = re.compile("cap.tulo")
_DONDE = ("declarados", "dicho_por", "texto", "preferida_motivo", "explicacion", "descripcion")


@register.inclusion_tag("fuentes/_capitulo.html")
def el_capitulo(*grupos):
    """Says what «el capítulo» is, where rows (or a text) name it; nothing where they do not."""
    filas = [f for g in grupos for f in ([g] if isinstance(g, str) else g)]
    textos = (
        str(fila if isinstance(fila, str) else [getattr(fila, campo, "") for campo in _DONDE])
        for fila in filas
    )
    return {"nombrado": any(map(_CAPITULO.search, textos))}


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
    """The records that entries of the ledger are about, and those that their values name, as links;
    a group is an entry, or a list of entries, seals or acts. One query for all."""
    filas = [fila for g in grupos for fila in (g if hasattr(g, "__iter__") else [g])]
    entradas = [
        entrada
        for fila in filas
        for entrada in getattr(fila, "entradas", [getattr(fila, "entrada", fila)])
    ]
    pares = {(entrada.objeto_tipo, entrada.objeto_clave) for entrada in entradas}
    return destinos_de(pares.union(*map(referencias_de, entradas)))


@register.simple_tag
def cita_de_entrada(entrada, destinos):
    """A citation that came or went, as parts of a sentence; None if it is another thing."""
    valores = entrada.despues or entrada.antes
    if entrada.parte != "cita" or entrada.accion == "cambia":
        return None
    par = ("fuente", valores["fuente"])
    campo = valores.get("campo")
    return {
        "fuente": destinos.get(par),
        "clave": valores["fuente"],
        "nota": valores.get("nota"),
        "campo": campo if campo != Cita.CORRECCION else None,
        "corrige": campo == Cita.CORRECCION,
    }


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
def afirmaciones_sueltas(tipo, clave):
    """What sources state of a record in no discrepancy that anyone opened. One query."""
    _exigir_tipos("afirmaciones_sueltas", tipo)
    dichas = Afirmacion.objects.publicos().de(tipo, clave).filter(discrepancia=None)
    return dichas.select_related("fuente").order_by("propiedad", "clave")


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
