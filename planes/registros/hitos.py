"""Public record of the timeline."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import discrepancias_de, fuentes_de
from planes.filters import HitoFilter
from planes.models import Hito
from planes.registros.planes import SIN_FECHA

__all__ = ["HITOS"]

HITOS = Registro(
    recurso="hitos",
    componente="Hito",
    es=_("Hechos de la historia del gobierno abierto."),
    en="Events in the history of open government.",
    publicos=lambda: Hito.objects.publicos(),
    filtro=HitoFilter,
    ordenes={
        "clave": "clave",
        "fecha": Coalesce("fecha", SIN_FECHA),
        "tipo": "tipo",
        "actualizado": "actualizado",
    },
    orden_inicial=("fecha", "clave"),
    campos=(
        c.clave("el hito"),
        c.direccion(Hito.enlace),
        *c.fecha_parcial("fecha", "Cuándo", "When"),
        Campo("tipo", Tipo.CODIGO, "Qué es.", "What it is.", codigos=Hito.Tipo),
        Campo("titulo", Tipo.TEXTO, "Título.", "Title."),
        Campo("descripcion", Tipo.TEXTO, "Qué pasó.", "What happened."),
        c.referencia(
            "plan",
            "Plan del que habla.",
            "Plan it is about.",
            nulo=True,
        ),
        c.referencia("jurisdiccion", "Lugar del que habla.", "Place it is about.", nulo=True),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("hito")
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que lo tocan.",
            "Keys of the discrepancies that touch it.",
            discrepancias_de(hito="clave"),
        ),
        *c.sello(),
    ),
)
