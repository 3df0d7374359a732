"""Rows without a key of their own: the parts of a record, and its citations."""

from collections import defaultdict
from typing import Any, cast

from django.db import models

from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.models import Cita, Fuente
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida, Registro
from gobierno_abierto.portal.historia.tablas import Tabla
from gobierno_abierto.portal.historia.valores import Claves, Conversor, leer_fila

__all__ = ["Citas", "Partes"]


class Partes:
    """One kind of part (`responsables`) of all the records of a table."""

    def __init__(self, tabla: Tabla, nombre: str, claves: Claves) -> None:
        relacion = cast(models.ManyToOneRel, tabla.modelo._meta.get_field(nombre))
        self.nombre = nombre
        self.modelo = relacion.related_model
        self.relacion, self.padre = relacion.field.name, relacion.field.attname
        # Filled by the record that it is part of, and by the database after it.
        suyas = {campo.name for campo in self.modelo._meta.concrete_fields if not campo.editable}
        self.ajenas = {self.relacion, *suyas}
        self.conversor = Conversor(self.modelo, claves, padre=relacion.field.name)
        self.con_orden = "orden" in self.conversor.campos
        self.actuales: dict[int, list[models.Model]] = defaultdict(list)
        for fila in self.modelo._default_manager.order_by("pk"):
            self.actuales[getattr(fila, self.padre)].append(fila)

    def deseadas(self, registro: Registro) -> list[dict[str, Any]]:
        """What the file lists; its order is the order. Raises HistoriaInvalida, of all that is bad
        in the list."""
        filas, malas = [], []
        for numero, objeto in enumerate(registro.lista(self.nombre, dict), start=1):
            orden = {"orden": numero} if self.con_orden else {}
            dentro = f"{self.nombre} {numero} / "
            try:
                filas.append(self.conversor.columnas_de(objeto | orden, registro, dentro))
            except HistoriaInvalida as mala:
                malas.append(mala)
        if malas:
            malas[0].varias = tuple(malas)
            raise malas[0]
        return filas

    def igualar(self, fila: Publicable, deseadas: list[dict[str, Any]]) -> bool:
        """Leave exactly the rows of the file; True if something had to change.

        Raises ProtectedError, before writing, if another row needs one that would go.
        """
        faltan, sobran = list(deseadas), []
        for parte in self.actuales[fila.pk]:
            columnas = leer_fila(parte, self.conversor.columnas)
            if columnas in faltan:
                faltan.remove(columnas)
            else:
                sobran.append(parte.pk)
        if sobran:
            self.modelo._default_manager.filter(pk__in=sobran).delete()
        self.modelo._default_manager.bulk_create(self.nuevas(fila, faltan))
        return bool(faltan or sobran)

    def nuevas(self, fila: Publicable, deseadas: list[dict[str, Any]]) -> list[models.Model]:
        """Not saved."""
        return [self.modelo(**{self.padre: fila.pk}, **columnas) for columnas in deseadas]


class Citas:
    """The sources of the records of a table. A citation that a person adds or takes away moves the
    record's version, so a record that gets here has only those that were loaded."""

    def __init__(self, tabla: Tabla, claves: Claves) -> None:
        self.tipo = tabla.cita
        self.fuentes = claves.de(Fuente)
        self.actuales: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
        for pk, clave, fuente, orden in Cita.objects.filter(objeto_tipo=tabla.cita).values_list(
            "pk", "objeto_clave", "fuente_id", "orden"
        ):
            self.actuales[clave][fuente, orden] = pk

    def igualar(self, registro: Registro) -> bool:
        """Leave exactly the sources of the file; True if something had to change."""
        actuales, deseadas = self.actuales[registro.clave], self._deseadas(registro)
        sobran = [pk for llave, pk in actuales.items() if llave not in deseadas]
        faltan = [llave for llave in deseadas if llave not in actuales]
        if sobran:
            Cita.objects.filter(pk__in=sobran).delete()
        Cita.objects.bulk_create(self._citas(registro, faltan))
        return bool(sobran or faltan)

    def nuevas(self, registro: Registro) -> list[Cita]:
        """Not saved: those of a record that has none."""
        return self._citas(registro, self._deseadas(registro))

    def _deseadas(self, registro: Registro) -> list[tuple[int, int]]:
        claves = registro.lista("fuentes", str)
        if faltan := [clave for clave in claves if clave not in self.fuentes]:
            raise registro.falta("fuentes", *faltan)
        return [(self.fuentes[clave], orden) for orden, clave in enumerate(claves, start=1)]

    def _citas(self, registro: Registro, llaves: list[tuple[int, int]]) -> list[Cita]:
        return [
            Cita(
                objeto_tipo=self.tipo,
                objeto_clave=registro.clave,
                fuente_id=fuente,
                orden=orden,
            )
            for fuente, orden in llaves
        ]
