"""What a table that comes says, beside what there is: cell by cell, each bad one named."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from gobierno_abierto.comun.api.formatos import encabezados, hacer_renglones, por_tandas
from gobierno_abierto.comun.api.hojas import CORTADO, que_cabe
from gobierno_abierto.comun.api.parametros import sugerencia
from gobierno_abierto.comun.celdas import CON_NULO, NoEs, leer
from gobierno_abierto.comun.registro import Campo, Tipo
from gobierno_abierto.portal.importacion.hoja import Hoja, SinResultado
from gobierno_abierto.portal.paquete.tablas import Columna

__all__ = ["Cambio", "CeldaMala", "Cotejo", "Fila", "como_celdas", "es_fija"]

A_LA_VISTA = 80  # characters of a value in a message
# Of the moment and the place of the reading, not of the record.
DEL_LUGAR = frozenset({"url", "version", "revision", "actualizado"})
DE_LA_LECTURA = DEL_LUGAR | {
    "avance", "esperado", "atrasado", "atrasada", "rezagada", "sin_reporte", "vencido",
    "direccion_estado", "direccion_caida_desde",
}  # fmt: skip


def como_celdas(
    filas: Iterable[Mapping[str, Any]], campos: Sequence[Campo], llave: str
) -> dict[str, dict[str, str]]:
    """Each record by its key, as the cells that an export writes of it."""
    nombres, renglones = encabezados(campos), hacer_renglones(campos)
    return {
        fila[llave]: dict(zip(nombres, map(str, celdas), strict=True))
        for tanda in por_tandas(filas)
        for fila, celdas in zip(tanda, renglones(tanda), strict=True)
    }


@dataclass(frozen=True)
class CeldaMala:
    archivo: str
    renglon: int
    columna: str
    valor: str
    problema: str

    def __str__(self) -> str:
        valor = " ".join(self.valor.split())
        corto = valor if len(valor) <= A_LA_VISTA else valor[:A_LA_VISTA] + "…"
        return _(
            "%(archivo)s, renglón %(renglon)d, columna «%(columna)s»: «%(valor)s»: %(mal)s"
        ) % {
            "archivo": self.archivo,
            "renglon": self.renglon,
            "columna": self.columna,
            "valor": corto,
            "mal": self.problema,
        }


@dataclass(frozen=True)
class Cambio:
    """A cell, before and after, as they are written; `valor` is what it says."""

    antes: str
    despues: str
    valor: Any


@dataclass
class Fila:
    """A row. `cambios`: what it says that is not so yet; all of it, of a `nueva`."""

    renglon: int
    clave: str
    celdas: Mapping[str, str]
    nueva: bool
    cambios: dict[str, Cambio] = field(default_factory=dict)


class Cotejo:
    """Of one table. `columnas`: those that it may have; `escribibles`: those of them that fill
    something; `actuales`: key → cells of the rows that there are."""

    def __init__(
        self,
        hoja: Hoja,
        columnas: Sequence[Columna],
        llave: str,
        escribibles: Iterable[str],
        actuales: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.hoja, self.llave, self.actuales = hoja, llave, actuales
        self.campos = {c.nombre: replace(c.campo, nulo=c.nulo) for c in columnas}
        self.escribibles = frozenset(escribibles) - {llave}
        self.malas: list[CeldaMala] = []
        self._dichas: dict[int, set[tuple[str, str]]] = defaultdict(set)
        # Column → rows where it says otherwise, and is not read.
        self.calculadas: dict[str, list[int]] = defaultdict(list)
        self.caidas: set[str] = set()  # keys of rows with something bad

    def filas(self) -> list[Fila]:
        """Those that say something new. What is bad goes to `malas`."""
        if self._mal_el_encabezado():
            return []
        for renglon, cuantas in self.hoja.dispares.items():
            dispar = _("tiene %(cuantas)d celdas, y el encabezado %(columnas)d") % {
                "cuantas": cuantas,
                "columnas": len(self.hoja.columnas),
            }
            self.mala(renglon, self.llave, "", dispar)
        return list(self._filas())

    def sin_cambio(self, filas: Iterable[Fila]) -> list[str]:
        """Keys of the rows that say what there is, when `filas` are those that do not."""
        otras = {fila.clave for fila in filas} | self.caidas
        return [clave for clave in self.actuales if clave not in otras]

    def mala(self, renglon: int, columna: str, valor: str, problema: str, clave: str = "") -> None:
        # What was not read is besides missing; of a key, each thing is told.
        dicha = (columna, problema if columna == self.llave else "")
        if dicha not in self._dichas[renglon]:
            self._dichas[renglon].add(dicha)
            self.malas.append(CeldaMala(self.hoja.archivo, renglon, columna, valor, problema))
        if clave:
            self.caidas.add(clave)

    def malas_de(self, renglon: int) -> set[str]:
        """Columns of a row that have something bad."""
        return {columna for columna, _problema in self._dichas[renglon]}

    def _mal_el_encabezado(self) -> bool:
        conocidas = _("se esperaba una de: %s") % ", ".join(self.campos)
        for columna in self.hoja.columnas:
            if columna not in self.campos:
                cercana = " ".join([*sugerencia(columna, self.campos), conocidas])
                self.mala(1, columna, columna, cercana)
        if self.llave not in self.hoja.columnas:
            self.mala(1, self.llave, "", _("falta la columna que dice de qué registro es"))
        return bool(self.malas)

    def _filas(self) -> Iterator[Fila]:
        vistas: dict[str, int] = {}
        for renglon, celdas in self.hoja.filas:
            clave = celdas[self.llave].strip()
            if not clave:
                self.mala(renglon, self.llave, "", _("no puede quedar vacía"))
            elif "\0" in clave:
                self.mala(renglon, self.llave, clave, str(CON_NULO))
            elif clave in vistas:
                ya = _("ya está en el renglón %d") % vistas[clave]
                self.mala(renglon, self.llave, clave, ya, clave)
                self._fila(renglon, clave, celdas)
            else:
                vistas[clave] = renglon
                fila = self._fila(renglon, clave, celdas)
                if fila.nueva or fila.cambios or clave in self.caidas:
                    yield fila

    def _fila(self, renglon: int, clave: str, celdas: Mapping[str, str]) -> Fila:
        actual = self.actuales.get(clave)
        fila = Fila(renglon, clave, celdas, nueva=actual is None)
        for columna in self.hoja.columnas:
            celda = celdas[columna]
            antes = None if actual is None else actual.get(columna)
            if columna == self.llave or _iguales(celda, antes):
                continue
            if columna not in self.escribibles:
                if actual and columna not in DEL_LUGAR:
                    self.calculadas[columna].append(renglon)
                continue
            try:
                valor = self._leida(columna, celda)
                if antes is None or not self._dice(columna, antes, valor):
                    fila.cambios[columna] = Cambio(antes or "", celda, valor)
            except NoEs as mal:
                self.mala(renglon, columna, celda, str(mal), clave)
        if actual:
            self._que_no_sea_de_antes(fila, actual)
        return fila

    def _leida(self, columna: str, celda: str) -> Any:
        if isinstance(celda, SinResultado):
            raise NoEs(
                _(
                    "es una fórmula sin resultado o con error: abra el libro y guárdelo con su "
                    "programa, o escriba el valor"
                )
            )
        if celda.endswith(CORTADO):
            raise NoEs(_("la hoja de cálculo la cortó: importe el CSV"))
        return leer(self.campos[columna], celda)

    def _dice(self, columna: str, celda: str, valor: Any) -> bool:
        """Written otherwise, but the same?"""
        try:
            return bool(leer(self.campos[columna], celda) == valor)
        except NoEs:  # a draft may have nothing where what is public has something
            return False

    def _que_no_sea_de_antes(self, fila: Fila, actual: Mapping[str, str]) -> None:
        """`version` is the lock: what changed here after the file was made is not undone by it."""
        copia, hoy = fila.celdas.get("version", "").strip(), actual.get("version", "")
        if not copia or copia == hoy:
            return
        if not re.fullmatch("-?[0-9]{1,9}", copia):
            problema = _("se esperaba un número entero, como 12")
        elif not fila.cambios:  # an older copy of what is still so
            return
        elif int(copia) < int(hoy):
            problema = _("aquí va en la versión %s: exporte otra vez, y cambie esa copia") % hoy
        else:
            problema = _("aquí va apenas en la versión %s: deje la que traía, o vacía") % hoy
        self.mala(fila.renglon, "version", copia, problema, fila.clave)


def _iguales(celda: str, antes: str | None) -> bool:
    """Spreadsheets write each end of line in their own way, and a workbook what it has room for."""
    if antes is None or celda == antes:
        return antes is not None
    return _en_un_fin(celda) in (_en_un_fin(antes), _en_un_fin(que_cabe(antes) or ""))


def _en_un_fin(celda: str) -> str:
    return celda.replace("\r\n", "\n")


def es_fija(columna: str, tipo: Tipo) -> bool:
    """Is it of the record, and not of when or where it was read?"""
    return columna not in DE_LA_LECTURA and tipo not in (Tipo.DIRECCION, Tipo.INSTANTE)
