"""What a leaf of the tree says: an entry as everyone may read it, and so recompute it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.bitacora.prueba.arbol import hoja
from gobierno_abierto.bitacora.prueba.canonico import canonico

__all__ = ["arriba", "campos", "contenido", "hoja_de", "instante", "parte"]


def campos(antes: Mapping | None, despues: Mapping | None) -> dict[str, dict[str, Any]]:
    """Each field that changed, with its value before and after."""
    viejos, nuevos = antes or {}, despues or {}
    return {
        nombre: {"antes": viejos.get(nombre), "despues": nuevos.get(nombre)}
        for nombre in sorted(viejos.keys() | nuevos.keys())
    }


def parte(tipo: str | None, numero: int | None) -> dict[str, Any] | None:
    """The row, if it is a part of the record and not the record itself."""
    return None if tipo is None else {"tipo": tipo, "numero": numero}


def arriba(tipo: str | None, clave: str | None, version: int | None) -> dict[str, Any] | None:
    """The record that this one is part of, and the version that this change gave it."""
    return (
        None if tipo is None else {"objeto_tipo": tipo, "objeto_clave": clave, "version": version}
    )


def instante(momento: datetime) -> str:
    """RFC 3339, in UTC, to the microsecond: the same instant is always the same text."""
    return momento.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def contenido(entrada: Entrada, secuencia: int) -> dict[str, Any]:
    """The data of leaf `secuencia`: the public record of the change, without its hash."""
    return {
        "secuencia": secuencia,
        "instante": instante(entrada.instante),
        "tipo": entrada.tipo,
        "via": entrada.via,
        "objeto_tipo": entrada.objeto_tipo,
        "objeto_clave": entrada.objeto_clave,
        "version": entrada.version,
        "arriba": arriba(entrada.arriba_tipo, entrada.arriba_clave, entrada.arriba_version),
        "parte": parte(entrada.parte, entrada.fila),
        "accion": entrada.accion.value,
        "campos": campos(entrada.antes, entrada.despues),
        "motivo": entrada.motivo,
        "lado": entrada.lado,
        "oficina": entrada.oficina,
        "acuerdo": entrada.acuerdo,
        "procedencia": entrada.procedencia,
        "pais": entrada.pais,
    }


def hoja_de(entrada: Entrada, secuencia: int) -> bytes:
    """Hash of the leaf (RFC 9162) over its canonical JSON (RFC 8785)."""
    return hoja(canonico(contenido(entrada, secuencia)))
