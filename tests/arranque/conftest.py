"""Folders ready to start from: a cluster is made and migrated once, then copied."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from gobierno_abierto.arranque.cluster import Cluster
from tests.arranque.banco import NADIE, SITIO, Portal, Quien, copiar, manage, sql


@pytest.fixture(scope="session")
def taller() -> Iterator[Path]:
    """A folder that other users can cross, unlike pytest's own."""
    carpeta = Path(tempfile.mkdtemp(prefix="arranque-"))
    carpeta.chmod(0o755)
    yield carpeta
    shutil.rmtree(carpeta)


@pytest.fixture(scope="session")
def plantilla(taller: Path) -> Path:
    """Data folder of a portal that has already been started once: its static files are gathered,
    its accounts made."""
    datos = taller / "plantilla"
    with Cluster(datos, ajustes={"fsync": "off"}).usar():
        resultado = manage("migrate", "--verbosity=0", DATOS_DIR=str(datos))
        assert resultado.returncode == 0, resultado.stderr
        sql(datos, "CREATE TABLE prueba_de_filas (texto text)")
    with Portal(datos) as portal:
        assert portal.detener() == 0
    return datos


@pytest.fixture
def datos(plantilla: Path, taller: Path) -> Path:
    """A copy of the template, for one test; short names keep the socket inside."""
    return copiar(plantilla, _lugar(taller))


@pytest.fixture(scope="module")
def portal(plantilla: Path, taller: Path) -> Iterator[Portal]:
    """A portal that several tests share: each one leaves it serving."""
    datos = copiar(plantilla, _lugar(taller))
    with Portal(datos) as portal:
        yield portal


def _lugar(taller: Path) -> Path:
    carpeta = Path(tempfile.mkdtemp(dir=taller))
    carpeta.chmod(0o755)
    return carpeta / "d"


@pytest.fixture
def como_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("sólo root puede correr procesos como otro usuario")


@pytest.fixture(scope="session")
def otro_usuario() -> Quien:
    """Somebody who is not root, with a Python within reach; oneself, if not root already."""
    if os.geteuid() != 0:
        return Quien()
    paquetes = str(Path(psutil.__file__).parents[1])
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        quien = Quien(NADIE, python, {"PYTHONPATH": f"{SITIO}{os.pathsep}{paquetes}"})
        with suppress(PermissionError, FileNotFoundError):
            if manage("version", quien=quien).returncode == 0:
                return quien
    pytest.skip("ni este clon ni su Python están al alcance de otros usuarios")
