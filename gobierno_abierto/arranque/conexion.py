"""Names and places that both the settings and the embedded server must agree on."""

import hashlib
import os
from pathlib import Path

BASE = "gobierno_abierto"
SUPERUSUARIO = "postgres"
PROPIETARIO = "gobierno_propietario"  # owns the tables: migrations, loading, every command
WEB = "gobierno_web"  # owns nothing: the web workers

# A Unix socket's whole address must fit in 107 bytes; «/.s.PGSQL.5432.lock» takes 19 of them.
RUTA_MAXIMA = 90


def carpeta_de_conexion(datos_dir: Path) -> Path:
    """Folder of the server's socket: inside the data folder, or a short one where that cannot be.

    It cannot if it is too long, or has a comma, which clients read as a list of servers.
    The short name depends only on the data folder, so that every process finds the same one;
    whoever uses it checks its owner and mode first (`carpetas.carpeta_privada`).
    """
    propia = datos_dir / "conexion"
    if len(os.fsencode(propia / ".s.PGSQL.5432")) <= RUTA_MAXIMA and "," not in str(propia):
        return propia
    huella = hashlib.sha256(os.fsencode(datos_dir.resolve())).hexdigest()[:16]
    return Path("/tmp") / f"gobierno-abierto-{huella}"  # noqa: S108
