"""Who may do what: one table that the admin, the querysets, the commands and the tests read.

No database here. An account acts by its *cargos*: what it is, of which side, in which secretariat.
The table says, of each action and role, how far it reaches; what it does not say, nobody may.

The administrator has no side: it keeps the place and the history, and so reaches no position, no
review, no citizens' word and no agreed text. A side reaches its own, in its own secretariat.
"""

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

__all__ = ["DE_UN_LADO", "TABLA", "Accion", "Alcance", "Cargo", "Rol", "alcanza"]


class Rol(TextChoices):
    ADMINISTRADOR = "administrador", _("Administración: sin lado")
    MIEMBRO = "miembro", _("Miembro: habla por su lado")
    ENLACE = "enlace", _("Enlace: reporta lo que toca a su institución")
    EVALUADOR = "evaluador", _("Evaluación independiente")
    MODERADOR = "moderador", _("Moderación de lo que escribe la ciudadanía")


# Roles that are exercised from a seat, and so have its side and its secretariat.
DE_UN_LADO = frozenset({Rol.MIEMBRO, Rol.ENLACE, Rol.MODERADOR})


class Accion(Enum):
    VER_BORRADORES = auto()  # see what is not public yet
    REDACTAR = auto()  # write plans and commitments made here
    ABRIR_PLAN = auto()  # open a plan, and prepare it while it is a draft
    CORREGIR = auto()  # correct, citing a source, what comes from sources
    CATALOGAR = auto()  # keep places, institutions, secretariats, sources and discrepancies
    RETIRAR = auto()  # withdraw what is public and is no agreed text
    EVALUAR = auto()  # write the independent review
    CARGAR = auto()  # bring what sources say that a review found
    PRONUNCIARSE = auto()  # say what a side thinks of a commitment
    PROPONER = auto()  # propose an agreement to the other sides, and take it back
    TOMAR_POSICION = auto()  # take a side's position on an agreement
    CONVOCAR = auto()  # call the sessions of a secretariat, and write their minutes
    REPORTAR = auto()  # report the progress of what a side answers for
    MODERAR = auto()  # publish or not what citizens write
    ATESTIGUAR = auto()  # register the key with which a side vouches for the ledger
    INVITAR = auto()  # invite the accounts of a side, and end them
    INVITAR_A_EVALUAR = auto()  # invite whoever reviews
    OPERAR = auto()  # give the orders of manage.py, and see the accounts


class Alcance(Enum):
    """How far a role reaches, of (own side or another's) × (own secretariat or another)."""

    SU_LADO = auto()  # its side's, in its secretariat
    SU_SECRETARIADO = auto()  # any side's, in its secretariat
    TODO = auto()

    def cubre(self, *, su_lado: bool, su_secretariado: bool) -> bool:
        if self is Alcance.TODO:
            return True
        return su_secretariado and (su_lado or self is Alcance.SU_SECRETARIADO)


_ADMINISTRA = {Rol.ADMINISTRADOR: Alcance.TODO}
_SU_LADO = {Rol.MIEMBRO: Alcance.SU_LADO}

TABLA: Mapping[Accion, Mapping[Rol, Alcance]] = {
    Accion.VER_BORRADORES: {
        Rol.ADMINISTRADOR: Alcance.TODO,
        Rol.MIEMBRO: Alcance.SU_SECRETARIADO,
        Rol.ENLACE: Alcance.SU_SECRETARIADO,
        Rol.EVALUADOR: Alcance.SU_SECRETARIADO,
    },
    Accion.REDACTAR: {Rol.MIEMBRO: Alcance.SU_SECRETARIADO},
    Accion.ABRIR_PLAN: _ADMINISTRA,
    Accion.CORREGIR: {Rol.ADMINISTRADOR: Alcance.TODO, Rol.MIEMBRO: Alcance.SU_SECRETARIADO},
    Accion.CATALOGAR: _ADMINISTRA,
    Accion.RETIRAR: _ADMINISTRA,
    Accion.EVALUAR: {Rol.EVALUADOR: Alcance.SU_SECRETARIADO},
    Accion.CARGAR: {},  # no account: the commands that load the history and OGP's database
    Accion.PRONUNCIARSE: _SU_LADO,
    Accion.PROPONER: _SU_LADO,
    Accion.TOMAR_POSICION: _SU_LADO,
    Accion.CONVOCAR: {Rol.MIEMBRO: Alcance.SU_SECRETARIADO},
    Accion.REPORTAR: {Rol.MIEMBRO: Alcance.SU_LADO, Rol.ENLACE: Alcance.SU_LADO},
    Accion.MODERAR: {Rol.MODERADOR: Alcance.SU_LADO},
    Accion.ATESTIGUAR: _SU_LADO,
    Accion.INVITAR: {Rol.ADMINISTRADOR: Alcance.TODO, Rol.MIEMBRO: Alcance.SU_LADO},
    Accion.INVITAR_A_EVALUAR: _ADMINISTRA,
    Accion.OPERAR: _ADMINISTRA,
}


class Cargo(NamedTuple):
    """What an account is, today: `lado` and `secretariado` (a number) are None for who has none.
    A liaison's reach is, besides, of what its institution (a number) does."""

    rol: Rol
    lado: str | None = None
    secretariado: int | None = None
    institucion: int | None = None


def alcanza(
    cargos: Iterable[Cargo], accion: Accion, *, lado: str | None, secretariado: int | None
) -> bool:
    """May whoever has these cargos do it to what is of that side, in that secretariat?"""
    return any(
        alcance.cubre(
            su_lado=lado is not None and cargo.lado == lado,
            su_secretariado=secretariado is not None and cargo.secretariado == secretariado,
        )
        for cargo in cargos
        if (alcance := TABLA[accion].get(cargo.rol))
    )
