"""Public record of the institutions through time."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import discrepancias_de, fuentes_de
from secretariados.filters import InstitucionFilter
from secretariados.models import Institucion, Sucesion

__all__ = ["INSTITUCIONES"]


def _vecinas(desde: str, hasta: str) -> ArraySubquery:
    """Keys of the institutions one public succession away."""
    pasos = Sucesion.objects.publicos().filter(**{desde: OuterRef("pk"), f"{hasta}__publico": True})
    return ArraySubquery(pasos.order_by("fecha", "clave").values(f"{hasta}__clave"))


INSTITUCIONES = Registro(
    recurso="instituciones",
    componente="Institucion",
    es=_("Instituciones, con el nombre que tuvieron en cada época."),
    en="Institutions, by the name they had at each time.",
    publicos=lambda: Institucion.objects.publicos(),
    filtro=InstitucionFilter,
    ordenes={
        "slug": "clave",
        "nombre": "nombre_orden",
        "sector": "sector",
        "actualizado": "actualizado",
    },
    orden_inicial=("nombre",),
    campos=(
        c.clave("la institución", "slug"),
        c.direccion(Institucion.enlace),
        Campo("nombre", Tipo.TEXTO, "Nombre.", "Name."),
        Campo("siglas", Tipo.TEXTO, "Siglas.", "Acronym.", nulo=True),
        Campo(
            "sector",
            Tipo.CODIGO,
            "Qué es; no dice de qué lado habla.",
            "What it is; not which side it speaks for.",
            codigos=Institucion.Sector,
        ),
        Campo("ambito", Tipo.CODIGO, "Ámbito.", "Level.", codigos=Institucion.Ambito),
        c.pais("jurisdiccion__ruta"),
        c.referencia("jurisdiccion", "De dónde es.", "Where it belongs.", nulo=True),
        *c.fecha_parcial("desde", "Existe desde", "Exists since"),
        *c.fecha_parcial("hasta", "Existe hasta", "Exists until"),
        c.procedencia(),
        Campo(
            "antecesoras",
            Tipo.LISTA,
            "Claves de las que le heredaron, o de su nombre anterior.",
            "Keys of those it follows.",
            _vecinas("a", "de"),
        ),
        Campo(
            "sucesoras",
            Tipo.LISTA,
            "Claves de las que la siguieron.",
            "Keys of those that followed it.",
            _vecinas("de", "a"),
        ),
        Campo("notas", Tipo.TEXTO, "Notas del portal.", "Notes by the portal.", nulo=True),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("institucion")
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que la tocan.",
            "Keys of the discrepancies that touch it.",
            discrepancias_de(institucion="clave"),
        ),
        *c.sello(),
    ),
)
