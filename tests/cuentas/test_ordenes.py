"""What `manage.py` may do, it does as the administration: no order speaks for a side."""

import pytest
from django.core.management import get_commands

from gobierno_abierto.comun.roles import TABLA, Accion, Alcance, Rol

NUESTRAS = ("gobierno_abierto", "secretariados", "planes", "compromisos")
DE_QUE = {
    "cargar_historia": Accion.CORREGIR,
    "crear_cuentas_de_practica": Accion.INVITAR,
    "exportar": Accion.OPERAR,
    "importar": Accion.OPERAR,
    "importar_ogp": Accion.CORREGIR,  # what OGP publishes, as it says it: a source
    "nueva_contrasena": Accion.OPERAR,
    "portal": Accion.OPERAR,
    "suprimir": Accion.RETIRAR,
    "trabajar": Accion.OPERAR,
    "verificar_bitacora": Accion.OPERAR,
}


def test_every_order_is_told_here():
    ordenes = {orden for orden, app in get_commands().items() if str(app).startswith(NUESTRAS)}
    assert ordenes == set(DE_QUE)


@pytest.mark.parametrize("accion", sorted(set(DE_QUE.values()), key=str))
def test_each_is_the_administrations_and_reaches_everything(accion):
    assert TABLA[accion][Rol.ADMINISTRADOR] is Alcance.TODO
