"""Comprueba la bitácora pública de un portal de gobierno abierto, sin confiar en él.

    python3 verificar.py                     comprueba el portal del que se descargó
    python3 verificar.py https://portal…     comprueba otro
    python3 verificar.py CARPETA             comprueba archivos ya descargados: cambios.ndjson,
                                             checkpoint, clave y (si lo hay) testigos.json

Recalcula la huella de cada entrada (RFC 8785 y RFC 9162), el árbol entero, y comprueba la firma del
portal y las de los testigos. Termina con 0 si todo concuerda; con 1, y la primera entrada rota, si
algo fue alterado. No necesita instalar nada.
"""

import json
import sys
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from gobierno_abierto.bitacora.prueba.arbol import Memoria, hoja, raiz
from gobierno_abierto.bitacora.prueba.canonico import canonico
from gobierno_abierto.bitacora.prueba.nota import (
    Cabeza,
    ClavePublica,
    NotaInvalida,
    abrir,
)

__all__ = ["Alterada", "Leer", "comprobar", "de_carpeta", "de_sitio"]

SITIO = "http://localhost:8000"
FUERA_DE_LA_HOJA = {"hoja", "url"}
ARCHIVOS = {
    "cambios.ndjson": "/api/v1/cambios.ndjson",
    "checkpoint": "/bitacora/checkpoint",
    "clave": "/bitacora/clave",
    "testigos.json": "/bitacora/testigos.json",
}

Leer = Callable[[str], Iterator[str]]


class Alterada(Exception):
    """The ledger is not what was signed; the message says where it breaks."""


def comprobar(leer: Leer, decir: Callable[[str], object] = print) -> int:
    """Check everything; `leer` gives the lines of a file by its name. How many entries are sealed.

    Raises Alterada.
    """
    # The head first: entries that come while the list is being read are only beyond it.
    texto = "".join(leer("checkpoint"))
    clave = ClavePublica.leer("".join(leer("clave")))
    cuerpo, firmas = abrir(texto)
    clave.firma_de(cuerpo, firmas)
    cabeza = Cabeza.leer(cuerpo)
    decir(f"Checkpoint de {cabeza.origen}: {cabeza.tamano} entradas, firmado por {clave.nombre}.")

    hojas = list(huellas(leer("cambios.ndjson")))
    _misma_raiz(cabeza, hojas)
    decir(f"Las {cabeza.tamano} entradas dan la raíz firmada.")
    if len(hojas) > cabeza.tamano:
        decir(f"{len(hojas) - cabeza.tamano} más se sellaron después de ese checkpoint.")
    for testigo in json.loads("".join(leer("testigos.json")) or "[]"):
        if not testigo["nota"]:
            continue
        cuerpo, firmas = abrir(testigo["nota"])
        ClavePublica.leer(testigo["clave_publica"]).firma_de(cuerpo, firmas)
        suya = Cabeza.leer(cuerpo)
        if suya.origen != cabeza.origen:
            raise Alterada(f"La cofirma de «{testigo['nombre']}» es de otra bitácora.")
        _misma_raiz(suya, hojas)
        decir(f"Atestigua {testigo['nombre']} ({testigo['lado']}): {suya.tamano} entradas.")
    return cabeza.tamano


def huellas(lineas: Iterable[str]) -> Iterator[bytes]:
    """Leaf hashes of the exported entries, each checked against its own text and place."""
    for esperada, linea in enumerate(lineas, start=1):
        try:
            registro: dict[str, Any] = json.loads(linea)
            secuencia, dicha = registro["secuencia"], registro["hoja"]
            dato = {k: v for k, v in registro.items() if k not in FUERA_DE_LA_HOJA}
            calculada = hoja(canonico(dato))
        except (KeyError, TypeError, ValueError) as error:
            raise Alterada(f"La entrada {esperada} no se puede leer: {error}.") from error
        if secuencia != esperada:
            raise Alterada(f"Falta, sobra o cambió de lugar la entrada {esperada}.")
        if calculada.hex() != dicha:
            raise Alterada(f"La entrada {secuencia} no dice lo que se selló.")
        yield calculada


def _misma_raiz(cabeza: Cabeza, hojas: list[bytes]) -> None:
    if cabeza.tamano > len(hojas):
        raise Alterada(f"Faltan entradas: se firmaron {cabeza.tamano} y hay {len(hojas)}.")
    if raiz(cabeza.tamano, Memoria(hojas[: cabeza.tamano])) != cabeza.raiz:
        raise Alterada(f"Las primeras {cabeza.tamano} entradas no son las que se firmaron.")


def de_sitio(sitio: str) -> Leer:
    def leer(nombre: str) -> Iterator[str]:
        direccion = sitio.rstrip("/") + ARCHIVOS[nombre]
        with urllib.request.urlopen(direccion, timeout=60) as respuesta:  # noqa: S310
            for linea in respuesta:
                yield linea.decode()

    return leer


def de_carpeta(carpeta: Path) -> Leer:
    def leer(nombre: str) -> Iterator[str]:
        archivo = carpeta / nombre
        if nombre == "testigos.json" and not archivo.exists():
            return
        with archivo.open(encoding="utf-8", newline="") as abierto:
            yield from abierto

    return leer


def principal(argumentos: list[str]) -> int:
    donde = argumentos[0] if argumentos else SITIO
    leer = de_carpeta(Path(donde)) if Path(donde).is_dir() else de_sitio(donde)
    try:
        comprobar(leer)
    except (Alterada, NotaInvalida) as error:
        sys.stderr.write(f"ALTERADA. {error}\n")
        return 1
    except (OSError, ValueError) as error:
        sys.stderr.write(f"No se pudo comprobar: {error}\n")
        return 2
    sys.stdout.write("Todo concuerda: la bitácora no ha sido alterada.\n")
    return 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
