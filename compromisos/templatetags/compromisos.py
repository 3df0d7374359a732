"""Pieces about commitments, for the pages of this app and of those above."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compromisos.etiquetas import VARIABLES, etiqueta_de
from compromisos.filters import CONTRASTES
from compromisos.models import Compromiso, Pronunciamiento
from compromisos.models.voces import Momento
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.fuentes.models import Fuente

register = template.Library()

A_LA_VISTA = 100  # commitments of a plan on its own page; the rest are in the explorer

TONO_DE_CONTRASTE = {"coincide": "coincide", "difiere": "difiere", "sin_contraste": "neutro"}

GRADO_DE_VALOR = {
    "cumplido": "pleno",
    "completo": "pleno",
    "sustancial": "alto",
    "limitado": "bajo",
    "no_iniciado": "nulo",
    "no_cumplido": "nulo",
}

# The database's own columns that are not variables of a review.
OTRAS_VARIABLES = {
    "anio_informe_fin": gettext_lazy("Año del informe de fin de término"),
    "conglomerado": gettext_lazy("Conglomerado"),
    "estrella_2015": gettext_lazy("Estrella, edición de 2015"),
    "estrella_antes_junio_2014": gettext_lazy("Estrella, regla anterior a junio de 2014"),
    "estrella_vigente_avance": gettext_lazy("Estrella vigente en el informe de avance"),
    "estrella_vigente_fin": gettext_lazy("Estrella vigente al fin de término"),
    "etiqueta_marginalized_communities": gettext_lazy("Tema: comunidades marginadas"),
    "gran_desafio_comunidades_seguras": gettext_lazy("Gran desafío: comunidades más seguras"),
    "gran_desafio_integridad_publica": gettext_lazy("Gran desafío: integridad pública"),
    "gran_desafio_recursos_publicos": gettext_lazy("Gran desafío: recursos públicos"),
    "gran_desafio_responsabilidad_corporativa": gettext_lazy(
        "Gran desafío: responsabilidad corporativa"
    ),
    "gran_desafio_servicios_publicos": gettext_lazy("Gran desafío: servicios públicos"),
    "grupo_acceso_informacion": gettext_lazy("Grupo: acceso a la información"),
    "grupo_apertura_fiscal": gettext_lazy("Grupo: apertura fiscal"),
    "grupo_apertura_legislativa": gettext_lazy("Grupo: apertura legislativa"),
    "grupo_datos_abiertos": gettext_lazy("Grupo: datos abiertos"),
    "grupo_recursos_naturales": gettext_lazy("Grupo: recursos naturales"),
    "preexistente": gettext_lazy("Ya se hacía antes de prometerse"),
    "punto_contacto_especificado": gettext_lazy("Punto de contacto especificado"),
    "tema": gettext_lazy("Tema"),
}


@register.filter
def en_palabras(valor):
    """A coded value in words."""
    return etiqueta_de(valor)


@register.filter
def momento(codigo):
    return Momento(codigo).label


@register.filter
def variable(codigo):
    """The name of a coded variable; the code itself where there is none."""
    return VARIABLES.get(codigo) or OTRAS_VARIABLES.get(codigo, codigo)


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
    filas = Compromiso.objects.publicos().con_voces().filter(plan=plan)
    compromisos = list(filas.select_related("mesa").order_by("numero", "clave")[:A_LA_VISTA])
    enteros = compromisos if len(compromisos) == plan.registrados else []
    for compromiso in compromisos:
        compromiso.plan = plan
    return {"plan": plan, "compromisos": compromisos, "balance": balance_de(plan, enteros)}


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
        Compromiso.objects.publicos()
        .con_voces()
        .filter(plan=reciente)
        .select_related("plan")
        .order_by("numero", "clave")
    )
    return balance_de(compromisos[0].plan, compromisos) if compromisos else None


def balance_de(plan, compromisos: list[Any]) -> dict[str, Any] | None:
    """Counts by what each voice says; None unless both have spoken of some commitment."""
    contrastes = Counter(compromiso.contraste for compromiso in compromisos)
    comparables = contrastes["coincide"] + contrastes["difiere"]
    if not comparables:
        return None
    claves = {c.autoinforme["fuente"] for c in compromisos if c.autoinforme}
    claves |= {c.revision_independiente["fuente"] for c in compromisos if c.revision_independiente}
    fuentes = Fuente.objects.publicos().in_bulk(claves, field_name="clave")
    lista = f"{reverse('compromisos')}?plan={plan.clave}"
    return {
        "plan": plan,
        "total": len(compromisos),
        "coinciden": contrastes["coincide"],
        "difieren": contrastes["difiere"],
        "cumplidos": _cuantos(compromisos, "autoinforme", "completo"),
        "completos": _cuantos(compromisos, "revision_independiente", "completo"),
        "gobierno": _voz_junta(compromisos, "autoinforme", fuentes),
        "revision": _voz_junta(
            compromisos, "revision_independiente", fuentes, f"{lista}&cumplimiento_mri="
        ),
        "mismo_momento": all(c.mismo_momento is not False for c in compromisos),
        "url": lista,
        "url_difiere": f"{lista}&contraste=difiere",
        "url_coincide": f"{lista}&contraste=coincide",
    }


def _cuantos(compromisos: Iterable[Any], voz: str, comun: str) -> int:
    return sum(1 for c in compromisos if (getattr(c, voz) or {}).get("comun") == comun)


def _voz_junta(compromisos, voz, fuentes, prefijo="") -> dict[str, Any]:
    """What one voice says of all of them, from best to worst, and one entry per saying."""
    dichas = [getattr(c, voz) for c in compromisos if getattr(c, voz)]
    cuenta = Counter(dicha["valor"] for dicha in dichas)
    valores = sorted(cuenta, key=lambda v: list(GRADO_DE_VALOR).index(v) if v in GRADO_DE_VALOR else 9)
    partes = [
        {
            "etiqueta": etiqueta_de(valor).lower(),
            "total": cuenta[valor],
            "grado": GRADO_DE_VALOR.get(valor, "otro"),
            "url": prefijo and f"{prefijo}{valor}",
        }
        for valor in valores
    ]
    callados = len(compromisos) - len(dichas)
    if callados:
        partes.append({"etiqueta": _("sin dato"), "total": callados, "grado": "otro", "url": ""})
    ocasiones = {
        (d["dicho_por"], d["momento"], d["fecha"], d["fecha_precision"], d["fuente"]) for d in dichas
    }
    return {
        "partes": partes,
        "ocasiones": [
            {
                "quien": quien,
                "momento": Momento(cuando).label,
                "fecha": fecha,
                "precision": precision,
                "fuente": fuentes.get(fuente),
            }
            for quien, cuando, fecha, precision, fuente in sorted(ocasiones, key=str)
        ],
    }


@register.inclusion_tag("compromisos/_voces.html")
def voces_de(compromiso):
    """Every voice beside the others: the three sides and the independent review."""
    dichos = {lado: [] for lado in Lado}
    for dicho in compromiso.pronunciamientos.all():
        dichos[dicho.lado].append(dicho)
    voces = [_voz_de_lado(lado, suyos) for lado, suyos in dichos.items()]
    voces.insert(1, _voz_de_revision(compromiso.evaluaciones.all()))
    return {"compromiso": compromiso, "voces": voces}


def _voz_de_lado(lado: Lado, dichos: list[Pronunciamiento]) -> dict[str, Any]:
    voz = {"lado": lado.value, "quien": lado.label, "dicho": None, "notas": []}
    if not dichos:
        return voz
    ultimo, *antes = dichos  # the model's order: the newest first
    notas = [texto for texto in [ultimo.texto] if texto]
    if ultimo.alcance == Pronunciamiento.Alcance.PLAN:
        notas.append(_("Lo dijo del plan entero, no de este compromiso en particular."))
    notas += [
        _("Antes (%(anio)s): %(valor)s.")
        % {"anio": d.dicho_en.year if d.dicho_en else _("sin fecha"), "valor": d.get_valor_display()}
        for d in antes
    ]
    return voz | {
        "dicho": ultimo.get_valor_display(),
        "dicho_por": ultimo.dicho_por,
        "momento": ultimo.get_momento_display(),
        "fecha": ultimo.dicho_en,
        "precision": ultimo.dicho_en_precision,
        "fuente": ultimo.fuente,
        "notas": notas,
    }


def _voz_de_revision(evaluaciones) -> dict[str, Any]:
    """The latest moment whose completion was coded; the other moments as notes."""
    codificadas = [
        (evaluacion, codificacion)
        for evaluacion in evaluaciones
        for codificacion in evaluacion.codificaciones.all()
        if codificacion.variable == "cumplimiento"
    ]
    codificadas.sort(key=lambda par: (not par[1].valor, par[0].momento != Momento.FIN_TERMINO))
    voz = {"lado": "revision", "quien": _("Revisión independiente (MRI)"), "dicho": None}
    if codificadas and codificadas[0][1].valor:
        (evaluacion, codificacion), *codificadas = codificadas
        voz |= {
            "dicho": etiqueta_de(codificacion.valor),
            "dicho_por": evaluacion.evaluador,
            "momento": evaluacion.get_momento_display(),
            "fecha": evaluacion.fecha,
            "precision": evaluacion.fecha_precision,
            "fuente": evaluacion.fuente,
        }
    return voz | {
        "notas": [
            f"{evaluacion.get_momento_display()}: "
            + (etiqueta_de(c.valor) if c.valor else c.get_ausencia_display()).lower()
            + "."
            for evaluacion, c in codificadas
        ]
    }


@register.simple_tag
def responsables_por_lado(compromiso):
    """Three equal columns (side, its responsibles), and those that no source puts on a side."""
    todos = list(compromiso.responsables.all())
    return {
        "lados": [(lado, [r for r in todos if r.lado == lado]) for lado in Lado],
        "sin_lado": [r for r in todos if not r.lado],
    }


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
    """The commitments before and after it in its plan. Two queries."""
    suyos = Compromiso.objects.publicos().filter(plan=compromiso.plan_id).only("clave", "titulo")
    numero, clave = compromiso.numero, compromiso.clave
    if numero is None:  # those without a number come last
        antes = Q(numero__isnull=False) | Q(clave__lt=clave)
        despues = Q(numero__isnull=True, clave__gt=clave)
    else:
        antes = Q(numero__lt=numero)
        despues = Q(numero__gt=numero) | Q(numero__isnull=True)
    return {
        "anterior": suyos.filter(antes).order_by("numero", "clave").last(),
        "siguiente": suyos.filter(despues).order_by("numero", "clave").first(),
    }


@register.simple_tag
def compromiso_ld(compromiso: Compromiso, url: str, url_plan: str) -> dict[str, Any]:
    """The commitment as linked data."""
    return {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "identifier": compromiso.clave,
        "name": compromiso.titulo,
        "inLanguage": "es",
        "isPartOf": {"@type": "CreativeWork", "@id": url_plan, "name": compromiso.plan.nombre},
        "version": compromiso.version,
        "dateModified": compromiso.actualizado.isoformat(),
    } | ({"abstract": compromiso.descripcion} if compromiso.descripcion else {})
