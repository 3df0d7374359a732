"""Every value of every field of every record of the data files is in the database."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Model

from gobierno_abierto.bitacora.models import TextoBorrable
from gobierno_abierto.fuentes.models import Cita
from gobierno_abierto.portal.historia.lectura import DATOS, leer
from gobierno_abierto.portal.historia.omisiones import OMISIONES
from gobierno_abierto.portal.historia.tablas import TABLAS

# Files of the collected facts whose records changed name on their way here.
RENOMBRADOS = {"entidades": "jurisdicciones", "cronologia": "hitos", "paises_aga": "membresias"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def escrito(fila: Model, campo: str):
    """The value of a column, written as the files write it."""
    valor = getattr(fila, campo)
    if isinstance(valor, TextoBorrable):
        return valor.texto
    if isinstance(valor, Model):
        return valor.clave
    return valor.isoformat() if isinstance(valor, date) else valor


@pytest.mark.parametrize("tabla", TABLAS, ids=lambda tabla: tabla.nombre)
def test_every_value_is_in_the_database(tabla):
    filas = {fila.clave: fila for fila in tabla.modelo.objects.prefetch_related(*tabla.partes)}
    for registro in leer(DATOS, tabla.archivo):
        fila = filas[registro.clave]
        assert fila.publico
        assert fila.version == fila.version_cargada
        for campo, valor in registro.campos.items():
            if campo == "fuentes":
                citas = Cita.objects.de(tabla.cita, registro.clave).select_related("fuente")
                assert [cita.fuente.clave for cita in citas] == valor, registro
            elif campo in tabla.partes:
                partes = getattr(fila, campo).all()
                assert len(partes) == len(valor)
                for parte, objeto in zip(partes, valor, strict=True):
                    assert {c: escrito(parte, c) for c in objeto} == objeto, registro
            else:
                assert escrito(fila, campo) == valor, (registro, campo)


@pytest.mark.parametrize("tabla", TABLAS, ids=lambda tabla: tabla.nombre)
def test_no_record_is_there_without_a_file(tabla):
    """Rows of the history come from its files and from nowhere else."""
    en_archivo = {registro.clave for registro in leer(DATOS, tabla.archivo)}
    cargadas = tabla.modelo.objects.filter(version_cargada__isnull=False)
    assert set(cargadas.values_list("clave", flat=True)) == en_archivo


def test_nothing_is_both_loaded_and_left_out():
    cargados = {
        (tabla.nombre, campo)
        for tabla in TABLAS
        for registro in leer(DATOS, tabla.archivo)
        for campo in registro.campos
    }
    enteras = {
        (RENOMBRADOS.get(omision.archivo, omision.archivo), omision.campo)
        for omision in OMISIONES
        if not omision.cuando
    }
    assert not cargados & enteras


def test_each_omission_is_listed_once_with_its_reason():
    veces = Counter((omision.archivo, omision.campo) for omision in OMISIONES)
    assert set(veces.values()) == {1}
    assert all(omision.motivo for omision in OMISIONES)
