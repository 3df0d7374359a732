"""The table of roles, whole: each role × each action × own or another's side and secretariat."""

from itertools import product

import pytest

from gobierno_abierto.comun.roles import TABLA, Accion, Cargo, Rol, alcanza

# Owner → (is of its side, is of its secretariat).
DUENOS = {
    "suyo": ("gobierno", 1),
    "de otro lado": ("sociedad_civil", 1),
    "de otro secretariado": ("gobierno", 2),
    "de otro lado de otro secretariado": ("sociedad_civil", 2),
    "de nadie": (None, None),
}
CARGOS = {
    Rol.ADMINISTRADOR: Cargo(Rol.ADMINISTRADOR),
    Rol.MIEMBRO: Cargo(Rol.MIEMBRO, "gobierno", 1),
    Rol.ENLACE: Cargo(Rol.ENLACE, "gobierno", 1),
    Rol.EVALUADOR: Cargo(Rol.EVALUADOR, None, 1),
    Rol.MODERADOR: Cargo(Rol.MODERADOR, "gobierno", 1),
}
SUYO, TODO = {"suyo"}, set(DUENOS)
DE_SU_CASA = {"suyo", "de otro lado"}

# What each role may do, in full: what is not here is refused.
PUEDE = {
    Rol.ADMINISTRADOR: {
        Accion.VER_BORRADORES: TODO,
        Accion.ABRIR_PLAN: TODO,
        Accion.CORREGIR: TODO,
        Accion.CATALOGAR: TODO,
        Accion.RETIRAR: TODO,
        Accion.INVITAR: TODO,
        Accion.INVITAR_A_EVALUAR: TODO,
        Accion.OPERAR: TODO,
    },
    Rol.MIEMBRO: {
        Accion.VER_BORRADORES: DE_SU_CASA,
        Accion.REDACTAR: DE_SU_CASA,
        Accion.CORREGIR: DE_SU_CASA,
        Accion.CONVOCAR: DE_SU_CASA,
        Accion.PRONUNCIARSE: SUYO,
        Accion.PROPONER: SUYO,
        Accion.TOMAR_POSICION: SUYO,
        Accion.REPORTAR: SUYO,
        Accion.ATESTIGUAR: SUYO,
        Accion.INVITAR: SUYO,
    },
    Rol.ENLACE: {Accion.VER_BORRADORES: DE_SU_CASA, Accion.REPORTAR: SUYO},
    Rol.EVALUADOR: {Accion.VER_BORRADORES: DE_SU_CASA, Accion.EVALUAR: DE_SU_CASA},
    Rol.MODERADOR: {Accion.MODERAR: SUYO},
}


@pytest.mark.parametrize(
    ("rol", "accion", "dueno"),
    list(product(Rol, Accion, DUENOS)),
    ids=lambda valor: getattr(valor, "name", valor),
)
def test_the_table(rol, accion, dueno):
    lado, secretariado = DUENOS[dueno]
    dado = alcanza([CARGOS[rol]], accion, lado=lado, secretariado=secretariado)
    assert dado == (dueno in PUEDE[rol].get(accion, ()))


def test_the_administration_takes_no_side():
    de_un_lado = {
        Accion.TOMAR_POSICION,
        Accion.PRONUNCIARSE,
        Accion.EVALUAR,
        Accion.MODERAR,
        Accion.REPORTAR,
        Accion.ATESTIGUAR,
        Accion.REDACTAR,
        Accion.CONVOCAR,
    }
    assert not de_un_lado & {accion for accion in Accion if Rol.ADMINISTRADOR in TABLA[accion]}


def test_several_cargos_add_up():
    dos = [Cargo(Rol.MIEMBRO, "gobierno", 1), Cargo(Rol.MODERADOR, "sociedad_civil", 2)]
    assert alcanza(dos, Accion.MODERAR, lado="sociedad_civil", secretariado=2)
    assert not alcanza(dos, Accion.MODERAR, lado="gobierno", secretariado=1)
    assert not alcanza(dos, Accion.TOMAR_POSICION, lado="sociedad_civil", secretariado=2)
