"""What the role of the web workers may write of what the three agreed, and what it is refused."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction

from compromisos.models import Compromiso
from tests.bitacora.conftest import como_web

SOLO_POR_ACUERDO = "sólo cambia por un acuerdo de los tres lados"
NO_SE_MUDA = "Una parte no se muda de registro"
NO_SE_CAMBIA = "Lo propuesto no se cambia"
ADOPTADO = "'adoptado'"
TABLAS = {"plan": "planes_plan", "compromiso": "compromisos_compromiso"}


def texto(compromiso):
    """As another transaction would read it now."""
    return Compromiso.objects.get(pk=compromiso.pk).texto_acordado()


@contextmanager
def la_web():
    """A transaction of a web worker. What is amiss by its end is refused, as at a commit."""
    with transaction.atomic(), como_web() as cursor:
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def se_rechaza(consulta, *valores, dice=SOLO_POR_ACUERDO):
    with pytest.raises(IntegrityError, match=dice), la_web() as cursor:
        cursor.execute(consulta, valores)


def se_puede(consulta, *valores):
    with la_web() as cursor:
        cursor.execute(consulta, valores)
        assert cursor.rowcount == 1


def por_sql(acto, **columnas):
    """The act, as the web role writes it."""
    escrito = ", ".join(f"{columna} = {valor}" for columna, valor in columnas.items())
    return f"UPDATE secretariados_acuerdo SET {escrito} WHERE id = {acto.pk}"
