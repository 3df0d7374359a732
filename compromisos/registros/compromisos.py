"""Public record of what was promised."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from compromisos.etiquetas import etiqueta_de
from compromisos.filters import CONTRASTES, PRINCIPIOS, CompromisoFilter
from compromisos.models import (
    Compromiso,
    Responsable,
)
from compromisos.models.voces import Momento
from compromisos.registros.partes import (
    ANTECEDENTES,
    CLASIFICACIONES,
    CONTINUACIONES,
    EJE_OFICIAL,
    PRINCIPIOS_QUE_SIRVE,
    RESPONSABLES,
)
from compromisos.vocabularios import COMUN, CUMPLIMIENTO
from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Idioma, Lado, Objeto, Origen
from gobierno_abierto.comun.dia import hoy
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import afirmaciones_de, discrepancias_de, fuentes_de
from planes.registros import SIN_FECHA
from secretariados.registros.comunes import acuerdos_de

__all__ = ["COMPROMISOS", "como_registro"]

_VOZ = (
    Campo("valor", Tipo.CODIGO, "Lo que dice, en su escala.", "What it says, on its own scale."),
    Campo("etiqueta", Tipo.TEXTO, "Lo mismo, en palabras.", "The same, in words."),
    Campo("escala", Tipo.CODIGO, "Escala del valor.", "Scale of the value.", codigos=tuple(COMUN)),
    Campo(
        "comun",
        Tipo.CODIGO,
        "Equivalente en la escala de cumplimiento de OGP.",
        "Its equal on OGP's completion scale.",
        nulo=True,
        codigos=CUMPLIMIENTO,
    ),
    Campo("momento", Tipo.CODIGO, "De qué momento habla.", "Moment it is about.", codigos=Momento),
    *c.fecha_parcial("fecha", "Cuándo se dijo", "When it was said"),
    Campo("dicho_por", Tipo.TEXTO, "Quién lo dice.", "Who says it."),
    Campo("fuente", Tipo.REFERENCIA, "Clave de la fuente.", "Key of the source.", nulo=True),
)


def _presentar_voz(voz: dict[str, Any]) -> dict[str, Any]:
    con_etiqueta = voz | {"etiqueta": etiqueta_de(voz["valor"])}
    return {parte.nombre: con_etiqueta[parte.nombre] for parte in _VOZ}


def _voz(nombre: str, es: str, en: str) -> Campo:
    return Campo(nombre, Tipo.OBJETO, es, en, nulo=True, partes=_VOZ, presentar=_presentar_voz)


@lru_cache(maxsize=2)  # today's, and yesterday's for who began before midnight
def _publicos_el(dia: date) -> QuerySet:
    """Never evaluated itself. Made once a day, since making it costs more than asking it; a day,
    since whether a commitment is late depends on it."""
    return _con_todo(Compromiso.objects.publicos(), dia)


def _con_todo(filas: QuerySet, dia: date) -> QuerySet:
    return filas.con_voces().con_continuidad().con_atraso(dia)  # type: ignore[attr-defined]


def como_registro(filas: QuerySet) -> QuerySet:
    """Those commitments, public or not, with what their record is made of."""
    return _con_todo(filas, hoy())


COMPROMISOS = Registro(
    recurso="compromisos",
    componente="Compromiso",
    es=_("Compromisos de los planes de acción."),
    en="Commitments of the action plans.",
    publicos=lambda: _publicos_el(hoy()).all(),
    filtro=CompromisoFilter,
    ordenes={
        "clave": "clave",
        "plan": "plan__clave",
        "numero": Coalesce("numero", Value(99_999), output_field=IntegerField()),
        "titulo": "titulo_orden",
        "inicio": Coalesce("inicio", SIN_FECHA),
        "fin": Coalesce("fin", SIN_FECHA),
        "estado": "estado",
        "avance": Coalesce("avance", Value(-1), output_field=DecimalField()),
        "actualizado": "actualizado",
    },
    orden_inicial=("plan", "numero"),
    campos=(
        c.clave("el compromiso"),
        c.direccion(Compromiso.enlace),
        c.referencia("plan", "Plan al que pertenece.", "Plan it belongs to."),
        c.pais("plan__jurisdiccion__ruta"),
        c.referencia(
            "jurisdiccion",
            "Jurisdicción del plan.",
            "Place of the plan.",
            "plan__jurisdiccion__clave",
            nulo=True,
        ),
        Campo(
            "numero",
            Tipo.ENTERO,
            "Número en el plan; vacío si la fuente no lo numera.",
            "Number in the plan; null where the source gives none.",
            nulo=True,
        ),
        Campo(
            "titulo",
            Tipo.TEXTO,
            "Título en español; sin traducir, si «titulo_origen» es «literal».",
            "Title in Spanish; untranslated where «titulo_origen» is «literal».",
        ),
        Campo(
            "titulo_original",
            Tipo.TEXTO,
            "Título literal de la fuente, en su idioma.",
            "The source's own title, in its language.",
            nulo=True,
        ),
        Campo(
            "titulo_idioma", Tipo.CODIGO, "Idioma del original.", "Its language.", codigos=Idioma
        ),
        Campo(
            "titulo_origen",
            Tipo.CODIGO,
            "De quién es el título en español.",
            "Whose words the Spanish title is.",
            codigos=Compromiso.TituloOrigen,
        ),
        Campo(
            "titulo_origen_nota",
            Tipo.TEXTO,
            "Aclaración sobre el título.",
            "Note on the title.",
            nulo=True,
        ),
        Campo("descripcion", Tipo.TEXTO, "Descripción.", "Description.", nulo=True),
        Campo(
            "descripcion_origen",
            Tipo.CODIGO,
            "De quién es la descripción.",
            "Whose words the description is.",
            codigos=Compromiso.DescripcionOrigen,
        ),
        c.procedencia("plan__procedencia"),
        Campo(
            "origen",
            Tipo.CODIGO,
            "Cómo entró al plan.",
            "How it came into the plan.",
            codigos=Compromiso.OrigenCompromiso,
        ),
        Campo(
            "origen_nota",
            Tipo.TEXTO,
            "Aclaración sobre el origen.",
            "Note on how it came.",
            nulo=True,
        ),
        Campo(
            "preexistente",
            Tipo.CODIGO,
            "Si ya se hacía antes de prometerse.",
            "Whether it was already being done.",
            codigos=Compromiso.Preexistente,
        ),
        Campo(
            "estado",
            Tipo.CODIGO,
            "Estado de trámite; nunca un juicio. Con procedencia externa y sin fin, «concluido» se "
            "infiere del año en que se entregó el plan: la base de OGP no da cuándo terminó.",
            "Procedural state; never a judgement. Where procedencia is externa and fin is null, "
            "«concluido» is inferred from the year in which the plan was submitted: OGP's database "
            "does not say when it ended.",
            codigos=Compromiso.Estado,
        ),
        Campo(
            "avance",
            Tipo.NUMERO,
            "Avance de sus metas, de 0 a 100; vacío si no tiene metas registradas.",
            "Progress of its goals, 0 to 100; null where no goals are recorded.",
            nulo=True,
        ),
        Campo(
            "esperado",
            Tipo.NUMERO,
            "Avance que se esperaba hoy, por las fechas de sus actividades; vacío si no tiene.",
            "Progress expected by today, from the dates of its activities; null where it has none.",
            nulo=True,
        ),
        Campo(
            "atrasado",
            Tipo.BOOLEANO,
            "Si sigue en marcha después del fin de su periodo, o del plazo de una actividad que "
            "nadie ha dicho que esté concluida.",
            "Whether it is still under way after the end of its period, or of the date of an "
            "activity that nobody has said is done.",
        ),
        *c.fecha_parcial("inicio", "Inicio", "Start"),
        *c.fecha_parcial("fin", "Fin", "End"),
        Campo(
            "eje",
            Tipo.REFERENCIA,
            "Eje oficial del plan; vacío si el plan no lo asigna.",
            "The plan's own theme; null where the plan assigns none.",
            EJE_OFICIAL,
            nulo=True,
        ),
        Campo(
            "clasificaciones",
            Tipo.LISTA,
            "Su lugar en cada manera de agrupar, oficial o no.",
            "Its place in each grouping, official or not.",
            CLASIFICACIONES,
            partes=(
                Campo("eje", Tipo.REFERENCIA, "Eje.", "Theme."),
                Campo("origen", Tipo.CODIGO, "Si se declara.", "Whether stated.", codigos=Origen),
                Campo("fuente", Tipo.REFERENCIA, "Qué fuente.", "Which source.", nulo=True),
            ),
        ),
        c.referencia("mesa", "Mesa de trabajo.", "Working table.", nulo=True),
        Campo(
            "mesa_origen",
            Tipo.CODIGO,
            "Si la mesa la declara una fuente o se infiere.",
            "Whether a source states the table or it is inferred.",
            Case(When(mesa__publico=True, then="mesa_origen")),
            nulo=True,
            codigos=Origen,
        ),
        Campo(
            "responsables",
            Tipo.LISTA,
            "Instituciones que responden, por lado y papel.",
            "Institutions that answer for it, by side and part.",
            RESPONSABLES,
            partes=(
                Campo("lado", Tipo.CODIGO, "Lado.", "Side.", nulo=True, codigos=Lado),
                Campo("papel", Tipo.CODIGO, "Papel.", "Part.", codigos=Responsable.Papel),
                Campo("institucion", Tipo.REFERENCIA, "Institución.", "Institution.", nulo=True),
            ),
        ),
        Campo(
            "principios",
            Tipo.LISTA,
            "Valores de la Alianza a los que sirve, según la revisión independiente.",
            "Values of the Partnership it serves, as the independent review codes.",
            PRINCIPIOS_QUE_SIRVE,
            codigos=tuple(principio for principio, _etiqueta in PRINCIPIOS),
            presentar=lambda variables: [v.removeprefix("valor_") for v in variables],
        ),
        _voz(
            "autoinforme",
            "Lo que dice el gobierno de su cumplimiento.",
            "What the government says of its fulfilment.",
        ),
        _voz(
            "revision_independiente",
            "Lo que codificó la revisión independiente (MRI).",
            "What the independent review (IRM) coded.",
        ),
        _voz(
            "sociedad_civil",
            "Lo que dice la sociedad civil.",
            "What civil society says.",
        ),
        Campo(
            "contraste",
            Tipo.CODIGO,
            "Si el gobierno y la revisión dicen lo mismo en la escala común.",
            "Whether government and review agree on the common scale.",
            codigos=tuple(contraste for contraste, _etiqueta in CONTRASTES),
        ),
        Campo(
            "mismo_momento",
            Tipo.BOOLEANO,
            "Si las dos voces hablan del mismo momento del plan.",
            "Whether both voices are about the same moment of the plan.",
            nulo=True,
        ),
        Campo(
            "antecedentes",
            Tipo.LISTA,
            "Compromisos de otros planes que este continúa, y quién lo dice.",
            "Commitments of other plans that it continues, and who says so.",
            ANTECEDENTES,
            partes=(
                Campo("compromiso", Tipo.REFERENCIA, "El anterior.", "The former one."),
                Campo("origen", Tipo.CODIGO, "Si se declara.", "Whether stated.", codigos=Origen),
                Campo("fuente", Tipo.REFERENCIA, "Qué fuente.", "Which source.", nulo=True),
                Campo("nota", Tipo.TEXTO, "En qué se parece.", "In what.", nulo=True),
            ),
        ),
        c.lista_de_claves(
            "continuaciones",
            "Compromisos de otros planes que lo continúan.",
            "Commitments of other plans that continue it.",
            CONTINUACIONES,
        ),
        Campo(
            "prometido_de_nuevo",
            Tipo.BOOLEANO,
            "Si vuelve a prometer lo que se había dado por cumplido.",
            "Whether it promises again what had been given as fulfilled.",
        ),
        Campo(
            "identificadores",
            Tipo.LISTA,
            "Identificadores que le dan otros.",
            "Identifiers that others give it.",
            partes=(
                Campo("esquema", Tipo.TEXTO, "De quién es.", "Whose it is."),
                Campo("valor", Tipo.TEXTO, "Identificador.", "Identifier."),
            ),
        ),
        Campo("notas", Tipo.TEXTO, "Notas del portal.", "Notes by the portal.", nulo=True),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("compromiso")
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que lo tocan, a él o a su plan.",
            "Keys of the discrepancies that touch it or its plan.",
            discrepancias_de(compromiso="clave", plan="plan__clave"),
        ),
        c.lista_de_claves(
            "afirmaciones",
            "Claves de lo que alguna fuente afirma de él, en una discrepancia o en ninguna.",
            "Keys of what sources state about it, in a discrepancy or in none.",
            afirmaciones_de("compromiso"),
        ),
        acuerdos_de(Objeto.COMPROMISO),
        *c.sello(),
    ),
)
