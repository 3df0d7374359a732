"""What no file changes, whoever sends it: what the three sides agreed here, and each voice."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from compromisos.models import Compromiso
from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.consentible import Consentible
from gobierno_abierto.comun.models import DE_FUENTES
from gobierno_abierto.portal.importacion.cotejo import Fila
from gobierno_abierto.portal.importacion.tablas import Destino
from planes.models import Plan

__all__ = ["Reglas", "acordadas"]

VOCES = frozenset({"evaluaciones", "pronunciamientos", "posturas"})


def acordadas(modelo: type[Consentible]) -> frozenset[str]:
    """Columns of a record made here that only an agreement changes once it is public."""
    return frozenset({*modelo.TEXTO_ACORDADO, *modelo.PARTES_ACORDADAS, "estado"})


class Reglas:
    """Of one load. Where a record comes from, its plan says."""

    def mal(
        self, destino: Destino, fila: Fila, actual: Mapping[str, str] | None
    ) -> Iterator[tuple[str, str]]:
        """Columns that may not be so, and why not."""
        nombre = destino.nombre
        de = {**(actual or {}), **fila.celdas}
        if de.get("procedencia") == Procedencia.MUESTRA:
            yield "procedencia", _("los datos de práctica no se importan")
        elif nombre == "acuerdos":
            if de.get("estado") != "registrado" or (actual or de).get("estado") != "registrado":
                yield "estado", _("lo que se acuerda aquí lo hacen los tres lados, y no un archivo")
        elif nombre in ("planes", "compromisos", "metas"):
            yield from self._consentible(destino, fila, self._procedencia(nombre, de))
        elif nombre in VOCES and self._es_de_aqui(self._procedencia(nombre, de)):
            yield self._de_que(nombre), _("cada voz habla aquí por sí misma, y no por un archivo")

    def de_aqui(self, fila: Fila) -> Iterator[tuple[str, str]]:
        """Of the tables that are acts of who speaks here."""
        problema = _("se hace en el portal, por quien habla por su lado: no se importa")
        yield from ((columna, problema) for columna in ([""] if fila.nueva else fila.cambios))

    def _consentible(
        self, destino: Destino, fila: Fila, procedencia: str | None
    ) -> Iterator[tuple[str, str]]:
        acordado = fila.celdas.get("estado") == Compromiso.Estado.CUMPLIMIENTO_ACORDADO
        if acordado and (fila.nueva or "estado" in fila.cambios):
            yield "estado", _("que se cumplió lo acuerdan los tres lados, y no un archivo")
        if not self._es_de_aqui(procedencia):
            return
        if fila.nueva:
            yield (
                self._de_que(destino.nombre),
                _("lo que acuerdan los tres lados se propone en el portal: no se importa"),
            )
        modelo: Any = destino.tabla.modelo
        for columna in acordadas(modelo).intersection(fila.cambios):
            yield columna, _("es texto que acuerdan los tres lados: proponga el cambio")

    def _procedencia(self, nombre: str, de: Mapping[str, str]) -> str | None:
        """None: its plan, or its commitment, is not known."""
        if nombre == "planes":
            return de.get("procedencia")
        if nombre in ("compromisos", "posturas"):
            return self._de_plan.get(de.get("plan", ""))
        return self._de_compromiso.get(de.get("compromiso", ""))

    @staticmethod
    def _es_de_aqui(procedencia: str | None) -> bool:
        return procedencia is not None and procedencia not in DE_FUENTES

    @staticmethod
    def _de_que(nombre: str) -> str:
        """The column that says so."""
        if nombre == "planes":
            return "procedencia"
        return "plan" if nombre in ("compromisos", "posturas") else "compromiso"

    @cached_property
    def _de_plan(self) -> dict[str, str]:
        """Asked once the plans are in."""
        return dict(Plan.objects.values_list("clave", "procedencia"))

    @cached_property
    def _de_compromiso(self) -> dict[str, str]:
        """Asked once the commitments are in."""
        return dict(Compromiso.objects.values_list("clave", "plan__procedencia"))
