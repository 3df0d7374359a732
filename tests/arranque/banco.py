"""Real portals in throw-away folders: started, asked, killed."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from gobierno_abierto.arranque.conexion import BASE, PROPIETARIO, carpeta_de_conexion

RAIZ = Path(__file__).resolve().parents[2]
SITIO = Path(__file__).resolve().parent / "sitio"
PLAZO = 30.0
DE_CERO = 180.0  # to make everything, on a machine that does other things too


NADIE = 65534


@dataclass(frozen=True)
class Quien:
    """Who runs a command, and with which Python."""

    uid: int | None = None
    python: str = sys.executable
    variables: dict[str, str] = field(default_factory=dict)

    def para_subprocess(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.uid, "extra_groups": [], "cwd": "/"}


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


def manage(
    *argumentos: str | Path, quien: Quien = Quien(), **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [quien.python, RAIZ / "manage.py", *argumentos],
        env=ambiente(**quien.variables, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=DE_CERO,
        **quien.para_subprocess(),
    )


def copiar(plantilla: Path, destino: Path) -> Path:
    destino.parent.mkdir(parents=True, exist_ok=True)
    # cp keeps owners, which the database needs where root started it.
    subprocess.run(["cp", "-a", plantilla, destino], check=True)
    return destino


class Portal:
    """One `manage.py portal` on a port of its own; ends with the block if nobody ended it."""

    def __init__(self, datos: Path, *, quien: Quien = Quien(), **variables: str) -> None:
        self.datos = datos
        self.puerto = puerto_libre()
        self.proceso = subprocess.Popen(
            [
                *(quien.python, RAIZ / "manage.py", "portal", "--sin-carga"),
                *("--datos", datos, "--puerto", str(self.puerto), "--trabajadores", "2"),
            ],
            env=ambiente(**quien.variables, **variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **quien.para_subprocess(),
        )
        # Read to the end, apart: a pipe that fills up would stop the portal.
        self.salida = ""
        self._lector = threading.Thread(target=self._leer)
        self._lector.start()
        try:
            esperar(lambda: "Ctrl-C" in self.salida or self.proceso.poll() is not None, DE_CERO)
            assert self.proceso.poll() is None, f"el portal no arrancó:\n{self.salida}"
        except AssertionError:
            self.__exit__()
            raise

    def __enter__(self) -> "Portal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.proceso.poll() is None:
            self.detener()
        self._lector.join(PLAZO)
        assert self.proceso.stdout
        self.proceso.stdout.close()

    def _leer(self) -> None:
        assert self.proceso.stdout
        for linea in self.proceso.stdout:
            self.salida += linea

    def detener(self) -> int:
        self.proceso.terminate()
        return self.proceso.wait(PLAZO)

    def matar(self) -> None:
        self.proceso.kill()
        self.proceso.wait(PLAZO)

    def pedir(self, ruta: str, cuerpo: str | None = None) -> Any:
        """The JSON answered, or nothing when there was no good answer; pytest shows why."""
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=PLAZO)
        try:
            conexion.request("GET" if cuerpo is None else "POST", ruta, body=cuerpo)
            respuesta = conexion.getresponse()
            datos = respuesta.read()
            if respuesta.status == 200:
                return json.loads(datos)
            motivo = f"{respuesta.status} {datos[:200]!r}"
        except (OSError, http.client.HTTPException) as error:
            motivo = repr(error)
        finally:
            conexion.close()
        print(f"{ruta}: {motivo}\n{self.salida}")  # noqa: T201
        return None

    def procesos(self) -> list[psutil.Process]:
        """Everything it started."""
        return psutil.Process(self.proceso.pid).children(recursive=True)

    def web(self) -> psutil.Process:
        return self._primero(lambda proceso: "gobierno_abierto.arranque.web" in proceso.cmdline())

    def trabajador(self) -> psutil.Process:
        return self._primero(lambda proceso: proceso.cmdline()[-1:] == ["trabajar"])

    def vigia(self) -> psutil.Process:
        return self.postgres().parent()

    def postgres(self) -> psutil.Process:
        return self._primero(lambda proceso: proceso.name() == "postgres")

    def _primero(self, condicion: Callable[[psutil.Process], bool]) -> psutil.Process:
        """The oldest of its processes that fulfils the condition, once there is one."""
        return esperar(lambda: min(self._vivos(condicion), key=lambda par: par[0], default=None))[1]

    def _vivos(
        self, condicion: Callable[[psutil.Process], bool]
    ) -> Iterator[tuple[float, psutil.Process]]:
        for proceso in self.procesos():
            with suppress(psutil.Error):  # it has just ended
                if condicion(proceso):
                    yield proceso.create_time(), proceso


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
