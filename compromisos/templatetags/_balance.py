"""What two voices say of a whole plan, added up."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from compromisos.etiquetas import LO_QUE_MIRA, etiqueta_de
from compromisos.models import Codificacion, Compromiso
from compromisos.models.voces import Momento
from compromisos.templatetags._voces import lcfirst
from gobierno_abierto.comun.codigos import Ausencia
from gobierno_abierto.fuentes.models import Fuente

__all__ = ["balance_de", "origenes_de", "tras_el_fin"]

# From best to worst.
GRADO_DE_VALOR = {
    "cumplido": "pleno",
    "completo": "pleno",
    "sustancial": "alto",
    "limitado": "bajo",
    "no_iniciado": "nulo",
    "no_cumplido": "nulo",
}

ORDEN = {valor: lugar for lugar, valor in enumerate(GRADO_DE_VALOR)}


def balance_de(plan, compromisos: list[Any]) -> dict[str, Any] | None:
    """Counts by what each voice says; None if neither has spoken of any commitment."""
    if not any(c.autoinforme or c.revision_independiente for c in compromisos):
        return None
    contrastes = Counter(compromiso.contraste for compromiso in compromisos)
    claves = {c.autoinforme["fuente"] for c in compromisos if c.autoinforme}
    claves |= {c.revision_independiente["fuente"] for c in compromisos if c.revision_independiente}
    fuentes = Fuente.objects.publicos().in_bulk(claves, field_name="clave")
    lista = f"{reverse('compromisos')}?plan={plan.clave}"
    return {
        "plan": plan,
        "total": len(compromisos),
        "comparables": contrastes["coincide"] + contrastes["difiere"],
        "sin_contraste": contrastes["sin_contraste"],
        "coinciden": contrastes["coincide"],
        "difieren": contrastes["difiere"],
        "cumplidos": _cuantos(compromisos, "autoinforme", "completo"),
        "completos": _cuantos(compromisos, "revision_independiente", "completo"),
        "gobierno": _voz_junta(compromisos, "autoinforme", fuentes),
        "revision": _voz_junta(
            compromisos, "revision_independiente", fuentes, f"{lista}&cumplimiento_mri="
        ),
        "tras_el_fin": any(tras_el_fin(c.revision_independiente, plan) for c in compromisos),
        "mismo_momento": all(c.mismo_momento is not False for c in compromisos),
        "url": lista,
        "url_difiere": f"{lista}&contraste=difiere",
        "url_coincide": f"{lista}&contraste=coincide",
    }


def tras_el_fin(revision: dict[str, Any] | None, plan) -> bool:
    """A progress report that was published once the plan was over: of the first cycle there was no
    other, so that «mid-term» is its source's name for it."""
    return bool(
        revision
        and plan.fin
        and revision["momento"] == Momento.MEDIO_TERMINO
        and str(revision["fecha"] or "") > plan.fin.isoformat()
    )


def origenes_de(plan, compromisos: Iterable[Any]) -> list[dict[str, Any]]:
    """How they came into the plan, where a source says so."""
    cuenta = Counter(
        c.origen for c in compromisos if c.origen != Compromiso.OrigenCompromiso.NO_CONSTA
    )
    return [
        {
            "etiqueta": Compromiso.OrigenCompromiso(origen).label,
            "total": total,
            "url": f"{reverse('compromisos')}?plan={plan.clave}&origen={origen}",
        }
        for origen, total in cuenta.most_common()
    ]


def _cuantos(compromisos: Iterable[Any], voz: str, comun: str) -> int:
    return sum(1 for c in compromisos if (getattr(c, voz) or {}).get("comun") == comun)


def _voz_junta(compromisos, voz, fuentes, prefijo="") -> dict[str, Any]:
    """What one voice says of all of them, from best to worst, and one entry per saying."""
    dichas = [getattr(c, voz) for c in compromisos if getattr(c, voz)]
    cuenta = Counter(dicha["valor"] for dicha in dichas)
    valores = sorted(cuenta, key=lambda valor: (valor not in ORDEN, ORDEN.get(valor, 0), valor))
    partes = [
        {
            "etiqueta": etiqueta_de(valor).lower(),
            "total": cuenta[valor],
            "grado": GRADO_DE_VALOR.get(valor, "otro"),
            "url": prefijo and f"{prefijo}{valor}",
        }
        for valor in valores
    ]
    callados = [c.pk for c in compromisos if not getattr(c, voz)]
    porques = _por_que_callan(callados, {dicha["momento"] for dicha in dichas}) if prefijo else {}
    if resto := len(callados) - sum(porques.values()):
        porques |= {_("sin dato"): resto}
    partes += [
        {"etiqueta": porque, "total": total, "grado": "otro", "url": ""}
        for porque, total in porques.items()
    ]
    momentos = {dicha["momento"] for dicha in dichas}
    ocasiones = {
        (d["dicho_por"], d["momento"], d["fecha"], d["fecha_precision"], d["fuente"])
        for d in dichas
    }
    return {
        "partes": partes,
        # What it looks at, if it is one moment alone.
        "mira": LO_QUE_MIRA[momentos.pop()] if len(momentos) == 1 else None,
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


def _por_que_callan(callados: list[int], momentos: set[str]) -> dict[str, int]:
    """Why the review says nothing of these, at the moments at which it speaks of the others."""
    if not callados:
        return {}
    codigos = Codificacion.objects.filter(
        evaluacion__compromiso__in=callados, evaluacion__momento__in=momentos,
        evaluacion__publico=True, variable="cumplimiento", ausencia__isnull=False,
    ).values_list("evaluacion__compromiso", "ausencia")  # fmt: skip
    cuenta = Counter(Ausencia(codigo).label for codigo in dict(codigos).values() if codigo)
    return {lcfirst(str(dicho)): total for dicho, total in cuenta.most_common()}
