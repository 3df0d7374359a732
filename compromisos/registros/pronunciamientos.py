"""Public record of what each side says of the commitments."""

from django.db.models import TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from compromisos.consultas import comun_de
from compromisos.filters.voces import PosturaFilter, PronunciamientoFilter, ReplicaFilter
from compromisos.models import Postura, Pronunciamiento, Replica
from compromisos.models.voces import Escala, Momento, ValorDicho
from compromisos.vocabularios import CUMPLIMIENTO, ESCALA_COMUN
from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from planes.registros import SIN_FECHA

__all__ = ["POSTURAS", "PRONUNCIAMIENTOS", "REPLICAS"]

_LO_DICHO = (
    Campo(
        "lado",
        Tipo.CODIGO,
        "Qué lado lo dice; vacío si no es de ninguno.",
        "Side that says it; null if of none.",
        nulo=True,
        codigos=Lado,
    ),
    Campo("escala", Tipo.CODIGO, "Escala del valor.", "Scale of the value.", codigos=Escala),
    Campo("valor", Tipo.CODIGO, "Lo que dice.", "What it says.", codigos=ValorDicho),
    Campo(
        "comun",
        Tipo.CODIGO,
        "Equivalente en la escala común; vacío si habla de otra cosa.",
        "Its equal on the common scale; null if it speaks of something else.",
        comun_de("escala", "valor"),
        nulo=True,
        codigos=CUMPLIMIENTO,
    ),
    Campo(
        "escala_comun",
        Tipo.CODIGO,
        "Versión de la tabla que dice qué equivale a qué.",
        "Version of the table that says what equals what.",
        Value(ESCALA_COMUN, output_field=TextField()),
        codigos=(ESCALA_COMUN,),
    ),
    Campo("momento", Tipo.CODIGO, "De qué momento habla.", "Moment it is about.", codigos=Momento),
)
_QUIEN_Y_CUANDO = (
    Campo("texto", Tipo.TEXTO, "Sus palabras.", "Its words.", nulo=True),
    Campo("dicho_por", Tipo.TEXTO, "Quién lo dice.", "Who says it."),
    *c.fecha_parcial("dicho_en", "Cuándo se dijo", "When it was said"),
    c.referencia("fuente", "Clave de la fuente.", "Key of the source.", nulo=True),
    *c.sello(),
)

PRONUNCIAMIENTOS = Registro(
    recurso="pronunciamientos",
    componente="Pronunciamiento",
    es=_("Lo que dice cada lado del cumplimiento de los compromisos."),
    en="What each side says of the fulfilment of the commitments.",
    publicos=lambda: Pronunciamiento.objects.publicos(),
    filtro=PronunciamientoFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "plan": "compromiso__plan__clave",
        "dicho_en": Coalesce("dicho_en", SIN_FECHA),
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "clave"),
    campos=(
        c.clave("el pronunciamiento"),
        c.direccion(Pronunciamiento.enlace),
        c.referencia("compromiso", "De qué compromiso habla.", "Commitment it is about."),
        c.referencia("plan", "Su plan.", "Its plan.", "compromiso__plan__clave"),
        c.pais("compromiso__plan__jurisdiccion__ruta"),
        *_LO_DICHO,
        Campo(
            "alcance",
            Tipo.CODIGO,
            "Si lo dijo de este compromiso o del plan entero.",
            "Whether it was said of this commitment or of the whole plan.",
            codigos=Pronunciamiento.Alcance,
        ),
        *_QUIEN_Y_CUANDO,
    ),
)

POSTURAS = Registro(
    recurso="posturas",
    componente="Postura",
    es=_("Lo que dice una voz de un plan entero, disensos incluidos."),
    en="What a voice says of a whole plan, dissent included.",
    publicos=lambda: Postura.objects.publicos(),
    filtro=PosturaFilter,
    ordenes={
        "clave": "clave",
        "plan": "plan__clave",
        "dicho_en": Coalesce("dicho_en", SIN_FECHA),
        "actualizado": "actualizado",
    },
    orden_inicial=("plan", "clave"),
    campos=(
        c.clave("la postura"),
        c.direccion(Postura.enlace),
        c.referencia("plan", "De qué plan habla.", "Plan it is about."),
        c.pais("plan__jurisdiccion__ruta"),
        *_LO_DICHO,
        *_QUIEN_Y_CUANDO,
    ),
)

REPLICAS = Registro(
    recurso="replicas",
    componente="Replica",
    es=_("Lo que responde cada lado a la revisión independiente."),
    en="What each side answers to the independent review.",
    publicos=lambda: Replica.objects.publicos(),
    filtro=ReplicaFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "publicado_en": "publicado_en",
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "clave"),
    campos=(
        c.clave("la réplica"),
        c.direccion(Replica.enlace),
        c.referencia("evaluacion", "A qué evaluación.", "Which review it answers."),
        c.referencia("compromiso", "De qué compromiso.", "Of which commitment."),
        c.referencia("plan", "Su plan.", "Its plan.", "compromiso__plan__clave"),
        c.pais("compromiso__plan__jurisdiccion__ruta"),
        Campo("lado", Tipo.CODIGO, "Lado que responde.", "Side that answers.", codigos=Lado),
        Campo("oficina", Tipo.TEXTO, "Oficina que responde.", "Office that answers.", nulo=True),
        Campo("sentido", Tipo.CODIGO, "En qué sentido.", "How.", codigos=Replica.Sentido),
        Campo("texto", Tipo.TEXTO, "Sus palabras.", "Its words."),
        c.referencia("fuente", "Clave de su evidencia.", "Key of its evidence.", nulo=True),
        Campo(
            "evidencia_url",
            Tipo.TEXTO,
            "Dirección de su evidencia.",
            "Address of its evidence.",
            nulo=True,
        ),
        Campo("publicado_en", Tipo.INSTANTE, "Cuándo se publicó.", "When it was published."),
        *c.sello(),
    ),
)
