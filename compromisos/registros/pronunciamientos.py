"""Public record of what each side says of the commitments."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from compromisos.consultas import comun_de
from compromisos.filters.voces import PronunciamientoFilter
from compromisos.models import Pronunciamiento
from compromisos.models.voces import Momento
from compromisos.vocabularios import CUMPLIMIENTO
from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from planes.registros import SIN_FECHA

__all__ = ["PRONUNCIAMIENTOS"]

PRONUNCIAMIENTOS = Registro(
    recurso="pronunciamientos",
    componente="Pronunciamiento",
    es=_("Lo que dice cada lado del cumplimiento de los compromisos."),
    en="What each side says of the fulfilment of the commitments.",
    publicos=lambda: Pronunciamiento.objects.publicos(),
    filtro=PronunciamientoFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "plan": "compromiso__plan__clave",
        "dicho_en": Coalesce("dicho_en", SIN_FECHA),
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "clave"),
    campos=(
        c.clave("el pronunciamiento"),
        c.direccion(Pronunciamiento.enlace),
        c.referencia("compromiso", "De qué compromiso habla.", "Commitment it is about."),
        c.referencia("plan", "Su plan.", "Its plan.", "compromiso__plan__clave"),
        c.pais("compromiso__plan__jurisdiccion__ruta"),
        Campo("lado", Tipo.CODIGO, "Qué lado lo dice.", "Side that says it.", codigos=Lado),
        Campo(
            "escala",
            Tipo.CODIGO,
            "Escala del valor.",
            "Scale of the value.",
            codigos=Pronunciamiento.Escala,
        ),
        Campo(
            "valor",
            Tipo.CODIGO,
            "Lo que dice.",
            "What it says.",
            codigos=Pronunciamiento.Valor,
        ),
        Campo(
            "comun",
            Tipo.CODIGO,
            "Equivalente en la escala de cumplimiento de OGP.",
            "Its equal on OGP's completion scale.",
            comun_de("escala", "valor"),
            nulo=True,
            codigos=CUMPLIMIENTO,
        ),
        Campo(
            "momento", Tipo.CODIGO, "De qué momento habla.", "Moment it is about.", codigos=Momento
        ),
        Campo(
            "alcance",
            Tipo.CODIGO,
            "Si lo dijo de este compromiso o del plan entero.",
            "Whether it was said of this commitment or of the whole plan.",
            codigos=Pronunciamiento.Alcance,
        ),
        Campo("texto", Tipo.TEXTO, "Sus palabras.", "Its words.", nulo=True),
        Campo("dicho_por", Tipo.TEXTO, "Quién lo dice.", "Who says it."),
        *c.fecha_parcial("dicho_en", "Cuándo se dijo", "When it was said"),
        c.referencia("fuente", "Clave de la fuente.", "Key of the source.", nulo=True),
        *c.sello(),
    ),
)
