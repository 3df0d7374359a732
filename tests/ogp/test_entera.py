"""The whole file of 2017, if there is one at hand: what was loaded, counted again from the CSV.

`OGP_CSV=FILE pytest tests/ogp/test_entera.py`. The counts are made with the standard library alone,
and know nothing of how the portal reads.
"""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from django.db.models import Count

from compromisos.models import Codificacion, Compromiso
from compromisos.paises import comparacion
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.portal.ogp.importacion import importar

ARCHIVO = os.environ.get("OGP_CSV", "")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("historia"),
    pytest.mark.skipif(not ARCHIVO, reason="OGP_CSV no dice dónde está la base de OGP de 2017."),
]

CUMPLIMIENTO = {
    "a. not started": "no_iniciado",
    "b. limited": "limitado",
    "c. substantial": "sustancial",
    "d. complete": "completo",
    "unclear": "no_claro",
    "withdrawn": "retirado",
    "nr": "NR",
    "nd": "ND",
    "na": "NA",
}
SI_NO = {"1": "si", "0": "no", "NR": "NR", "ND": "ND"}
VALORES = {
    "Value -Info": "valor_acceso_informacion",
    "Value -Part": "valor_participacion",
    "Value -Acc": "valor_rendicion_cuentas",
    "Value -Tech": "valor_tecnologia",
}
INFORME = "Report publication year (progress report)"
VIGENTE = "Starred (current formula) progress report"
# By the rule in force in the year of its report: each rule has its column.
ESTRELLA_DE = {
    "2013": "Starred (pre-June 2014 assessments)",
    "2014": "Starred (pre-June 2014 assessments)",
    "2015": "Starred (2015 only)",
    "2016": VIGENTE,
}


def leidas() -> list[dict[str, str]]:
    with Path(ARCHIVO).open(encoding="utf-8", newline="") as archivo:
        lineas = csv.reader(archivo)
        next(lineas)  # numbers
        encabezado = next(lineas)
        return [dict(zip(encabezado, celdas, strict=True)) for celdas in lineas]


def cargadas(variable: str, momento: str, *, de_mexico: bool = True) -> Counter:
    """Country and value (or why there is none) of each commitment of the database."""
    filas = Codificacion.objects.filter(
        variable=variable,
        evaluacion__momento=momento,
        evaluacion__compromiso__plan__in=_planes(),
    )
    if not de_mexico:
        filas = filas.exclude(evaluacion__compromiso__plan__jurisdiccion__iso="MX")
    pais = "evaluacion__compromiso__plan__jurisdiccion__nombre"
    return Counter((f[0], f[1] or f[2]) for f in filas.values_list(pais, "valor", "ausencia"))


def _planes():
    de_ogp = Compromiso.objects.filter(plan__procedencia="externa") | Compromiso.objects.filter(
        plan__clave__in=["paa-2012", "pa15"]
    )
    return de_ogp.values("plan")


def por_pais(cuenta: Counter) -> list[tuple[int, ...]]:
    """Names are in two languages: countries are told apart by their figures."""
    paises = {pais for pais, _valor in cuenta}
    valores = sorted({valor for _pais, valor in cuenta})
    return sorted(tuple(cuenta[pais, valor] for valor in valores) for pais in paises)


def test_the_whole_file_agrees_with_counts_made_by_hand():
    filas = leidas()
    hecho = importar(Path(ARCHIVO))
    assert (hecho.filas, len(filas)) == (1927, 1927)
    assert (hecho.compromisos, hecho.comparadas, hecho.rechazadas) == (1927 - 63, 63, 0)

    # By country, Mexico among them.
    cargado = Counter(
        dict(
            Compromiso.objects.filter(plan__in=_planes())
            .order_by()
            .values_list("plan__jurisdiccion__nombre")
            .annotate(Count("pk"))
        )
    )
    leido = Counter(fila["Country"] for fila in filas)
    assert len(leido) == len(cargado) == 61
    assert sorted(leido.values()) == sorted(cargado.values())
    assert (leido["Mexico"], leido["Brazil"]) == (cargado["México"], cargado["Brasil"]) == (63, 83)
    assert Compromiso.objects.filter(plan__jurisdiccion__ruta__startswith="MX").count() == 125
    assert _planes().distinct().count() == 100

    # Completion at mid-term, codes of absence apart.
    leido = Counter(
        (f["Country"], CUMPLIMIENTO[f["Completion (progress report)"].lower()]) for f in filas
    )
    cargado = cargadas("cumplimiento", "medio_termino")
    assert por_pais(leido) == por_pais(cargado)
    assert sum(n for (_pais, valor), n in cargado.items() if valor == "completo") == 435
    assert sum(n for (_pais, valor), n in cargado.items() if valor == "NR") == 70

    # Completion at the end of the term, of what was coded.
    fin = (f["Completion (end of term)"] for f in filas)
    leido = Counter(CUMPLIMIENTO[v.lower()] for v in fin if v not in ("NR", "ND"))
    cargado = cargadas("cumplimiento", "fin_termino", de_mexico=False)
    assert leido == Counter(v for (_pais, v), n in cargado.items() for _ in range(n))

    # OGP values.
    for columna, variable in VALORES.items():
        leido = Counter((f["Country"], SI_NO[f[columna]]) for f in filas)
        assert por_pais(leido) == por_pais(cargadas(variable, "medio_termino"))

    # Stars: of Mexico's first plan the portal has those of another edition.
    ajenas = [f for f in filas if f["Country"] != "Mexico"]
    leido = Counter(
        (f["Country"], "si") for f in ajenas if f.get(ESTRELLA_DE.get(f[INFORME], "")) == "1"
    )
    cargado = cargadas("estrella", "medio_termino", de_mexico=False)
    con_estrella = Counter({llave: n for llave, n in cargado.items() if llave[1] == "si"})
    assert por_pais(leido) == por_pais(con_estrella)
    (uruguay,) = (fila for fila in comparacion() if fila.iso == "UY")
    assert [n for regla, n in uruguay.estrellas if "exige impacto" in regla] == [2]
    assert sum(n for _regla, n in uruguay.estrellas) == con_estrella["Uruguay", "si"]
    albanes = Codificacion.objects.get(
        evaluacion__clave="AL-P2-C0101-c5d9-MRI-medio-termino", variable="estrella"
    )
    assert (albanes.valor, "exige impacto transformador" in albanes.nota) == ("no", True)
    vigente = cargadas("estrella_vigente_avance", "medio_termino", de_mexico=False)
    assert sum(n for (_p, v), n in vigente.items() if v == "si") == sum(
        f[VIGENTE] == "1" for f in ajenas
    )

    # Again: nothing.
    entradas = Entrada.objects.count()
    otra = importar(Path(ARCHIVO))
    assert not otra.cambia
    assert Entrada.objects.count() == entradas
