"""Comparing and writing. Idempotent, all or nothing, and second to what people edit."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import F, Model, ProtectedError

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.models import ConProcedencia, Publicable
from gobierno_abierto.portal.historia.lectura import DATOS, Registro, leer
from gobierno_abierto.portal.historia.partes import Citas, Partes
from gobierno_abierto.portal.historia.tablas import TABLAS, Tabla
from gobierno_abierto.portal.historia.valores import Claves, Conversor

__all__ = ["Carga", "Recuento", "cargar", "instante", "sellar"]

CONTEXTO = Contexto(
    Entrada.Via.ORDEN, tipo=Entrada.Tipo.CARGA, motivo="Carga de la historia, desde sus fuentes."
)


@dataclass
class Recuento:
    """What happened with the records of one file."""

    nuevas: list[str] = field(default_factory=list)
    actualizadas: list[str] = field(default_factory=list)
    sin_cambio: list[str] = field(default_factory=list)
    respetadas: list[str] = field(default_factory=list)

    @property
    def del_archivo(self) -> list[str]:
        """Keys of the rows that say what the file says."""
        return self.nuevas + self.actualizadas + self.sin_cambio

    def __str__(self) -> str:
        partes = [
            f"{len(self.nuevas)} nuevas" if self.nuevas else "",
            f"{len(self.actualizadas)} actualizadas" if self.actualizadas else "",
            f"{len(self.sin_cambio)} sin cambio" if self.sin_cambio else "",
            f"{len(self.respetadas)} respetadas por edición" if self.respetadas else "",
        ]
        return ", ".join(filter(None, partes)) or "nada que cargar"


def cargar(carpeta: Path | None = None) -> dict[str, Recuento]:
    """Bring the database to what the files say, except where a person said otherwise."""
    claves = Claves()
    recuentos = {}
    with en_contexto(CONTEXTO):
        ahora = instante()
        for tabla in TABLAS:
            registros = leer(carpeta or DATOS, tabla.archivo)
            recuentos[tabla.nombre] = Carga(tabla, claves, ahora).de(registros)
        for tabla in TABLAS:  # at the end: a review moves the version of its commitment
            sellar(tabla, recuentos[tabla.nombre].del_archivo)
    return recuentos


def instante() -> datetime:
    """Of the transaction, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (ahora,) = cursor.fetchone()
    return ahora


def sellar(tabla: Tabla, claves: list[str]) -> None:
    """Remember the version left here: whoever finds another one knows that a person edited."""
    tabla.modelo._default_manager.filter(clave__in=claves).exclude(
        version_cargada=F("version")
    ).update(version_cargada=F("version"))


class Carga:
    """The records of one file, compared one by one and, if new, written as they come."""

    procedencia = Procedencia.HISTORICA

    def __init__(self, tabla: Tabla, claves: Claves, ahora: datetime) -> None:
        self.tabla, self.claves, self.ahora = tabla, claves, ahora
        self.conversor = Conversor(tabla.modelo, claves)
        self.partes = [Partes(tabla, nombre, claves) for nombre in tabla.partes]
        self.citas = Citas(tabla, claves) if tabla.cita else None
        self.aparte = {*tabla.partes, "fuentes"} if tabla.cita else {*tabla.partes}

    def de(self, registros: list[Registro]) -> Recuento:
        recuento = Recuento()
        actuales = {
            fila.clave: fila
            for fila in self.tabla.modelo._default_manager.select_for_update()
            .filter(clave__in=[registro.clave for registro in registros])
            .only("version", "version_cargada", *self.conversor.columnas)
            .order_by("pk")
        }
        for registro in registros:
            try:
                destino = self._escribir(registro, actuales.get(registro.clave))
            except IntegrityError as error:
                raise registro.error(*self._regla_de(error)) from error
            getattr(recuento, destino).append(registro.clave)
        return recuento

    def _escribir(self, registro: Registro, fila: Publicable | None) -> str:
        propios = {c: v for c, v in registro.campos.items() if c not in self.aparte}
        columnas = self.conversor.columnas_de({"clave": registro.clave, **propios}, registro)
        if fila and fila.version != fila.version_cargada:
            return "respetadas"
        deseadas = [(partes, partes.deseadas(registro)) for partes in self.partes]
        destino = "sin_cambio" if fila else "nuevas"
        fila = fila or self._crear(columnas)
        try:
            cambios = [partes.igualar(fila, filas) for partes, filas in deseadas]
        except ProtectedError:  # a person hung something from a part that would go
            return "respetadas"
        cambios.append(self._cambiar(fila, columnas))
        if self.citas:
            cambios.append(self.citas.igualar(registro))
        return "actualizadas" if any(cambios) and destino == "sin_cambio" else destino

    def _nueva(self, columnas: dict[str, Any]) -> Publicable:
        """Not saved."""
        fila = self.tabla.modelo(**columnas, publicado_en=self.ahora)
        if isinstance(fila, ConProcedencia):
            fila.procedencia = self.procedencia
        return fila

    def _crear(self, columnas: dict[str, Any]) -> Publicable:
        fila = self._nueva(columnas)
        fila.save(force_insert=True)
        self.claves.anotar(fila)
        return fila

    @staticmethod
    def _cambiar(fila: Publicable, columnas: dict[str, Any]) -> bool:
        distintas = {c: v for c, v in columnas.items() if getattr(fila, c) != v}
        for columna, valor in distintas.items():
            setattr(fila, columna, valor)
        if distintas:
            fila.save(update_fields=list(distintas))
        return bool(distintas)

    def _regla_de(self, error: IntegrityError) -> tuple[str, str]:
        """The rule that the database applied, and the words that the model has for it."""
        diagnostico = error.__cause__.diag  # type: ignore[union-attr]
        nombre = diagnostico.constraint_name
        modelos: list[type[Model]] = [self.tabla.modelo, *(p.modelo for p in self.partes)]
        for restriccion in (r for modelo in modelos for r in modelo._meta.constraints):
            if restriccion.name == nombre:
                return nombre, str(restriccion.get_violation_error_message())
        return nombre or "clave", diagnostico.message_primary
