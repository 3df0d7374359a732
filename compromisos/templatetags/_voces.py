"""Each voice on one commitment, ready for the component `voz`."""

from typing import Any

from django.utils.translation import gettext as _

from compromisos.etiquetas import etiqueta_de
from compromisos.models import Pronunciamiento
from compromisos.models.voces import Momento
from compromisos.vocabularios import COMUN
from gobierno_abierto.comun.codigos import Lado

__all__ = ["lcfirst", "voz_de_lado", "voz_de_revision"]


def lcfirst(texto: str) -> str:
    """«Sin dato (ND)» → «sin dato (ND)»."""
    return texto[:1].lower() + texto[1:]


def voz_de_lado(lado: Lado | None, dichos: list[Pronunciamiento]) -> dict[str, Any]:
    """What a side says; of none, what somebody else does."""
    voz: dict[str, Any] = {
        "lado": lado.value if lado else "otra",
        "quien": lado.label if lado else _("Otra voz"),
        "dicho": None,
        "notas": [],
        "detalle": "",
    }
    if not dichos:
        return voz
    # The model's order: the newest first. What answers another question replaces nothing.
    ultimo = next((d for d in dichos if d.escala in COMUN), dichos[0])
    notas = [texto for texto in [ultimo.texto] if texto]
    if ultimo.alcance == Pronunciamiento.Alcance.PLAN:
        notas.append(_("Lo dijo del plan entero, no de este compromiso en particular."))
    anteriores = [
        {"id": d.clave, "texto": _otro_dicho(d, ultimo)} for d in dichos if d is not ultimo
    ]
    return voz | {
        "dicho": ultimo.get_valor_display(),
        "dicho_por": ultimo.dicho_por,
        "momento": ultimo.get_momento_display(),
        "fecha": ultimo.dicho_en,
        "precision": ultimo.dicho_en_precision,
        "fuente": ultimo.fuente,
        "notas": notas,
        "id": ultimo.clave,
        "anteriores": anteriores,
    }


def _otro_dicho(dicho: Pronunciamiento, principal: Pronunciamiento) -> str:
    """What it said before on the same scale; or, whenever it was, on another."""
    datos = {
        "anio": dicho.dicho_en.year if dicho.dicho_en else _("sin fecha"),
        "valor": dicho.get_valor_display(),
        "escala": lcfirst(dicho.get_escala_display()),
    }
    if dicho.escala == principal.escala:
        return _("Antes (%(anio)s): %(valor)s.") % datos
    return _("Además (%(anio)s), en otra escala, %(escala)s: %(valor)s.") % datos


def voz_de_revision(evaluaciones) -> dict[str, Any]:
    """The latest moment whose completion was coded; the other moments as notes."""
    codificadas = [
        (evaluacion, codificacion)
        for evaluacion in evaluaciones
        for codificacion in evaluacion.codificaciones.all()
        if codificacion.variable == "cumplimiento"
    ]
    codificadas.sort(key=lambda par: (not par[1].valor, par[0].momento != Momento.FIN_TERMINO))
    voz: dict[str, Any] = {
        "lado": "revision",
        "quien": _("Revisión independiente (MRI)"),
        "dicho": None,
        "id": "",
        "anteriores": [],
        "detalle": f"#{evaluaciones[0].clave}" if evaluaciones else "",
    }
    if codificadas and codificadas[0][1].valor:
        (evaluacion, codificacion), *codificadas = codificadas
        voz |= {
            "dicho": etiqueta_de(codificacion.valor),
            "dicho_por": evaluacion.evaluador,
            "momento": evaluacion.get_momento_display(),
            "fecha": evaluacion.fecha,
            "precision": evaluacion.fecha_precision,
            "fuente": evaluacion.fuente,
            "detalle": f"#{evaluacion.clave}",
        }
    return voz | {
        "notas": [
            f"{evaluacion.get_momento_display()}: "
            f"{lcfirst(etiqueta_de(c.valor) if c.valor else c.get_ausencia_display())}"
            f"{_de_otro(evaluacion, voz)}."
            for evaluacion, c in codificadas
        ]
    }


def _de_otro(evaluacion: Any, voz: dict[str, Any]) -> str:
    """« (lo dice X)», where it is not who says the rest: nobody's words pass for another's."""
    if evaluacion.evaluador == voz.get("dicho_por", evaluacion.evaluador):
        return ""
    return _(" (lo dice %(quien)s)") % {"quien": evaluacion.evaluador}
