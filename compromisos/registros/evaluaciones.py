"""Public record of the independent reviews."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, JSONObject, TruncDate
from django.utils.translation import gettext_lazy as _

from compromisos.estrella import MIRADAS, de_la_revision
from compromisos.filters.voces import EvaluacionFilter
from compromisos.models import Codificacion, Evaluacion, Replica
from compromisos.models.voces import Momento
from compromisos.vocabularios import CODIFICABLES
from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Ausencia
from gobierno_abierto.comun.models import DE_FUENTES
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import discrepancias_de
from planes.registros import SIN_FECHA

__all__ = ["EVALUACIONES"]


def _valor_de(variable: str) -> Subquery:
    suyas = Codificacion.objects.filter(evaluacion=OuterRef("pk"), variable=variable)
    return Subquery(suyas.values("valor")[:1], output_field=TextField())


def _variable(nombre: str, variable: str, es: str, en: str) -> Campo:
    codigos = CODIFICABLES[variable]
    return Campo(nombre, Tipo.CODIGO, es, en, _valor_de(variable), nulo=True, codigos=codigos)


# Of what was reviewed elsewhere, the star of its source; of what is reviewed here, the rule's.
_estrella = Case(
    When(compromiso__plan__procedencia__in=DE_FUENTES, then=JSONObject(dada=_valor_de("estrella"))),
    default=JSONObject(
        vocabulario="vocabulario",
        fecha="fecha",
        precision="fecha_precision",
        publicada=TruncDate("publicado_en"),
        valores=JSONObject(**{variable: _valor_de(variable) for variable in MIRADAS}),
    ),
)


def _con_estrella(de: dict[str, Any]) -> str | None:
    if "vocabulario" not in de:
        return de["dada"]
    fecha = date.fromisoformat(de["fecha"]) if de["fecha"] else None
    publicada = date.fromisoformat(de["publicada"])
    return de_la_revision(
        de["vocabulario"], fecha, de["precision"], publicada, de["valores"]
    )[1]  # fmt: skip


_codificaciones = ArraySubquery(
    Codificacion.objects.filter(evaluacion=OuterRef("pk"))
    .order_by("pk")
    .values(
        json=JSONObject(
            variable="variable",
            valor="valor",
            ausencia="ausencia",
            etiqueta_original="etiqueta_original",
            nota="nota",
            hallado="hallado",
        )
    )
)

_replicas = ArraySubquery(
    Replica.objects.filter(evaluacion=OuterRef("pk"), publico=True)
    .order_by("publicado_en", "pk")
    .values("clave")
)

EVALUACIONES = Registro(
    recurso="evaluaciones",
    componente="Evaluacion",
    es=_("Revisiones independientes (MRI) de los compromisos."),
    en="Independent reviews (IRM) of the commitments.",
    publicos=lambda: Evaluacion.objects.publicos(),
    filtro=EvaluacionFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "plan": "compromiso__plan__clave",
        "fecha": Coalesce("fecha", SIN_FECHA),
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "clave"),
    campos=(
        c.clave("la evaluación"),
        c.direccion(Evaluacion.enlace),
        c.referencia("compromiso", "Compromiso evaluado.", "Commitment reviewed."),
        c.referencia("plan", "Su plan.", "Its plan.", "compromiso__plan__clave"),
        c.pais("compromiso__plan__jurisdiccion__ruta"),
        Campo(
            "momento", Tipo.CODIGO, "De qué momento habla.", "Moment it is about.", codigos=Momento
        ),
        Campo(
            "vocabulario",
            Tipo.CODIGO,
            "Época de sus códigos.",
            "Era of its codes.",
            codigos=Evaluacion.Vocabulario,
        ),
        Campo("evaluador", Tipo.TEXTO, "Quién evalúa.", "Who reviews."),
        Campo("informe", Tipo.TEXTO, "En qué informe.", "In which report.", nulo=True),
        *c.fecha_parcial("fecha", "Publicada", "Published"),
        Campo(
            "etapa",
            Tipo.CODIGO,
            "Hallazgo que los lados pueden contestar, o definitiva.",
            "A finding that the sides may answer, or final.",
            Case(
                When(compromiso__plan__procedencia__in=DE_FUENTES, then=Value("consta_en_fuente")),
                When(definitiva_en__isnull=False, then=Value("definitiva")),
                default=Value("hallazgo"),
                output_field=TextField(),
            ),
            codigos=Evaluacion.Etapa,
        ),
        Campo(
            "replicas_hasta",
            Tipo.FECHA,
            "Hasta cuándo, al menos, pueden contestar los lados.",
            "Until when, at least, the sides may answer.",
            nulo=True,
        ),
        Campo(
            "definitiva_en",
            Tipo.INSTANTE,
            "Cuándo quedó definitiva.",
            "When it became final.",
            nulo=True,
        ),
        Campo(
            "definitiva_texto",
            Tipo.TEXTO,
            "Qué concluye tras las respuestas.",
            "What it concludes after the replies.",
            nulo=True,
        ),
        c.lista_de_claves("replicas", "Réplicas de los lados.", "Replies of the sides.", _replicas),
        c.referencia("fuente", "Clave de la fuente.", "Key of the source.", nulo=True),
        _variable("cumplimiento", "cumplimiento", "Cumplimiento.", "Completion."),
        _variable("especificidad", "especificidad", "Especificidad.", "Specificity."),
        _variable("relevancia", "relevante", "Relevancia.", "Relevance."),
        _variable("impacto", "impacto_potencial", "Impacto potencial.", "Potential impact."),
        Campo(
            "estrella",
            Tipo.CODIGO,
            "Si tiene estrella: como la da su fuente o, de lo revisado aquí, con la regla vigente.",
            "Whether it is starred: as its source says or, if reviewed here, by the rule in force.",
            _estrella,
            nulo=True,
            codigos=CODIFICABLES["estrella"],
            presentar=_con_estrella,
        ),
        _variable("verificable", "verificable", "Si es verificable.", "Whether it is verifiable."),
        _variable("ambicion", "ambicion", "Ambición.", "Ambition."),
        _variable(
            "resultado", "apertura_resultado", "Si abrió el gobierno.", "Did it open government."
        ),
        Campo(
            "codificaciones",
            Tipo.LISTA,
            "Todas las variables: su valor o por qué no lo hay.",
            "Every variable: its value or why there is none.",
            _codificaciones,
            partes=(
                Campo(
                    "variable",
                    Tipo.TEXTO,
                    "Variable; la nombra la lista «variable» de «codigos».",
                    "Variable; the list «variable» of «codigos» names it.",
                ),
                Campo("valor", Tipo.TEXTO, "Valor.", "Value.", nulo=True),
                Campo(
                    "ausencia",
                    Tipo.CODIGO,
                    "Por qué no hay valor.",
                    "Why there is no value.",
                    nulo=True,
                    codigos=Ausencia,
                ),
                Campo(
                    "etiqueta_original",
                    Tipo.TEXTO,
                    "Como lo escribe la fuente; de «hallado», si lo hay.",
                    "As the source writes it; of «hallado» where there is one.",
                    nulo=True,
                ),
                Campo(
                    "nota",
                    Tipo.TEXTO,
                    "Nota; de «hallado», si lo hay.",
                    "Note; of «hallado» where there is one.",
                    nulo=True,
                ),
                Campo(
                    "hallado",
                    Tipo.TEXTO,
                    "Lo que decía el hallazgo, si la definitiva dice otra cosa.",
                    "What the finding said, if the final says otherwise.",
                    nulo=True,
                ),
            ),
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que tocan a su compromiso o a su plan.",
            "Keys of the discrepancies that touch its commitment or its plan.",
            discrepancias_de(
                evaluacion="clave", compromiso="compromiso__clave", plan="compromiso__plan__clave"
            ),
        ),
        *c.sello(),
    ),
)
