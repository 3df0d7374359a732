"""Who asks for a change, and why: told to the database for the length of one transaction."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction

from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.roles import Accion

__all__ = ["Contexto", "completar", "en_contexto", "oficina_que_evalua", "por_acuerdo"]

AJUSTE = "portal.contexto"

# Who has no side has an office all the same: what the ledger says of it is for ever, in Spanish.
QUE_ADMINISTRA = "Administración del portal"
QUE_EVALUA = "Evaluación independiente"


def oficina_que_evalua(evaluador: str | None = None) -> str:
    """`evaluador`: for which organisation, as its own review says."""
    return f"{QUE_EVALUA} · {evaluador}" if evaluador else QUE_EVALUA


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
    def de(cls, usuario: Any, **mas: Any) -> "Contexto":
        """An account that uses the admin, with the voice of its seat if it has one."""
        if usuario.is_superuser:
            return cls.sin_lado(QUE_ADMINISTRA, **mas)
        ocupacion = (
            usuario.ocupaciones.vigentes()
            .filter(asiento__isnull=False)
            .select_related("asiento__institucion")
            .order_by("pk")
            .first()
        )
        if ocupacion is None and usuario.puede_alguna([Accion.EVALUAR]):
            return cls.sin_lado(oficina_que_evalua(), **mas)
        return cls.desde(ocupacion and ocupacion.asiento, **mas)

    @classmethod
    def sin_lado(cls, oficina: str, **mas: Any) -> "Contexto":
        """The admin, used by whoever administers or evaluates: of no side, but not of nobody."""
        return cls(Entrada.Via.ADMINISTRACION, oficina=oficina, **mas)

    @classmethod
    def desde(cls, asiento: Any, **mas: Any) -> "Contexto":
        """The admin, with the voice of that seat: of an account that has several, the one that it
        acts from; None for who acts from none."""
        voz = {"lado": asiento.lado, "oficina": asiento.firma} if asiento else {}
        return cls(Entrada.Via.ADMINISTRACION, **voz, **mas)


@contextmanager
def en_contexto(contexto: Contexto) -> Iterator[None]:
    """Changes of the block carry this context. One transaction, or part of the one outside."""
    with transaction.atomic():
        anterior = _leer()
        _escribir({k: v for k, v in asdict(contexto).items() if v is not None})
        yield
        _escribir(anterior)


@contextmanager
def por_acuerdo(clave: str, motivo: str | None, tipo: Entrada.Tipo) -> Iterator[None]:
    """Changes of the block are those that an agreement decides: of the three sides, and not of the
    one that happened to consent last."""
    with transaction.atomic():
        anterior = _leer()
        quien = {"via": anterior["via"]} if "via" in anterior else {}
        _escribir({**quien, "tipo": tipo, "acuerdo": clave, "motivo": motivo})
        yield
        _escribir(anterior)


def completar(**datos: Any) -> None:
    """Add to the context in force what is only known once the form has been read."""
    if not connection.in_atomic_block:
        raise RuntimeError("completar: fuera de una transacción el contexto no llegaría a nada.")
    _escribir(_leer() | {k: v for k, v in datos.items() if v is not None})


def _leer() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [AJUSTE])
        (dicho,) = cursor.fetchone()
    return json.loads(dicho) if dicho else {}


def _escribir(datos: dict[str, Any]) -> None:
    """«Without context» is an empty setting, which the database takes as having none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, %s, true)", [AJUSTE, json.dumps(datos) if datos else ""]
        )
