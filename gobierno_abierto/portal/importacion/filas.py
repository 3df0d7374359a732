"""Writing the rows of one table that say something new, with the history's own loader."""

import re
from collections.abc import Callable
from copy import copy
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import ProtectedError, UniqueConstraint
from django.utils.translation import gettext as _

from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.rechazo import campos_de, en_palabras, que_romperia, rotas_por
from gobierno_abierto.fuentes.models.apuntador import Apunta
from gobierno_abierto.portal.historia.carga import Carga, Recuento
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida, Registro, no_existen
from gobierno_abierto.portal.historia.partes import Partes
from gobierno_abierto.portal.historia.valores import Claves
from gobierno_abierto.portal.importacion.cotejo import Cotejo, Fila
from gobierno_abierto.portal.importacion.entre_filas import (
    anillos,
    de_la_misma,
    en_orden,
    repetidas,
)
from gobierno_abierto.portal.importacion.reglas import Reglas
from gobierno_abierto.portal.importacion.tablas import Destino

__all__ = ["CargaDeTabla"]

APUNTA = "objeto_clave"  # the field that names a record of any table
LO_QUE_MIRAN = frozenset({"plan", "vocabulario"})  # parts, of the record that they are part of
DE_UN_ARCHIVO = 0  # `version_cargada` of what came so: the version of no row
REPETIDA = "23505"  # PostgreSQL's code of a value that another row has
COLUMNAS = re.compile(r"\((?P<cuales>[^)]*)\)=")  # «Key (plan_id, numero)=(3, 4) already exists.»


class CargaDeTabla(Carga):
    """`caidas`: keys of records that are bad already, whose lack nobody is told again."""

    def __init__(
        self,
        destino: Destino,
        cotejo: Cotejo,
        claves: Claves,
        ahora: datetime,
        caidas: set[str],
    ) -> None:
        super().__init__(destino.tabla, claves, ahora)
        self.destino, self.cotejo, self.caidas = destino, cotejo, caidas
        self.modelos = [self.tabla.modelo, *(partes.modelo for partes in self.partes)]
        self.en_mano: Publicable  # the row that is being written
        self.sin_leer: set[str] = set()  # its fields that are bad already: no rule is told of them

    def de_filas(self, filas: list[Fila], reglas: Reglas, recuento: Recuento) -> None:
        """First the rows, then their parts, which may name other rows of the same table. What is
        bad goes to the `malas` of `cotejo`, and then whoever calls undoes it all: what can be read
        of a bad row is tried too, so that the rest of it is told at once."""
        probadas = []
        for fila, columna, problema in [
            *repetidas(filas, self.destino, self.cotejo.actuales),
            *anillos(filas, propias := de_la_misma(self.destino, self.cotejo.escribibles)),
        ]:
            self.mala(fila, columna, problema)
        for fila in en_orden(filas, propias):
            actual = self.cotejo.actuales.get(fila.clave)
            for columna, problema in reglas.mal(self.destino, fila, actual):
                self.mala(fila, columna, problema)
            probadas.append((fila, self._escribir_fila(fila), self.sin_leer))
            if fila.clave not in self.cotejo.caidas:
                (recuento.nuevas if fila.nueva else recuento.actualizadas).append(fila.clave)
        for fila, registro, self.sin_leer in probadas:
            self._escribir_partes(fila, registro)

    def mala(self, fila: Fila, columna: str, problema: str) -> None:
        celda = fila.celdas.get(columna, "")
        self.cotejo.mala(fila.renglon, columna, celda, problema, fila.clave)

    def _escribir_fila(self, fila: Fila) -> Publicable:
        """As it is now; not saved, if it is new and something in it is bad."""
        if fila.nueva and fila.clave in self.claves.de(self.tabla.modelo):
            ya = _("ya hay aquí un registro con esa clave que no es público, o es de práctica")
            self.mala(fila, self.cotejo.llave, ya)
        columnas = self._columnas(fila)
        if not fila.nueva:
            escribir = partial(self._poner, fila.clave, columnas)
        else:
            cayo = fila.clave in self.cotejo.caidas
            escribir = partial(self._nueva if cayo else self._crear, columnas)
        self._intentar(fila, self.cotejo.llave, escribir)
        if fila.clave in self.cotejo.caidas:
            self._las_demas(fila)
        return self.en_mano

    def _columnas(self, fila: Fila) -> dict[str, Any]:
        """What it writes; of a new one, also what it does not say."""
        dichas = {self.destino.campo_de(c): cambio.valor for c, cambio in fila.cambios.items()}
        dichas |= {"clave": fila.clave} if fila.nueva else {}
        registro = Registro(self.cotejo.hoja.archivo, fila.clave, dichas)
        columnas = {c: dichas[c] for c in self.destino.de_la_carga if c in dichas}
        self.sin_leer = {
            self.destino.campo_de(columna) for columna in self.cotejo.malas_de(fila.renglon)
        }
        for nombre, campo in self.conversor.campos.items():
            if nombre in dichas or fila.nueva:
                try:
                    dicho = self.conversor.columna(campo, dichas.get(nombre), registro, nombre)
                    columnas[campo.attname] = dicho
                except HistoriaInvalida as mala:
                    self.sin_leer.add(nombre)
                    self._invalida(fila, mala)
        return columnas

    def _nueva(self, columnas: dict[str, Any]) -> Publicable:
        nueva = self.tabla.modelo(
            **columnas, publicado_en=self.ahora, version_cargada=DE_UN_ARCHIVO
        )
        self.en_mano = nueva
        nueva.clean()
        return nueva

    def _poner(self, clave: str, columnas: dict[str, Any]) -> Publicable:
        filas = self.tabla.modelo._default_manager.select_for_update(no_key=True, of=("self",))
        registro = filas.get(clave=clave)
        for atributo, valor in columnas.items():
            setattr(registro, atributo, valor)
        self.en_mano = registro
        registro.clean()
        if columnas:
            registro.save(update_fields=list(columnas))
        return registro

    def _escribir_partes(self, fila: Fila, registro: Publicable) -> None:
        dichas = {self.destino.campo_de(c): cambio.valor for c, cambio in fila.cambios.items()}
        suyas = {
            nombre: valor if nombre == "fuentes" else self.destino.en_parte(nombre, valor)
            for nombre, valor in dichas.items()
            if nombre in self.aparte
        }
        dicho = Registro(self.cotejo.hoja.archivo, fila.clave, suyas)
        for partes in self.partes:
            if partes.nombre in suyas:
                igualar = partial(self._igualar, partes, registro, dicho)
                self._intentar(fila, partes.nombre, igualar)
        if (citas := self.citas) and "fuentes" in suyas:
            citar = citas.nuevas if registro.pk is None else citas.igualar
            self._intentar(fila, "fuentes", partial(citar, dicho))

    def _igualar(self, partes: Partes, registro: Publicable, dicho: Registro) -> None:
        deseadas = partes.deseadas(dicho)
        for parte in partes.nuevas(registro, deseadas):
            try:
                self._revisar(parte, partes, registro)
            except ValidationError as error:
                raise dicho.error(partes.nombre, " ".join(error.messages)) from error
        if registro.pk is not None:
            partes.igualar(registro, deseadas)

    def _revisar(self, parte: Any, partes: Partes, registro: Publicable) -> None:
        """What the database does not look at: a key that no record has, which would dangle for
        ever, and all of what hangs from a row that was not written."""
        if isinstance(parte, Apunta):
            if not self._cayo(parte.objeto_clave):
                parte.clean()
        elif registro.pk is None:
            setattr(parte, partes.relacion, registro)
            parte.validate_constraints(exclude=partes.ajenas)
            if not self.sin_leer & LO_QUE_MIRAN:
                parte.clean()

    def _intentar(self, fila: Fila, columna: str, escribir: Callable[[], Any]) -> None:
        """What the database refuses is told, and the rest of the rows are still looked at."""
        try:
            with transaction.atomic():
                escribir()
        except HistoriaInvalida as mala:
            self._invalida(fila, mala)
        except ValidationError as error:
            for campo, problemas in getattr(error, "message_dict", {columna: error}).items():
                if campo == APUNTA and self._cayo(getattr(self.en_mano, APUNTA, None)):
                    self.cotejo.caidas.add(fila.clave)
                elif campo not in self.sin_leer:
                    for suya in self._culpables(fila, self.destino.columna_de(campo), error):
                        self.mala(fila, suya, " ".join(problemas))
        except ProtectedError:
            self.mala(fila, columna, _("algo de aquí se apoya en lo que se quitaría"))
        except (IntegrityError, DataError) as error:
            self._rechazada(fila, columna, error)

    def _invalida(self, fila: Fila, mala: HistoriaInvalida) -> None:
        problemas = [dicho for una in mala.varias or (mala,) if (dicho := self._que_falla(una))]
        columna = self.destino.columna_de(mala.campo)
        if not problemas:
            self.cotejo.caidas.add(fila.clave)
        elif fila.nueva and columna not in fila.celdas:
            if self.cotejo.llave not in self.cotejo.malas_de(fila.renglon):  # of all, the first
                nueva = _("ningún registro tiene esa clave, y a uno nuevo le falta la columna «%s»")
                self.mala(fila, self.cotejo.llave, nueva % columna)
        else:
            self.mala(fila, columna, " ".join(problemas))

    def _que_falla(self, mala: HistoriaInvalida) -> str:
        """Nothing, if all it does is to name what fell: nobody is told that it does not exist."""
        faltan = [clave for clave in mala.faltan if not self._cayo(clave)]
        if mala.faltan and not faltan:
            return ""
        dentro = f"{mala.campo}: " if "/" in mala.campo else ""
        return dentro + (no_existen(faltan) if faltan else mala.problema)

    def _cayo(self, clave: str | None) -> bool:
        return clave in self.caidas or clave in self.cotejo.caidas

    def _rechazada(self, fila: Fila, columna: str, error: Exception) -> None:
        if self.sin_leer & campos_de(rotas_por(error, [self.tabla.modelo])):
            return
        diagnostico: Any = getattr(error.__cause__, "diag", None)
        dicho = en_palabras(error, self.modelos)  # type: ignore[arg-type]
        repetidas = COLUMNAS.search(getattr(diagnostico, "message_detail", None) or "")
        if repetidas and getattr(error.__cause__, "pgcode", "") == REPETIDA:
            nombres = [n.removesuffix("_id") for n in repetidas["cuales"].split(", ")]
            columna = self.destino.columna_de(nombres[-1])
            if dicho == diagnostico.message_primary:  # in English, of a column that is unique
                dicho = _("ya lo tiene otro registro")
            if columna in fila.cambios:
                self.mala(fila, columna, dicho)
                return
        for cual in self._culpables(fila, columna, error):
            self.mala(fila, cual, dicho)

    def _las_demas(self, fila: Fila) -> None:
        """What else of it the table would not take: the database tells the first rule alone."""
        for rota in que_romperia(self.en_mano, self.sin_leer):
            # Of what another row has, the last column is the one that tells it from others.
            unica = isinstance(rota, UniqueConstraint) and rota.fields[-1:]
            for comparados in (unica or (), campos_de([rota])):
                suyas = [c for c in fila.cambios if self.destino.campo_de(c) in comparados]
                if suyas:
                    break
            for cual in suyas or [self.cotejo.llave]:
                self.mala(fila, cual, str(rota.get_violation_error_message()))
        try:
            self.en_mano.validate_unique(exclude={*self.sin_leer, "clave"})
        except ValidationError as error:
            for campo in error.message_dict:
                cual = self.destino.columna_de(campo)
                self.mala(fila, cual, _("ya lo tiene otro registro"))

    def _culpables(self, fila: Fila, columna: str, error: Exception) -> list[str]:
        """The cells that this row changes of what was refused: `columna`, or what the database or
        its rule say. If it changes none of them, the only one that it does, or those that as they
        were would break nothing; else its key."""
        if columna in fila.cambios:
            return [columna]
        diagnostico: Any = getattr(error.__cause__, "diag", None)
        dicha = self.destino.columna_de(getattr(diagnostico, "column_name", None) or columna)
        comparados = campos_de(rotas_por(error, [self.tabla.modelo]))
        suyas = [c for c in fila.cambios if c == dicha or self.destino.campo_de(c) in comparados]
        if not suyas and isinstance(error, ValidationError):
            suyas = [c for c in fila.cambios if not fila.nueva and self._curaria(c)]
        return suyas or (list(fila.cambios) if len(fila.cambios) == 1 else [self.cotejo.llave])

    def _curaria(self, columna: str) -> bool:
        campo = self.conversor.campos.get(self.destino.campo_de(columna))
        if campo is None:
            return False
        antes = self.tabla.modelo._default_manager.values_list(campo.attname, flat=True)
        prueba = copy(self.en_mano)
        setattr(prueba, campo.attname, antes.get(pk=prueba.pk))
        try:
            prueba.clean()
        except ValidationError:
            return False
        return True
