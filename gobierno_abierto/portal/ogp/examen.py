"""What each cell may hold. What is out of its list is told with its row and its column, so that
nothing is read as «no» for being misspelt; a year that is none is left blank."""

from collections.abc import Iterator

from django.utils import timezone

from gobierno_abierto.portal.ogp.celdas import ausencia_de, es_blanco
from gobierno_abierto.portal.ogp.ediciones import Edicion
from gobierno_abierto.portal.ogp.etiquetas import ABIERTAS, SI_NO
from gobierno_abierto.portal.ogp.hallazgos import Hallazgos
from gobierno_abierto.portal.ogp.lectura import Fila

__all__ = ["examinar"]

EL_PRIMERO = 2011  # of the Alliance
PLAN = 99  # the greatest number of a plan

_SI_O_NO = ("0", "1")
_MARCAS = ("tema:", "grupo:", "desafio:", "estrella", "es_", "revisado", "a_tiempo")


def _es_numero(escrito: str) -> bool:
    """Of those that fit: «²» is a digit too, and no number."""
    return escrito.isascii() and escrito.isdigit() and len(escrito) <= 4


def _es_anio(escrito: str) -> bool:
    """Of any in which there was an Alliance."""
    return _es_numero(escrito) and EL_PRIMERO <= int(escrito) <= timezone.localdate().year


def _es_plan(escrito: str) -> bool:
    return _es_numero(escrito) and int(escrito) <= PLAN


_NUMEROS = dict.fromkeys(("anio", "anio_informe", "anio_informe_fin"), _es_anio) | {
    "plan": _es_plan
}


def examinar(filas: list[Fila], edicion: Edicion, hallazgos: Hallazgos) -> None:
    """Tells what is odd; blanks, in place, the years and plans that are none."""
    for columna in filas[0].celdas:
        nombre = hallazgos.columna(columna)
        for fila, escrito in _escritas(filas, columna):
            if que := _rareza(columna, escrito, edicion):
                hallazgos.anotar(f"«{escrito}» en «{nombre}» {que}.", fila.linea)
                if columna in _NUMEROS:
                    fila.celdas[columna] = ""
    if "identificador" in filas[0]:
        _identificadores(filas, hallazgos)


def _escritas(filas: list[Fila], columna: str) -> Iterator[tuple[Fila, str]]:
    """With something in that column that is no code of absence."""
    for fila in filas:
        escrito = fila[columna]
        if escrito not in _SI_O_NO and not es_blanco(escrito) and not ausencia_de(escrito):
            yield fila, escrito


def _rareza(columna: str, escrito: str, edicion: Edicion) -> str:
    if columna in _NUMEROS:
        return "" if _NUMEROS[columna](escrito) else "no puede ser: se dejó en blanco"
    plegado = escrito.casefold()
    if columna == "preexistente":
        return "" if plegado in ("new", "pre-existing") else "no está en la tabla: no consta"
    if columna not in ABIERTAS and not columna.startswith(_MARCAS):
        return ""
    if plegado in SI_NO:
        leido = "sí" if SI_NO[plegado] == "si" else "no"
        return f"no es de esa columna: se leyó como {leido}" if edicion.cerrada else ""
    # What is coded alone is told where it is coded.
    es_marca = columna.startswith(_MARCAS)
    return "no está en la tabla: quedó sin valor" if es_marca else ""


def _identificadores(filas: list[Fila], hallazgos: Hallazgos) -> None:
    nombre = hallazgos.columna("identificador")
    primeras: dict[str, int] = {}
    for fila in filas:
        suyo = fila["identificador"]
        if es_blanco(suyo) or ausencia_de(suyo):
            que = f"No trae nada en «{nombre}»: la distingue la huella de su texto."
            hallazgos.anotar(que, fila.linea)
        elif primeras.setdefault(suyo, fila.linea) != fila.linea:
            que = f"Repite «{suyo}» en «{nombre}», que es de la fila {primeras[suyo]}."
            hallazgos.anotar(que, fila.linea)
