"""One FilterSet per resource, the same for its page, its API and its exports.

A resource declares families; each gives the lookups that its kind of value allows:

    class CompromisoFilter(FiltroPublico):
        estado = Codigo(Compromiso.Estado)      # estado, estado__in
        plan = Referencia(Plan.objects.publicos)  # plan, plan__in
        inicio = FechaParcial()                 # inicio__gte, inicio__lte, inicio__isnull
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django_filters.constants import EMPTY_VALUES
from django_filters.filterset import FilterSetMetaclass

from gobierno_abierto.comun.busqueda import buscar
from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.consulta import sin_adornos
from gobierno_abierto.comun.fechas import ultimo_dia

__all__ = [
    "Booleano",
    "Codigo",
    "Dia",
    "Entero",
    "Familia",
    "FechaParcial",
    "FiltroPublico",
    "Instante",
    "Referencia",
    "partes_de",
]

Filtros = dict[str, django_filters.Filter]
ISO = ["%Y-%m-%d"]
ENTERO = re.compile(r"-?[0-9]{1,9}")
A_LA_VEZ = 200  # values of one `__in`


class Familia:
    """A kind of filterable value: gives the filters of one public field."""

    def __init__(self, campo: str | None = None, etiqueta: Any = None):
        self.campo, self.etiqueta = campo, etiqueta

    def filtros(self, nombre: str) -> Filtros:
        raise NotImplementedError


def partes_de(texto: str) -> list[str]:
    """`"a,b"` → `["a", "b"]`. A comma with nothing beside it is a value left out by mistake: to
    pass over it would give the whole list as if it had been asked for."""
    if not texto.strip():
        return []
    partes = [parte.strip() for parte in texto.split(",")]
    if not all(partes):
        raise ValidationError(_("Falta un valor junto a una coma."))
    return partes


class _ListaField(forms.CharField):
    """`a,b` where each part must be one of `validos(parts)`."""

    def __init__(self, *args, validos: Callable[[Sequence[str]], Collection[str]], **kwargs):
        self.validos = validos
        super().__init__(*args, **kwargs)

    def clean(self, value):
        pedidos = partes_de(super().clean(value))
        if len(pedidos) > A_LA_VEZ:
            raise ValidationError(_("Se admiten %(n)s valores a lo más."), params={"n": A_LA_VEZ})
        validos = set(self.validos(pedidos))  # one query at most, whatever they are
        ajenos = [pedido for pedido in pedidos if pedido not in validos]
        if ajenos:
            raise ValidationError(
                _("«%(valor)s» no es un valor de este filtro."), params={"valor": ajenos[0]}
            )
        return pedidos


class _Lista(django_filters.Filter):
    field_class = _ListaField


def _con_alguno(lookup: str) -> dict[str, Any]:
    """Filter by a relation of which a row can have several, so that no row comes twice."""

    def filtrar(filas, _nombre, valor):
        con = filas.model._base_manager.filter(**{lookup: valor})
        return filas.filter(pk__in=con.values("pk"))

    return {"method": filtrar}


class Codigo(Familia):
    """A published code list: exact and `__in`. Its field is a column, an annotation or, if
    `multiple`, a relation."""

    def __init__(self, codigos, campo=None, etiqueta=None, multiple: bool = False):
        super().__init__(campo, etiqueta)
        self.opciones = list(getattr(codigos, "choices", codigos))
        self.multiple = multiple

    def filtros(self, nombre):
        campo = self.campo or nombre
        codigos = [codigo for codigo, _etiqueta in self.opciones]
        return {
            nombre: django_filters.ChoiceFilter(
                field_name=campo,
                label=self.etiqueta,
                choices=self.opciones,
                **(_con_alguno(campo) if self.multiple else {}),
            ),
            f"{nombre}__in": _Lista(
                field_name=campo,
                lookup_expr="in",
                validos=lambda pedidos: codigos,
                **(_con_alguno(f"{campo}__in") if self.multiple else {}),
            ),
        }


class Referencia(Familia):
    """The permanent key of another public record: exact, `__in` and `__isnull`.

    `multiple` says that a row can have several (its responsibles, say): the filter then asks for
    rows that have one, so that none comes twice.
    """

    def __init__(
        self, publicos: Callable[[], QuerySet], campo: str, etiqueta=None, multiple: bool = False
    ):
        super().__init__(campo, etiqueta)
        self.publicos, self.multiple = publicos, multiple

    def filtros(self, nombre):
        campo = self.campo

        def existentes(pedidos):
            return self.publicos().filter(clave__in=pedidos).values_list("clave", flat=True)

        def con_uno(lookup):
            return _con_alguno(lookup) if self.multiple else {}

        return {
            nombre: django_filters.ModelChoiceFilter(
                field_name=campo,
                queryset=lambda request: self.publicos(),
                to_field_name="clave",
                label=self.etiqueta,
                **con_uno(campo),
            ),
            f"{nombre}__in": _Lista(
                field_name=f"{campo}__clave",
                lookup_expr="in",
                validos=existentes,
                **con_uno(f"{campo}__clave__in"),
            ),
            f"{nombre}__isnull": _es_nulo(campo),
        }


def _es_nulo(campo: str) -> django_filters.Filter:
    return django_filters.TypedChoiceFilter(
        field_name=campo,
        lookup_expr="isnull",
        choices=[("true", "true"), ("false", "false")],
        coerce=lambda texto: texto == "true",
        distinct=True,
    )


class _EnteroField(forms.IntegerField):
    """Plain ASCII digits: no «1.5» taken for 1, no «1_0» for 10."""

    default_validators = []

    def to_python(self, value):
        if value and not ENTERO.fullmatch(str(value)):
            raise ValidationError(_("Escriba un número entero."))
        return super().to_python(value)


class _Entero(django_filters.Filter):
    field_class = _EnteroField


class Entero(Familia):
    """A whole number; `entre` are the least and the greatest that make sense, if not all do."""

    def __init__(self, campo=None, etiqueta=None, entre: tuple[int, int] | None = None):
        super().__init__(campo, etiqueta)
        self.entre = entre

    def _valido(self, texto: str) -> bool:
        if not ENTERO.fullmatch(texto):
            return False
        return self.entre is None or self.entre[0] <= int(texto) <= self.entre[1]

    def filtros(self, nombre):
        campo = self.campo or nombre
        limites = dict(zip(("min_value", "max_value"), self.entre or (), strict=False))
        return {
            nombre: _Entero(field_name=campo, label=self.etiqueta, **limites),
            f"{nombre}__gte": _Entero(field_name=campo, lookup_expr="gte", **limites),
            f"{nombre}__lte": _Entero(field_name=campo, lookup_expr="lte", **limites),
            f"{nombre}__in": _Lista(
                field_name=campo,
                lookup_expr="in",
                validos=lambda pedidos: list(filter(self._valido, pedidos)),
            ),
            f"{nombre}__isnull": _es_nulo(campo),
        }


class FechaParcial(Familia):
    """`__gte` compares the first day of the stated period, `__lte` its last one. ISO dates only:
    what a date means must not depend on the reader's language."""

    def filtros(self, nombre):
        campo = self.campo or nombre
        return {
            f"{nombre}__gte": django_filters.DateFilter(
                field_name=campo, lookup_expr="gte", input_formats=ISO
            ),
            f"{nombre}__lte": django_filters.DateFilter(
                input_formats=ISO,
                method=lambda filas, _nombre, dia: filas.alias(
                    **{f"{campo}_ultimo": ultimo_dia(campo)}
                ).filter(**{f"{campo}_ultimo__lte": dia}),
            ),
            f"{nombre}__isnull": _es_nulo(campo),
        }


class Dia(Familia):
    """A whole day, as an act of this portal has it: nothing of it is in doubt."""

    def filtros(self, nombre):
        campo = self.campo or nombre
        return {
            **{
                f"{nombre}__{lookup}": django_filters.DateFilter(
                    field_name=campo, lookup_expr=lookup, input_formats=ISO
                )
                for lookup in ("gte", "lte")
            },
            f"{nombre}__isnull": _es_nulo(campo),
        }


def _con_margen(instante) -> None:
    """An instant that UTC can hold too."""
    if not 1 < instante.year < 9999:
        raise ValidationError(_("Escriba un año entre 2 y 9998."))


class Instante(Familia):
    """A moment; a day alone is its first instant in Mexico City."""

    def filtros(self, nombre):
        return {
            f"{nombre}__{lookup}": django_filters.IsoDateTimeFilter(
                field_name=self.campo or nombre, lookup_expr=lookup, validators=[_con_margen]
            )
            for lookup in ("gte", "lte")
        }


class Booleano(Familia):
    """`true` or `false`, over a field, an annotation or a method of the FilterSet."""

    def __init__(self, campo=None, etiqueta=None, metodo: str | None = None):
        super().__init__(campo, etiqueta)
        self.metodo = metodo

    def filtros(self, nombre):
        return {
            nombre: django_filters.TypedChoiceFilter(
                field_name=self.campo or nombre,
                label=self.etiqueta,
                choices=[("true", _("Sí")), ("false", _("No"))],
                coerce=lambda texto: texto == "true",
                method=self.metodo,
            )
        }


class _Expande(FilterSetMetaclass):
    def __new__(mcs, name, bases, attrs):
        familias: dict[str, Familia] = {}
        for base in reversed(bases):
            familias |= getattr(base, "familias", {})
        for nombre, familia in [(n, v) for n, v in attrs.items() if isinstance(v, Familia)]:
            del attrs[nombre]
            attrs.update(familia.filtros(nombre))
            familias[nombre] = familia
        attrs["familias"] = familias
        return super().__new__(mcs, name, bases, attrs)


class FiltroPublico(django_filters.FilterSet, metaclass=_Expande):
    """Base of every public filter: `q`, and what lists show unless asked otherwise.

    `columna_busqueda` is the path of the search vector; `campo_procedencia` and `campo_ruta` are
    the paths to the provenance and to the jurisdiction's path, empty where a resource has none.
    """

    columna_busqueda = "busqueda"
    con_erratas = False  # whether what `q` finds is only alike; known once it has been looked for
    campo_procedencia = ""
    campo_ruta = ""
    senala_pais: tuple[str, ...] = ()  # parameters that already choose a country
    senala_procedencia: tuple[str, ...] = ()  # parameters that already ask for practice data
    en_pagina: tuple[str, ...] = ()  # the filters that the page's form offers
    familias: dict[str, Familia]  # those it was declared with

    q = django_filters.CharFilter(
        label=_("Buscar"),
        method="filtrar_q",
        max_length=500,
        help_text=_('Palabras; «"frase exacta"»; «-palabra» para quitar.'),
    )

    def filtrar_q(self, filas, _nombre, texto):
        """A permanent key, in quotation marks or not, is that record; anything else is searched
        for."""
        exacta = filas.filter(clave__iexact=sin_adornos(texto).strip('" '))
        if exacta.exists():
            return exacta.annotate(relevancia=Value(1))
        halladas, self.con_erratas = buscar(filas, texto, self.columna_busqueda)
        return halladas

    def filter_queryset(self, queryset):
        filas = super().filter_queryset(queryset)
        dado = self.form.cleaned_data
        senalada = ("procedencia", "procedencia__in", *self.senala_procedencia)
        if self.campo_procedencia and not any(dado.get(p) for p in senalada):
            filas = filas.exclude(**{self.campo_procedencia: Procedencia.MUESTRA})
        if self.campo_ruta and not any(dado.get(p) for p in ("pais", *self.senala_pais)):
            filas = self.filtrar_pais(filas, "pais", "MX")
        return filas

    @contextmanager
    def sin(self, nombres: Collection[str]) -> Iterator[QuerySet]:
        """Its rows as if those parameters had not been given; it is so while the block lasts."""
        dado = self.form.cleaned_data
        self.form.cleaned_data = {n: None if n in nombres else v for n, v in dado.items()}
        try:
            quitados = any(dado.get(nombre) not in EMPTY_VALUES for nombre in nombres)
            yield self.filter_queryset(self.queryset.all()) if quitados else self.qs
        finally:
            self.form.cleaned_data = dado

    def filtrar_pais(self, filas, _nombre, iso):
        """Rows of one country (ISO 3166 code), or of every one (`*`)."""
        if iso == "*":
            return filas
        ruta = self.campo_ruta
        return filas.filter(**{ruta: iso}) | filas.filter(**{f"{ruta}__startswith": f"{iso}/"})
