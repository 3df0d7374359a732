"""A form that was sent too late, filled again on top of what its record says today."""

import re
from dataclasses import dataclass
from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from gobierno_abierto.comun.cajas import escribir, filas_enviadas, leer, valores_de
from gobierno_abierto.comun.conciliacion import Caja, Fila, conciliar, conciliar_filas
from gobierno_abierto.comun.lo_visto import LoVisto, campos_de, filas_de

__all__ = ["FilaReaplicada", "Reaplicado", "reaplicar"]


@dataclass
class FilaReaplicada:
    """A row and its form; None if the row is not on the form that comes back. `rotulo` is what
    today's row is called, before anything typed is put in it."""

    fila: Fila
    en: Any  # its admin inline
    rotulo: str
    formulario: Any = None


@dataclass
class Reaplicado:
    formulario: Any
    formsets: list[Any]
    cajas: dict[str, Caja]
    filas: list[FilaReaplicada]


def reaplicar(formulario: Any, en_linea: list[Any], datos: QueryDict) -> Reaplicado:
    """`formulario` and `en_linea` (the admin's inlines) are today's; `datos`, what was sent."""
    visto = LoVisto.leer(datos.get("visto", ""))
    nuevos = datos.copy()
    cajas = _cajas(formulario, datos, visto)
    for nombre, caja in cajas.items():
        if caja.queda is not None:
            escribir(formulario.fields[nombre], nuevos, nombre, caja.queda)
    atado = type(formulario)(nuevos, instance=formulario.instance)
    formsets, filas = [], []
    for parte in en_linea:
        suyas = _filas(parte, datos, visto)
        _poner(nuevos, parte.formset, [f.fila for f in suyas if _cabe(f.fila, parte)])
        formset = type(parte.formset)(
            nuevos,
            instance=parte.formset.instance,
            prefix=parte.formset.prefix,
            queryset=parte.formset.queryset,
        )
        formularios = iter(formset.forms)
        for suya in suyas:
            suya.formulario = next(formularios) if _cabe(suya.fila, parte) else None
        formsets.append(formset)
        filas += suyas
    return Reaplicado(atado, formsets, cajas, filas)


def _cajas(formulario: Any, datos: QueryDict, visto: LoVisto) -> dict[str, Caja]:
    enviados = {nombre: leer(campo, datos, nombre) for nombre, campo in formulario.fields.items()}
    for nombre in visto.cajas or ():
        if nombre not in enviados and nombre in datos:  # there is no such box today
            enviados[nombre] = tuple(datos.getlist(nombre))
    mio = {nombre: valor for nombre, valor in enviados.items() if valor is not None}
    return conciliar(visto.cajas, mio, valores_de(formulario))


def _filas(parte: Any, datos: QueryDict, visto: LoVisto) -> list[FilaReaplicada]:
    formset = parte.formset
    enviadas = filas_enviadas(
        datos, formset.prefix, campos_de(formset), formset.model._meta.pk.name
    )
    hoy = {str(fila.instance.pk): str(fila.instance) for fila in formset.initial_forms}
    filas = conciliar_filas(visto.filas.get(formset.prefix), enviadas, filas_de(formset))
    return [FilaReaplicada(fila, parte, hoy.get(fila.pk or "", "")) for fila in filas]


def _cabe(fila: Fila, parte: Any) -> bool:
    """Is it on the form that comes back? What somebody took away is, only if it was being edited,
    and only where rows may be added."""
    return fila.esta or (parte.has_add_permission and (fila.pk is None or fila.volveria))


def _poner(datos: QueryDict, formset: Any, filas: list[Fila]) -> None:
    prefijo, llave = formset.prefix, formset.model._meta.pk.name
    de_fila = re.compile(rf"{re.escape(prefijo)}-\d+-")
    for nombre in [nombre for nombre in datos if de_fila.match(nombre)]:
        del datos[nombre]
    for n, fila in enumerate(filas):
        de = f"{prefijo}-{n}"
        for nombre, valor in fila.queda.items():
            escribir(campos_de(formset)[nombre], datos, f"{de}-{nombre}", valor)
        datos[f"{de}-{llave}"] = (fila.esta and fila.pk) or ""
        datos[f"{de}-{formset.fk.name}"] = str(formset.instance.pk)
        if fila.esta and fila.quita:
            datos[f"{de}-{DELETION_FIELD_NAME}"] = "on"
    datos[f"{prefijo}-{TOTAL_FORM_COUNT}"] = str(len(filas))
    datos[f"{prefijo}-{INITIAL_FORM_COUNT}"] = str(sum(fila.esta for fila in filas))
