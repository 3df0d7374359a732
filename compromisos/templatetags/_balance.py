"""What two voices say of a whole plan, added up."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from compromisos.etiquetas import etiqueta_de
from compromisos.models.voces import Momento
from gobierno_abierto.fuentes.models import Fuente

__all__ = ["balance_de"]

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
    callados = len(compromisos) - len(dichas)
    if callados:
        partes.append({"etiqueta": _("sin dato"), "total": callados, "grado": "otro", "url": ""})
    ocasiones = {
        (d["dicho_por"], d["momento"], d["fecha"], d["fecha_precision"], d["fuente"])
        for d in dichas
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
