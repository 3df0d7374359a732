"""The local exercises: the states, of which the page and the map are made, each with its
secretariat and its plans."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from planes.filters import EjercicioFilter
from planes.models import Plan
from secretariados.models import Jurisdiccion, Secretariado
from secretariados.registros import JURISDICCIONES

__all__ = ["EJERCICIOS", "con_lo_suyo"]

_DEL_LUGAR = {campo.nombre: campo for campo in JURISDICCIONES.campos}


def _planes() -> QuerySet:
    return Plan.objects.reales().order_by("inicio", "clave")


EJERCICIOS = Registro(
    recurso="ejercicios",
    componente="Ejercicio",
    es=_("Los estados de México, con el secretariado local y los planes locales que consten."),
    en="The states of Mexico, with what is known of their local secretariats and plans.",
    publicos=lambda: Jurisdiccion.objects.publicos().filter(tipo="entidad", ruta__startswith="MX/"),
    filtro=EjercicioFilter,
    ordenes={
        nombre: JURISDICCIONES.ordenes[nombre] for nombre in ("nombre", "clave", "actualizado")
    },
    orden_inicial=("nombre",),
    campos=(
        c.clave("el estado"),
        *map(
            _DEL_LUGAR.__getitem__,
            ("url", "nombre", "clave_inegi", "latitud", "longitud", "centroide_origen"),
        ),
        Campo(
            "secretariados",
            Tipo.LISTA,
            "Sus secretariados locales.",
            "Its local secretariats.",
            ArraySubquery(
                Secretariado.objects.reales()
                .filter(jurisdiccion=OuterRef("pk"))
                .order_by("clave")
                .values(
                    json=JSONObject(
                        slug="clave", nombre="nombre", estado="estado", en_capitulo="en_capitulo"
                    )
                )
            ),
            partes=(
                Campo("slug", Tipo.REFERENCIA, "Clave.", "Key."),
                Campo("nombre", Tipo.TEXTO, "Nombre.", "Name."),
                Campo("estado", Tipo.CODIGO, "Situación.", "Status.", codigos=Secretariado.Estado),
                Campo(
                    "en_capitulo",
                    Tipo.CODIGO,
                    "Cómo lo nombra el capítulo de 2016.",
                    "How the founding chapter of 2016 lists it.",
                    nulo=True,
                    codigos=Secretariado.EnCapitulo,
                ),
            ),
        ),
        c.lista_de_claves(
            "planes",
            "Claves de sus planes.",
            "Keys of its plans.",
            ArraySubquery(_planes().filter(jurisdiccion=OuterRef("pk")).values("clave")),
        ),
        _DEL_LUGAR["fuentes"],
        *c.sello(),
    ),
)


def con_lo_suyo(filas: QuerySet) -> QuerySet:
    """With the secretariats and the plans of each, practice data apart."""
    return filas.prefetch_related(
        Prefetch("secretariados", Secretariado.objects.reales()), Prefetch("planes", _planes())
    )
