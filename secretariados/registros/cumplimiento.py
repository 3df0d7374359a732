"""Public fields of what an agreement promises and what came of it."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.registro import Campo, Tipo
from secretariados.models import Acuerdo, Cierre, NotaDeSeguimiento, Prorroga

__all__ = ["CUMPLIMIENTO"]

_prorrogas = ArraySubquery(
    Prorroga.objects.filter(acuerdo=OuterRef("pk"))
    .order_by("hasta")
    .values(json=JSONObject(hasta="hasta", motivo="motivo", lado="lado", dada_en="dada_en"))
)
_cierres = ArraySubquery(
    Cierre.objects.filter(acuerdo=OuterRef("pk")).values(
        json=JSONObject(lado="lado", oficina="oficina", dada_en="dada_en")
    )
)
_cuantas_notas = Coalesce(
    Subquery(
        NotaDeSeguimiento.objects.filter(acuerdo=OuterRef("pk"))
        .order_by()
        .values("acuerdo")
        .annotate(n=Count("pk"))
        .values("n"),
        output_field=IntegerField(),
    ),
    0,
)


def _los_tres(cierres: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One for each side: who has not confirmed it has no date."""
    dados = {cierre["lado"]: cierre for cierre in cierres}
    callado = {"oficina": None, "dada_en": None}
    return [{"lado": lado, **callado} | dados.get(lado, {}) for lado in Lado.values]


CUMPLIMIENTO = (
    Campo(
        "responsable_lado",
        Tipo.CODIGO,
        "Lado que responde de cumplirlo.",
        "Side that answers for it.",
        codigos=Lado,
        nulo=True,
    ),
    Campo(
        "responsable_oficina",
        Tipo.TEXTO,
        "Oficina que responde de cumplirlo.",
        "Office that answers for it.",
        nulo=True,
    ),
    Campo(
        "cumplir_hasta",
        Tipo.FECHA,
        "Hasta cuándo se acordó cumplirlo; las prórrogas van aparte.",
        "Until when it was agreed to keep it; extensions apart.",
        nulo=True,
    ),
    Campo(
        "vencido",
        Tipo.BOOLEANO,
        "Adoptado, con su plazo y sus prórrogas pasados, y sin que los tres lo den por cumplido.",
        "Adopted, past its date with its extensions, and not confirmed by the three.",
        Exists(Acuerdo.objects.vencidos().filter(pk=OuterRef("pk"))),
    ),
    Campo(
        "prorrogas",
        Tipo.LISTA,
        "Las que se dio el lado que responde, en su orden.",
        "Those that the side that answers for it gave itself, in order.",
        _prorrogas,
        partes=(
            Campo("hasta", Tipo.FECHA, "Nueva fecha.", "New date."),
            Campo("motivo", Tipo.TEXTO, "Por qué.", "Why."),
            Campo("lado", Tipo.CODIGO, "Lado.", "Side.", codigos=Lado),
            Campo("dada_en", Tipo.INSTANTE, "Cuándo se dio.", "When it was given."),
        ),
    ),
    Campo(
        "notas",
        Tipo.ENTERO,
        "Cuántas notas de seguimiento tiene; su texto está en su página.",
        "How many follow-up notes it has; their text is on its page.",
        _cuantas_notas,
    ),
    Campo(
        "cierre",
        Tipo.LISTA,
        "De cada lado, si lo dio por cumplido: sin fecha, todavía no.",
        "Of each side, whether it confirmed that it was kept: without a date, not yet.",
        _cierres,
        presentar=_los_tres,
        partes=(
            Campo("lado", Tipo.CODIGO, "Lado.", "Side.", codigos=Lado),
            Campo("oficina", Tipo.TEXTO, "Oficina.", "Office.", nulo=True),
            Campo("dada_en", Tipo.INSTANTE, "Cuándo.", "When.", nulo=True),
        ),
    ),
)
