"""Public records of what each source states."""

from datetime import date

from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Objeto, Origen
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import a_publicos
from gobierno_abierto.fuentes.filters import AfirmacionFilter
from gobierno_abierto.fuentes.models import Afirmacion

__all__ = ["AFIRMACIONES"]


def _si_es_publico(campo: str) -> Case:
    """Half of the pointer, where what it points to may be seen."""
    return Case(When(a_publicos(), then=campo), default=None, output_field=TextField())


AFIRMACIONES = Registro(
    recurso="afirmaciones",
    componente="Afirmacion",
    es=_("Lo que cada fuente afirma; los valores rivales van uno junto a otro."),
    en="What each source states; rival values stand side by side.",
    publicos=lambda: Afirmacion.objects.publicos(),
    filtro=AfirmacionFilter,
    ordenes={
        "clave": "clave",
        "propiedad": "propiedad",
        "dicho_en": Coalesce("dicho_en", Value(date(9999, 12, 31))),  # unknown dates, last
        "fuente": "fuente__clave",
        "actualizado": "actualizado",
    },
    orden_inicial=("clave",),
    campos=(
        c.clave("la afirmación"),
        c.direccion(Afirmacion.enlace),
        Campo(
            "objeto_tipo",
            Tipo.CODIGO,
            "Tipo del registro de que habla; vacío si de ninguno.",
            "Kind of the record it is about; null if about none.",
            _si_es_publico("objeto_tipo"),
            nulo=True,
            codigos=Objeto,
        ),
        Campo(
            "objeto_clave",
            Tipo.REFERENCIA,
            "Clave de ese registro.",
            "Key of that record.",
            _si_es_publico("objeto_clave"),
            nulo=True,
        ),
        Campo(
            "propiedad",
            Tipo.TEXTO,
            "Qué se afirma; la nombra la lista «afirmacion.propiedad» de «codigos».",
            "What is stated; the list «afirmacion.propiedad» of «codigos» names it.",
        ),
        Campo("valor", Tipo.TEXTO, "Tal como lo dice la fuente.", "As the source says it."),
        Campo(
            "valor_entero",
            Tipo.ENTERO,
            "El valor, si es un número entero.",
            "The value, where it is an integer.",
            nulo=True,
        ),
        Campo("dicho_por", Tipo.TEXTO, "Quién lo dice.", "Who says it.", nulo=True),
        *c.fecha_parcial("dicho_en", "Cuándo se dijo", "When it was said"),
        c.referencia("fuente", "Clave de la fuente.", "Key of the source.", nulo=True),
        Campo(
            "origen",
            Tipo.CODIGO,
            "Si lo dice la fuente o alguien lo concluyó.",
            "Whether the source says so or somebody concluded it.",
            codigos=Origen,
        ),
        Campo("preferida", Tipo.BOOLEANO, "Si es la que sigue el portal.", "Whether we follow it."),
        Campo("nota", Tipo.TEXTO, "Aclaración.", "Note.", nulo=True),
        c.referencia(
            "discrepancia",
            "Discrepancia de la que es parte.",
            "Discrepancy it is part of.",
            nulo=True,
        ),
        Campo(
            "orden",
            Tipo.ENTERO,
            "Su lugar en la discrepancia.",
            "Its place in the discrepancy.",
        ),
        *c.sello(),
    ),
)
