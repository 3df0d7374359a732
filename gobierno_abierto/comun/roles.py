"""Who may do what: one table that the admin, the querysets, the commands and the tests read.

No database here. An account acts by its *cargos*: what it is, of which side, in which secretariat.
The table says, of each action and role, how far it reaches; what it does not say, nobody may.

The administrator has no side: it keeps the place and the history, and so reaches no position, no
review, no citizens' word and no agreed text. A side reaches its own, in its own secretariat.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
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
    VER_BORRADORES = "ver lo que todavía no es público"
    REDACTAR = "escribir planes y compromisos hechos aquí"
    ABRIR_PLAN = "abrir un plan, y prepararlo mientras es borrador"
    CORREGIR = "corregir, citando una fuente, lo que consta en fuentes"
    CATALOGAR = "mantener lugares, instituciones, secretariados, fuentes y discrepancias"
    RETIRAR = "retirar lo publicado que no es texto acordado"
    EVALUAR = "escribir la revisión independiente"
    PRONUNCIARSE = "decir qué opina un lado de un compromiso"
    TOMAR_POSICION = "tomar la posición de un lado ante un acuerdo"
    REPORTAR = "reportar el avance de lo que toca a un lado"
    MODERAR = "publicar o no lo que escribe la ciudadanía"
    ATESTIGUAR = "registrar la clave con que un lado atestigua la bitácora"
    INVITAR = "invitar cuentas, y terminarlas"
    INVITAR_A_EVALUAR = "invitar a quien evalúa"
    OPERAR = "dar las órdenes de manage.py y ver las cuentas"


class Alcance(Enum):
    """How far a role reaches, of (own side or another's) × (own secretariat or another)."""

    SU_LADO = "lo de su lado, en su secretariado"
    SU_SECRETARIADO = "lo de cualquier lado, en su secretariado"
    TODO = "todo"

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
    Accion.PRONUNCIARSE: _SU_LADO,
    Accion.TOMAR_POSICION: _SU_LADO,
    Accion.REPORTAR: {Rol.MIEMBRO: Alcance.SU_LADO, Rol.ENLACE: Alcance.SU_LADO},
    Accion.MODERAR: {Rol.MODERADOR: Alcance.SU_LADO},
    Accion.ATESTIGUAR: _SU_LADO,
    Accion.INVITAR: {Rol.ADMINISTRADOR: Alcance.TODO, Rol.MIEMBRO: Alcance.SU_LADO},
    Accion.INVITAR_A_EVALUAR: _ADMINISTRA,
    Accion.OPERAR: _ADMINISTRA,
}


class Cargo(NamedTuple):
    """What an account is, today: `lado` and `secretariado` (a number) are None for who has none."""

    rol: Rol
    lado: str | None = None
    secretariado: int | None = None


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
