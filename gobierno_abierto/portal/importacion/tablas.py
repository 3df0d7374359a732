"""Which table of the package fills which model, and which of its columns does not.

The tables are those that the history is loaded into, in the same order, and goals: a column is
called as the field that it fills, but for the few that are told here. What is neither a field nor a
part is calculated by the portal, and is not read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from compromisos.models import Meta
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.portal.historia.tablas import TABLAS, Tabla

__all__ = ["CALCULADAS", "DESTINOS", "HECHAS_AQUI", "Destino"]

# Made from the others; and the ledger, which is of the portal that wrote it.
CALCULADAS = frozenset({"ejercicios", "paises", "codigos", "voces", "cambios"})
# Acts of who speaks here for a side: no file tells them.
HECHAS_AQUI = frozenset({"actividades", "reportes", "evidencias", "replicas", "sesiones"})


@dataclass(frozen=True)
class Destino:
    """`nombres`: column → field, where they differ; `de_partes`: the same, within a part.
    `de_la_carga`: columns that no form has and a load writes."""

    tabla: Tabla
    nombres: Mapping[str, str] = field(default_factory=dict)
    de_partes: Mapping[str, str] = field(default_factory=dict)
    de_la_carga: tuple[str, ...] = ()

    @property
    def nombre(self) -> str:
        return self.tabla.nombre

    def escribibles(self, columnas: Iterable[str]) -> set[str]:
        """Those that fill something."""
        tabla = self.tabla
        de_formas = {
            campo.name
            for campo in tabla.modelo._meta.concrete_fields
            if campo.editable and not campo.generated
        }
        suyos = {*de_formas, *tabla.partes, *self.de_la_carga, *(["fuentes"] if tabla.cita else [])}
        tapados = {*self.nombres.values()} - {*self.nombres}  # fields that another column fills
        return {c for c in columnas if self.campo_de(c) in suyos and c not in tapados}

    def campo_de(self, columna: str) -> str:
        return self.nombres.get(columna, columna)

    def columna_de(self, campo: str) -> str:
        """`campo` may be inside a part: «responsables 2 / lado»."""
        campo = campo.split(" ")[0]
        return next((c for c, suyo in self.nombres.items() if suyo == campo), campo)

    def en_parte(self, columna: str, valor: list[Any]) -> list[dict[str, Any]]:
        """The rows of a part with the names of its fields; what nobody said is no row."""
        if columna == "organos":
            return [{"institucion": clave} for clave in valor]
        filas = [
            {self.de_partes.get(n, n): v for n, v in fila.items() if v is not None}
            for fila in valor
        ]
        if columna == "posiciones":
            callada = {"sentido": "no_consta"}
            return [f for f in filas if {n: v for n, v in f.items() if n != "lado"} != callada]
        return filas


_SLUG = {"slug": "clave"}
_COMO: Mapping[str, Mapping[str, Any]] = {
    "fuentes": {"nombres": {"direccion": "url"}},
    "instituciones": {"nombres": _SLUG, "de_la_carga": ("procedencia",)},
    "secretariados": {"nombres": _SLUG, "de_la_carga": ("procedencia",)},
    "planes": {"nombres": _SLUG, "de_la_carga": ("procedencia",)},
    "compromisos": {"de_partes": {"compromiso": "anterior"}},
    "discrepancias": {"de_partes": {"tipo": "objeto_tipo", "clave": "objeto_clave"}},
    "metas": {"de_la_carga": ("estado",)},
}
_METAS = Tabla("metas.json", Meta, Objeto.META)


def _en_orden() -> Iterator[Tabla]:
    """Goals come after their commitments."""
    for tabla in TABLAS:
        yield tabla
        if tabla.nombre == "compromisos":
            yield _METAS


DESTINOS = {tabla.nombre: Destino(tabla, **_COMO.get(tabla.nombre, {})) for tabla in _en_orden()}
