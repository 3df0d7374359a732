"""One definition of a public record, from which everything that shows it as data is made.

A `Registro` is an ordered table of `Campo`. From it come the `values()` projection of lists,
details and exports, CSV headings, the OpenAPI schema and the data dictionary. To publish a new
field, add a line to a `registros.py`; nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import F, QuerySet, TextChoices
from django.utils.functional import Promise

from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.filtros import FiltroPublico

__all__ = ["Campo", "Registro", "Tipo"]


class Tipo(StrEnum):
    """What a value is; each maps to one JSON type (see `comun.api.esquema`)."""

    TEXTO = "texto"
    ENTERO = "entero"
    NUMERO = "numero"
    BOOLEANO = "booleano"
    FECHA = "fecha"  # ISO 8601 day
    INSTANTE = "instante"  # RFC 3339, UTC
    DIRECCION = "direccion"  # absolute URL
    CODIGO = "codigo"  # one of a published list
    REFERENCIA = "referencia"  # the permanent key of another record
    LISTA = "lista"
    OBJETO = "objeto"
    JSON = "json"  # an object whose names are data


@dataclass(frozen=True)
class Campo:
    """One public field.

    `sql` is a path or an expression over the resource's queryset (the field's own name if empty).
    `partes` are the fields of an object, or of each object of a list; a list without them holds
    strings. `presentar` turns the database's value into the public one. `enlace` makes the address
    of a `DIRECCION`.
    """

    nombre: str
    tipo: Tipo
    es: str
    en: str
    sql: Any = ""
    nulo: bool = False
    codigos: type[TextChoices] | tuple[str, ...] | None = None
    partes: tuple["Campo", ...] = ()
    presentar: Callable[[Any], Any] | None = None
    enlace: Enlace | None = None

    @property
    def alias(self) -> str:
        """Name in the projection: never clashes with a model field."""
        return f"r_{self.nombre}"

    @property
    def expresion(self) -> Any:
        expresion = self.enlace.partes if self.enlace else self.sql or self.nombre
        return F(expresion) if isinstance(expresion, str) else expresion

    def hechura(self, sitio: str) -> Callable[[Any], Any] | None:
        """What makes its public value of what the database gave; None if they are the same.
        `sitio` is the origin, without final slash."""
        if self.enlace:
            direccion, nulo = self.enlace.direccion, self.nulo
            return lambda partes: None if nulo and None in partes else sitio + direccion(partes)
        if presentar := self.presentar:
            return lambda crudo: None if crudo is None else presentar(crudo)
        return None


@dataclass(frozen=True)
class Registro:
    """A public resource: `publicos()` gives its rows, `filtro` its filters, `ordenes` its orders.

    Every order is an expression that is never NULL, so that cursors can compare it.
    """

    recurso: str
    es: str | Promise
    en: str
    publicos: Callable[[], QuerySet]
    filtro: type[FiltroPublico]
    campos: tuple[Campo, ...]
    ordenes: Mapping[str, Any]
    orden_inicial: Sequence[str]
    componente: str = ""
    campo_clave: str = "clave"  # what the address of a record names it by
    original: str = ""  # column with its address, of what others published
    solo_adelante: bool = False  # it is read in its own order, never backwards
    modelo: Any = field(init=False)  # the model class, for its own managers

    def __post_init__(self):
        object.__setattr__(self, "modelo", self.filtro._meta.model)

    def todos(self) -> QuerySet:
        """Its public rows of every country, practice data apart."""
        pedido = {"pais": "*"} if "pais" in self.filtro.base_filters else {}
        return self.filtro(pedido, queryset=self.publicos()).qs

    @property
    def se_retira(self) -> bool:
        """Are its rows published and withdrawn? The ledger's are for ever."""
        return hasattr(self.modelo, "retirado_en")

    @property
    def nombres(self) -> list[str]:
        return [campo.nombre for campo in self.campos]

    def elegidos(self, nombres: Iterable[str] | None) -> tuple[Campo, ...]:
        """The fields called `nombres`, in the record's own order; all of them when None."""
        if nombres is None:
            return self.campos
        quiero = set(nombres)
        return tuple(campo for campo in self.campos if campo.nombre in quiero)

    def proyectar(self, filas: QuerySet, campos: Sequence[Campo], **otros: str) -> QuerySet:
        """`filas` as dictionaries that hold just what `campos` need, and `otros`: name → column."""
        suyas = {campo.alias: campo.expresion for campo in campos}
        return filas.values(**suyas, **{nombre: F(columna) for nombre, columna in otros.items()})

    def presentar(
        self, filas: Iterable[Mapping[str, Any]], campos: Sequence[Campo], sitio: str
    ) -> Iterator[dict[str, Any]]:
        """Public records from projected rows, one at a time."""
        nombres = [campo.nombre for campo in campos]
        alias = [campo.alias for campo in campos]
        hechuras = [
            (campo.nombre, hacer) for campo in campos if (hacer := campo.hechura(sitio)) is not None
        ]
        for fila in filas:
            publica = dict(zip(nombres, map(fila.__getitem__, alias), strict=True))
            for nombre, hacer in hechuras:
                publica[nombre] = hacer(publica[nombre])
            yield publica
