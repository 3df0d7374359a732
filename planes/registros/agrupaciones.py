"""Public records of what groups the commitments of a plan."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Idioma
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import discrepancias_de, fuentes_de
from planes.filters import EjeFilter, MesaFilter
from planes.models import Eje, Mesa

__all__ = ["EJES", "MESAS"]


def _cuantos(modelo, compromisos: str) -> Campo:
    """How many public commitments hang from it; above this app, so by name."""
    suyos = (
        modelo.objects.filter(pk=OuterRef("pk"))
        .order_by()
        .annotate(
            n=Count(compromisos, filter=Q(**{f"{compromisos}__publico": True}), distinct=True)
        )
        .values("n")
    )
    return Campo(
        "compromisos",
        Tipo.ENTERO,
        "Compromisos públicos que caen en él.",
        "Public commitments that fall under it.",
        Subquery(suyos, output_field=IntegerField()),
    )


def _del_plan(clave: str) -> Coalesce:
    return Coalesce(clave, Value(""), output_field=TextField())


_ORDENES = {
    "clave": "clave",
    "plan": _del_plan("plan__clave"),
    "orden": "orden",
    "nombre": "nombre",
    "actualizado": "actualizado",
}
_ORDEN = Campo("orden", Tipo.ENTERO, "Su lugar entre los demás.", "Its place among the others.")
_NOTAS = Campo("notas", Tipo.TEXTO, "Notas del portal.", "Notes by the portal.", nulo=True)


EJES = Registro(
    recurso="ejes",
    componente="Eje",
    es=_("Ejes, áreas y otras maneras de agrupar compromisos."),
    en="Themes, areas and other ways of grouping commitments.",
    publicos=lambda: Eje.objects.publicos(),
    filtro=EjeFilter,
    ordenes=_ORDENES | {"esquema": "esquema"},
    orden_inicial=("plan", "clave"),
    campos=(
        c.clave("el eje"),
        c.direccion(Eje.enlace),
        c.referencia("plan", "Su plan; vacío: de la Alianza.", "Its plan, if any.", nulo=True),
        Campo("esquema", Tipo.CODIGO, "Quién agrupa así.", "Scheme.", codigos=Eje.Esquema),
        Campo(
            "oficial",
            Tipo.BOOLEANO,
            "Si el plan mismo agrupa así sus compromisos.",
            "Whether the plan itself groups them so.",
        ),
        _ORDEN,
        Campo("nombre", Tipo.TEXTO, "Nombre.", "Name."),
        Campo("nombre_idioma", Tipo.CODIGO, "Idioma del nombre.", "Its language.", codigos=Idioma),
        _cuantos(Eje, "clasificaciones__compromiso"),
        _NOTAS,
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("eje")
        ),
        *c.sello(),
    ),
)

MESAS = Registro(
    recurso="mesas",
    componente="Mesa",
    es=_("Mesas de trabajo de los planes."),
    en="Working tables of the plans.",
    publicos=lambda: Mesa.objects.publicos(),
    filtro=MesaFilter,
    ordenes=_ORDENES,
    orden_inicial=("plan", "orden"),
    campos=(
        c.clave("la mesa"),
        c.direccion(Mesa.enlace),
        Campo("slug", Tipo.TEXTO, "Nombre en la dirección.", "Name in the address."),
        c.referencia("plan", "Su plan.", "Its plan."),
        Campo("nombre", Tipo.TEXTO, "Nombre.", "Name."),
        Campo(
            "cuota",
            Tipo.ENTERO,
            "Cuántos compromisos podía proponer, a lo más.",
            "How many commitments it could propose, at most.",
            nulo=True,
        ),
        _ORDEN,
        _cuantos(Mesa, "compromisos"),
        _NOTAS,
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("mesa")
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que la tocan, a ella o a su plan.",
            "Keys of the discrepancies that touch it or its plan.",
            discrepancias_de(mesa="clave", plan="plan__clave"),
        ),
        *c.sello(),
    ),
)
