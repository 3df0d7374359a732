"""Real portals in throw-away folders: started, asked, killed."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from gobierno_abierto.arranque.conexion import BASE, PROPIETARIO, carpeta_de_conexion

RAIZ = Path(__file__).resolve().parents[2]
SITIO = Path(__file__).resolve().parent / "sitio"
PLAZO = 30.0


def puerto_libre() -> int:
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return int(enchufe.getsockname()[1])


def esperar(condicion: Callable[[], Any], plazo: float = PLAZO) -> Any:
    """Poll until the condition is true and return what it gave."""
    limite = time.monotonic() + plazo
    while True:
        if resultado := condicion():
            return resultado
        assert time.monotonic() < limite, f"no se cumplió en {plazo} s: {condicion}"
        time.sleep(0.05)


def ambiente(**variables: str) -> dict[str, str]:
    """This process's environment without what would change the portal under test."""
    ajenas = {"DATABASE_URL", "DATOS_DIR", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "SITIO_URL"}
    propias = {clave: valor for clave, valor in os.environ.items() if clave not in ajenas}
    return {
        **propias,
        "DJANGO_SETTINGS_MODULE": "ajustes_de_prueba",
        "PYTHONPATH": str(SITIO),
        **variables,
    }


def manage(*argumentos: str | Path, entorno: dict[str, str] | None = None, **opciones: Any) -> Any:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, RAIZ / "manage.py", *argumentos],
        env=entorno or ambiente(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        **opciones,
    )


class Portal:
    """One `manage.py portal` on a port of its own; ends with the block if nobody ended it."""

    def __init__(
        self, datos: Path, *, entorno: dict[str, str] | None = None, user: int | None = None
    ) -> None:
        self.datos = datos
        self.puerto = puerto_libre()
        inicio = time.monotonic()
        self.proceso = subprocess.Popen(
            [
                *(sys.executable, RAIZ / "manage.py", "portal", "--sin-carga"),
                *("--datos", datos, "--puerto", str(self.puerto), "--trabajadores", "2"),
            ],
            env=entorno or ambiente(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        self.salida = ""
        try:
            self._leer_hasta("Ctrl-C")
        except AssertionError:
            self.__exit__()
            raise
        self.tardo = time.monotonic() - inicio

    def __enter__(self) -> "Portal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.proceso.poll() is None:
            self.detener()
        assert self.proceso.stdout
        self.proceso.stdout.close()

    def _leer_hasta(self, frase: str) -> None:
        assert self.proceso.stdout
        for linea in self.proceso.stdout:
            self.salida += linea
            if frase in linea:
                return
        raise AssertionError(f"el portal terminó sin decir «{frase}»:\n{self.salida}")

    def detener(self) -> int:
        self.proceso.terminate()
        return self.proceso.wait(PLAZO)

    def matar(self) -> None:
        self.proceso.kill()
        self.proceso.wait(PLAZO)

    def pedir(self, ruta: str, cuerpo: str | None = None) -> Any:
        """The JSON answered, or nothing when there was no good answer."""
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=10)
        try:
            conexion.request("GET" if cuerpo is None else "POST", ruta, body=cuerpo)
            respuesta = conexion.getresponse()
            datos = respuesta.read()
            return json.loads(datos) if respuesta.status == 200 else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            conexion.close()

    def procesos(self) -> list[psutil.Process]:
        """Everything it started."""
        return psutil.Process(self.proceso.pid).children(recursive=True)

    def buscar(self, *partes: str) -> psutil.Process:
        """The oldest of its processes whose command line has all these parts."""
        encontrados = [
            proceso
            for proceso in self.procesos()
            if all(any(parte in palabra for palabra in proceso.cmdline()) for parte in partes)
        ]
        return min(encontrados, key=lambda proceso: proceso.create_time())

    def web(self) -> psutil.Process:
        return self.buscar("gobierno_abierto.arranque.web")

    def postgres(self) -> psutil.Process:
        return self.buscar("bin/postgres", "-D")


def sql(datos: Path, orden: str, dbname: str = BASE) -> list[tuple[Any, ...]]:
    """Run one statement as the owner of the embedded database."""
    conexion = psycopg2.connect(
        host=str(carpeta_de_conexion(datos)), dbname=dbname, user=PROPIETARIO
    )
    conexion.autocommit = True
    try:
        with conexion.cursor() as cursor:
            cursor.execute(orden)
            return cursor.fetchall() if cursor.description else []
    finally:
        conexion.close()
