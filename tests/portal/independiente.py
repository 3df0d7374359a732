"""What the API must answer, computed from its dump by a program that knows nothing of ours.

Only the standard library, and the published meaning of filters, orders and facets.
"""

import calendar
from collections import Counter
from datetime import date, datetime
from typing import Any

__all__ = ["cumple", "esperadas", "facetas", "se_ordena_por", "se_recalcula", "valores_de"]

Dado = dict[str, Any]
# resource, filter → where its values are, when it is not a field of the same name.
EN_OTRA_PARTE = {
    ("compromisos", "institucion"): ("responsables", "institucion"),
    ("compromisos", "lado"): ("responsables", "lado"),
    ("compromisos", "principio"): ("principios",),
    ("compromisos", "cumplimiento_mri"): ("revision_independiente", "valor"),
    ("hitos", "anio"): ("fecha",),
}
# What the dump does not say: words, lineages, and what is of other tables.
NO_LO_DICE = {
    ("*", "q"),
    ("*", "pais"),
    ("*", "procedencia"),
    ("compromisos", "eje"),  # all of them; the record has only the plan's own
    ("afirmaciones", "objeto_tipo"),
    ("fuentes", "tipo"),
}
INSTANTES = ("actualizado", "inicia_en", "instante")


def valores_de(recurso: str, registro: Dado, nombre: str) -> list[Any]:
    """The values that a record has for a filter: none, one or several."""
    hallados: list[Any] = [registro]
    for paso in EN_OTRA_PARTE.get((recurso, nombre), (nombre,)):
        dentro = [h.get(paso) for h in hallados if isinstance(h, dict)]
        hallados = [v for d in dentro for v in (d if isinstance(d, list) else [d])]
    if (recurso, nombre) == ("hitos", "anio"):
        hallados = [int(v[:4]) for v in hallados if v]
    return [v for v in hallados if v is not None]


def se_recalcula(recurso: str, parametro: str, registros: list[Dado]) -> bool:
    base = parametro.partition("__")[0]
    if {("*", base), (recurso, base)} & NO_LO_DICE or not registros:
        return False
    if (recurso, base) in EN_OTRA_PARTE:
        return not parametro.endswith("__isnull")
    if parametro.count("__") > 1 or base not in registros[0]:
        return False
    if "__" in parametro and parametro.rpartition("__")[2] not in ("in", "gte", "lte", "isnull"):
        return False
    return all(isinstance(r[base], str | int | bool | None) for r in registros)


def cumple(recurso: str, registro: Dado, parametro: str, pedido: str) -> bool:
    base, _raya, como = parametro.partition("__")
    valores = valores_de(recurso, registro, base)
    if como == "isnull":
        return (not valores) == (pedido == "true")
    if como in ("gte", "lte"):
        return any(_compara(registro, base, valor, como, pedido) for valor in valores)
    aceptados = pedido.split(",") if como == "in" else [pedido]
    return any(_escrito(valor) in aceptados for valor in valores)


def _escrito(valor: Any) -> str:
    return str(valor).lower() if isinstance(valor, bool) else str(valor)


def _compara(registro: Dado, base: str, valor: Any, como: str, pedido: str) -> bool:
    suyo: Any
    limite: Any
    if base in INSTANTES:
        suyo, limite = datetime.fromisoformat(valor), datetime.fromisoformat(pedido)
    elif isinstance(valor, int):
        suyo, limite = valor, int(pedido)
    else:
        suyo, limite = date.fromisoformat(valor), date.fromisoformat(pedido)
        if como == "lte":
            suyo = _ultimo(suyo, registro.get(f"{base}_precision"))
    return suyo >= limite if como == "gte" else suyo <= limite


def _ultimo(dia: date, precision: str | None) -> date:
    """The last day of the period that a partial date names: of an approximate one, its month."""
    if precision == "anio":
        return dia.replace(month=12, day=31)
    if precision in ("mes", "aproximada"):
        return dia.replace(day=calendar.monthrange(dia.year, dia.month)[1])
    return dia


def esperadas(recurso: str, registros: list[Dado], filtros: dict[str, str]) -> list[Dado]:
    return [r for r in registros if all(cumple(recurso, r, p, v) for p, v in filtros.items())]


def se_ordena_por(registro: Dado, orden: str) -> Any:
    """A key that sorts as the API does: what has no value goes last."""
    valor = registro[orden]
    return (valor is None, valor if valor is not None else "")


def facetas(
    recurso: str, registros: list[Dado], filtros: dict[str, str], nombre: str
) -> dict[str | None, int]:
    """Value → how many: under the other filters, and without its own."""
    otros = {p: v for p, v in filtros.items() if p.partition("__")[0] != nombre}
    cuenta: Counter[str | None] = Counter()
    for registro in esperadas(recurso, registros, otros):
        valores = {_escrito(v) for v in valores_de(recurso, registro, nombre)}
        cuenta.update(valores or {None})
    return dict(cuenta)
