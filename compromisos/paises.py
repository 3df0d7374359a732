"""What the independent review coded of each country's commitments, counted; and what those counts
cannot be asked. No figure of this module is shown without its caveat."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value
from django.utils.translation import gettext_lazy as _

from compromisos.etiquetas import LO_QUE_MIRA, VARIABLES, etiqueta_de
from compromisos.models import Codificacion, Compromiso
from compromisos.models.voces import Momento
from gobierno_abierto.comun.codigos import Ausencia, Procedencia
from gobierno_abierto.fuentes.models import Fuente

__all__ = ["RESERVAS", "Fila", "comparacion", "cuantos_de", "fuentes_de", "revision_de"]

VALORES = ("acceso_informacion", "participacion", "rendicion_cuentas", "tecnologia")

# Variable of the review → what may not be concluded from how many there are.
RESERVAS = {
    "compromisos": _(
        "Cada país parte y numera a su modo: lo que uno cuenta como un compromiso otro lo cuenta "
        "como diez. Tener más no es prometer más."
    ),
    "cumplimiento": _(
        "A medio término, el informe de avance no dice cómo terminó el plan; desde 2019 hay una "
        "sola revisión, después de su fin. No compare unos con otras. NR (no revisado), ND (sin "
        "dato) y NA (no aplica) no son incumplimiento."
    ),
    "estrella": _(
        "La regla cambió en 2014 y en 2015, y cada revisión usó la de su momento: no compare "
        "estrellas de planes revisados con reglas distintas."
    ),
    "valores": _(
        "Un compromiso puede servir a varios valores, así que no suman el total. La tecnología "
        "sola no lo hace relevante."
    ),
}


class _Pais(Func):
    """First step of the path of a place."""

    function = "split_part"
    output_field = TextField()

    def __init__(self, ruta: str) -> None:
        super().__init__(F(ruta), Value("/"), Value(1))


def _codificadas(iso: str | None = None) -> QuerySet:
    """Codings of national plans, practice data apart: of the progress report or, since 2019, of the
    only review that there is, after the end."""
    plan = "evaluacion__compromiso__plan"
    filas = Codificacion.objects.filter(
        Q(evaluacion__momento=Momento.MEDIO_TERMINO)
        | Q(evaluacion__momento=Momento.FIN_TERMINO, vocabulario="ogp_desde_2019"),
        evaluacion__publico=True,
        evaluacion__compromiso__publico=True,
        **{f"{plan}__publico": True, f"{plan}__jurisdiccion__tipo": "pais"},
    ).exclude(**{f"{plan}__procedencia": Procedencia.MUESTRA})
    return filas.filter(**{f"{plan}__jurisdiccion__iso": iso}) if iso else filas


def cuantos_de(iso: str) -> dict[str, int]:
    """Of a country: how many its national plans have, which are those compared, and how many those
    of its states and towns. One query."""
    ruta = "plan__jurisdiccion__ruta"
    suyos = (
        Compromiso.objects.publicos()
        .filter(Q(**{ruta: iso}) | Q(**{f"{ruta}__startswith": f"{iso}/"}))
        .exclude(plan__procedencia=Procedencia.MUESTRA)
    )
    nacionales = Count("pk", filter=Q(**{ruta: iso}))
    return suyos.aggregate(nacionales=nacionales, locales=Count("pk", filter=~Q(**{ruta: iso})))


def revision_de(iso: str) -> list[dict[str, Any]]:
    """Of one country: each variable with its values, why others have none, and its caveat. One
    query."""
    variables = ["cumplimiento", "estrella", *(f"valor_{v}" for v in VALORES)]
    filas = (
        _codificadas(iso)
        .filter(variable__in=variables)
        .values("variable", "valor", "ausencia", "nota", momento=F("evaluacion__momento"))
        .annotate(n=Count("pk"))
        .order_by("variable", "-momento", "-n", "valor", "ausencia", "nota")
    )
    por_variable: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fila in filas:
        por_variable[fila["variable"]].append(
            {
                "dicho": etiqueta_de(fila["valor"])
                if fila["valor"]
                else Ausencia(fila["ausencia"]).label,
                "nota": fila["nota"] if fila["variable"] == "estrella" else None,
                "momento": LO_QUE_MIRA[fila["momento"]]
                if fila["variable"] == "cumplimiento"
                else None,
                "n": fila["n"],
            }
        )
    return [
        {
            "nombre": VARIABLES[variable],
            "reserva": RESERVAS["valores" if variable.startswith("valor_") else variable],
            "partes": por_variable[variable],
        }
        for variable in variables
        if por_variable[variable]
    ]


def fuentes_de(iso: str | None = None) -> QuerySet:
    """Where those codings come from: of a country, or of all."""
    return Fuente.objects.publicos().filter(
        pk__in=_codificadas(iso).order_by().values("evaluacion__fuente")
    )


class Cumplimiento(NamedTuple):
    """Of one moment: counts of commitments."""

    que_mira: str
    completos: int
    sustanciales: int
    codificados: int


@dataclass(frozen=True)
class Fila:
    """A country beside the others."""

    iso: str
    nombre: str
    compromisos: int
    cumplimientos: list[Cumplimiento]
    estrellas: list[tuple[str, int]]  # by which rule, as its source tells it; how many
    con_estrella_codificada: int  # with one or without: of the others nobody said
    valores: list[tuple[str, int]]  # each coded one in words, with how many serve it


def comparacion() -> list[Fila]:
    """Countries with national plans here, by name. Four queries."""
    compromisos = (
        Compromiso.objects.publicos()
        .filter(plan__jurisdiccion__tipo="pais")
        .exclude(plan__procedencia=Procedencia.MUESTRA)
        .order_by("plan__jurisdiccion__nombre_orden")
        .values_list("plan__jurisdiccion__iso", "plan__jurisdiccion__nombre")
        .annotate(n=Count("pk"))
    )
    con_valor = Q(valor="si")
    codificado = {
        iso: resto
        for iso, *resto in _codificadas()
        .annotate(iso=_Pais("evaluacion__compromiso__plan__jurisdiccion__ruta"))
        .order_by()
        .values_list("iso")
        .annotate(
            con_estrella=Count("pk", filter=Q(variable="estrella", valor__isnull=False)),
            **{
                valor: Count("pk", filter=Q(variable=f"valor_{valor}") & con_valor)
                for valor in VALORES
            },
            **{
                f"de_{valor}": Count("pk", filter=Q(variable=f"valor_{valor}", valor__isnull=False))
                for valor in VALORES
            },
        )
    }
    con_estrella, cumplimientos = _estrellas(), _cumplimientos()
    en_palabras = [str(VARIABLES[f"valor_{valor}"]).lower() for valor in VALORES]
    filas = []
    for iso, nombre, n in compromisos:
        con_una, *valores = codificado.get(iso, [0] * (1 + 2 * len(VALORES)))
        cuantos, vistos = valores[: len(VALORES)], valores[len(VALORES) :]
        de_cada_valor = [
            (dicho, n)
            for dicho, n, de in zip(en_palabras, cuantos, vistos, strict=True)
            if de  # unknown is no zero
        ]
        filas.append(
            Fila(
                iso, nombre, n, cumplimientos[iso], con_estrella[iso], con_una, de_cada_valor,
            )
        )  # fmt: skip
    return filas


def _cumplimientos() -> dict[str, list[Cumplimiento]]:
    """Of each country, apart by what the review looked at: how it went, or how it ended."""
    filas = (
        _codificadas()
        .filter(variable="cumplimiento", valor__isnull=False)
        .annotate(iso=_Pais("evaluacion__compromiso__plan__jurisdiccion__ruta"))
        .order_by("-evaluacion__momento")
        .values_list("iso", "evaluacion__momento")
        .annotate(
            completos=Count("pk", filter=Q(valor="completo")),
            sustanciales=Count("pk", filter=Q(valor="sustancial")),
            n=Count("pk"),
        )
    )
    por_pais: dict[str, list[Cumplimiento]] = defaultdict(list)
    for iso, momento, *cuantos in filas:
        por_pais[iso].append(Cumplimiento(str(LO_QUE_MIRA[momento]), *cuantos))
    return por_pais


def _estrellas() -> dict[str, list[tuple[str, int]]]:
    """Of each country, apart by rule: those of two rules are never added."""
    filas = (
        _codificadas()
        .filter(variable="estrella", valor="si")
        .annotate(iso=_Pais("evaluacion__compromiso__plan__jurisdiccion__ruta"))
        .order_by("nota")
        .values_list("iso", "nota")
        .annotate(n=Count("pk"))
    )
    por_pais: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for iso, nota, n in filas:
        por_pais[iso].append((nota, n))
    return por_pais
