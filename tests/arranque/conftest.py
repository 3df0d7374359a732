"""Folders ready to start from: a cluster is made and migrated once, then copied."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gobierno_abierto.arranque.cluster import Cluster

sys.path.append(str(Path(__file__).parent))

from banco import Portal, ambiente, manage, sql


@pytest.fixture(scope="session")
def taller() -> Iterator[Path]:
    """A folder that other users can cross, unlike pytest's own."""
    carpeta = Path(tempfile.mkdtemp(prefix="arranque-"))
    carpeta.chmod(0o755)
    yield carpeta
    shutil.rmtree(carpeta)


@pytest.fixture(scope="session")
def plantilla(taller: Path) -> Path:
    """Data folder of a portal that has already been started once."""
    datos = taller / "plantilla"
    with Cluster(datos, ajustes={"fsync": "off"}).usar():
        resultado = manage("migrate", "--verbosity=0", entorno=ambiente(DATOS_DIR=str(datos)))
        assert resultado.returncode == 0, resultado.stderr
        resultado = manage("collectstatic", "--noinput", entorno=ambiente(DATOS_DIR=str(datos)))
        assert resultado.returncode == 0, resultado.stderr
        sql(datos, "CREATE TABLE prueba_de_filas (texto text)")
    return datos


@pytest.fixture
def datos(plantilla: Path, taller: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the template, for one test."""
    return copiar(plantilla, taller / request.node.name)


@pytest.fixture(scope="module")
def portal(plantilla: Path, taller: Path, request: pytest.FixtureRequest) -> Iterator[Portal]:
    """A portal that several tests share: each one leaves it serving."""
    datos = copiar(plantilla, taller / f"compartido-{request.module.__name__}")
    with Portal(datos) as portal:
        yield portal


def copiar(plantilla: Path, destino: Path) -> Path:
    destino.parent.mkdir(parents=True, exist_ok=True)
    # cp keeps owners, which the database needs where root started it.
    subprocess.run(["cp", "-a", plantilla, destino], check=True)
    return destino


@pytest.fixture
def como_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("sólo root puede correr procesos como otro usuario")
