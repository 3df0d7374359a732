"""`incluir=metas,evaluaciones`: with each record, whole, those that hang from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from gobierno_abierto.comun.registro import Campo, Registro

__all__ = ["Inclusion", "con_incluidos"]

DE_QUIEN = "r_de_quien"  # in the projection, whose each is


@dataclass(frozen=True)
class Inclusion:
    """Records of `registro`, whose field `campo` says from which one each hangs."""

    registro: Registro
    campo: Campo

    def de(self, claves: Sequence[str], sitio: str) -> dict[str, list[dict[str, Any]]]:
        """Key → its records, in their own order. One query."""
        suyo = self.registro
        filas = suyo.publicos().alias(de_quien=self.campo.expresion)
        proyectadas = suyo.proyectar(filas.filter(de_quien__in=claves), suyo.campos)
        orden = [suyo.ordenes[n.removeprefix("-")] for n in suyo.orden_inicial]
        llaves = {f"k{i}": F(uno) if isinstance(uno, str) else uno for i, uno in enumerate(orden)}
        en_orden = proyectadas.annotate(**llaves, **{DE_QUIEN: self.campo.expresion}).order_by(
            *(
                f"-{llave}" if nombre.startswith("-") else llave
                for llave, nombre in zip(llaves, suyo.orden_inicial, strict=True)
            ),
            "pk",
        )
        leidas = list(en_orden)
        de_cada_uno: dict[str, list[dict[str, Any]]] = {clave: [] for clave in claves}
        for fila, dado in zip(leidas, suyo.presentar(leidas, suyo.campos, sitio), strict=True):
            de_cada_uno[fila[DE_QUIEN]].append(dado)
        return de_cada_uno


def con_incluidos(
    registros: Iterable[dict[str, Any]],
    claves: Sequence[str],
    pedidas: Mapping[str, Inclusion],
    sitio: str,
) -> list[dict[str, Any]]:
    """`registros`, whose keys are `claves`, each with what was asked for. One query for each."""
    hallados = {nombre: una.de(claves, sitio) for nombre, una in pedidas.items()}
    return [
        registro | {nombre: suyos[clave] for nombre, suyos in hallados.items()}
        for registro, clave in zip(registros, claves, strict=True)
    ]
