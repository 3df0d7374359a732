"""Pieces about commitments, for the pages of this app and of those above."""

from typing import Any

from django import template
from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compromisos.etiquetas import LO_QUE_MIRA, VARIABLES, etiqueta_de
from compromisos.filters import CONTRASTES
from compromisos.models import Compromiso, Continuidad, Postura, Pronunciamiento, Responsable
from compromisos.models.voces import Momento
from compromisos.registros import COMPROMISOS
from compromisos.templatetags._balance import balance_de, origenes_de, tras_el_fin
from compromisos.templatetags._voces import voz_de_lado, voz_de_revision
from gobierno_abierto.comun.codigos import Lado, Origen
from secretariados.linaje import linaje_de

register = template.Library()

A_LA_VISTA = 100  # commitments of a plan on its own page; the rest are in the explorer

TONO_DE_CONTRASTE = {"coincide": "coincide", "difiere": "difiere", "sin_contraste": "neutro"}


@register.filter
def en_palabras(valor):
    """A coded value in words."""
    return etiqueta_de(valor)


@register.filter
def momento(codigo):
    return Momento(codigo).label


@register.filter
def lo_que_mira(codigo):
    """What who speaks of that moment looks at, in plain words."""
    return LO_QUE_MIRA[codigo]


@register.filter
def variable(codigo):
    """The name of a coded variable; the code itself where there is none."""
    return VARIABLES.get(codigo, codigo)


@register.inclusion_tag("componentes/insignia.html")
def insignia_contraste(contraste):
    """Whether government and review agree, in words."""
    etiquetas = dict(CONTRASTES)
    if contraste not in etiquetas:
        raise template.TemplateSyntaxError(f"insignia_contraste: no existe {contraste!r}.")
    return {"texto": etiquetas[contraste], "tono": TONO_DE_CONTRASTE[contraste]}


@register.inclusion_tag("compromisos/_fila.html")
def fila_compromiso(compromiso, nivel=2, con_plan=True):
    """A row of a list: `compromiso` comes with its voices."""
    if nivel not in (2, 3):
        raise template.TemplateSyntaxError(f"fila_compromiso: nivel desconocido {nivel!r}.")
    if not hasattr(compromiso, "contraste"):
        raise template.TemplateSyntaxError("fila_compromiso: el compromiso viene sin sus voces.")
    return {"compromiso": compromiso, "nivel": nivel, "con_plan": con_plan}


@register.inclusion_tag("compromisos/_del_plan.html")
def compromisos_del_plan(plan):
    """A plan's commitments, and what each voice says of them taken together."""
    return _del_plan(plan)


def _del_plan(plan) -> dict[str, Any]:
    """Asked once per page, which tells of them above and lists them below."""
    if "_sus_compromisos" not in plan.__dict__:
        plan.__dict__["_sus_compromisos"] = _buscar_los_del_plan(plan)
    return plan.__dict__["_sus_compromisos"]


def _buscar_los_del_plan(plan) -> dict[str, Any]:
    filas = COMPROMISOS.publicos().filter(plan=plan)
    compromisos = list(filas.select_related("mesa").order_by("numero", "clave")[:A_LA_VISTA])
    enteros = compromisos if len(compromisos) == plan.registrados else []
    for compromiso in compromisos:
        compromiso.plan = plan
    return {
        "plan": plan,
        "compromisos": compromisos,
        "balance": balance_de(plan, enteros),
        "origenes": origenes_de(plan, enteros),
    }


@register.simple_tag
def balance_del_plan(plan):
    """What each voice says of them taken together; None if none has spoken, or if they are too
    many for a page."""
    return _del_plan(plan)["balance"]


@register.simple_tag
def origenes_del_plan(plan):
    """How its commitments came into it, each with how many; none of those of which no source
    says it."""
    return _del_plan(plan)["origenes"]


@register.filter
def dicha_tras_el_fin(revision, plan):
    """Does it call itself of mid-term, having been published once the plan was over?"""
    return tras_el_fin(revision, plan)


def _en_filas(compromisos: QuerySet) -> dict[str, Any]:
    """Commitments as `fila_compromiso` asks for them, and how many there are."""
    en_orden = compromisos.order_by("plan__inicio", "plan__clave", "numero", "clave")
    filas = list(en_orden.select_related("plan", "mesa"))
    return {"compromisos": filas[:A_LA_VISTA], "total": len(filas)}


@register.inclusion_tag("compromisos/_de_mesa.html")
def compromisos_de_mesa(mesa):
    """The commitments that came out of a working table, and whether that is inferred."""
    dado = _en_filas(COMPROMISOS.publicos().filter(mesa=mesa))
    inferida = any(c.mesa_origen == Origen.INFERIDO for c in dado["compromisos"])
    return dado | {"mesa": mesa, "inferida": inferida}


@register.inclusion_tag("compromisos/_de_institucion.html")
def compromisos_de_institucion(institucion):
    """The commitments of an institution by its part in them, practice data apart. To promise and
    to take part are not the same: who has several parts is listed under each."""
    suyas = Responsable.objects.filter(institucion=institucion)
    reales = COMPROMISOS.publicos().reales()  # type: ignore[attr-defined]
    dado = _en_filas(reales.filter(pk__in=suyas.values("compromiso")))
    partes = {(papel, lado): set() for papel in Responsable.Papel for lado in (*Lado, None)}
    for compromiso, papel, lado in suyas.values_list("compromiso", "papel", "lado"):
        partes[papel, lado].add(compromiso)
    filas = [
        (papel, lado, [c for c in dado["compromisos"] if c.pk in suyos])
        for (papel, lado), suyos in partes.items()
    ]
    return dado | {
        "institucion": institucion,
        "partes": [parte for parte in filas if parte[2]],
        "la_siguieron": len(linaje_de(institucion.pk)) > 1,
    }


@register.simple_tag
def balance_reciente(planes):
    """The newest of `planes` that both government and review have spoken of, with its balance."""
    dichos = Pronunciamiento.objects.publicos().filter(
        lado=Lado.GOBIERNO,
        compromiso__plan__in=planes.order_by(),
        compromiso__evaluaciones__publico=True,
        compromiso__evaluaciones__codificaciones__variable="cumplimiento",
        compromiso__evaluaciones__codificaciones__valor__isnull=False,
    )
    reciente = dichos.order_by("-compromiso__plan__inicio").values("compromiso__plan")[:1]
    compromisos = list(
        COMPROMISOS.publicos()
        .filter(plan=reciente)
        .select_related("plan")
        .order_by("numero", "clave")
    )
    return balance_de(compromisos[0].plan, compromisos) if compromisos else None


@register.inclusion_tag("compromisos/_voces.html")
def voces_de(compromiso):
    """Every voice beside the others: the three sides, the independent review and, if sources tell
    of any, those that are of no side."""
    dichos = {lado: [] for lado in Lado}
    otros = {}
    for dicho in compromiso.pronunciamientos.all():
        suyos = dichos[dicho.lado] if dicho.lado else otros.setdefault(dicho.dicho_por, [])
        suyos.append(dicho)
    voces = [voz_de_lado(lado, suyos) for lado, suyos in dichos.items()]
    voces.insert(1, voz_de_revision(compromiso.evaluaciones.all()))
    voces += [voz_de_lado(None, suyos) for suyos in otros.values()]
    return {"compromiso": compromiso, "voces": voces}


@register.inclusion_tag("compromisos/_posturas.html")
def posturas_de(plan):
    """What was said of the plan as a whole. One query."""
    return {"posturas": list(Postura.objects.publicos().filter(plan=plan).select_related("fuente"))}


@register.simple_tag
def replicas_de(evaluacion):
    """What the sides answered to it, and when. One query; none, of what the history tells."""
    if not evaluacion.de_aqui:
        return []
    return evaluacion.replicas.filter(publico=True).select_related("fuente")


@register.simple_tag
def continuidad_de(compromiso):
    """What it takes up again of other plans, and what takes it up. One query."""
    suyas = Continuidad.objects.filter(
        Q(compromiso=compromiso, anterior__publico=True, anterior__plan__publico=True)
        | Q(anterior=compromiso, compromiso__publico=True, compromiso__plan__publico=True)
    ).select_related("compromiso__plan", "anterior__plan", "fuente")
    filas = list(suyas)
    return {
        "antecedentes": [suya for suya in filas if suya.compromiso_id == compromiso.pk],
        "continuaciones": [suya for suya in filas if suya.anterior_id == compromiso.pk],
    }


@register.simple_tag
def en_barra(cuenta):
    """A count of contrasts as `barra` asks for its parts."""
    partes = (
        (ngettext("coincide", "coinciden", cuenta.coinciden), cuenta.coinciden, "pleno"),
        (ngettext("difiere", "difieren", cuenta.difieren), cuenta.difieren, "bajo"),
        (_("sin contraste"), cuenta.sin_contraste, "otro"),
    )
    return [
        {"etiqueta": etiqueta, "total": total, "grado": grado, "url": ""}
        for etiqueta, total, grado in partes
        if total
    ]


@register.simple_tag
def responsables_por_lado(compromiso):
    """Three equal columns (side, its responsibles), and those that no source puts on a side."""
    todos = list(compromiso.responsables.all())
    return {
        "lados": [(lado, [r for r in todos if r.lado == lado]) for lado in Lado],
        "sin_lado": [r for r in todos if not r.lado],
    }


@register.simple_tag
def evaluaciones_de(compromiso):
    """Its reviews, in the order of the plan's life."""
    orden = list(Momento.values)
    return sorted(compromiso.evaluaciones.all(), key=lambda e: orden.index(e.momento))


@register.simple_tag
def codificacion_de(evaluacion):
    """A review's variables that have a value, and those that say why they have none."""
    codificaciones = evaluacion.codificaciones.all()
    return {
        "dichas": [c for c in codificaciones if c.valor],
        "ausentes": [c for c in codificaciones if not c.valor],
    }


@register.simple_tag
def vecinos_de(compromiso):
    """The commitments before and after it in its plan. One query."""
    suyos = (
        Compromiso.objects.publicos()
        .filter(plan=compromiso.plan_id)
        .only("clave", "titulo", "titulo_idioma", "titulo_origen")
    )
    numero, clave = compromiso.numero, compromiso.clave
    if numero is None:  # those without a number come last
        antes = Q(numero__isnull=False) | Q(clave__lt=clave)
        despues = Q(numero__isnull=True, clave__gt=clave)
    else:
        antes = Q(numero__lt=numero)
        despues = Q(numero__gt=numero) | Q(numero__isnull=True)
    anterior = suyos.filter(antes).annotate(cual=Value("anterior"))
    siguiente = suyos.filter(despues).annotate(cual=Value("siguiente"))
    juntos = anterior.order_by("-numero", "-clave")[:1].union(
        siguiente.order_by("numero", "clave")[:1], all=True
    )
    filas = {vecino.cual: vecino for vecino in juntos}
    return {"anterior": filas.get("anterior"), "siguiente": filas.get("siguiente")}


@register.simple_tag
def compromiso_ld(compromiso: Compromiso, url: str, url_plan: str) -> dict[str, Any]:
    """The commitment as linked data."""
    return {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "identifier": compromiso.clave,
        "name": compromiso.titulo,
        "inLanguage": compromiso.idioma_del_titulo,
        "isPartOf": {"@type": "CreativeWork", "@id": url_plan, "name": compromiso.plan.nombre},
        "version": compromiso.version,
        "dateModified": compromiso.actualizado.isoformat(),
    } | ({"abstract": compromiso.descripcion} if compromiso.descripcion else {})
