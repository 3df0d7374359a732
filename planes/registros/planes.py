"""Public record of the action plans."""

from django.db.models import DecimalField, F, Func, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.dia import hoy
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import discrepancias_de, fuentes_de, recuentos_de
from planes.filters import PlanFilter
from planes.models import Plan
from secretariados.registros.comunes import SIN_FECHA, acuerdos_de

__all__ = ["PLANES", "SIN_FECHA"]

_DECLARADOS = (
    Campo(
        "propiedad",
        Tipo.TEXTO,
        "Qué cuenta la fuente; la nombra la lista «afirmacion.propiedad» de «codigos».",
        "What the source counts; the list «afirmacion.propiedad» of «codigos» names it.",
    ),
    Campo("valor", Tipo.TEXTO, "Lo que dice.", "What it says."),
    Campo("dicho_por", Tipo.TEXTO, "Quién lo dice.", "Who says it.", nulo=True),
    *c.fecha_parcial("fecha", "Cuándo se dijo", "When it was said"),
    Campo("fuente", Tipo.REFERENCIA, "Clave de la fuente.", "Key of the source.", nulo=True),
    Campo("preferida", Tipo.BOOLEANO, "Si es la que sigue el portal.", "Whether we follow it."),
    Campo("nota", Tipo.TEXTO, "Aclaración.", "Note.", nulo=True),
)


def _segun_la_regla(funcion: str, *mas: Value) -> Func:
    """The rule of `compromisos/avance.py`, as the database says it."""
    numero = DecimalField(max_digits=5, decimal_places=2)
    return Func(F("pk"), *mas, function=funcion, output_field=numero)


def _publicos() -> QuerySet:
    """What is expected depends on the day."""
    return (
        Plan.objects.publicos()
        .con_recuentos()
        .annotate(
            avance=_segun_la_regla("avance_de_plan"),
            esperado=_segun_la_regla("esperado_de_plan", Value(hoy())),
        )
    )


PLANES = Registro(
    recurso="planes",
    componente="Plan",
    es=_("Planes de acción."),
    en="Action plans.",
    publicos=_publicos,
    filtro=PlanFilter,
    ordenes={
        "slug": "clave",
        "nombre": "nombre_orden",
        "inicio": Coalesce("inicio", SIN_FECHA),
        "fin": Coalesce("fin", SIN_FECHA),
        "presentado": Coalesce("presentado", SIN_FECHA),
        "actualizado": "actualizado",
    },
    orden_inicial=("slug",),
    campos=(
        c.clave("el plan", "slug"),
        c.direccion(Plan.enlace),
        Campo("nombre", Tipo.TEXTO, "Nombre.", "Name."),
        Campo("nombre_corto", Tipo.TEXTO, "Nombre corto.", "Short name."),
        Campo(
            "prefijo",
            Tipo.TEXTO,
            "Con qué empiezan las claves de sus compromisos.",
            "What the keys of its commitments begin with.",
        ),
        c.pais("jurisdiccion__ruta"),
        c.referencia("jurisdiccion", "De dónde es.", "Where it belongs.", nulo=True),
        c.referencia(
            "secretariado", "Secretariado que lo coordinó.", "Secretariat behind it.", nulo=True
        ),
        c.procedencia(),
        Campo(
            "estado",
            Tipo.CODIGO,
            "Estado de trámite; nunca un juicio. Con procedencia externa y sin fin, «concluido» se "
            "infiere del año en que se entregó el plan: la base de OGP no da cuándo terminó.",
            "Procedural state; never a judgement. Where procedencia is externa and fin is null, "
            "«concluido» is inferred from the year in which the plan was submitted: OGP's database "
            "does not say when it ended.",
            codigos=Plan.Estado,
        ),
        Campo(
            "avance",
            Tipo.NUMERO,
            "Promedio del avance de sus compromisos, de 0 a 100; vacío si ninguno tiene metas.",
            "Mean progress of its commitments, 0 to 100; null where none has goals.",
            nulo=True,
        ),
        Campo(
            "esperado",
            Tipo.NUMERO,
            "Avance que se esperaba hoy, por las fechas de sus actividades; vacío si no tiene.",
            "Progress expected by today, from the dates of its activities; null where it has none.",
            nulo=True,
        ),
        c.referencia("adenda_de", "Plan al que se suma.", "Plan it adds to.", nulo=True),
        *c.fecha_parcial("inicio", "Inicio", "Start"),
        *c.fecha_parcial("fin", "Fin", "End"),
        *c.fecha_parcial("presentado", "Presentación", "Presentation"),
        Campo(
            "lugar_presentacion",
            Tipo.TEXTO,
            "Dónde se presentó.",
            "Where it was presented.",
            nulo=True,
        ),
        Campo(
            "duracion_prevista_meses",
            Tipo.ENTERO,
            "Duración prevista, en meses.",
            "Planned length, in months.",
            nulo=True,
        ),
        Campo("estructura", Tipo.LISTA, "Cómo se organizó.", "How it was organised."),
        Campo(
            "registrados",
            Tipo.ENTERO,
            "Compromisos que hay en este portal.",
            "Commitments held by this portal.",
        ),
        Campo(
            "declarados",
            Tipo.LISTA,
            "Cuántos compromisos dice tener, según cada fuente.",
            "How many commitments it has, as each source says.",
            recuentos_de("plan"),
            partes=_DECLARADOS,
        ),
        Campo("notas", Tipo.TEXTO, "Notas del portal.", "Notes by the portal.", nulo=True),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("plan")
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que lo tocan.",
            "Keys of the discrepancies that touch it.",
            discrepancias_de(plan="clave"),
        ),
        acuerdos_de(Objeto.PLAN),
        *c.sello(),
    ),
)
