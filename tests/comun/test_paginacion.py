"""Cursors: whatever the order and the size, walking a list gives each row once, both ways."""

from itertools import pairwise

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compromisos.registros import COMPROMISOS
from gobierno_abierto.comun.api.paginacion import paginar
from gobierno_abierto.comun.api.problemas import ParametroInvalido

pytestmark = pytest.mark.django_db

ORDENES = st.lists(
    st.sampled_from(sorted(COMPROMISOS.ordenes)), min_size=1, max_size=2, unique=True
).flatmap(lambda nombres: st.tuples(*(st.sampled_from([n, f"-{n}"]) for n in nombres)))


def pagina(orden, tamano, cursor=None, ambito="x"):
    expresiones = [
        (nombre, F(e) if isinstance(e := COMPROMISOS.ordenes[nombre.lstrip("-")], str) else e)
        for nombre in orden
    ]
    return paginar(
        COMPROMISOS.modelo.objects.publicos().values("clave"),
        ordenes=expresiones,
        ambito=ambito,
        tamano=tamano,
        cursor=cursor,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(orden=ORDENES, tamano=st.integers(1, 60))
def test_forwards_and_back_every_row_once(historia, orden, tamano):
    ida, paginas, actual = [], [], pagina(orden, tamano)
    while True:
        ida += [fila["clave"] for fila in actual.filas]
        paginas.append(actual)
        if actual.siguiente is None:
            break
        actual = pagina(orden, tamano, actual.siguiente)
    todas = set(COMPROMISOS.modelo.objects.publicos().values_list("clave", flat=True))
    assert len(ida) == len(todas)
    assert set(ida) == todas
    for anterior, siguiente in pairwise(paginas):
        vuelta = pagina(orden, tamano, siguiente.anterior)
        assert [f["clave"] for f in vuelta.filas] == [f["clave"] for f in anterior.filas]
    assert paginas[0].anterior is None


def test_a_cursor_is_bound_to_its_query(historia):
    cursor = pagina(["clave"], 5).siguiente
    with pytest.raises(ParametroInvalido):
        pagina(["clave"], 5, cursor, ambito="otro")


@pytest.mark.parametrize("cursor", ["x", "", "e30:abc:def", "\x00", "a" * 5000])
def test_a_made_up_cursor_is_refused(historia, cursor):
    if cursor == "":
        assert pagina(["clave"], 5, cursor).anterior is None
        return
    with pytest.raises(ParametroInvalido):
        pagina(["clave"], 5, cursor)
