"""Atestigua la bitácora de un portal de gobierno abierto: la vigila y la firma.

    python3 testigo.py                  pregunta lo que haga falta; lo demás lo recuerda
    python3 testigo.py CARPETA          lo mismo, con la clave y lo visto en esa carpeta
    python3 testigo.py CARPETA SITIO NOMBRE     sin preguntar, para programarlo cada hora

La primera vez crea una clave, que no sale de este equipo, y escribe la línea que su lado registra
en la administración del portal. Cada vez comprueba que la bitácora de hoy continúa la que vio la
última vez, sin que nada se haya reescrito, y la firma. Termina con 0 si continúa; con 1 si no, o si
el portal no lo demuestra, y guarda las dos versiones firmadas: son la prueba. No necesita instalar
nada.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from gobierno_abierto.bitacora.prueba.arbol import son_consistentes
from gobierno_abierto.bitacora.prueba.ed25519 import clave_publica, firmar
from gobierno_abierto.bitacora.prueba.nota import (
    COFIRMA,
    SIN_ESPACIOS,
    Cabeza,
    ClavePublica,
    Firma,
    NotaInvalida,
    abrir,
    de_cofirma,
    es_nombre,
)

__all__ = ["Reescrita", "SinPrueba", "Testigo"]

SITIO = "http://localhost:8000"


class Reescrita(Exception):
    """The ledger does not continue the one that this witness saw."""


class SinPrueba(Reescrita):
    """The portal signed a new head and does not show that it continues the last one."""


class Testigo:
    """One witness of one portal; what it knows is in its folder."""

    def __init__(self, carpeta: Path, sitio: str, nombre: str) -> None:
        if not es_nombre(nombre):
            raise ValueError(SIN_ESPACIOS)
        self.carpeta, self.sitio = carpeta, sitio.rstrip("/")
        carpeta.mkdir(parents=True, exist_ok=True)
        secreta = carpeta / "clave-secreta"
        if not secreta.exists():
            with open(secreta, "xb", opener=lambda r, b: os.open(r, b, 0o600)) as archivo:
                archivo.write(os.urandom(32))
        self._semilla = secreta.read_bytes()
        self.clave = ClavePublica(nombre, COFIRMA, clave_publica(self._semilla))

    def atestiguar(self, decir: Callable[[str], object] = print) -> Cabeza:
        """Fetch, check against the last view, co-sign, send and remember.

        Raises Reescrita if the ledger was rewritten, NotaInvalida if its head is not well signed.
        """
        nota = self._pedir("/bitacora/checkpoint")
        texto, firmas = abrir(nota)
        self._clave_del_portal().firma_de(texto, firmas)
        nueva = Cabeza.leer(texto)
        visto = self.carpeta / "visto"
        if visto.exists():
            anterior = Cabeza.leer(abrir(visto.read_text(encoding="utf-8"))[0])
            try:
                self._comparar(anterior, nueva)
            except Reescrita:
                (self.carpeta / f"ALARMA-{int(time.time())}").write_text(nota, encoding="utf-8")
                raise
            decir(f"Continúa lo visto: de {anterior.tamano} a {nueva.tamano} entradas.")
        else:
            decir(f"Primera vez: {nueva.tamano} entradas de {nueva.origen}.")
        cofirmada = f"{texto}\n{self._firmar(texto)}"
        visto.write_text(cofirmada, encoding="utf-8")
        self._enviar(cofirmada, decir)
        return nueva

    def _comparar(self, anterior: Cabeza, nueva: Cabeza) -> None:
        if nueva.origen != anterior.origen:
            raise Reescrita(f"Es otra bitácora: antes {anterior.origen}, ahora {nueva.origen}.")
        if nueva.tamano < anterior.tamano:
            raise Reescrita(f"Se borraron entradas: de {anterior.tamano} a {nueva.tamano}.")
        prueba = self._prueba(anterior.tamano, nueva.tamano)
        if not son_consistentes(anterior.tamano, nueva.tamano, anterior.raiz, nueva.raiz, prueba):
            raise Reescrita(
                f"Alguna de las primeras {anterior.tamano} entradas ya no es la que se firmó."
            )

    def _prueba(self, antes: int, despues: int) -> list[bytes]:
        if antes == despues:
            return []
        try:
            dada = json.loads(self._pedir(f"/bitacora/consistencia/{antes}/{despues}/"))
            return [bytes.fromhex(paso) for paso in dada["prueba"]]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise SinPrueba(
                f"El portal firmó {despues} entradas y no demostró que continúan las {antes} que "
                f"usted vio ({error})."
            ) from error

    def _clave_del_portal(self) -> ClavePublica:
        """The portal's key, as it was the first time: a new one is no reason to trust."""
        guardada = self.carpeta / "clave-del-portal"
        if not guardada.exists():
            guardada.write_text(self._pedir("/bitacora/clave"), encoding="utf-8")
        return ClavePublica.leer(guardada.read_text(encoding="utf-8"))

    def _firmar(self, texto: str) -> Firma:
        ahora = int(time.time())
        octetos = ahora.to_bytes(8, "big") + firmar(self._semilla, de_cofirma(texto, ahora))
        return Firma(self.clave.nombre, self.clave.codigo, octetos)

    def _pedir(self, ruta: str) -> str:
        with urllib.request.urlopen(self.sitio + ruta, timeout=60) as respuesta:  # noqa: S310
            return str(respuesta.read().decode())

    def _enviar(self, nota: str, decir: Callable[[str], object]) -> None:
        """Give the portal the co-signature. That it refuses it takes nothing from what was seen."""
        peticion = urllib.request.Request(  # noqa: S310
            f"{self.sitio}/bitacora/testigos/", nota.encode(), {"Content-Type": "text/plain"}
        )
        try:
            with urllib.request.urlopen(peticion, timeout=60):  # noqa: S310
                decir("La cofirma quedó publicada en el portal.")
        except urllib.error.HTTPError as error:
            motivo = json.loads(error.read().decode() or "{}").get("detail", error.reason)
            decir(f"El portal no publicó la cofirma: {motivo}")


def principal(argumentos: list[str]) -> int:
    carpeta = Path(argumentos[0] if argumentos else "testigo")
    datos = carpeta / "datos.json"
    try:
        sabido = json.loads(datos.read_text(encoding="utf-8")) if datos.exists() else {}
        sitio = (argumentos[1:] or [sabido.get("sitio", "")])[0] or _preguntar(
            f"Dirección del portal [{SITIO}]: ", SITIO
        )
        nombre = (argumentos[2:] or [sabido.get("nombre", "")])[0] or _preguntar(
            "Nombre de su organización, sin espacios (por ejemplo gesoc.org.mx): "
        )
        testigo = Testigo(carpeta, sitio, nombre)
        datos.write_text(json.dumps({"sitio": sitio, "nombre": nombre}), encoding="utf-8")
        sys.stdout.write(f"Clave pública, para registrarla en el portal:\n{testigo.clave}\n")
        testigo.atestiguar()
    except SinPrueba as error:
        sys.stderr.write(
            f"ALARMA. {error}\nInténtelo otra vez en unos minutos: puede ser una falla de la red o "
            f"del portal. Si se repite, no lo es. Lo firmado quedó en la carpeta «{carpeta}».\n"
        )
        return 1
    except Reescrita as error:
        sys.stderr.write(
            f"ALARMA. La bitácora fue reescrita. {error}\n"
            f"Guarde la carpeta «{carpeta}»: lo firmado que hay en ella es la prueba.\n"
        )
        return 1
    except NotaInvalida as error:
        sys.stderr.write(f"ALARMA. {error}\n")
        return 1
    except EOFError:
        sys.stderr.write("No hay a quién preguntar: escriba CARPETA, SITIO y NOMBRE en la orden.\n")
        return 2
    except (OSError, ValueError) as error:
        sys.stderr.write(f"No se pudo comprobar ahora: {error}\n")
        return 2
    sys.stdout.write("Todo concuerda con lo que usted había visto.\n")
    return 0


def _preguntar(pregunta: str, omision: str = "") -> str:
    respuesta = ""
    while not respuesta:
        respuesta = input(pregunta).strip() or omision
    return respuesta


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
