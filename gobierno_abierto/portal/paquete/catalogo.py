"""`catalogo.jsonld`: what there is, for the catalogues that gather others (DCAT 3, DCAT-AP)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gobierno_abierto.comun import licencia
from gobierno_abierto.comun.api.formatos import XLSX
from gobierno_abierto.portal.paquete.tablas import Tabla

__all__ = ["Archivado", "catalogo"]

UE = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
CONTEXTO = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
IDIOMAS = [{"@id": f"{UE}/language/{codigo}"} for codigo in ("SPA", "ENG")]
MEXICO = {"@id": f"{UE}/country/MEX"}
GOBIERNO = {"@id": f"{UE}/data-theme/GOVE"}
CONTINUA = {"@id": f"{UE}/frequency/CONT"}
PUBLICO = {"@id": f"{UE}/access-right/PUBLIC"}
# What a thing that others define is: whoever checks the catalogue by itself cannot go and see.
CLASES = {
    "dcterms:language": "dcterms:LinguisticSystem",
    "dcterms:spatial": "dcterms:Location",
    "dcterms:accessRights": "dcterms:RightsStatement",
    "dcterms:accrualPeriodicity": "dcterms:Frequency",
    "dcterms:format": "dcterms:MediaTypeOrExtent",
    "dcterms:license": "dcterms:LicenseDocument",
    "dcat:mediaType": "dcterms:MediaType",
    "dcat:packageFormat": "dcterms:MediaType",
    "dcat:theme": "skos:Concept",
    "dcat:landingPage": "foaf:Document",
    "foaf:homepage": "foaf:Document",
    "dcat:accessURL": "rdfs:Resource",
    "dcat:downloadURL": "rdfs:Resource",
    "dcat:endpointURL": "rdfs:Resource",
    "dcat:endpointDescription": "rdfs:Resource",
    "spdx:algorithm": "spdx:ChecksumAlgorithm",
}
# extension → its media type and its name in the EU's list of file types
FORMATOS = {
    "csv": ("text/csv", "CSV"),
    "ndjson": ("application/x-ndjson", "JSON"),
    "json": ("application/json", "JSON"),
    "xlsx": (XLSX, "XLSX"),
    "zip": ("application/zip", "ZIP"),
}


@dataclass(frozen=True)
class Archivado:
    """A package that is on disk: the one that is served, or one of a past day."""

    nombre: str
    ruta: str
    bytes: int
    sha256: str
    creado: str


def catalogo(
    tablas: Iterable[Tabla], actual: Archivado, pasados: Iterable[Archivado], sitio: str
) -> dict[str, Any]:
    datos = f"{sitio}/datos/"
    entero = _conjunto(
        f"{datos}#paquete",
        "paquete",
        (
            "El paquete de datos abiertos: todo lo público",
            "The open-data package: all that is public",
        ),
        (
            "Cada tabla en CSV, NDJSON y hoja de cálculo, con su diccionario, sumas y bitácora.",
            "Each table as CSV, NDJSON and spreadsheet, with its dictionary, sums and ledger.",
        ),
        sitio,
        actual.creado,
        [_del_paquete(actual, sitio)],
    )
    serie = {
        "@id": f"{datos}#instantaneas",
        "@type": ["dcat:DatasetSeries", "dcat:Dataset"],
        "dcterms:title": _dos("El paquete, día por día", "The package, day by day"),
        "dcterms:description": _dos(
            "El primer paquete de cada día en que los datos cambiaron; no se toca después.",
            "The first package of each day on which the data changed; never touched again.",
        ),
        "dcterms:publisher": {"@id": f"{sitio}/#quien"},
    }
    fechados = [
        _conjunto(
            f"{sitio}{pasado.ruta}#datos",
            pasado.nombre,
            (f"El paquete: {pasado.nombre}", f"The package: {pasado.nombre}"),
            ("Como estaba ese día.", "As it was on that day."),
            sitio,
            pasado.creado,
            [_del_paquete(pasado, sitio)],
        )
        | {"dcat:inSeries": {"@id": serie["@id"]}}
        for pasado in pasados
    ]
    de_la_api = [tabla for tabla in tablas if tabla.extensiones]
    de_tablas = [_de_tabla(tabla, sitio, actual.creado) for tabla in de_la_api]
    conjuntos = [entero, *de_tablas]
    grafo: list[dict[str, Any]] = [
        {
            "@id": f"{datos}catalogo.jsonld#catalogo",
            "@type": "dcat:Catalog",
            "dcterms:title": _dos("Datos de Gobierno Abierto", "Gobierno Abierto's data"),
            "dcterms:description": _dos(
                "Planes de acción de gobierno abierto: qué se prometió y qué dice cada voz.",
                "Open-government action plans: what was promised and what each voice says.",
            ),
            "dcterms:publisher": {"@id": f"{sitio}/#quien"},
            "dcterms:language": IDIOMAS,
            "dcterms:license": {"@id": licencia.LICENCIA_URL},
            "dcterms:modified": _instante(actual.creado),
            "foaf:homepage": {"@id": datos},
            "dcat:dataset": [{"@id": uno["@id"]} for uno in (*conjuntos, *fechados)]
            + ([{"@id": serie["@id"]}] if fechados else []),
            "dcat:service": {"@id": f"{sitio}/api/v1/#servicio"},
        },
        {
            "@id": f"{sitio}/#quien",
            "@type": "foaf:Agent",
            "foaf:name": licencia.PUBLICA,
            "foaf:homepage": {"@id": f"{sitio}/"},
        },
        {
            "@id": f"{sitio}/api/v1/#servicio",
            "@type": "dcat:DataService",
            "dcterms:title": _dos("API de Gobierno Abierto", "Gobierno Abierto's API"),
            "dcterms:publisher": {"@id": f"{sitio}/#quien"},
            "dcterms:accessRights": PUBLICO,
            "dcat:endpointURL": {"@id": f"{sitio}/api/v1/"},
            "dcat:endpointDescription": {"@id": f"{sitio}/api/v1/esquema/"},
            "dcat:servesDataset": [{"@id": uno["@id"]} for uno in de_tablas],
        },
        *conjuntos,
        *fechados,
        *([serie] if fechados else []),
        {
            **GOBIERNO,
            "skos:prefLabel": _dos("Gobierno y sector público", "Government and public sector"),
        },
    ]
    declaradas: dict[str, set[str]] = {}
    for nombre, valor in _pares(grafo):
        if nombre in CLASES:
            declaradas.setdefault(valor["@id"], set()).add(CLASES[nombre])
    declarados = [
        {"@id": quien, "@type": sorted(clases)} for quien, clases in sorted(declaradas.items())
    ]
    return {"@context": CONTEXTO, "@graph": [*grafo, *declarados]}


def _pares(nodo: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Every property whose value is named by an address, at whatever depth."""
    if isinstance(nodo, list):
        for uno in nodo:
            yield from _pares(uno)
    elif isinstance(nodo, dict):
        for nombre, valor in nodo.items():
            for uno in valor if isinstance(valor, list) else [valor]:
                if isinstance(uno, dict) and uno.keys() == {"@id"}:
                    yield nombre, uno
                else:
                    yield from _pares(uno)


def _de_tabla(tabla: Tabla, sitio: str, cambiado: str) -> dict[str, Any]:
    """The list of a resource: its own files are the API's, always of now."""
    return _conjunto(
        f"{sitio}/api/v1/{tabla.nombre}/#datos",
        tabla.nombre,
        (tabla.nombre.capitalize(), tabla.nombre.capitalize()),
        (tabla.es, tabla.en),
        sitio,
        cambiado,
        [
            {
                "@id": f"{sitio}/api/v1/{tabla.nombre}.{extension}",
                "@type": "dcat:Distribution",
                "dcterms:title": _dos(f"{tabla.nombre}, en {extension.upper()}", None),
                "dcat:accessURL": {"@id": f"{sitio}/api/v1/{tabla.nombre}.{extension}"},
                "dcat:downloadURL": {"@id": f"{sitio}/api/v1/{tabla.nombre}.{extension}"},
                "dcat:accessService": {"@id": f"{sitio}/api/v1/#servicio"},
                **_formato(extension),
            }
            for extension in tabla.extensiones
        ],
    ) | ({"dcterms:spatial": MEXICO} if tabla.de_mexico else {})


def _conjunto(
    quien: str,
    nombre: str,
    titulo: tuple[str, str],
    descripcion: tuple[str, str],
    sitio: str,
    cambiado: str,
    distribuciones: list[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "@id": quien,
        "@type": "dcat:Dataset",
        "dcterms:identifier": nombre,
        "dcterms:title": _dos(*titulo),
        "dcterms:description": _dos(*descripcion),
        "dcterms:publisher": {"@id": f"{sitio}/#quien"},
        "dcterms:modified": _instante(cambiado),
        "dcterms:language": IDIOMAS,
        "dcterms:accessRights": PUBLICO,
        "dcterms:accrualPeriodicity": CONTINUA,
        "dcat:theme": GOBIERNO,
        "dcat:landingPage": {"@id": f"{sitio}/datos/"},
        "dcat:distribution": distribuciones,
    }


def _del_paquete(paquete: Archivado, sitio: str) -> dict[str, Any]:
    url = {"@id": f"{sitio}{paquete.ruta}"}
    return {
        "@id": url["@id"],
        "@type": "dcat:Distribution",
        "dcterms:title": _dos("Todo, en un archivo ZIP", "All of it, in a ZIP file"),
        "dcterms:modified": _instante(paquete.creado),
        "dcat:accessURL": url,
        "dcat:downloadURL": url,
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(paquete.bytes)},
        "dcat:packageFormat": {"@id": f"{IANA}/application/zip"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": paquete.sha256},
        },
        **_formato("zip"),
    }


def _formato(extension: str) -> dict[str, Any]:
    tipo, en_la_lista = FORMATOS[extension]
    return {
        "dcterms:license": {"@id": licencia.LICENCIA_URL},
        "dcterms:format": {"@id": f"{UE}/file-type/{en_la_lista}"},
        "dcat:mediaType": {"@id": f"{IANA}/{tipo}"},
    }


def _dos(es: str, en: str | None) -> list[dict[str, str]]:
    """The same in both languages."""
    en_ingles = [{"@language": "en", "@value": en}] if en else []
    return [{"@language": "es", "@value": es}, *en_ingles]


def _instante(cuando: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": cuando}
