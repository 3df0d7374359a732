"""Public records of the goals of the commitments, their activities, and what is reported."""

from decimal import Decimal

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from compromisos.avance import EstadoDeActividad
from compromisos.filters.metas import ActividadFilter, MetaFilter, ReporteFilter
from compromisos.models import Actividad, Meta, Reporte
from compromisos.models.actividades import EN_PIE
from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.dia import hoy
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import fuentes_de
from planes.registros import SIN_FECHA

__all__ = ["ACTIVIDADES", "METAS", "REPORTES", "del_compromiso"]


SIN_MEDIR = Value(Decimal(-1))  # before those that are at nothing


def del_compromiso() -> tuple[Campo, ...]:
    """Where a part of a commitment is."""
    return (
        c.referencia("compromiso", "Su compromiso.", "Its commitment."),
        c.referencia("plan", "Su plan.", "Its plan.", "compromiso__plan__clave"),
        c.pais("compromiso__plan__jurisdiccion__ruta"),
        c.procedencia("compromiso__plan__procedencia"),
    )


METAS = Registro(
    recurso="metas",
    componente="Meta",
    es=_("Metas de los compromisos, con su fecha y su peso."),
    en="Goals of the commitments, with their date and weight.",
    publicos=lambda: Meta.objects.publicos().con_lo_esperado(hoy()),
    filtro=MetaFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "numero": "numero",
        "hasta": Coalesce("hasta", SIN_FECHA),
        "avance": Coalesce("avance", SIN_MEDIR),
        "esperado": Coalesce("esperado", SIN_MEDIR),
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "numero"),
    campos=(
        c.clave("la meta"),
        c.direccion(Meta.enlace),
        *del_compromiso(),
        Campo("numero", Tipo.ENTERO, "Número en el compromiso.", "Number in the commitment."),
        Campo("titulo", Tipo.TEXTO, "Título.", "Title."),
        Campo("descripcion", Tipo.TEXTO, "Qué se alcanza.", "What is reached.", nulo=True),
        *c.fecha_parcial("hasta", "Cuándo se mira", "When it is looked at"),
        Campo(
            "peso",
            Tipo.ENTERO,
            "Cuánto cuenta junto a las otras metas.",
            "How much it counts among the other goals.",
        ),
        Campo(
            "estado",
            Tipo.CODIGO,
            "Estado de trámite.",
            "Procedural state.",
            codigos=Meta.Estado,
        ),
        Campo(
            "avance",
            Tipo.NUMERO,
            "Avance de sus actividades, de 0 a 100; vacío si no tiene.",
            "Progress of its activities, 0 to 100; null where it has none.",
            nulo=True,
        ),
        Campo(
            "esperado",
            Tipo.NUMERO,
            "Avance que se esperaba hoy, por las fechas de sus actividades; vacío si no tiene.",
            "Progress expected by today, from the dates of its activities; null where it has none.",
            nulo=True,
        ),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("meta")
        ),
        *c.sello(),
    ),
)


def _numero(nombre: str, es: str, en: str) -> Campo:
    return Campo(nombre, Tipo.NUMERO, es, en, nulo=True)


ACTIVIDADES = Registro(
    recurso="actividades",
    componente="Actividad",
    es=_("Lo que hace cada lado para alcanzar cada meta."),
    en="What each side does towards each goal.",
    publicos=lambda: Actividad.objects.publicos().con_lo_dicho(hoy()).con_lo_callado(hoy()),
    filtro=ActividadFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "hasta": Coalesce("hasta", SIN_FECHA),
        "avance": "avance",
        "esperado": "esperado",
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "clave"),
    campos=(
        c.clave("la actividad"),
        c.direccion(Actividad.enlace),
        c.referencia("meta", "Su meta.", "Its goal."),
        *del_compromiso(),
        Campo("titulo", Tipo.TEXTO, "Qué se hace.", "What is done."),
        Campo("lado", Tipo.CODIGO, "Lado que la hace.", "Side that does it.", codigos=Lado),
        c.referencia(
            "institucion",
            "Institución que la hace; vacío: el lado entero.",
            "Institution that does it; null: the whole side.",
            nulo=True,
        ),
        Campo(
            "peso",
            Tipo.ENTERO,
            "Cuánto cuenta junto a las otras de su meta.",
            "How much it counts among the others of its goal.",
        ),
        Campo("indicador", Tipo.TEXTO, "Indicador.", "Indicator.", nulo=True),
        Campo("unidad", Tipo.TEXTO, "Unidad.", "Unit.", nulo=True),
        _numero("linea_base", "Línea base.", "Baseline."),
        _numero("objetivo", "Valor que se busca.", "Target."),
        Campo(
            "medio_de_verificacion",
            Tipo.TEXTO,
            "Con qué se verá que se hizo.",
            "What will show that it was done.",
            nulo=True,
        ),
        *c.fecha_parcial("desde", "Cuándo empieza a más tardar", "When it begins at the latest"),
        *c.fecha_parcial("hasta", "Hasta cuándo se hace", "Until when it is done"),
        Campo(
            "retirada",
            Tipo.BOOLEANO,
            "Los tres lados acordaron que ya no se hará, ella o su meta entera.",
            "The three sides agreed that it, or its whole goal, will not be done.",
            Case(When(EN_PIE, then=Value(False)), default=Value(True)),
        ),
        Campo(
            "estado",
            Tipo.CODIGO,
            "Como dice su último reporte; vacío: nadie ha reportado.",
            "As its last report says; null: nobody has reported.",
            F("dicho"),
            nulo=True,
            codigos=EstadoDeActividad,
        ),
        Campo(
            "avance",
            Tipo.NUMERO,
            "De 0 a 100, según su último reporte.",
            "0 to 100, by its last report.",
        ),
        Campo(
            "esperado",
            Tipo.NUMERO,
            "Avance que se esperaba hoy por sus fechas: 100 si terminó su plazo; antes, lo que le "
            "tocaba al terminar el último semestre si se acordó cuándo empieza, y 0 si no.",
            "Progress expected by today from its dates: 100 once its date is over; until then, "
            "what was due by the end of the last semester where a beginning was agreed, else 0.",
        ),
        Campo(
            "atrasada",
            Tipo.BOOLEANO,
            "Terminó su plazo y nadie ha dicho que esté concluida.",
            "Its date is over and nobody has said that it is done.",
        ),
        Campo(
            "rezagada",
            Tipo.BOOLEANO,
            "No está atrasada, y su avance es menor que el esperado.",
            "It is not late, and its progress is less than expected.",
        ),
        Campo(
            "sin_reporte",
            Tipo.LISTA,
            "Semestres terminados que nadie reportó, desde que se acordó: «2026-S1».",
            "Semesters that are over and nobody reported, since it was agreed: «2026-S1».",
            "callados",
        ),
        *c.sello(),
    ),
)

REPORTES = Registro(
    recurso="reportes",
    componente="Reporte",
    es=_("Lo que cada lado reporta de lo que hace, semestre por semestre."),
    en="What each side reports of what it does, semester by semester.",
    publicos=lambda: Reporte.objects.publicos(),
    filtro=ReporteFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "periodo": "periodo",
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "clave"),
    campos=(
        c.clave("el reporte"),
        c.direccion(Reporte.enlace),
        c.referencia("actividad", "De qué actividad.", "Of which activity."),
        *del_compromiso(),
        Campo("periodo", Tipo.TEXTO, "Semestre: «2026-S1».", "Semester: «2026-S1»."),
        Campo("lado", Tipo.CODIGO, "Lado que reporta.", "Side that reports.", codigos=Lado),
        Campo("oficina", Tipo.TEXTO, "Oficina que reporta.", "Office that reports.", nulo=True),
        Campo(
            "estado",
            Tipo.CODIGO,
            "Cómo está la actividad.",
            "How the activity is.",
            codigos=EstadoDeActividad,
        ),
        _numero("valor", "Valor del indicador.", "Value of the indicator."),
        Campo("texto", Tipo.TEXTO, "Qué se hizo.", "What was done."),
        Campo("obstaculos", Tipo.TEXTO, "Qué lo impide.", "What stands in the way.", nulo=True),
        Campo("publicado_en", Tipo.INSTANTE, "Cuándo se publicó.", "When it was published."),
        *c.sello(),
    ),
)
