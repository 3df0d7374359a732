"""Public records of where sources disagree."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.comun.texto import Orden
from gobierno_abierto.fuentes.consultas import a_publicos
from gobierno_abierto.fuentes.filters import DiscrepanciaFilter
from gobierno_abierto.fuentes.models import Afirmacion, Discrepancia, ObjetoDiscrepancia

__all__ = ["DISCREPANCIAS"]

_objetos = ArraySubquery(
    ObjetoDiscrepancia.objects.filter(a_publicos(), discrepancia=OuterRef("pk"))
    .order_by("pk")
    .values(json=JSONObject(tipo="objeto_tipo", clave="objeto_clave"))
)

_afirmaciones = ArraySubquery(
    Afirmacion.objects.publicos()
    .filter(discrepancia=OuterRef("pk"))
    .order_by("orden", "clave")
    .values("clave")
)

DISCREPANCIAS = Registro(
    recurso="discrepancias",
    componente="Discrepancia",
    es=_("Donde las fuentes discrepan, y a cuál siguen los datos."),
    en="Where sources disagree, and which one the data follow.",
    publicos=lambda: Discrepancia.objects.publicos(),
    filtro=DiscrepanciaFilter,
    ordenes={
        "numero": "numero",
        "clave": "clave",
        "titulo": Orden("titulo"),
        "actualizado": "actualizado",
    },
    orden_inicial=("numero",),
    campos=(
        c.clave("la discrepancia"),
        c.direccion(Discrepancia.enlace),
        Campo("numero", Tipo.ENTERO, "Número.", "Number."),
        Campo("titulo", Tipo.TEXTO, "Título.", "Title."),
        Campo("texto", Tipo.TEXTO, "Qué se contradice.", "What is contradicted."),
        Campo(
            "explicacion",
            Tipo.TEXTO,
            "La explicación más probable, nunca un hecho; vacío si no se halló.",
            "The likeliest explanation, never a fact; null where none was found.",
            nulo=True,
        ),
        c.referencia(
            "preferida",
            "Fuente que siguen los datos; vacío si ninguna por encima de otra.",
            "Source that the data follow; null where none is put above another.",
            nulo=True,
        ),
        Campo(
            "preferida_motivo",
            Tipo.TEXTO,
            "Por qué se sigue esa fuente, o por qué ninguna.",
            "Why that source is followed, or why none is.",
        ),
        Campo(
            "objetos",
            Tipo.LISTA,
            "Registros que toca.",
            "Records it touches.",
            _objetos,
            partes=(
                Campo("tipo", Tipo.CODIGO, "Tipo.", "Kind.", codigos=Objeto),
                Campo("clave", Tipo.REFERENCIA, "Clave.", "Key."),
            ),
        ),
        c.lista_de_claves(
            "afirmaciones",
            "Claves de lo que dice cada fuente.",
            "Keys of what each source says.",
            _afirmaciones,
        ),
        *c.sello(),
    ),
)
