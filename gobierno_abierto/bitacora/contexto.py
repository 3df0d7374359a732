"""Who asks for a change, and why: told to the database for the length of one transaction."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction

from gobierno_abierto.bitacora.models import Entrada

__all__ = ["Contexto", "en_contexto"]


@dataclass(frozen=True)
class Contexto:
    """Never a person: the side and the office that an account acts for. `tipo` may be left to the
    database, which tells a new row from a withdrawal or a correction."""

    via: Entrada.Via
    tipo: Entrada.Tipo | None = None
    lado: str | None = None
    oficina: str | None = None
    motivo: str | None = None
    acuerdo: str | None = None

    @classmethod
    def de(cls, usuario: Any, **datos: Any) -> "Contexto":
        """What an account says through the admin: with the voice of its seat, or none."""
        ocupacion = (
            usuario.ocupaciones.vigentes()
            .select_related("asiento__institucion")
            .order_by("pk")
            .first()
        )
        if ocupacion:
            asiento = ocupacion.asiento
            oficina = asiento.oficina or (asiento.institucion and asiento.institucion.nombre)
            datos |= {"lado": asiento.lado, "oficina": oficina}
        return cls(Entrada.Via.ADMINISTRACION, **datos)


@contextmanager
def en_contexto(contexto: Contexto) -> Iterator[None]:
    """Changes of the block carry this context. One transaction, or part of the one outside."""
    dicho = json.dumps({k: v for k, v in asdict(contexto).items() if v is not None})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('portal.contexto', true)")
        (anterior,) = cursor.fetchone()
        decir(cursor, dicho)
        yield
        decir(cursor, anterior or "")


def decir(cursor: Any, contexto: str) -> None:
    cursor.execute("SELECT set_config('portal.contexto', %s, true)", [contexto])
