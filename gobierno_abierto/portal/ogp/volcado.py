"""Loading by the thousand: the same comparison as the history's, and what is new all together."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models

from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.models import Cita
from gobierno_abierto.portal.historia.carga import Carga, Recuento
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida, Registro

__all__ = ["CargaEnBloque"]

POR_TANDA = 500
Aviso = Callable[[str], None]


class CargaEnBloque(Carga):
    """`fijas`: columns of new rows that no form nor file writes. `aviso` tells how far it has come."""

    procedencia = Procedencia.EXTERNA

    def __init__(
        self, *args: Any, aviso: Aviso, fijas: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aviso, self.fijas = aviso, fijas or {}
        self.pendientes: list[tuple[Publicable, Registro, list[list[dict[str, Any]]]]] = []

    def de(self, registros: list[Registro]) -> Recuento:
        recuento = super().de(registros)
        try:
            self._vaciar()
        except IntegrityError as error:
            regla, dicho = self._regla_de(error)
            raise HistoriaInvalida(f"{self.tabla.nombre}, «{regla}»: {dicho}") from error
        return recuento

    def _escribir(self, registro: Registro, fila: Publicable | None) -> str:
        if fila:
            return super()._escribir(registro, fila)
        propios = {c: v for c, v in registro.campos.items() if c not in self.aparte}
        columnas = self.conversor.columnas_de({"clave": registro.clave, **propios}, registro)
        # Version 1 is that of this transaction, whatever else is written in it.
        nueva = self._nueva(columnas | self.fijas | {"version_cargada": 1})
        self.pendientes.append((nueva, registro, [p.deseadas(registro) for p in self.partes]))
        return "nuevas"

    def _vaciar(self) -> None:
        total, hechas = len(self.pendientes), 0
        while self.pendientes:
            tanda, self.pendientes = self.pendientes[:POR_TANDA], self.pendientes[POR_TANDA:]
            self.tabla.modelo._default_manager.bulk_create(fila for fila, *_resto in tanda)
            for n, partes in enumerate(self.partes):
                self._partes(
                    partes.modelo,
                    [p for fila, _r, suyas in tanda for p in partes.nuevas(fila, suyas[n])],
                )
            if self.citas:
                self._partes(Cita, [c for _f, r, _p in tanda for c in self.citas.nuevas(r)])
            for fila, *_resto in tanda:
                self.claves.anotar(fila)
            hechas += len(tanda)
            self.aviso(f"{self.tabla.nombre}: {hechas} de {total}")

    @staticmethod
    def _partes(modelo: type[models.Model], filas: list[Any]) -> None:
        modelo._default_manager.bulk_create(filas, batch_size=2_000)


