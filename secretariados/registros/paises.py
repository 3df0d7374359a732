"""Public record of the countries of the Alliance."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Objeto, Precision
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.models import Cita
from secretariados.filters import PaisFilter
from secretariados.models import Jurisdiccion, MembresiaAGA
from secretariados.registros.comunes import SIN_FECHA

__all__ = ["PAISES"]


def _de_la_membresia(tipo: str, campo: str, salida) -> Subquery:
    suya = MembresiaAGA.objects.publicos().filter(pais=OuterRef("pk"), tipo=tipo)
    return Subquery(suya.order_by("fecha", "clave").values(campo)[:1], output_field=salida)


def _fuentes() -> ArraySubquery:
    """Keys of the sources of the place and of its joining or leaving."""
    membresias = MembresiaAGA.objects.publicos().filter(pais=OuterRef(OuterRef("pk")))
    citas = Cita.objects.del_registro().filter(
        Q(objeto_tipo=Objeto.JURISDICCION, objeto_clave=OuterRef("clave"))
        | Q(objeto_tipo=Objeto.MEMBRESIA, objeto_clave__in=membresias.values("clave"))
    )
    return ArraySubquery(citas.order_by("fuente__clave").values("fuente__clave").distinct())


def _cuantos(camino: str, publicos: Q) -> Coalesce:
    """How many hang from the country; those of upper apps, by name."""
    suyos = (
        Jurisdiccion.objects.filter(pk=OuterRef("pk"))
        .order_by()
        .annotate(n=Count(camino, filter=publicos, distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(suyos, output_field=IntegerField()), 0)


def _publicos():
    """Countries, each with when it joined and left, and what the portal holds of it."""
    tipos = MembresiaAGA.Tipo
    fechas = {
        f"{nombre}{sufijo}": _de_la_membresia(tipo, f"fecha{sufijo}", salida)
        for nombre, tipo in (("miembro_desde", tipos.PAIS), ("retiro", tipos.RETIRO))
        for sufijo, salida in (("", DateField()), ("_precision", CharField()))
    }
    plan = Q(planes__publico=True) & ~Q(planes__procedencia="muestra")
    return (
        Jurisdiccion.objects.publicos()
        .filter(tipo=Jurisdiccion.Tipo.PAIS)
        .annotate(
            **fechas,
            cohorte=_de_la_membresia(tipos.PAIS, "cohorte", IntegerField()),
            n_planes=_cuantos("planes", plan),
            n_compromisos=_cuantos(
                "planes__compromisos", plan & Q(planes__compromisos__publico=True)
            ),
        )
        .annotate(
            tiene_compromisos=Case(
                When(n_compromisos__gt=0, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
    )


def _fecha(nombre: str, es: str, en: str) -> tuple[Campo, Campo]:
    """A partial date that may have no row behind it."""
    fecha, precision = c.fecha_parcial(nombre, es, en)
    return fecha, Campo(
        precision.nombre,
        Tipo.CODIGO,
        precision.es,
        precision.en,
        Coalesce(f"{nombre}_precision", Value(Precision.NO_CONSTA.value)),
        codigos=Precision,
    )


PAISES = Registro(
    recurso="paises",
    componente="Pais",
    es=_("Países de la Alianza para el Gobierno Abierto."),
    en="Countries of the Open Government Partnership.",
    publicos=_publicos,
    filtro=PaisFilter,
    campo_clave="iso",
    ordenes={
        "iso": "iso",
        "nombre": "nombre_orden",
        "miembro_desde": Coalesce("miembro_desde", SIN_FECHA),
        "compromisos": "n_compromisos",
        "actualizado": "actualizado",
    },
    orden_inicial=("nombre",),
    campos=(
        Campo("iso", Tipo.TEXTO, "Código ISO 3166; es su clave.", "ISO 3166 code; its key."),
        c.direccion(Jurisdiccion.enlace),
        Campo("nombre", Tipo.TEXTO, "Nombre de uso.", "Common name."),
        Campo("nombre_oficial", Tipo.TEXTO, "Nombre oficial.", "Official name.", nulo=True),
        c.referencia("jurisdiccion", "Clave del lugar.", "Key of the place.", "clave"),
        *_fecha("miembro_desde", "Ingreso a la Alianza", "Joined the Partnership"),
        Campo("cohorte", Tipo.ENTERO, "Cohorte en que entró.", "Cohort it joined in.", nulo=True),
        *_fecha("retiro", "Retiro de la Alianza", "Left the Partnership"),
        Campo(
            "planes",
            Tipo.ENTERO,
            "Planes nacionales que hay en este portal.",
            "National plans held by this portal.",
            "n_planes",
        ),
        Campo(
            "compromisos",
            Tipo.ENTERO,
            "Compromisos de esos planes.",
            "Commitments of those plans.",
            "n_compromisos",
        ),
        c.lista_de_claves(
            "fuentes",
            "Claves de las fuentes del país y de su ingreso o retiro.",
            "Keys of the sources of the country and of its joining or leaving.",
            _fuentes(),
        ),
        *c.sello(),
    ),
)
