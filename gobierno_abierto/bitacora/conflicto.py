"""What is told to who sends a form of a record that somebody else changed meanwhile: beside each
box that both changed, what it said, what it says now and who changed it; above, all the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.text import capfirst

from gobierno_abierto.bitacora.diferencias import Trozo, palabra_por_palabra
from gobierno_abierto.bitacora.historia import Acto, actos_de
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.cajas import en_palabras
from gobierno_abierto.comun.conciliacion import Caja
from gobierno_abierto.comun.lo_visto import campos_de
from gobierno_abierto.comun.reaplicar import FilaReaplicada, Reaplicado

__all__ = ["Conflicto"]

LARGO = 40  # letters: from here on a text is compared word by word


@dataclass(frozen=True)
class Nota:
    """What became of one box, or of a row, in words."""

    etiqueta: str
    ancla: str = ""
    antes: str | None = None  # None: it is not known what this person saw
    ahora: str = ""
    mio: str = ""
    entrada: Entrada | None = None  # where the ledger tells the change

    @property
    def trozos(self) -> list[Trozo]:
        """Word by word, if the texts are long and still look alike: else nobody could read it."""
        if self.antes is None or min(len(self.antes), len(self.ahora)) <= LARGO:
            return []
        trozos = palabra_por_palabra(self.antes, self.ahora)
        iguales = sum(len(trozo.texto) for trozo in trozos if trozo.suerte == "igual")
        return trozos if 2 * iguales >= len(self.ahora) else []


class Conflicto:
    """Two editions of one record. `choques`: both changed the same box; `ajenos`: somebody else
    did, and it is on the form; `nuevas` and `quitadas`: rows that somebody added or took away;
    `vuelven`: of the latter, those that this person was writing in; `por_quitar`: rows that she
    takes away and somebody changed; `sin_lugar`: typed where there is no box any more."""

    def __init__(self, registro: Any, reaplicado: Reaplicado, vista: str):
        self.actos = _actos_desde(registro, vista)
        self.choques: list[Nota] = []
        self.ajenos: list[Nota] = []
        self.nuevas: list[Nota] = []
        self.quitadas: list[Nota] = []
        self.vuelven: list[Nota] = []
        self.por_quitar: list[Nota] = []
        self.sin_lugar: list[Nota] = []
        self._de_las_cajas(reaplicado.formulario, reaplicado.cajas)
        for fila in reaplicado.filas:
            self._de_la_fila(fila)

    @property
    def ajeno_a_la_forma(self) -> bool:
        """Nothing of what changed is on this form: somebody cited a source, say."""
        return not any(
            [self.choques, self.ajenos, self.nuevas, self.quitadas, self.por_quitar, self.sin_lugar]
        )

    def _de_las_cajas(self, formulario: Any, cajas: dict[str, Caja]) -> None:
        for nombre, caja in cajas.items():
            if caja.sin_lugar:
                self.sin_lugar.append(_sin_caja(formulario, nombre, caja))
            else:
                self._de_la_caja(formulario, nombre, caja, "", self._entrada(nombre))

    def _de_la_caja(
        self, formulario: Any, nombre: str, caja: Caja, de: str, entrada: Entrada | None
    ) -> None:
        if not (caja.choca or (caja.tocaron and not caja.toque)):
            return
        atada = formulario[nombre]
        nota = Nota(
            etiqueta=de + capfirst(str(atada.label)),
            ancla=_ancla(atada),
            antes=None if caja.visto is None else en_palabras(atada.field, caja.visto),
            ahora=en_palabras(atada.field, caja.suyo),
            mio=en_palabras(atada.field, caja.mio),
            entrada=entrada,
        )
        if caja.choca:
            self.choques.append(nota)
            formulario.add_error(nombre, render_to_string("admin/_choque.html", {"nota": nota}))
        else:
            self.ajenos.append(nota)

    def _de_la_fila(self, suya: FilaReaplicada) -> None:
        fila, formulario = suya.fila, suya.formulario
        modelo = suya.en.formset.model
        entrada = self._entrada_de_fila(modelo, fila.pk)
        que = capfirst(str(modelo._meta.verbose_name))
        nota = Nota(
            f"{que}: {suya.rotulo or _en_palabras(suya)}",
            ancla=formulario.prefix if formulario else "",
            entrada=entrada,
        )
        if fila.aparecio:
            self.nuevas.append(nota)
        elif fila.volveria and formulario:
            self.vuelven.append(nota)
            formulario.add_error(None, render_to_string("admin/_vuelve.html", {"nota": nota}))
        elif fila.volveria:
            self.sin_lugar.append(Nota(que, mio=_en_palabras(suya)))
        elif fila.desaparecio:
            self.quitadas.append(nota)
        elif fila.quita and fila.tocaron:
            self.por_quitar.append(nota)
        if fila.esta and not fila.aparecio:
            for nombre, caja in fila.cajas.items():
                self._de_la_caja(formulario, nombre, caja, f"{nota.etiqueta} · ", entrada)

    def _entrada(self, nombre: str) -> Entrada | None:
        """The last change of a column of the record itself."""
        return next(
            (
                entrada
                for entrada in self._entradas()
                if entrada.parte is None
                and entrada.arriba_tipo is None
                and nombre in (entrada.despues or {})
            ),
            None,
        )

    def _entrada_de_fila(self, modelo: Any, pk: str | None) -> Entrada | None:
        return next(
            (
                entrada
                for entrada in self._entradas()
                if entrada.parte == modelo._meta.model_name and str(entrada.fila) == pk
            ),
            None,
        )

    def _entradas(self) -> Iterator[Entrada]:
        for acto in self.actos:
            yield from reversed(acto.entradas)


def _actos_desde(registro: Any, vista: str) -> list[Acto]:
    """What the ledger tells of the record since the version that a person saw, newest first."""
    if not vista.isdecimal():
        return []
    actos = actos_de(registro.objeto, registro.clave)
    return [acto for acto in actos if acto.version > int(vista)]


def _ancla(caja: BoundField) -> str:
    """Where a link to the box leads; a date and its time are two boxes."""
    return caja.id_for_label or f"{caja.auto_id}_0"


def _sin_caja(formulario: Any, nombre: str, caja: Caja) -> Nota:
    """What was typed in a box that today's form does not have: the column's own box, or that of the
    form that other records have, says it in words."""
    registro = formulario.instance
    columnas = {columna.name: columna for columna in registro._meta.concrete_fields}
    if nombre in columnas:
        campo, etiqueta = columnas[nombre].formfield(), columnas[nombre].verbose_name
    else:
        declaradas = (getattr(c, "declared_fields", {}) for c in type(formulario).__mro__)
        campo = next(suyas[nombre] for suyas in declaradas if nombre in suyas)
        etiqueta = campo.label
    return Nota(capfirst(str(etiqueta)), mio=en_palabras(campo, caja.mio))


def _en_palabras(suya: FilaReaplicada) -> str:
    """A row by its values: what this person wrote in it, or else what she saw."""
    campos = campos_de(suya.en.formset)
    return " · ".join(
        en_palabras(campos[nombre], caja.mio if caja.mio is not None else caja.visto)
        for nombre, caja in suya.fila.cajas.items()
        if any(caja.mio or caja.visto or ())
    )
