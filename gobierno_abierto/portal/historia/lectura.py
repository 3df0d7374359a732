"""Reading the data files. Every complaint names the file, the key and the field."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["DATOS", "HistoriaInvalida", "Registro", "leer", "no_existen"]

DATOS = Path(__file__).parent / "datos"


class HistoriaInvalida(Exception):
    """A data file is wrong; the message is for the person who will mend it. Found in a
    record, it says which field and what is amiss."""

    campo = ""
    problema = ""
    faltan: tuple[str, ...] = ()  # keys that it names and no record has, if it is that
    varias: tuple["HistoriaInvalida", ...] = ()  # it and the others of the same list


@dataclass(frozen=True)
class Registro:
    """One record of a file, as written there. Null and absent are the same: it is not known."""

    archivo: str
    clave: str
    campos: dict[str, Any]

    def lista(self, campo: str, tipo: type) -> list[Any]:
        valores = self.campos.get(campo, [])
        if not isinstance(valores, list) or not all(isinstance(v, tipo) for v in valores):
            que = "textos" if tipo is str else "objetos"
            raise self.error(campo, f"debe ser una lista de {que}.")
        return valores

    def error(self, campo: str, problema: str) -> HistoriaInvalida:
        mala = HistoriaInvalida(f"{self.archivo}, «{self.clave}», campo «{campo}»: {problema}")
        mala.campo, mala.problema = campo, problema
        return mala

    def falta(self, campo: str, *claves: str) -> HistoriaInvalida:
        mala = self.error(campo, no_existen(claves))
        mala.faltan = claves
        return mala


def no_existen(claves: Iterable[str]) -> str:
    return f"no existe {', '.join(f'«{clave}»' for clave in claves)}."


def leer(carpeta: Path, archivo: str) -> list[Registro]:
    ruta = carpeta / archivo
    try:
        filas = json.loads(ruta.read_text(encoding="utf-8"))
    except OSError as error:
        raise HistoriaInvalida(f"{archivo}: no se pudo leer ({error.strerror}).") from error
    except ValueError as error:
        raise HistoriaInvalida(f"{archivo}: no es JSON en UTF-8 ({error}).") from error
    if not isinstance(filas, list) or not all(isinstance(fila, dict) for fila in filas):
        raise HistoriaInvalida(f"{archivo}: debe ser una lista de objetos.")
    registros: dict[str, Registro] = {}
    for numero, fila in enumerate(filas, start=1):
        clave = fila.pop("clave", None)
        if not isinstance(clave, str):
            raise HistoriaInvalida(f"{archivo}, registro {numero}, campo «clave»: falta.")
        registro = Registro(archivo, clave, {c: v for c, v in fila.items() if v is not None})
        if clave in registros:
            raise registro.error("clave", "está repetida.")
        registros[clave] = registro
    return list(registros.values())
