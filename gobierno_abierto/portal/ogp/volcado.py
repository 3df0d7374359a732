"""Loading by the thousand: the same comparison as the history's, and what is new all together."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from django.db import IntegrityError, connection

from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.models import Cita
from gobierno_abierto.portal.historia.carga import Carga, Recuento
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida, Registro
from gobierno_abierto.portal.historia.partes import Partes

__all__ = ["CargaEnBloque"]

POR_TANDA = 500
Aviso = Callable[[str], None]


class CargaEnBloque(Carga):
    """`fijas`: columns of new rows that no form nor file writes. `aviso` tells how far it is."""

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
                _copiar(
                    partes,
                    ((fila.pk, columnas) for fila, _r, suyas in tanda for columnas in suyas[n]),
                )
            if self.citas:
                citas = [cita for _f, r, _p in tanda for cita in self.citas.nuevas(r)]
                Cita.objects.bulk_create(citas)
            for fila, *_resto in tanda:
                self.claves.anotar(fila)
            hechas += len(tanda)
            self.aviso(f"{self.tabla.nombre}: {hechas} de {total}")


def _copiar(partes: Partes, filas: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """Parts by COPY, which fires the same triggers: making a statement of each batch cost as much
    as the rest of the program. `filas`: number of the record, columns of its part."""
    meta: Any = partes.modelo._meta
    atributos = partes.conversor.columnas
    columnas = [
        meta.get_field(atributo.removesuffix("_id")).column
        for atributo in (partes.padre, *atributos)
    ]
    texto = "".join(
        "\t".join(map(_celda, (padre, *(dadas[atributo] for atributo in atributos)))) + "\n"
        for padre, dadas in filas
    )
    if texto:
        nombres = ", ".join(connection.ops.quote_name(columna) for columna in columnas)
        tabla = connection.ops.quote_name(meta.db_table)
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {tabla} ({nombres}) FROM STDIN", io.StringIO(texto))


def _celda(valor: Any) -> str:
    if valor is None:
        return "\\N"
    texto = str(valor)
    for signo, escrito in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        if signo in texto:
            texto = texto.replace(signo, escrito)
    return texto
