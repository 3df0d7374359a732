"""The history of one record: its acts, each of which made a version."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q

from gobierno_abierto.bitacora.models import Entrada

__all__ = ["Acto", "actos_de", "hasta_el_acto", "ultima_entrada_de"]


@dataclass
class Acto:
    """What one transaction did to a record, its parts and the records that are part of it."""

    version: int
    entradas: list[Entrada] = field(default_factory=list)

    @property
    def principal(self) -> Entrada:
        """The one that says what the act was: of the record itself, if it changed; else of a part
        of it, and not of what is part of it and a record too."""
        return min(self.entradas, key=lambda e: (e.arriba_tipo is not None, e.parte is not None))

    @property
    def otras(self) -> int:
        return len(self.entradas) - 1

    @property
    def sellado(self) -> bool:
        return all(hasattr(entrada, "sello") for entrada in self.entradas)


def actos_de(tipo: str, clave: str) -> list[Acto]:
    """The acts, newest first. One query."""
    return actos(Entrada.objects.de(tipo, clave).select_related("sello"), tipo, clave)


def actos(entradas: Iterable[Entrada], tipo: str, clave: str) -> list[Acto]:
    por_version: dict[int, Acto] = {}
    for entrada in entradas:
        propia = (entrada.objeto_tipo, entrada.objeto_clave) == (tipo, clave)
        version = entrada.version if propia else entrada.arriba_version
        por_version.setdefault(version or 0, Acto(version or 0)).entradas.append(entrada)
    return sorted(por_version.values(), key=lambda acto: -acto.version)


def ultima_entrada_de(tipo: str, clave: str, version: int) -> Entrada | None:
    """The entry with which a record reached that version; None if there is no such version."""
    propia = Q(objeto_tipo=tipo, objeto_clave=clave, version=version)
    ajena = Q(arriba_tipo=tipo, arriba_clave=clave, arriba_version=version)
    return Entrada.objects.filter(propia | ajena).order_by("pk").last()


def hasta_el_acto(entrada: Entrada) -> int | None:
    """The last place of what the same transaction wrote: where the ledger stood once it was done.
    None while part of it is not sealed."""
    juntas = Entrada.objects.filter(xid=entrada.xid, instante=entrada.instante)
    dado = juntas.aggregate(
        ultima=Max("sello__secuencia"), sin_sello=Count("pk", filter=Q(sello__isnull=True))
    )
    return None if dado["sin_sello"] else dado["ultima"]
