"""A public value as a cell of a table, and back: what exports write is what an import reads.

No database. A text that a spreadsheet would take for a formula has one `'` before it, and reading
takes exactly one away. A list of texts is one cell with «|» between them, and whichever has a «|»
or a «\\» of its own has a «\\» before it.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gobierno_abierto.comun.registro import Campo, Tipo
from gobierno_abierto.comun.somero import JsonSomero

__all__ = ["CON_NULO", "NoEs", "inofensivo", "inofensivos", "juntar", "leer", "separar"]

PELIGROSOS = ("=", "+", "-", "@", "\t", "\r", "'")
CON_NULO = gettext_lazy("tiene un carácter nulo, que no se puede guardar")
VACIO = "\\"  # a list of one text that is empty, to be told from a list of none


class NoEs(Exception):
    """The cell is not what its column holds; the message says what was expected."""


def inofensivo(texto: str) -> str:
    """A cell that no spreadsheet takes for a formula; importing removes exactly one quote."""
    return f"'{texto}" if texto.startswith(PELIGROSOS) else texto


def inofensivos(textos: Iterable[str | None]) -> list[str]:
    """The same of a whole column, where a text may not be."""
    return [
        f"'{texto}" if texto and texto.startswith(PELIGROSOS) else texto or "" for texto in textos
    ]


def juntar(textos: Iterable[str]) -> str:
    partes = [texto.replace("\\", "\\\\").replace("|", "\\|") for texto in textos]
    return VACIO if partes == [""] else "|".join(partes)


def separar(celda: str) -> list[str]:
    if celda in ("", VACIO):
        return [""] if celda else []
    partes, escapado = [""], False
    for letra in celda:
        if escapado:
            # Before anything else it is no escape: whoever typed «C:\datos» meant that.
            partes[-1] += letra if letra in "|\\" else f"\\{letra}"
            escapado = False
        elif letra == "\\":
            escapado = True
        elif letra == "|":
            partes.append("")
        else:
            partes[-1] += letra
    partes[-1] += "\\" if escapado else ""
    return partes


def leer(campo: Campo, celda: str) -> Any:
    """The public value of a cell, as the API gives it. Raises NoEs."""
    if "\0" in celda:
        raise NoEs(CON_NULO)
    es_numero = campo.tipo in (Tipo.ENTERO, Tipo.NUMERO)
    dicho = celda[1:] if not es_numero and celda.startswith("'") else celda
    if campo.tipo not in (Tipo.TEXTO, Tipo.LISTA):
        dicho = dicho.strip()  # blanks around a code are nobody's
    if campo.tipo == Tipo.LISTA and not campo.partes:
        return separar(dicho)
    if not dicho and campo.tipo == Tipo.LISTA:
        return []
    if not dicho.strip():  # blanks alone are no text
        if not campo.nulo:
            raise NoEs(_("no puede quedar vacía"))
        return None
    if campo.tipo in (Tipo.LISTA, Tipo.JSON):
        return _de_json(campo, dicho)
    return _LECTORES.get(campo.tipo, _texto)(campo, dicho)


def _texto(campo: Campo, dicho: str) -> str:
    return dicho


def _codigo(campo: Campo, dicho: str) -> str:
    admitidos = list(getattr(campo.codigos, "values", campo.codigos or ()))
    if admitidos and dicho not in admitidos:
        raise NoEs(_("se esperaba uno de: %s") % ", ".join(admitidos))
    return dicho


def _entero(campo: Campo, dicho: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", dicho):
        raise NoEs(_("se esperaba un número entero, como 12"))
    return int(dicho)


def _numero(campo: Campo, dicho: str) -> float:
    try:
        numero = float(dicho)
    except ValueError:
        numero = float("nan")
    if not isfinite(numero):
        raise NoEs(_("se esperaba un número, como 12.5"))
    return numero


def _booleano(campo: Campo, dicho: str) -> bool:
    if dicho.lower() not in ("true", "false"):
        raise NoEs(_("se esperaba true o false"))
    return dicho.lower() == "true"


def _fecha(campo: Campo, dicho: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", dicho, re.ASCII):  # «20150917» is one for Python
            raise ValueError(dicho)
        return date.fromisoformat(dicho).isoformat()
    except ValueError as error:
        raise NoEs(_("se esperaba una fecha, como 2015-09-17")) from error


def _instante(campo: Campo, dicho: str) -> str:
    try:
        datetime.fromisoformat(dicho)
    except ValueError as error:
        raise NoEs(_("se esperaba un instante, como 2026-11-27T18:00:00Z")) from error
    return dicho


_LECTORES: dict[Tipo, Any] = {
    Tipo.CODIGO: _codigo,
    Tipo.ENTERO: _entero,
    Tipo.NUMERO: _numero,
    Tipo.BOOLEANO: _booleano,
    Tipo.FECHA: _fecha,
    Tipo.INSTANTE: _instante,
}


def _de_json(campo: Campo, dicho: str) -> Any:
    try:
        valor = json.loads(dicho, cls=JsonSomero)
    except ValueError as error:
        raise NoEs(
            _("no es JSON que se pueda guardar: copie la forma de otra celda de la columna")
        ) from error
    if campo.tipo == Tipo.JSON:
        return valor
    if not isinstance(valor, list) or not all(isinstance(uno, dict) for uno in valor):
        raise NoEs(_("se esperaba una lista de objetos, en JSON: [{…}, {…}]"))
    return [_objeto(campo, numero, uno) for numero, uno in enumerate(valor, start=1)]


def _objeto(campo: Campo, numero: int, dado: dict[str, Any]) -> dict[str, Any]:
    partes = {parte.nombre: parte for parte in campo.partes}
    for nombre in dado.keys() - partes.keys():
        dicho = {"numero": numero, "parte": nombre, "partes": ", ".join(partes)}
        raise NoEs(_("el %(numero)d.º tiene «%(parte)s», y se esperaban: %(partes)s") % dicho)
    leido = {}
    for nombre, parte in partes.items():
        try:
            leido[nombre] = _de_parte(parte, dado.get(nombre))
        except NoEs as mal:
            dicho = {"numero": numero, "parte": nombre, "que": mal}
            raise NoEs(_("en el %(numero)d.º, «%(parte)s»: %(que)s") % dicho) from mal
    return leido


def _de_parte(parte: Campo, valor: Any) -> Any:
    """JSON says a number or a boolean as what it is; the rest, as a cell does."""
    if valor is None or parte.tipo in (Tipo.JSON, Tipo.LISTA):
        return valor
    es_de_su_tipo: dict[Tipo, Any] = {
        Tipo.ENTERO: int,
        Tipo.NUMERO: (int, float),
        Tipo.BOOLEANO: bool,
    }
    if not isinstance(valor, es_de_su_tipo.get(parte.tipo, str)):
        raise NoEs(_("no es del tipo que se esperaba"))
    if not isinstance(valor, str):
        return valor
    if "\0" in valor:
        raise NoEs(CON_NULO)
    if not valor.strip():
        raise NoEs(_("está vacío"))
    return _LECTORES.get(parte.tipo, _texto)(parte, valor)
