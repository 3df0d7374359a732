"""Public record of the acts and of each side's position."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import a_publicos, discrepancias_de, fuentes_de
from secretariados.filters import AcuerdoFilter
from secretariados.models import Acuerdo, AcuerdoOrgano, CambioPropuesto, Posicion
from secretariados.registros.comunes import SIN_FECHA
from secretariados.registros.cumplimiento import CUMPLIMIENTO

__all__ = ["ACUERDOS"]

_posiciones = ArraySubquery(
    Posicion.objects.filter(acuerdo=OuterRef("pk")).values(
        json=JSONObject(
            lado="lado", sentido="sentido", razon="razon", oficina="oficina", dada_en="dada_en"
        )
    )
)


def _las_tres(posiciones: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One for each side, whatever the source leaves out: silence is said."""
    dichas = {posicion["lado"]: posicion for posicion in posiciones}
    callada = {
        "sentido": Posicion.Sentido.NO_CONSTA.value,
        "razon": None,
        "oficina": None,
        "dada_en": None,
    }
    return [{"lado": lado, **callada} | dichas.get(lado, {}) for lado in Lado.values]


_cambios = ArraySubquery(
    CambioPropuesto.objects.filter(acuerdo=OuterRef("pk"))
    .order_by("pk")
    .values(
        json=JSONObject(tipo="objeto_tipo", clave="objeto_clave", antes="antes", despues="despues")
    )
)

_organos = ArraySubquery(
    AcuerdoOrgano.objects.filter(acuerdo=OuterRef("pk"), institucion__publico=True)
    .order_by("orden")
    .values("institucion__clave")
)

ACUERDOS = Registro(
    recurso="acuerdos",
    componente="Acuerdo",
    es=_("Acuerdos y otros actos, con la posición de cada lado."),
    en="Agreements and other acts, with each side's position.",
    publicos=lambda: Acuerdo.objects.publicos(),
    filtro=AcuerdoFilter,
    ordenes={
        "clave": "clave",
        "fecha": Coalesce("fecha", SIN_FECHA),
        "actualizado": "actualizado",
    },
    orden_inicial=("fecha", "clave"),
    campos=(
        c.clave("el acuerdo"),
        c.direccion(Acuerdo.enlace),
        c.referencia(
            "secretariado",
            "De qué secretariado; vacío: no fue de uno.",
            "Of which secretariat, if any.",
            nulo=True,
        ),
        Campo("tipo", Tipo.CODIGO, "Qué acto es.", "Kind of act.", codigos=Acuerdo.Tipo),
        Campo("titulo", Tipo.TEXTO, "Título.", "Title."),
        Campo("texto", Tipo.TEXTO, "Qué se acordó.", "What was agreed."),
        *c.fecha_parcial("fecha", "Cuándo", "When"),
        Campo(
            "estado",
            Tipo.CODIGO,
            "«registrado»: consta en una fuente; el portal no lo presenció. «adoptado»: los tres "
            "lados consintieron aquí.",
            "«registrado»: a source records it; the portal did not witness it. «adoptado»: the "
            "three sides consented here.",
            codigos=Acuerdo.Estado,
        ),
        Campo(
            "posiciones",
            Tipo.LISTA,
            "La de cada lado; «no_consta» donde la fuente no la dice o el lado no ha respondido.",
            "Each side's; «no_consta» where the source does not say or the side has not answered.",
            _posiciones,
            presentar=_las_tres,
            partes=(
                Campo("lado", Tipo.CODIGO, "Lado.", "Side.", codigos=Lado),
                Campo(
                    "sentido",
                    Tipo.CODIGO,
                    "Qué dijo.",
                    "What it said.",
                    codigos=Posicion.Sentido,
                ),
                Campo("razon", Tipo.TEXTO, "Por qué.", "Why.", nulo=True),
                Campo("oficina", Tipo.TEXTO, "Por qué oficina.", "By which office.", nulo=True),
                Campo(
                    "dada_en", Tipo.INSTANTE, "Cuándo, si fue aquí.", "When, if here.", nulo=True
                ),
            ),
        ),
        Campo(
            "cambios",
            Tipo.LISTA,
            "Los textos que cambia: como estaban y como quedan. Se aplican sólo si se adopta, y "
            "todos o ninguno.",
            "The texts that it changes, as they were and as they become. Applied only if it is "
            "adopted, all or none.",
            _cambios,
            partes=(
                Campo("tipo", Tipo.CODIGO, "Qué es.", "What it is.", codigos=Objeto),
                Campo("clave", Tipo.REFERENCIA, "Su clave.", "Its key."),
                Campo("antes", Tipo.JSON, "Nulo: se publica.", "Null: it is published.", nulo=True),
                Campo("despues", Tipo.JSON, "Como queda.", "As it becomes."),
            ),
        ),
        Campo(
            "resuelto_en",
            Tipo.INSTANTE,
            "Cuándo dejó de estar propuesto.",
            "When it ceased to be a proposal.",
            nulo=True,
        ),
        Campo(
            "propone_lado",
            Tipo.CODIGO,
            "Qué lado lo propuso aquí.",
            "Side that proposed it here.",
            codigos=Lado,
            nulo=True,
        ),
        Campo(
            "justificacion", Tipo.TEXTO, "Por qué lo propuso.", "Why it was proposed.", nulo=True
        ),
        Campo(
            "responde_hasta",
            Tipo.FECHA,
            "Último día para responder.",
            "Last day to answer.",
            nulo=True,
        ),
        c.referencia(
            "sesion",
            "Sesión en cuyo orden del día va.",
            "Session on whose agenda it is.",
            nulo=True,
        ),
        *CUMPLIMIENTO,
        Campo(
            "posiciones_nota",
            Tipo.TEXTO,
            "Aclaración sobre las posiciones.",
            "Note on the positions.",
            nulo=True,
        ),
        Campo(
            "organos",
            Tipo.LISTA,
            "Claves de sus autores, si no fue de todo un secretariado.",
            "Keys of its authors, where it was not of a whole secretariat.",
            _organos,
        ),
        Campo(
            "aplica_a",
            Tipo.OBJETO,
            "A qué registro se aplica.",
            "Record it applies to.",
            Case(
                When(
                    a_publicos("aplica_a"),
                    then=JSONObject(tipo="aplica_a_tipo", clave="aplica_a_clave"),
                )
            ),
            nulo=True,
            partes=(
                Campo("tipo", Tipo.CODIGO, "Qué es.", "What it is.", codigos=Objeto),
                Campo("clave", Tipo.REFERENCIA, "Su clave.", "Its key."),
            ),
        ),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("acuerdo")
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que lo tocan.",
            "Keys of the discrepancies that touch it.",
            discrepancias_de(acuerdo="clave"),
        ),
        *c.sello(),
    ),
)
