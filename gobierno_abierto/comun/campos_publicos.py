"""Public fields that many resources share, so that each reads the same everywhere."""

from typing import Any

from django.db.models import BigIntegerField, Case, F, Func, TextField, Value, When

from gobierno_abierto.comun.codigos import Precision, Procedencia
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.registro import Campo, Tipo

__all__ = [
    "clave",
    "direccion",
    "fecha_parcial",
    "lista_de_claves",
    "pais",
    "procedencia",
    "referencia",
    "sello",
    "si_es_publico",
]


def clave(recurso_es: str, nombre: str = "clave") -> Campo:
    return Campo(
        nombre,
        Tipo.TEXTO,
        f"Clave permanente: identifica {recurso_es} para siempre.",
        "Permanent key: never changes, never reused.",
        sql="clave",
    )


def direccion(enlace: Enlace) -> Campo:
    return Campo(
        "url",
        Tipo.DIRECCION,
        "Dirección de su página.",
        "Address of its page.",
        enlace=enlace,
    )


def referencia(nombre: str, es: str, en: str, sql: Any = "", nulo: bool = False) -> Campo:
    """The key of another record: null where that one is not public. Only what a record hangs from
    is always there (`nulo=False`), since the record is not public without it."""
    camino = sql or f"{nombre}__clave"
    return Campo(nombre, Tipo.REFERENCIA, es, en, si_es_publico(camino) if nulo else camino, nulo)


def si_es_publico(camino: Any) -> Any:
    """`mesa__clave`, where the table is public: the withdrawn is not named, nor is a draft."""
    if not isinstance(camino, str):
        return camino
    registro = camino.removesuffix("__clave")
    return Case(When(**{f"{registro}__publico": True}, then=camino))


def fecha_parcial(nombre: str, es: str, en: str, sql: str = "") -> tuple[Campo, Campo]:
    """The pair of a partial date."""
    campo = sql or nombre
    return (
        Campo(
            nombre,
            Tipo.FECHA,
            f"{es}: primer día del periodo que la fuente afirma.",
            f"{en}: first day of the period that the source states.",
            campo,
            nulo=True,
        ),
        Campo(
            f"{nombre}_precision",
            Tipo.CODIGO,
            f"{es}: cuánto de la fecha dice la fuente.",
            f"{en}: how much of the date the source states.",
            f"{campo}_precision",
            codigos=Precision,
        ),
    )


class _PrimerPaso(Func):
    """`MX/DUR` → `MX`."""

    function = "split_part"
    output_field = TextField()


def pais(ruta: str) -> Campo:
    return Campo(
        "pais",
        Tipo.TEXTO,
        "Código ISO 3166 del país.",
        "ISO 3166 code of the country.",
        _PrimerPaso(F(ruta), Value("/"), Value(1)),
    )


def procedencia(sql: str = "procedencia") -> Campo:
    return Campo(
        "procedencia",
        Tipo.CODIGO,
        "De dónde viene el registro.",
        "Where the record comes from.",
        sql,
        codigos=Procedencia,
    )


def lista_de_claves(nombre: str, es: str, en: str, sql: Any) -> Campo:
    return Campo(nombre, Tipo.LISTA, es, en, sql)


class _Revision(Func):
    """The revision of the data, which the ledger keeps above this app."""

    template = "(SELECT sum(valor)::bigint FROM public.bitacora_revision)"
    output_field = BigIntegerField()


def sello() -> tuple[Campo, ...]:
    """What closes every record: which version it is and when it last changed."""
    return (
        Campo(
            "version",
            Tipo.ENTERO,
            "Número de versión del registro; crece con cada cambio.",
            "Version number of the record; grows with each change.",
        ),
        Campo(
            "revision",
            Tipo.ENTERO,
            "Revisión de los datos cuando se leyó: crece con cada cambio público.",
            "Revision of the data when it was read: it grows with every public change.",
            _Revision(),
        ),
        Campo("actualizado", Tipo.INSTANTE, "Último cambio del registro.", "Last change."),
    )
