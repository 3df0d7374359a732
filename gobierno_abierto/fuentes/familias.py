"""Kinds of filterable value that only what points to records has (see `comun.filtros`)."""

from collections.abc import Callable, Sequence
from itertools import product

import django_filters
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.filtros import A_LA_VEZ, Codigo, Familia, Referencia, partes_de
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.fuentes.directorio import destinos_de
from gobierno_abierto.fuentes.models import Afirmacion

__all__ = ["Abierta", "ClaveDe", "TipoDeObjeto", "se_afirman", "son_registros"]


class _AbiertaField(forms.CharField):
    """One word, or several with commas between, as a list; `revisar` refuses the unknown."""

    def __init__(self, *args, revisar: Callable[[Sequence[str]], None], varias: bool, **kwargs):
        self.revisar, self.varias = revisar, varias
        super().__init__(*args, **kwargs)

    def clean(self, value):
        texto = super().clean(value)
        pedidas = partes_de(texto) if self.varias else [texto.strip()] if texto.strip() else []
        if len(pedidas) > A_LA_VEZ:
            raise ValidationError(_("Se admiten %(n)s valores a lo más."), params={"n": A_LA_VEZ})
        if pedidas:
            self.revisar(pedidas)
        return pedidas


class _Abierta(django_filters.Filter):
    field_class = _AbiertaField


class Abierta(Familia):
    """Values that only the database knows: exact and `__in`. `metodo` of the FilterSet takes
    them as a list; without it they are looked for in the column."""

    def __init__(self, revisar, etiqueta=None, metodo: str | None = None):
        super().__init__(etiqueta=etiqueta)
        self.revisar, self.metodo = revisar, metodo

    def filtros(self, nombre):
        comunes = {"lookup_expr": "in", "revisar": self.revisar, "method": self.metodo}
        return {
            nombre: _Abierta(nombre, label=self.etiqueta, varias=False, **comunes),
            f"{nombre}__in": _Abierta(nombre, varias=True, **comunes),
        }


def son_registros(claves: Sequence[str]) -> None:
    """They are keys of public records, of whatever kind."""
    conocidas = {clave for _tipo, clave in destinos_de(product(Objeto.values, claves))}
    for ajena in (clave for clave in claves if clave not in conocidas):
        raise ValidationError(
            _("«%(clave)s» no es la clave de ningún registro."), params={"clave": ajena[:100]}
        )


def se_afirman(propiedades: Sequence[str]) -> None:
    """Some public statement is about each."""
    afirmadas = Afirmacion.objects.publicos().order_by("propiedad").values_list("propiedad")
    conocidas = list(dict.fromkeys(propiedad for (propiedad,) in afirmadas))
    for ajena in (propiedad for propiedad in propiedades if propiedad not in conocidas):
        raise ValidationError(
            _("Ninguna fuente afirma «%(propiedad)s». Se aceptan: %(conocidas)s."),
            params={"propiedad": ajena[:100], "conocidas": ", ".join(conocidas)},
        )


class ClaveDe(Referencia):
    """The key of a record of one kind, which this app knows only by name: exact and `__in`."""

    def __init__(self, tipo: Objeto, etiqueta=None):
        modelo = MODELOS[tipo]
        super().__init__(
            lambda: apps.get_model(modelo)._default_manager.publicos(), tipo.value, etiqueta
        )

    def filtros(self, nombre):
        filtros = super().filtros(nombre)
        del filtros[f"{nombre}__isnull"]
        for filtro in filtros.values():
            filtro.method = "filtrar_de_su_tipo"
        return filtros


class TipoDeObjeto(Codigo):
    """A kind of record; what has to do with it, the FilterSet says."""

    def __init__(self, etiqueta):
        super().__init__(Objeto, etiqueta=etiqueta)

    def filtros(self, nombre):
        filtros = super().filtros(nombre)
        for filtro in filtros.values():
            filtro.method = "filtrar_tipo"
        return filtros
