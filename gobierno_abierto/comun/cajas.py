"""The boxes of a form as a browser sends them: what it would send untouched, what it did send."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.translation import gettext as _

from gobierno_abierto.comun.conciliacion import Enviada, Valor

__all__ = ["en_palabras", "escribir", "filas_enviadas", "leer", "sin_tocar", "valores_de"]


def valores_de(formulario: forms.BaseForm) -> dict[str, Valor]:
    """All the boxes of a form, as they were before anybody typed."""
    return {nombre: sin_tocar(formulario[nombre]) for nombre in formulario.fields}


def sin_tocar(caja: BoundField) -> Valor:
    """What comes back of a box that nobody touched."""
    valor = caja.field.prepare_value(caja.initial)
    partes = _partes(caja.field)
    valores = _por_dentro(caja.field).decompress(valor) if len(partes) > 1 else [valor]
    dados = zip(partes, valores, strict=True)
    return tuple(texto for (_sufijo, parte), suyo in dados for texto in _textos(parte, suyo))


def leer(campo: forms.Field, datos: QueryDict, nombre: str) -> Valor | None:
    """What was sent of it; None if it was not there. A box that is not ticked is never there."""
    nombres = [nombre + sufijo for sufijo, _parte in _partes(campo)]
    if isinstance(_por_dentro(campo), forms.CheckboxInput):
        return ("on",) if nombre in datos else ()
    if not any(n in datos for n in nombres):
        return None
    return tuple(_texto(dado) for n in nombres for dado in datos.getlist(n))


def escribir(campo: forms.Field, datos: QueryDict, nombre: str, valor: Valor) -> None:
    """As if it had been sent so."""
    partes = _partes(campo)
    if len(partes) > 1:
        for (sufijo, _parte), suyo in zip(partes, valor, strict=False):
            datos[nombre + sufijo] = suyo
    elif valor:
        datos.setlist(nombre, list(valor))
    else:
        datos.pop(nombre, None)


def filas_enviadas(
    datos: QueryDict, prefijo: str, campos: Mapping[str, forms.Field], llave: str
) -> list[Enviada]:
    """The rows of an inline, as they were sent; `llave` is the box with each row's number."""
    total = datos.get(f"{prefijo}-{TOTAL_FORM_COUNT}", "")
    filas = []
    # As many as Django would read, and no more than boxes came.
    for n in range(min(int(total), len(datos)) if total.isdecimal() else 0):
        de = f"{prefijo}-{n}"
        valores = {nombre: leer(campo, datos, f"{de}-{nombre}") for nombre, campo in campos.items()}
        if any(f"{de}-{nombre}" in datos for nombre in (*campos, llave)):
            filas.append(
                Enviada(
                    datos.get(f"{de}-{llave}") or None,
                    {nombre: valor for nombre, valor in valores.items() if valor is not None},
                    quita=f"{de}-{DELETION_FIELD_NAME}" in datos,
                )
            )
    return filas


def en_palabras(campo: forms.Field | None, valor: Valor | None) -> str:
    """What the box says, to whoever reads it and not in codes."""
    if isinstance(campo, forms.BooleanField):
        return _("Sí") if valor else _("No")
    escritos = [texto for texto in valor or () if texto]
    if not escritos:
        return _("(vacío)")
    elegible: Any = campo  # choices and querysets, whose stubs know of all that they might be
    if isinstance(campo, forms.ModelChoiceField):
        filas = elegible.queryset.filter(pk__in=[t for t in escritos if t.isdecimal()])
        escritos = [str(fila) for fila in filas] or escritos
    elif isinstance(campo, forms.ChoiceField):
        opciones = {str(codigo): str(nombre) for codigo, nombre in elegible.choices}
        escritos = [opciones.get(texto, texto) for texto in escritos]
    return " ".join(escritos)


def _por_dentro(campo: forms.Field) -> Any:
    """The widget itself, without the links that the admin puts around it."""
    return getattr(campo.widget, "widget", campo.widget)


def _partes(campo: forms.Field) -> list[tuple[str, Any]]:
    """The boxes that it is made of (a day and its hour, say), by what their names end in."""
    widget = _por_dentro(campo)
    sufijos = getattr(widget, "widgets_names", [""])
    return list(zip(sufijos, getattr(widget, "widgets", [widget]), strict=True))


def _textos(widget: Any, valor: Any) -> Valor:
    if isinstance(widget, forms.CheckboxInput):
        return ("on",) if widget.check_test(valor) else ()
    dado = widget.format_value(valor)
    return tuple(map(_texto, dado if isinstance(dado, list) else [dado]))


def _texto(dado: Any) -> str:
    """Browsers send their own line ends."""
    return "" if dado is None else str(dado).replace("\r\n", "\n")
