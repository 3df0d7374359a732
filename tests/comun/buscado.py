"""What is searched for in a test, whether it is there or is only alike."""

from gobierno_abierto.comun import busqueda

__all__ = ["buscar"]


def buscar(filas, texto, columna="busqueda"):
    halladas, _con_erratas = busqueda.buscar(filas, texto, columna)
    return halladas
