"""Property: whatever is asked, the API answers what an independent reading of its dump says."""

import ast
import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compromisos.models import Compromiso
from gobierno_abierto.portal.api import REGISTROS
from tests.compromisos.factories import CompromisoFactory
from tests.portal import independiente

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

EJEMPLOS = 150 if os.environ.get("LARGO") else 6
# How a name is put in order is the database's to say: it folds accents and articles.
SE_PLIEGAN = ("titulo", "nombre", "propiedad")


def test_it_knows_nothing_of_ours():
    arbol = ast.parse(Path(independiente.__file__).read_text())
    modulos = {
        nombre.partition(".")[0]
        for nodo in ast.walk(arbol)
        for nombre in (
            [alias.name for alias in nodo.names]
            if isinstance(nodo, ast.Import)
            else [nodo.module or ""]
            if isinstance(nodo, ast.ImportFrom)
            else []
        )
    }
    assert modulos <= sys.stdlib_module_names


@pytest.fixture(scope="module")
def volcado(historia, django_db_blocker):
    """Resource → its records, as the dump has them; and what parameters and orders it publishes."""
    from django.test import Client

    with django_db_blocker.unblock():
        cliente = Client()
        documento = cliente.get("/api/v1/esquema/").json()
        leidos = {}
        for registro in REGISTROS:
            recurso = registro.recurso
            pedidos = documento["paths"][f"/api/v1/{recurso}/"]["get"]["parameters"]
            parametros = {p["name"]: p["schema"] for p in pedidos}
            consulta = "?pais=*" if "pais" in parametros else ""
            renglones = b"".join(cliente.get(f"/api/v1/{recurso}.ndjson{consulta}")).splitlines()
            leidos[recurso] = [json.loads(renglon) for renglon in renglones], parametros
        return leidos


def aceptadas(esquema):
    """The words of a parameter that takes some with commas between, as its pattern says them."""
    (palabras,) = re.findall(r"\(\?:,\(\?:(.+?)\)\)", esquema["pattern"])
    return palabras.split("|")


@st.composite
def preguntas(draw, recurso, registros, parametros):
    """Filters, an order, facets and a size of page: all of them valid."""
    posibles = [p for p in sorted(parametros) if independiente.se_recalcula(recurso, p, registros)]
    filtros = {}
    for parametro in draw(st.lists(st.sampled_from(posibles), max_size=3, unique=True)):
        base, _raya, como = parametro.partition("__")
        if como == "isnull":
            filtros[parametro] = draw(st.sampled_from(["true", "false"]))
            continue
        hay = {
            str(v).lower() if isinstance(v, bool) else str(v)
            for r in registros
            for v in independiente.valores_de(recurso, r, base)
        }
        if hay:
            cuantos = draw(st.integers(1, 3)) if como == "in" else 1
            elegidos = [draw(st.sampled_from(sorted(hay))) for _ in range(cuantos)]
            filtros[parametro] = ",".join(elegidos)
    ordenes = [
        orden
        for orden in aceptadas(parametros["ordering"])
        if (nombre := orden.removeprefix("-")) not in SE_PLIEGAN
        and nombre != "relevancia"  # of a search, and not the field of a review
        and nombre in registros[0]
        and not isinstance(registros[0][nombre], list | dict)
    ]
    contables = [
        faceta
        for faceta in (aceptadas(parametros["facetas"]) if "facetas" in parametros else ())
        if independiente.se_recalcula(recurso, faceta, registros)
    ]
    return (
        filtros,
        draw(st.sampled_from(ordenes)) if ordenes else None,
        draw(st.sampled_from(contables)) if contables else None,
        draw(st.integers(max(1, len(registros) // 4), 100)),
    )


@pytest.mark.parametrize("registro", REGISTROS, ids=lambda r: r.recurso)
def test_same_ids_same_order_same_counts_same_facets(client, volcado, registro):
    recurso = registro.recurso
    registros, parametros = volcado[recurso]
    if not registros:
        pytest.skip("La historia no trae ninguno.")
    llave = registro.nombres[0]

    @settings(max_examples=EJEMPLOS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(preguntas(recurso, registros, parametros))
    def siempre(pregunta):
        filtros, orden, faceta, tamano = pregunta
        pedido = filtros | {"page_size": tamano}
        if "pais" in parametros:
            pedido["pais"] = "*"
        if orden:
            pedido["ordering"] = orden
        if faceta:
            pedido["facetas"] = faceta
        esperados = independiente.esperadas(recurso, registros, filtros)
        direccion, dados = f"/api/v1/{recurso}/?{urlencode(pedido)}", []
        while direccion:
            respuesta = client.get(direccion)
            assert respuesta.status_code == 200, (direccion, respuesta.content.decode())
            pagina = respuesta.json()
            assert pagina["count"] == len(esperados), direccion
            dados += pagina["results"]
            direccion = pagina["next"]
        assert len(dados) == len(esperados)
        assert {d[llave] for d in dados} == {e[llave] for e in esperados}
        if orden:
            nombre = orden.removeprefix("-")
            llaves = [independiente.se_ordena_por(dado, nombre) for dado in dados]
            dichas = [llave for llave in llaves if not llave[0]]  # what is unknown is at one end
            assert dichas == sorted(dichas, reverse=orden.startswith("-")), pedido
            assert dichas in (llaves[: len(dichas)], llaves[len(llaves) - len(dichas) :]), pedido
        if faceta:
            contada = {v["valor"]: v["total"] for v in pagina["facetas"][faceta]}
            debida = independiente.facetas(recurso, registros, filtros, faceta)
            if None not in contada:  # a code list does not count what has none
                debida.pop(None, None)
            assert contada == dict(sorted(debida.items(), key=_mas)[:100]), pedido

    siempre()


def _mas(par):
    valor, total = par
    return (-total, valor or "")


@settings(max_examples=EJEMPLOS, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    orden=st.sampled_from(["clave", "-clave", "plan,numero", "-actualizado", "estado,-fin"]),
    tamano=st.integers(5, 40),
    cambios=st.lists(st.integers(0, 124), max_size=6),
)
def test_walking_while_rows_change_neither_skips_nor_repeats(client, orden, tamano, cambios):
    antes = list(Compromiso.objects.publicos().order_by("pk").values_list("clave", flat=True))
    tocadas, vistas = set(), []
    direccion = f"/api/v1/compromisos/?ordering={orden}&page_size={tamano}&campos=clave"
    nueva = 0
    while direccion:
        pagina = client.get(direccion).json()
        vistas += [dado["clave"] for dado in pagina["results"]]
        direccion = pagina["next"]
        if cambios:
            clave = antes[cambios.pop() % len(antes)]
            tocadas.add(clave)
            Compromiso.objects.filter(clave=clave).update(notas=f"Nota {len(tocadas)}.")
            nueva += 1
            tocadas.add(CompromisoFactory(publicado=True).clave)
    intactas = [clave for clave in vistas if clave not in tocadas]
    assert len(intactas) == len(set(intactas))
    mias = {clave for clave in antes if clave not in tocadas}
    assert mias <= set(intactas)
