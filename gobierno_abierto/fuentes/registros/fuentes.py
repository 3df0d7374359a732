"""Public records of the sources."""

from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.comun.texto import Orden
from gobierno_abierto.fuentes.consultas import con_apoyos
from gobierno_abierto.fuentes.filters import FuenteFilter
from gobierno_abierto.fuentes.models import Fuente

__all__ = ["FUENTES"]

FUENTES = Registro(
    recurso="fuentes",
    componente="Fuente",
    es=_("Fuentes: los documentos en que se apoyan los datos."),
    en="Sources: the documents that the data rest on.",
    publicos=lambda: con_apoyos(Fuente.objects.publicos()),
    filtro=FuenteFilter,
    original="url",
    ordenes={
        "clave": "clave",
        "titulo": Orden("titulo"),
        "actualizado": "actualizado",
    },
    orden_inicial=("titulo",),
    campos=(
        c.clave("la fuente"),
        c.direccion(Fuente.enlace),
        Campo("titulo", Tipo.TEXTO, "Título.", "Title."),
        Campo(
            "direccion",
            Tipo.DIRECCION,
            "Dirección del documento, donde se consultó.",
            "Address of the document, where it was read.",
            "url",
        ),
        Campo(
            "licencia",
            Tipo.TEXTO,
            "Licencia; vacío si no declara ninguna.",
            "Licence; null where it states none.",
            nulo=True,
        ),
        Campo(
            "citas",
            Tipo.ENTERO,
            "Registros públicos que la citan.",
            "Public records that cite it.",
            "citan",
        ),
        Campo(
            "evaluaciones",
            Tipo.ENTERO,
            "Evaluaciones que salen de ella.",
            "Reviews that come from it.",
            "de_evaluacion",
        ),
        Campo(
            "pronunciamientos",
            Tipo.ENTERO,
            "Pronunciamientos que salen de ella.",
            "Claims that come from it.",
            "de_pronunciamiento",
        ),
        Campo(
            "afirmaciones",
            Tipo.ENTERO,
            "Afirmaciones suyas que se registran.",
            "Statements of its that are recorded.",
            "de_afirmacion",
        ),
        *c.sello(),
    ),
)
