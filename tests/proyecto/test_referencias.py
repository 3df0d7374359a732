"""Keys refer to records that are there, in the database and in what the API gives."""

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.test import Client

from compromisos.models import Codificacion
from compromisos.vocabularios import CUMPLIMIENTO, LIBRES
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.comun.registro import Tipo
from gobierno_abierto.fuentes.directorio import destinos_de
from gobierno_abierto.fuentes.models import Afirmacion, Cita, ObjetoDiscrepancia
from gobierno_abierto.portal.api import REGISTROS
from gobierno_abierto.portal.codigos import CODIGOS
from secretariados.models import Acuerdo, MembresiaAGA
from secretariados.models.puesto import Puesto
from tests.bitacora.factories import FabricaDeTestigo
from tests.compromisos.replicar import replica_publica
from tests.compromisos.seguido import hacer_seguido
from tests.proyecto.recorrido import exportado
from tests.secretariados.factories import SesionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

APPS = ("bitacora", "fuentes", "secretariados", "planes", "compromisos")
APUNTAN = (
    (Cita, "objeto_tipo", "objeto_clave"),
    (ObjetoDiscrepancia, "objeto_tipo", "objeto_clave"),
    (Afirmacion, "objeto_tipo", "objeto_clave"),
    (Acuerdo, "aplica_a_tipo", "aplica_a_clave"),
)


@pytest.fixture(scope="module")
def enteros(django_db_setup, django_db_blocker):
    """Every public record of every resource, as the API exports it."""
    with django_db_blocker.unblock():
        return {r.recurso: exportado(Client(), r.recurso) for r in REGISTROS}


@pytest.mark.parametrize(
    ("modelo", "tipo", "clave"), APUNTAN, ids=lambda x: getattr(x, "__name__", "")
)
def test_no_key_dangles(modelo, tipo, clave):
    pares = set(modelo.objects.exclude(**{tipo: None}).values_list(tipo, clave))
    assert pares
    assert pares - set(destinos_de(pares)) == set()


@pytest.mark.parametrize("tipo", Objeto)
def test_every_kind_of_record_has_an_address(client, tipo):
    """The first record of each kind: its page answers, and its anchor is on it."""
    FabricaDeTestigo()  # the history brings none of these
    SesionFactory(publicado=True)
    hacer_seguido()
    if tipo == Objeto.REPLICA:
        replica_publica()
    fila = apps.get_model(MODELOS[tipo])._default_manager.publicos().order_by("pk").first()
    ruta, _, ancla = fila.get_absolute_url().partition("#")
    respuesta = client.get(ruta)
    assert respuesta.status_code == 200, ruta
    assert not ancla or f'id="{ancla}"' in respuesta.content.decode(), (ruta, ancla)


def referencias(campos, registro):
    """Every key that a record refers to, whatever the depth."""
    for campo in campos:
        valor = registro[campo.nombre]
        if valor is None:
            continue
        if campo.tipo == Tipo.REFERENCIA:
            yield campo.nombre, valor
        elif campo.partes:
            for parte in valor if campo.tipo == Tipo.LISTA else [valor]:
                yield from referencias(campo.partes, parte)
        elif campo.nombre in ("fuentes", "discrepancias"):
            yield from ((campo.nombre, clave) for clave in valor)


def test_every_reference_of_the_api_is_a_record_of_the_api(enteros):
    claves = {
        fila[registro.campos[0].nombre]
        for registro in REGISTROS
        for fila in enteros[registro.recurso]
    }
    # Read on the Alliance's page; the API gives them within `paises`.
    claves |= set(MembresiaAGA.objects.publicos().values_list("clave", flat=True))
    rotas = {
        (registro.recurso, nombre, clave)
        for registro in REGISTROS
        for fila in enteros[registro.recurso]
        for nombre, clave in referencias(registro.campos, fila)
        if clave not in claves
    }
    assert rotas == set()


def test_every_address_of_the_api_is_a_page_and_its_place_in_it(paginas, enteros):
    urls = {
        fila["url"].removeprefix("http://testserver")
        for filas in enteros.values()
        for fila in filas
    }
    assert len(urls) > 600
    for url in sorted(urls):
        ruta, _, ancla = url.partition("#")
        assert paginas[ruta].estado == 200
        assert not ancla or ancla in paginas[ruta].anclas, url


# Coded fields that any editor may widen, so that the schema does not enumerate them.
LISTA_DE = {"variable": "variable", "propiedad": "afirmacion.propiedad"}


def codificados(campos, registro):
    """Every coded value of a record, whatever the depth."""
    for campo in campos:
        valor = registro[campo.nombre]
        if valor is None:
            continue
        if campo.partes:
            for parte in valor if campo.tipo == Tipo.LISTA else [valor]:
                yield from codificados(campo.partes, parte)
        elif campo.tipo == Tipo.CODIGO or campo.nombre in LISTA_DE:
            yield campo.nombre, valor
        elif campo.tipo == Tipo.LISTA and campo.codigos:
            yield from ((campo.nombre, codigo) for codigo in valor)


@pytest.fixture(scope="module")
def listas():
    listas: dict[str, set[str]] = {}
    for fila in CODIGOS.filas():
        listas.setdefault(fila["lista"], set()).add(fila["codigo"])
    return listas


class TestCodigos:
    def test_every_code_of_the_database_is_published(self, listas):
        publicados = [frozenset(codigos) for codigos in listas.values()]
        modelos = (m for app in APPS for m in apps.get_app_config(app).get_models())
        for modelo in (m for m in modelos if not issubclass(m, Puesto)):  # accounts are private
            for campo in modelo._meta.get_fields():
                if isinstance(campo, CharField | TextField) and campo.choices:
                    opciones = frozenset(codigo for codigo, _ in campo.choices)
                    assert opciones in publicados, (modelo, campo.name)
                    usados = modelo._base_manager.exclude(**{campo.name: None})
                    guardados = set(usados.values_list(campo.name, flat=True).distinct())
                    assert guardados <= opciones, (modelo, campo.name)

    def test_every_coding_is_published(self, listas):
        libres = {"etiqueta"}
        for era, variable, valor in (
            Codificacion.objects.filter(valor__isnull=False)
            .values_list("vocabulario", "variable", "valor")
            .distinct()
        ):
            if variable not in libres:
                assert valor in listas[f"{era}.{variable}"]

    def test_every_code_of_the_records_is_published(self, listas):
        todos = set().union(*listas.values())
        for registro in REGISTROS:
            for campo in registro.campos:
                for codigos in (campo.codigos, *(parte.codigos for parte in campo.partes)):
                    assert set(getattr(codigos, "values", codigos) or ()) <= todos, campo.nombre

    def test_every_coded_value_that_the_api_gives_is_published(self, enteros, listas):
        """Not what records may hold, but what they do hold, whatever the depth."""
        todos = set().union(*listas.values())
        sueltos = {
            (registro.recurso, nombre, valor)
            for registro in REGISTROS
            for fila in enteros[registro.recurso]
            for nombre, valor in codificados(registro.campos, fila)
            if valor not in listas.get(LISTA_DE.get(nombre, ""), todos)
        }
        assert sueltos == set()

    def test_every_coded_value_of_a_review_is_in_the_list_of_its_era(self, enteros, listas):
        for fila in enteros["evaluaciones"]:
            for dicha in fila["codificaciones"]:
                if dicha["valor"] is not None and dicha["variable"] not in LIBRES:
                    assert dicha["valor"] in listas[f"{fila['vocabulario']}.{dicha['variable']}"]

    def test_both_languages_and_ogps_words(self, client):
        filas = exportado(client, "codigos")
        assert all(fila["es"] and fila["en"] for fila in filas)
        completo = next(
            fila
            for fila in filas
            if (fila["lista"], fila["codigo"]) == ("mri_2011_2019.cumplimiento", "completo")
        )
        assert completo == {
            "lista": "mri_2011_2019.cumplimiento",
            "codigo": "completo",
            "es": "Completo",
            "en": "Complete",
            "definicion_es": "Se hizo todo lo que el compromiso prometía.",
            "definicion_en": "All that the commitment promised was done.",
            "comun": "completo",
            "ogp": "Complete",
        }
        cumplido = client.get("/api/v1/codigos/?lista=pronunciamiento.valor").json()["results"]
        assert {fila["codigo"]: fila["comun"] for fila in cumplido} == {
            "cumplido": "completo",
            "no_cumplido": "limitado",
            **{valor: valor for valor in CUMPLIMIENTO},
            "nuevo": None,  # it speaks of something else
            "ya_se_hacia": None,
        }
